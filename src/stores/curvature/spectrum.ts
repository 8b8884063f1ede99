/** The spectrum of the Hessian where the selected run is: live where it is cheap, when the playhead rests where it is not, on request where it is dear. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Stores } from '../stores.ts'
import { answer, createNewest } from '../newest.ts'
import { isDear, type Present, presentOf, samePoint, thetaOf } from './present.ts'
import { type SpectrumData, spectrumQuestion } from './questions.ts'

export interface SpectrumState {
  /** The last one known, and the step that it is for; undefined until there is one. */
  readonly seen: { readonly data: SpectrumData; readonly present: Present } | undefined
  /** What is being computed at the present point where that takes its time, and the share that is done. */
  readonly working: { readonly whole: boolean; readonly parameters: number; readonly progress: number } | undefined
  /** What was being computed was stopped by hand. */
  readonly stopped: boolean
  readonly fault: string | undefined
}
export interface Spectrum extends StoreApi<SpectrumState> {
  /** All eigenvalues at the present point, where there are too many for that to happen by itself. */
  readonly askWhole: () => void
  readonly stop: () => void
  /** After a stop. */
  readonly goOn: () => void
  readonly dispose: () => void
}

/** Up to so many parameters the spectrum is as quick as a picture, and follows the playhead. */
export const FOLLOWS = 60
/** Up to so many parameters all eigenvalues come by themselves, and on request. */
export const LIVE = 400
export const ON_REQUEST = 1000
/** Pictures while something moves, and how long it must rest before more than that is asked. Milliseconds. */
const PACE = 60, REST = 160

export function createSpectrum(stores: Pick<Stores, 'engine' | 'clock' | 'lab' | 'film' | 'transport'>): Spectrum {
  const { engine, clock, lab, film, transport } = stores
  const store = createStore<SpectrumState>(() => NOTHING)
  const newest = createNewest(clock, (error) => store.setState({ working: undefined, fault: error.message }))
  let asked: Present | undefined
  let callOff: (() => void) | undefined

  function ask(present: Present, whole: boolean): void {
    asked = present
    const dim = present.run.thetas.columns, all = whole || dim <= LIVE, dear = isDear(present.objective, dim)
    const work = (progress: number): void => {
      if (dear || (all && dim > FOLLOWS)) store.setState({ working: { whole: all, parameters: dim, progress } })
    }
    if (store.getState().stopped) store.setState({ stopped: false })
    newest.ask(async (signal) => {
      const told = (data: SpectrumData): void => store.setState({ seen: { data, present }, fault: undefined })
      work(0)
      const { data } = await answer(engine, spectrumQuestion(present.objective, thetaOf(present), whole), { signal, rank: dear ? 'idle' : 'next' }, (frame) => {
        work(frame.progress)
        // the ends of this point say more than all of another run's
        if (frame.data && !whole && store.getState().seen?.present.run !== present.run) told(frame.data as SpectrumData)
      })
      told(data as SpectrumData)
      store.setState({ working: undefined })
    })
  }

  function look(): void {
    callOff = undefined
    const present = presentOf(stores)
    if (!present) {
      asked = undefined
      newest.drop()
      if (store.getState() !== NOTHING) store.setState(NOTHING, true)
      return
    }
    if (!samePoint(asked, present)) ask(present, false)
  }
  function soon(): void {
    const present = presentOf(stores)
    if (present && samePoint(asked, present)) return
    if (!present || present.run.thetas.columns <= FOLLOWS) {
      callOff ??= clock.after(PACE, look)
      return
    }
    // what is under way is for a point that is left already
    if (newest.busy) {
      newest.drop()
      asked = undefined
      store.setState({ working: undefined })
    }
    callOff?.()
    callOff = clock.after(REST, look)
  }
  const stops = [film.subscribe(soon), lab.subscribe((now, before) => {
    if (now.view.selected !== before.view.selected) soon()
  }), transport.subscribe((now, before) => {
    if (now.playhead !== before.playhead) soon()
  })]
  look()
  return {
    ...store,
    askWhole() {
      const present = presentOf(stores)
      if (present && present.run.thetas.columns <= ON_REQUEST) ask(present, true)
    },
    stop() {
      newest.drop()
      store.setState({ working: undefined, stopped: true })
    },
    goOn() {
      const present = presentOf(stores)
      if (present) ask(present, false)
    },
    dispose() {
      stops.forEach((stop) => stop())
      callOff?.()
      newest.drop()
    },
  }
}
const NOTHING: SpectrumState = { seen: undefined, working: undefined, stopped: false, fault: undefined }
