/**
 * Where every run is heading: the minimum in whose basin it is now. A ball without inertia is let go at its place, by gradient descent with
 * steps small enough to follow the slope, and where that comes to rest is told.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Engine } from '#experiments/engine.ts'
import type { Clock } from './clock.ts'
import { type Film, indexAt } from './film.ts'
import { factsOf } from './landscape-facts.ts'
import type { Lab } from './lab.ts'
import { answer, createNewest } from './newest.ts'
import type { CriticalPoint, Points } from './points.ts'
import { letGo, type RaceData } from './questions.ts'
import type { Transport } from './transport.ts'
import { inWindow } from './window.ts'
import type { Surface } from './surface.ts'

export type Bound =
  | { readonly kind: 'basin'; readonly point: CriticalPoint }
  /** It would come to rest at a minimum that the map does not show. */
  | { readonly kind: 'off-map' }
  | { readonly kind: 'falling' }
  /** It comes to rest, but at no minimum alone: on a valley floor, or on a plateau. */
  | { readonly kind: 'rest' }
  /** It has not come to rest within the steps. */
  | { readonly kind: 'unsettled' }

export interface Headings extends StoreApi<{ readonly bound: readonly (Bound | undefined)[] }> { readonly dispose: () => void }

/** Milliseconds between two looks. */
const PACE = 400
const STEPS = 1500
const AT_REST: readonly string[] = ['minimum', 'stationary', 'degenerate']
/** A resting place belongs to a minimum within this share of the window. */
const NEAR = 0.03

export function createHeadings({ engine, clock, lab, film, transport, points, surface }: { engine: Engine; clock: Clock; lab: Lab; film: Film; transport: Transport; points: Points; surface: Surface }): Headings {
  const store = createStore<{ readonly bound: readonly (Bound | undefined)[] }>(() => ({ bound: [] }))
  const newest = createNewest(clock, () => {})
  let callOff: (() => void) | undefined

  function look(): void {
    callOff = undefined
    const { race, view } = lab.getState(), { window } = surface.getState()
    const minima = points.getState().points.filter((p) => p.kind === 'minimum')
    if (view.plane || !window || points.getState().points.length === 0) {
      if (store.getState().bound.length) store.setState({ bound: [] })
      return
    }
    const { playhead } = transport.getState(), { runs } = film.getState()
    const places = runs.map((run) => {
      const k = run && indexAt(run, playhead)
      return run && k !== undefined ? [run.path[2 * k]!, run.path[2 * k + 1]!] as const : undefined
    })
    const asked = places.flatMap((place, i) => (place && place.every(Number.isFinite) ? [{ place, i }] : []))
    if (asked.length === 0) return
    const gentle = factsOf(race, view).stepSize / 3
    newest.ask(async (signal) => {
      const { data } = await answer(engine, letGo(race.objective, asked.map(({ place }) => place), gentle, STEPS), { signal, rank: 'idle' })
      const bound: (Bound | undefined)[] = runs.map(() => undefined)
      const width = window[0][1] - window[0][0]
      ;(data as RaceData).runs.forEach(({ end: [x = NaN, y = NaN], outcome }, j) => {
        const rest = minima.reduce<{ point?: CriticalPoint; distance: number }>((best, point) => {
          const distance = Math.hypot(point.x - x, point.y - y)
          return distance < best.distance ? { point, distance } : best
        }, { distance: NEAR * width })
        bound[asked[j]!.i] = rest.point ? { kind: 'basin', point: rest.point } : ['diverged', 'not-finite', 'falling'].includes(outcome.kind) ? { kind: 'falling' }
          : !inWindow(window, [x, y]) ? { kind: 'off-map' } : AT_REST.includes(outcome.kind) ? { kind: 'rest' } : { kind: 'unsettled' }
      })
      store.setState({ bound })
    })
  }
  const soon = (): void => {
    callOff ??= clock.after(PACE, look)
  }
  const stops = [film.subscribe(soon), points.subscribe(soon), transport.subscribe((now, before) => {
    if (now.playhead !== before.playhead) soon()
  })]
  soon() // runs and points may be there already
  return {
    ...store,
    dispose() {
      stops.forEach((stop) => stop())
      callOff?.()
      newest.drop()
    },
  }
}
