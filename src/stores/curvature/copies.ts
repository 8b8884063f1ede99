/** Symmetric copies of the selected run's point: other weights, the same function. What stays, what changes, and the straight line between. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { NetworkSpec } from '#networks/network-spec.ts'
import { wholeSymmetries } from '#networks/make.ts'
import type { KindSpec } from '#spec/kind.ts'
import { addRun } from '../edits.ts'
import { answer, createNewest } from '../newest.ts'
import { type PointData, pointQuestion } from '../questions.ts'
import type { Stores } from '../stores.ts'
import { type Present, presentOf, samePoint, thetaOf } from './present.ts'
import { type InterpolationData, lineQuestion } from './questions.ts'

export const CHANGES = ['swap', 'cycle', 'scale', 'flip'] as const
export type Change = (typeof CHANGES)[number]
/** Which units of which hidden layer are changed; each kind of change takes what it needs of it. */
export interface Choice { readonly kind: Change; readonly layer: number; readonly units: readonly [number, number]; readonly factor: number; /** Every unit of the layer is scaled. */ readonly all: boolean }

export interface Measured { readonly loss: number; readonly sharpness: number; readonly length: number }
export interface CopiesState {
  readonly choice: Choice
  readonly seen: { readonly choice: Choice; readonly step: number; readonly here: Measured; readonly copy: Measured; /** |copy - here| */ readonly distance: number; readonly theta: Float64Array } | undefined
  /** The loss along the straight line to the copy. */
  readonly line: Partial<InterpolationData> | undefined
  readonly fault: string | undefined
}
export interface Copies extends StoreApi<CopiesState> {
  readonly choose: (choice: Partial<Choice>) => void
  /** A run with the selected one's settings that begins at the copy. */
  readonly start: (label: string) => void
  readonly dispose: () => void
}

const GUEST = 'copy'
/** A playhead that moves is followed when it rests. Milliseconds. */
const REST = 160

const changeOf = ({ kind, layer, units, factor }: Omit<Choice, 'all'>): KindSpec =>
  (kind === 'swap' ? { kind, layer, units } : kind === 'cycle' ? { kind, layer } : kind === 'scale' ? { kind, layer, unit: units[0], factor } : { kind, layer, unit: units[0] })
/** The changes of a choice, one after the other. */
const changesOf = (choice: Choice, width: number): readonly KindSpec[] =>
  (choice.kind === 'scale' && choice.all ? Array.from({ length: width }, (_, unit) => changeOf({ ...choice, units: [unit, unit] })) : [changeOf(choice)])

/** Changes that leave the function of a network as it is, in one of its hidden layers. */
export function changesIn(objective: KindSpec, layer: number): readonly Change[] {
  const network = networkOf(objective)
  if (!network) return []
  const width = network.widths[layer] ?? 0
  return CHANGES.filter((kind) => !(kind === 'swap' && width < 2) && !(kind === 'cycle' && width < 3) && wholeSymmetries.get(kind).refusal(changeOf({ kind, layer, units: [0, Math.min(1, width - 1)], factor: 1 }), network) === undefined)
}
/** Hidden layers, counted from 1, in which something can be changed. */
export const layersOf = (objective: KindSpec): readonly number[] =>
  Array.from({ length: Math.max(0, (networkOf(objective)?.widths.length ?? 2) - 2) }, (_, i) => i + 1).filter((layer) => changesIn(objective, layer).length > 0)
/** Units of a layer. */
export const widthOf = (objective: KindSpec, layer: number): number => (objective['widths'] as readonly number[] | undefined)?.[layer] ?? 0
const networkOf = (objective: KindSpec): NetworkSpec | undefined => (objective.kind === 'network' ? objective as unknown as NetworkSpec : undefined)

export function createCopies(stores: Pick<Stores, 'engine' | 'clock' | 'lab' | 'film' | 'transport' | 'guests'>, label: string): Copies {
  const { engine, clock, lab, film, transport, guests } = stores
  const store = createStore<CopiesState>(() => ({ choice: fitted({ kind: 'swap', layer: 1, units: [0, 1], factor: 3, all: true }, lab.getState().race.objective), seen: undefined, line: undefined, fault: undefined }))
  const newest = createNewest(clock, (error) => store.setState({ fault: error.message }))
  let asked: { present: Present; choice: Choice } | undefined
  let callOff: (() => void) | undefined

  function look(): void {
    callOff = undefined
    const present = presentOf(stores), { choice } = store.getState()
    if (!present || layersOf(present.objective).length === 0) {
      asked = undefined
      newest.drop()
      store.setState({ seen: undefined, line: undefined })
      guests.setState({ [GUEST]: undefined })
      return
    }
    if (asked?.choice === choice && samePoint(asked.present, present)) return
    asked = { present, choice }
    newest.ask(async (signal) => {
      const { objective, step } = present, here = { kind: 'point', theta: thetaOf(present) }, there = { kind: 'symmetric-copy', of: here, by: changesOf(choice, widthOf(objective, choice.layer)) }
      const at = async (theta: unknown): Promise<PointData> => (await answer(engine, pointQuestion(objective, theta, ['value', 'curvature']), { signal, rank: 'hand' })).data as PointData
      const a = await at(here), b = await at(there)
      let distance = 0
      a.theta.forEach((x, i) => (distance += (b.theta[i]! - x) * (b.theta[i]! - x)))
      store.setState({ seen: { choice, step, here: measured(a), copy: measured(b), distance: Math.sqrt(distance), theta: b.theta }, fault: undefined })
      guests.setState({ [GUEST]: { theta: b.theta, from: a.theta, kind: 'copy', label, escapes: [] } })
      store.setState({ line: (await answer(engine, lineQuestion(objective, here, there), { signal, rank: 'visible' })).data as InterpolationData })
    })
  }
  const soon = (): void => {
    callOff?.()
    callOff = clock.after(REST, look)
  }
  const stops = [film.subscribe(soon), transport.subscribe((now, before) => {
    if (now.playhead !== before.playhead) soon()
  }), lab.subscribe((now, before) => {
    if (now.race.objective !== before.race.objective) store.setState(({ choice }) => ({ choice: fitted(choice, now.race.objective), seen: undefined, line: undefined }))
    if (now.view.selected !== before.view.selected || now.race.objective !== before.race.objective) soon()
  })]
  look()
  return {
    ...store,
    choose(change) {
      store.setState(({ choice }) => ({ choice: fitted({ ...choice, ...change }, lab.getState().race.objective) }))
      look()
    },
    start(name) {
      const { race, view: { selected } } = lab.getState(), run = race.runs[selected]
      if (!asked || !run) return
      const { optimizer, sampler, seed } = run, of = { kind: 'point', theta: thetaOf(asked.present) }
      lab.change({ race: addRun(race, { optimizer, sampler, ...(seed === undefined ? {} : { seed }), label: name, start: { kind: 'symmetric-copy', of, by: changesOf(asked.choice, widthOf(race.objective, asked.choice.layer)) } }), selected: race.runs.length })
    },
    dispose() {
      stops.forEach((stop) => stop())
      callOff?.()
      newest.drop()
      guests.setState({ [GUEST]: undefined })
    },
  }
}

/** The nearest choice that this network has. */
function fitted(choice: Choice, objective: KindSpec): Choice {
  const layers = layersOf(objective), layer = layers.includes(choice.layer) ? choice.layer : (layers[0] ?? 1)
  const changes = changesIn(objective, layer), kind = changes.includes(choice.kind) ? choice.kind : (changes[0] ?? 'swap')
  const width = Math.max(1, widthOf(objective, layer)), within = (unit: number): number => Math.min(unit, width - 1)
  const first = within(choice.units[0]), second = within(choice.units[1])
  return { ...choice, kind, layer, units: [first, kind === 'swap' && first === second ? (first === 0 ? within(1) : 0) : second] }
}

function measured({ theta, value, curvature }: PointData): Measured {
  return { loss: value!, sharpness: curvature!.largest, length: Math.sqrt(theta.reduce((sum, x) => sum + x * x, 0)) }
}
