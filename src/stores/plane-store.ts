/** The plane of a network's map in numbers: its recipe is computed once, when a map asks for it. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Engine } from '#experiments/engine.ts'
import { canonical } from '#spec/canonical.ts'
import type { Clock } from './clock.ts'
import type { Lab } from './lab.ts'
import { answer, createNewest } from './newest.ts'
import { type PlaneFrame, planeFrame, project } from './plane.ts'
import { unturned } from './plane-kinds.ts'
import { type MapPlane, planeQuestion, type SliceData } from './questions.ts'
import { type Race, startOf } from './race.ts'
import type { Plane } from './view.ts'

export interface PlaneState {
  readonly frame: PlaneFrame | undefined
  readonly progress: number
  readonly fault: string | undefined
}
export interface PlaneStore extends StoreApi<PlaneState> {
  readonly again: () => void
  readonly dispose: () => void
}

export function createPlane({ engine, clock, lab }: { engine: Engine; clock: Clock; lab: Lab }): PlaneStore {
  const store = createStore<PlaneState>(() => ({ frame: undefined, progress: 0, fault: undefined }))
  const newest = createNewest(clock, (error) => store.setState({ fault: error.message }))
  let seen: { objective: Race['objective']; plane: Plane | undefined } | undefined

  function follow(): void {
    const { race: { objective }, view: { plane } } = lab.getState()
    if (seen?.objective === objective && seen.plane === plane) return
    // a hand that turns a plane sees it turn; another plane or landscape begins with nothing
    const turning = seen?.objective === objective && seen.plane !== undefined && plane !== undefined && sameBase(seen.plane, plane)
    seen = { objective, plane }
    if (!turning) newest.drop()
    if (!plane) {
      if (store.getState().frame) store.setState({ frame: undefined, progress: 0, fault: undefined })
      return
    }
    store.setState(turning ? { fault: undefined } : { frame: undefined, progress: 0, fault: undefined })
    newest.ask(async (signal) => {
      const { data } = await answer(engine, planeQuestion(objective, plane), { signal, rank: turning ? 'hand' : 'visible' }, ({ progress }) => store.setState({ progress }))
      if (seen?.objective !== objective || !seen.plane) return
      const { origin, directions } = data as SliceData
      const row = (i: number): Float64Array => directions.values.slice(i * directions.columns, (i + 1) * directions.columns)
      // the map's slice names the second direction first; see mapSlice
      store.setState({ frame: planeFrame(origin, row(1), row(0)), progress: 1 })
    })
  }
  const stop = lab.subscribe(follow)
  follow()
  return {
    ...store,
    again() {
      seen = undefined
      follow()
    },
    dispose() {
      stop()
      newest.drop()
    },
  }
}

const sameBase = (a: Plane, b: Plane): boolean => canonical(baseOf(a)) === canonical(baseOf(b))
/** The plane before its second direction was turned, or a parameter of its origin moved. */
function baseOf(plane: Plane): Plane {
  const { origin } = plane as { readonly origin: { readonly kind?: unknown; readonly of?: Plane['origin'] } }
  return unturned(origin.kind === 'moved' ? { ...plane, origin: origin.of! } : plane)
}

/** The plane in numbers: what every tile of the map is asked with, so that no thread has to find it again. */
export const inNumbers = ({ origin, directions: [first, second] }: PlaneFrame): MapPlane =>
  ({ origin: Array.from(origin), directions: [Array.from(first), Array.from(second)], normalisation: 'none' })

/** The start of a race at a place of the map. */
export const startAt = ([x, y]: readonly [number, number], plane: Plane | undefined): unknown =>
  (plane ? { kind: 'on-plane', at: [x, y], plane } : { kind: 'point', theta: [x, y] })

/** Where the start stands on the map, where that is known without computing. */
export function placeOfStart(race: Race, plane: Plane | undefined, frame: PlaneFrame | undefined): readonly [number, number] | undefined {
  const { start } = race
  if (typeof start === 'object' && start !== null && 'kind' in start && start.kind === 'on-plane' && 'at' in start) {
    // on another plane than the one that it was set on its place is that of its parameters
    const own = 'plane' in start ? start.plane : undefined
    return own === undefined || (plane && canonical(own) === canonical(plane)) ? start.at as [number, number] : undefined
  }
  const theta = startOf(race)
  if (!theta) return undefined
  if (!plane) return theta.length === 2 ? [theta[0]!, theta[1]!] : undefined
  if (!frame || frame.origin.length !== theta.length) return undefined
  const out = new Float64Array(3)
  project(Float64Array.from(theta), frame, out)
  return [out[0]!, out[1]!]
}
