/** The largest stable step size of each run where it last came to rest: tracks of sliders go on beyond it, and stand still while anything moves. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Lab } from './lab.ts'
import { limitOf } from './race.ts'
import type { Sharpness } from './sharpness.ts'
import type { Transport } from './transport.ts'

export interface ReachState {
  /** By run; undefined where the method has none, or it is not known. */
  readonly bounds: readonly (number | undefined)[]
}
export interface Reach extends StoreApi<ReachState> { readonly dispose: () => void }

export function createReach({ lab, transport, sharpness }: { lab: Lab; transport: Transport; sharpness: Pick<Sharpness, 'getState' | 'subscribe'> }): Reach {
  const store = createStore<ReachState>(() => ({ bounds: [] }))
  function look(): void {
    const { race, gesture } = lab.getState()
    if (gesture !== undefined || transport.getState().playing) return
    const { present } = sharpness.getState(), before = store.getState().bounds
    const bounds = race.runs.map((run, i) => {
      const limit = limitOf(run), L = present[i]
      return limit !== undefined && L !== undefined && L > 0 ? limit / L : undefined
    })
    if (bounds.length !== before.length || bounds.some((bound, i) => bound !== before[i])) store.setState({ bounds })
  }
  const stops = [sharpness.subscribe(look), transport.subscribe((now, before) => {
    if (now.playing !== before.playing) look()
  }), lab.subscribe((now, before) => {
    // what is known is of the landscape before
    if (now.race.objective !== before.race.objective) store.setState({ bounds: [] })
    else if (now.race !== before.race || now.gesture !== before.gesture) look()
  })]
  look()
  return { ...store, dispose: () => stops.forEach((stop) => stop()) }
}
