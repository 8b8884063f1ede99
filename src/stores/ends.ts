/** Where does this run end? Every start on the map, labelled by the critical point that the selected run's method reaches from it. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Engine } from '#experiments/engine.ts'
import type { Basins } from '#experiments/kinds/basins.ts'
import type { Clock } from './clock.ts'
import type { Lab } from './lab.ts'
import { answer, isAbort } from './newest.ts'
import { basinsQuestion } from './questions.ts'
import { dimOf, type Race, type Run } from './race.ts'
import type { Surface } from './surface.ts'
import type { Domain } from './view.ts'

export interface EndsState {
  readonly basins: Basins | undefined
  readonly progress: number
}
export interface Ends extends StoreApi<EndsState> { readonly dispose: () => void }

/** A hand must have come to rest. Milliseconds. */
const REST = 250
const COLUMNS = 96

export function createEnds({ engine, clock, lab, surface }: { engine: Engine; clock: Clock; lab: Lab; surface: Surface }): Ends {
  const store = createStore<EndsState>(() => ({ basins: undefined, progress: 0 }))
  let running: AbortController | undefined
  let callOff: (() => void) | undefined
  let asked: { run: Run; objective: Race['objective']; window: Domain } | undefined

  async function work(run: Run, race: Race, window: Domain): Promise<void> {
    const own = new AbortController()
    running = own
    const [[x0, x1], [y0, y1]] = window
    const rows = Math.max(2, Math.round((COLUMNS * (y1 - y0)) / (x1 - x0)))
    try {
      const { data } = await answer(engine, basinsQuestion(race, run, window, COLUMNS, Math.min(rows, COLUMNS)), { signal: own.signal, rank: 'idle' }, ({ progress, data: so }) => {
        store.setState({ progress, ...(so ? { basins: so as Basins } : {}) })
      })
      store.setState({ basins: data as Basins, progress: 1 })
    } catch (error) {
      if (!isAbort(error)) store.setState({ basins: undefined, progress: 0 })
    }
  }

  function follow(): void {
    const { race, view } = lab.getState(), { window } = surface.getState()
    const run = race.runs[view.selected]
    if (!view.layers.ends || view.plane || dimOf(race) !== 2 || !run || !window) {
      callOff?.()
      running?.abort()
      asked = undefined
      if (store.getState().basins) store.setState({ basins: undefined, progress: 0 })
      return
    }
    if (asked && asked.objective === race.objective && asked.window === window && sameMethod(asked.run, run)) return
    asked = { run, objective: race.objective, window }
    running?.abort()
    callOff?.()
    callOff = clock.after(REST, () => void work(run, race, window))
  }
  const stops = [lab.subscribe(follow), surface.subscribe(follow)]
  return {
    ...store,
    dispose() {
      stops.forEach((stop) => stop())
      callOff?.()
      running?.abort()
    },
  }
}

const sameMethod = (a: Run, b: Run): boolean => a.optimizer === b.optimizer && a.sampler === b.sampler && a.seed === b.seed
