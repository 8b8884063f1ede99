/** What the network of the selected run says under the playhead: over its inputs where there are one or two of them, and to the samples of its data. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Engine } from '#experiments/engine.ts'
import type { OutputsData } from '#experiments/kinds/outputs.ts'
import type { SamplesData } from '#experiments/kinds/data.ts'
import type { KindSpec } from '#spec/kind.ts'
import type { Clock } from './clock.ts'
import { type Film, indexAt, recordedAt, thetaAt } from './film.ts'
import type { Lab } from './lab.ts'
import { answer, createNewest } from './newest.ts'
import { dataQuestion, outputsQuestion } from './questions.ts'
import type { Transport } from './transport.ts'

/** From, to and count of each input. */
export type Lattice = readonly (readonly [number, number, number])[]

export interface SaysState {
  /** The data of the landscape; undefined until they are there. */
  readonly data: SamplesData | undefined
  /** Where the outputs are asked for: the data's extent and some air. Undefined for more than two inputs. */
  readonly lattice: Lattice | undefined
  /** The last answer; while the next is computed it stays. */
  readonly says: { readonly run: number; readonly step: number; readonly outputs: OutputsData } | undefined
  readonly fault: string | undefined
}
export interface Says extends StoreApi<SaysState> { readonly dispose: () => void }

/** Pictures need not come faster. Milliseconds. */
const PACE = 50
/** Samples that are drawn. */
const DRAWN = 1000
/** Points of a curve; columns of a surface. */
const CURVE = 201, COLUMNS = 72
/** Width to height of the picture of a surface. */
export const ASPECT = 1.5

export function createSays({ engine, clock, lab, film, transport }: { engine: Engine; clock: Clock; lab: Lab; film: Film; transport: Transport }): Says {
  const store = createStore<SaysState>(() => NOTHING)
  const told = (error: Error): void => store.setState({ fault: error.message, says: undefined })
  const first = createNewest(clock, told), newest = createNewest(clock, told)
  let data: KindSpec | undefined
  let looked: readonly unknown[] = []
  let callOff: (() => void) | undefined

  function fetchData(): void {
    const next = lab.getState().race.objective['data'] as KindSpec | undefined
    if (next === data) return
    data = next
    if (!next) {
      first.drop()
      newest.drop()
      store.setState(NOTHING, true)
      return
    }
    first.ask(async (signal) => {
      const samples = (await answer(engine, dataQuestion(next, DRAWN), { signal, rank: 'visible' })).data as SamplesData
      // another picture's outputs stay only where they are over the same inputs
      const lattice = latticeFor(samples)
      store.setState((s) => ({ data: samples, lattice, fault: undefined, ...(sameInputs(s.lattice, lattice) ? {} : { says: undefined }) }))
      looked = []
      soon()
    })
  }

  function look(): void {
    callOff = undefined
    fetchData()
    const { race, runs } = film.getState(), { view: { selected } } = lab.getState(), { data: samples, lattice } = store.getState(), run = runs[selected]
    if (!race || !samples || race.objective['data'] !== data) return
    if (!run) {
      looked = []
      if (store.getState().says) store.setState({ says: undefined })
      return
    }
    const k = recordedAt(run, indexAt(run, Math.max(transport.getState().playhead, run.from)) ?? 0)
    if (looked[0] === run && looked[1] === k) return
    looked = [run, k]
    const theta = Array.from(thetaAt(run, k))
    if (!theta.every(Number.isFinite)) return
    newest.ask(async (signal) => {
      const outputs = (await answer(engine, outputsQuestion(race.objective, theta, lattice), { signal, rank: 'next' })).data as OutputsData
      if (store.getState().lattice === lattice) store.setState({ says: { run: selected, step: run.from + k, outputs }, fault: undefined })
    })
  }

  const soon = (): void => {
    callOff ??= clock.after(PACE, look)
  }
  const stops = [film.subscribe(soon), lab.subscribe((now, before) => {
    if (now.view.selected !== before.view.selected || now.race.objective !== before.race.objective) soon()
  }), transport.subscribe((now, before) => {
    if (now.playhead !== before.playhead) soon()
  })]
  look()
  return {
    ...store,
    dispose() {
      stops.forEach((stop) => stop())
      callOff?.()
      first.drop()
      newest.drop()
    },
  }
}
const NOTHING: SaysState = { data: undefined, lattice: undefined, says: undefined, fault: undefined }

const sameInputs = (a: Lattice | undefined, b: Lattice | undefined): boolean =>
  a?.length === b?.length && (a ?? []).every((range, i) => range.every((v, k) => v === b![i]![k]))

/** Share of the data's extent that is left free on each side. */
const AIR = 0.12

/** Where a network's outputs are worth seeing: round the inputs; for two of them at one scale, in the shape of the picture. */
export function latticeFor({ inputs: { columns, values } }: SamplesData, aspect = ASPECT): Lattice | undefined {
  if (columns > 2) return undefined
  const extent = (column: number): readonly [number, number] => {
    let low = Infinity, high = -Infinity
    for (let i = column; i < values.length; i += columns) {
      low = Math.min(low, values[i]!)
      high = Math.max(high, values[i]!)
    }
    const half = ((high - low) / 2 || 1) * (1 + 2 * AIR), middle = (low + high) / 2
    return [middle - half, middle + half]
  }
  const [x0, x1] = extent(0)
  if (columns === 1) return [[x0, x1, CURVE]]
  const [y0, y1] = extent(1), unit = Math.max((x1 - x0) / aspect, y1 - y0) / 2, cx = (x0 + x1) / 2, cy = (y0 + y1) / 2
  return [[cx - aspect * unit, cx + aspect * unit, COLUMNS], [cy - unit, cy + unit, COLUMNS / aspect]]
}
