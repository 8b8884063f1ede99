/** The search for the critical point near the selected run's point under the playhead, and what can be done from there. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { rowOf } from '#figures/table.ts'
import type { KindSpec } from '#spec/kind.ts'
import { addRun } from '../edits.ts'
import { answer, createNewest } from '../newest.ts'
import type { Race, Run } from '../race.ts'
import type { Stores } from '../stores.ts'
import { presentOf, thetaOf } from './present.ts'
import { type NearestData, type NearestFrame, nearestQuestion } from './questions.ts'

export interface NearestState {
  /** |g| after each step so far, while it is searched. */
  readonly searching: Float64Array | undefined
  readonly found: { readonly data: NearestData; readonly objective: KindSpec; readonly run: number; readonly step: number } | undefined
  readonly fault: string | undefined
}
export interface Nearest extends StoreApi<NearestState> {
  /** From where the selected run is, or on from where the last search ended. */
  readonly search: (on?: boolean) => void
  readonly stop: () => void
  readonly forget: () => void
  /** A run with the selected one's settings that begins there, or beside it. */
  readonly start: (label: string, noise: number) => void
  readonly dispose: () => void
}

/** Every step of the search needs the whole Hessian. */
export const SEARCHED = 400
const GUEST = 'critical'

/** What a found point is called: by its ways down where it is critical. */
export function kindOf({ verdict, index, theta }: Pick<NearestData, 'verdict' | 'index' | 'theta'>): 'minimum' | 'saddle' | 'maximum' | 'degenerate' {
  if (verdict !== 'critical') return 'degenerate'
  return index === 0 ? 'minimum' : index === theta.length ? 'maximum' : 'saddle'
}

export function createNearest(stores: Pick<Stores, 'engine' | 'clock' | 'lab' | 'film' | 'transport' | 'guests'>, labelOf: (data: NearestData) => string): Nearest {
  const { engine, clock, lab, guests } = stores
  const store = createStore<NearestState>(() => NOTHING)
  const newest = createNewest(clock, (error) => store.setState({ searching: undefined, fault: error.message }))

  function ask(objective: KindSpec, theta: readonly number[], run: number, step: number): void {
    newest.drop()
    store.setState({ searching: new Float64Array(0), fault: undefined })
    newest.ask(async (signal) => {
      const data = (await answer(engine, nearestQuestion(objective, theta), { signal, rank: 'visible' }, (frame) => {
        if (frame.data) store.setState({ searching: (frame.data as NearestFrame).norms })
      })).data as NearestData
      const { escapes } = data
      store.setState({ searching: undefined, found: { data, objective, run, step } })
      // what is not critical has no glyph of a critical point
      guests.setState({ [GUEST]: data.verdict !== 'critical' && data.verdict !== 'degenerate' ? undefined : { theta: data.theta, kind: kindOf(data), label: labelOf(data), escapes: Array.from({ length: escapes.rows }, (_, k) => rowOf(escapes, k)) } })
    })
  }
  function forget(): void {
    newest.drop()
    store.setState(NOTHING, true)
    guests.setState({ [GUEST]: undefined })
  }
  // another landscape's points are not this one's
  const leave = lab.subscribe(({ race }) => {
    const { found, searching } = store.getState()
    if ((found && race.objective !== found.objective) || (searching && race.objective !== asked)) forget()
  })
  let asked: KindSpec | undefined

  return {
    ...store, forget,
    search(on = false) {
      const { found } = store.getState(), present = presentOf(stores)
      if (on && found) {
        asked = found.objective
        ask(found.objective, Array.from(found.data.theta), found.run, found.step)
      } else if (present) {
        asked = present.objective
        ask(present.objective, thetaOf(present), lab.getState().view.selected, present.step)
      }
    },
    stop() {
      newest.drop()
      store.setState({ searching: undefined })
    },
    start(label, noise) {
      const { found } = store.getState(), { race, view: { selected } } = lab.getState()
      if (found) lab.change({ race: addRun(race, runFrom(race, selected, found.data.theta, label, noise)), selected: race.runs.length })
    },
    dispose() {
      leave()
      newest.drop()
      guests.setState({ [GUEST]: undefined })
    },
  }
}
const NOTHING: NearestState = { searching: undefined, found: undefined, fault: undefined }

/** A run like another, from a point of its own, with noise or exactly there. */
function runFrom(race: Race, like: number, theta: Float64Array, label: string, noise: number): Run {
  const { optimizer, sampler, seed } = race.runs[like] ?? { optimizer: { kind: 'gradient-descent', stepSize: 0.1 }, sampler: { kind: 'full' } }
  const there = { kind: 'point', theta: Array.from(theta) }
  return { optimizer, sampler, ...(seed === undefined ? {} : { seed }), label, start: noise > 0 ? { kind: 'noisy', of: there, scale: noise, seed: 1 } : there }
}
