/**
 * "Anatomy of a step": what the selected run's method made of the gradient at the playhead, part by part. Where the film ends, its last step is
 * taken apart. Stepping forward shows the parts one after another; playing and scrubbing show them at once.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Engine } from '#experiments/engine.ts'
import type { AnatomyData } from '#experiments/kinds/anatomy.ts'
import type { Clock } from './clock.ts'
import { type Film, lastStep } from './film.ts'
import type { Lab } from './lab.ts'
import { answer, createNewest } from './newest.ts'
import { anatomyQuestion } from './questions.ts'
import { dimOf, type Race } from './race.ts'
import type { Transport } from './transport.ts'
import type { View } from './view.ts'

export type Anatomy = Extract<AnatomyData, { taken: true }>
export type StepPart = 'gradient' | 'momentum' | 'scaling' | 'decay' | 'noise' | 'step'

export interface AnatomyState {
  readonly anatomy: Anatomy | undefined
  /** Those that this step has, in the order in which they act. */
  readonly parts: readonly StepPart[]
  /** How many of them are shown by now. */
  readonly shown: number
  /** True where no step begins: before a fork, or where a run ends at its start. */
  readonly ended: boolean
}
export interface AnatomyStore extends StoreApi<AnatomyState> { readonly dispose: () => void }

/** Faster playback than this is not dissected step by step. Steps a second. */
const SLOW = 8
/** In slow motion the next part comes after so long. Milliseconds. */
const PART = 500
const NOTHING: AnatomyState = { anatomy: undefined, parts: [], shown: 0, ended: false }

/** Whether a step can be taken apart on this map: it needs a run, and a map that shows all parameters. */
export const anatomyOffered = (race: Race, { plane }: Pick<View, 'plane'>): boolean => !plane && race.runs.length > 0 && dimOf(race) === 2

/** @param calm says whether motion is unwelcome: then all parts come at once */
export function createAnatomy({ engine, clock, lab, film, transport, calm }: { engine: Engine; clock: Clock; lab: Lab; film: Film; transport: Transport; calm: () => boolean }): AnatomyStore {
  const store = createStore<AnatomyState>(() => NOTHING)
  const newest = createNewest(clock, () => store.setState(NOTHING))
  let asked: readonly unknown[] = []
  let callOff: (() => void) | undefined

  function clear(state: AnatomyState): void {
    newest.drop()
    callOff?.()
    if (store.getState() !== state) store.setState(state, true)
  }

  function reveal(): void {
    const { shown, parts } = store.getState()
    store.setState({ shown: shown + 1 })
    if (shown + 1 < parts.length) callOff = clock.after(PART, reveal)
  }

  function show(anatomy: Anatomy, slowly: boolean): void {
    callOff?.()
    const parts = partsOf(anatomy)
    store.setState({ anatomy, parts, shown: slowly ? 1 : parts.length, ended: false })
    if (slowly && parts.length > 1) callOff = clock.after(PART, reveal)
  }

  function follow(): void {
    const { race, view } = lab.getState(), { playhead, playing, speed } = transport.getState(), { filming, runs, race: filmed } = film.getState()
    const run = race.runs[view.selected]
    if (!run || !view.layers.anatomy || !anatomyOffered(race, view) || (playing && (speed === 0 || speed > SLOW))) {
      asked = []
      clear(NOTHING)
      return
    }
    if (filming || filmed !== race) return
    const shot = runs[view.selected], first = run.fork?.at ?? 0
    const at = Math.min(playhead, (shot ? lastStep(shot) : race.iterations) - 1)
    const now = [race, view.selected, at]
    if (now.every((value, i) => value === asked[i])) {
      // whoever starts to play does not wait for what was to come
      if (playing && store.getState().shown < store.getState().parts.length) {
        callOff?.()
        store.setState({ shown: store.getState().parts.length })
      }
      return
    }
    const stepped = !playing && asked[0] === race && asked[1] === view.selected && at - 1 === asked[2]
    asked = now
    if (at < first || playhead < first) return clear({ ...NOTHING, ended: true })
    newest.ask(async (signal) => {
      const data = (await answer(engine, anatomyQuestion(race, view.selected, at), { signal, rank: 'visible' })).data as AnatomyData
      if (asked !== now) return
      if (data.taken) show(data, stepped && !calm())
      else store.setState({ ...NOTHING, ended: true })
    })
  }
  const stops = [lab.subscribe(follow), film.subscribe(follow), transport.subscribe(follow)]
  follow()
  return {
    ...store,
    dispose() {
      stops.forEach((stop) => stop())
      clear(NOTHING)
    },
  }
}

const zero = (v: Float64Array): boolean => v.every((x) => x === 0)

/** What a step is made of; parts that do nothing are left out. */
export function partsOf({ momentumPart, factors, axes, decay, noise }: Anatomy): readonly StepPart[] {
  return [
    'gradient', ...(zero(momentumPart) ? [] : ['momentum' as const]), ...(axes || factors.some((f) => f !== 1) ? ['scaling' as const] : []),
    ...(zero(decay) ? [] : ['decay' as const]), ...(zero(noise) ? [] : ['noise' as const]), 'step',
  ]
}
