/** The anatomy of the selected run's next step: what the gradient gives, what is carried over, what scaling makes of it. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Engine } from '#experiments/engine.ts'
import type { AnatomyData } from '#experiments/kinds/anatomy.ts'
import type { Clock } from './clock.ts'
import type { Film } from './film.ts'
import type { Lab } from './lab.ts'
import { answer, createNewest } from './newest.ts'
import { anatomyQuestion } from './questions.ts'
import type { Transport } from './transport.ts'

export type Anatomy = Extract<AnatomyData, { taken: true }>
export interface AnatomyState {
  readonly anatomy: Anatomy | undefined
  /** True where the run ends here. */
  readonly ended: boolean
}

/** Faster playback than this is not dissected step by step. Steps a second. */
const SLOW = 8
const NOTHING: AnatomyState = { anatomy: undefined, ended: false }

export function createAnatomy({ engine, clock, lab, film, transport }: { engine: Engine; clock: Clock; lab: Lab; film: Film; transport: Transport }): StoreApi<AnatomyState> & { readonly dispose: () => void } {
  const store = createStore<AnatomyState>(() => NOTHING)
  const newest = createNewest(clock, () => store.setState(NOTHING))
  let asked: readonly unknown[] = []

  function follow(): void {
    const { race, view } = lab.getState(), { playhead, playing, speed } = transport.getState(), { filming } = film.getState()
    const run = race.runs[view.selected]
    const wanted = view.layers.anatomy && !view.plane && run && !(playing && (speed === 0 || speed > SLOW))
    if (!wanted) {
      asked = []
      newest.drop()
      if (store.getState() !== NOTHING) store.setState(NOTHING)
      return
    }
    const now = [race, view.selected, playhead]
    if (filming || now.every((value, i) => value === asked[i])) return
    asked = now
    if (playhead >= race.iterations || playhead < (run.fork?.at ?? 0)) {
      store.setState({ anatomy: undefined, ended: true })
      return
    }
    newest.ask(async (signal) => {
      const data = (await answer(engine, anatomyQuestion(race, view.selected, playhead), { signal, rank: 'visible' })).data as AnatomyData
      store.setState(data.taken ? { anatomy: data, ended: false } : { anatomy: undefined, ended: true })
    })
  }
  const stops = [lab.subscribe(follow), film.subscribe(follow), transport.subscribe(follow)]
  return {
    ...store,
    dispose() {
      stops.forEach((stop) => stop())
      newest.drop()
    },
  }
}
