/** Curvature along the selected run: the largest eigenvalue, and how many lead down, at steps spread over it. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { withParents } from '../film.ts'
import { answer, createNewest } from '../newest.ts'
import { raceOf } from '../questions.ts'
import type { Race, Run } from '../race.ts'
import type { Stores } from '../stores.ts'
import { isDear } from './present.ts'
import { type SharpnessData, sharpnessQuestion } from './questions.ts'

export interface AlongState {
  /** Of this run; another one's is not shown. */
  readonly seen: { readonly data: SharpnessData; readonly run: Run } | undefined
  /** Share of the steps that are measured; undefined where nothing is under way. */
  readonly progress: number | undefined
  readonly fault: string | undefined
}
export interface Along extends StoreApi<AlongState> {
  /** The ways down too, where that is too dear to be counted unasked. */
  readonly count: () => void
  readonly dispose: () => void
}

/** Up to so many parameters the ways down are counted unasked, and when asked. */
export const COUNTED = 200
export const COUNTABLE = 400
/** A film that changes again and again is measured when it stands. Milliseconds. */
const STILL = 250
/** Steps to measure: all of most films where that costs nothing, fewer where each takes a whole Hessian. */
const steps = (dim: number): number => (dim <= 60 ? 401 : dim <= COUNTED ? 101 : 31)

export function createAlong({ engine, clock, lab, film }: Pick<Stores, 'engine' | 'clock' | 'lab' | 'film'>): Along {
  const store = createStore<AlongState>(() => NOTHING)
  const newest = createNewest(clock, (error) => store.setState({ progress: undefined, fault: error.message }))
  let asked: { race: Race; run: Run } | undefined
  let callOff: (() => void) | undefined

  function ask(race: Race, selected: number, counted: boolean): void {
    const run = race.runs[selected]!, dim = film.getState().runs[selected]!.thetas.columns
    const question = sharpnessQuestion(race.objective, raceOf(race, withParents(race, [selected])), steps(dim), counted || dim <= COUNTED)
    asked = { race, run }
    newest.ask(async (signal) => {
      store.setState({ progress: 0, fault: undefined })
      const { data } = await answer(engine, question, { signal, rank: dim <= COUNTED ? 'next' : 'idle' }, (frame) => {
        store.setState({ progress: frame.progress, ...(frame.data ? { seen: { data: frame.data as SharpnessData, run } } : {}) })
      })
      store.setState({ seen: { data: data as SharpnessData, run }, progress: undefined })
    })
  }
  function look(): void {
    callOff = undefined
    const { race, runs, filming } = film.getState(), { selected } = lab.getState().view
    if (!race?.runs[selected] || !runs[selected]) {
      asked = undefined
      newest.drop()
      if (store.getState() !== NOTHING) store.setState(NOTHING, true)
      return
    }
    if (filming || lab.getState().gesture !== undefined) return
    if (asked?.race.objective === race.objective && asked.race.start === race.start && asked.race.iterations === race.iterations && asked.run === race.runs[selected]) return
    if (asked?.run !== race.runs[selected]) store.setState({ seen: undefined, progress: undefined })
    newest.drop()
    // what the film itself measured has to do where every step would take minutes
    if (isDear(race.objective, runs[selected].thetas.columns)) asked = { race, run: race.runs[selected] }
    else ask(race, selected, false)
  }
  const soon = (): void => {
    callOff?.()
    callOff = clock.after(STILL, look)
  }
  const stops = [film.subscribe(soon), lab.subscribe((now, before) => {
    if (now.view.selected !== before.view.selected || now.gesture !== before.gesture) soon()
  })]
  look()
  return {
    ...store,
    count() {
      const { race } = film.getState(), { selected } = lab.getState().view
      if (!race?.runs[selected]) return
      newest.drop()
      ask(race, selected, true)
    },
    dispose() {
      stops.forEach((stop) => stop())
      callOff?.()
      newest.drop()
    },
  }
}
const NOTHING: AlongState = { seen: undefined, progress: undefined, fault: undefined }
