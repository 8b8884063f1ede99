/** Critical points of the landscape in the window, and the lines that run from its saddles. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Engine } from '#experiments/engine.ts'
import type { CriticalPoint as Found } from '#analysis/critical-points.ts'
import type { CriticalPointsData } from '#experiments/kinds/critical-points.ts'
import type { FlowLinesData, FlowTrajectory } from '#experiments/kinds/flow-lines.ts'
import type { Clock } from './clock.ts'
import type { Lab } from './lab.ts'
import { answer, isAbort } from './newest.ts'
import { criticalPoints, flowLines } from './questions.ts'
import { dimOf, type Race } from './race.ts'
import type { Surface } from './surface.ts'
import type { Domain } from './view.ts'

export interface CriticalPoint {
  readonly x: number
  readonly y: number
  readonly value: number
  readonly kind: 'minimum' | 'saddle' | 'maximum' | 'degenerate'
  readonly index: number
  readonly eigenvalues: readonly [number, number]
  /** Of a saddle: unit direction in which it goes down. */
  readonly downhill?: readonly [number, number]
}

export interface PointsState {
  readonly points: readonly CriticalPoint[]
  readonly curves: readonly Float64Array[]
  readonly valleys: readonly Float64Array[]
  readonly watersheds: readonly Float64Array[]
  readonly working: boolean
}

export interface Points extends StoreApi<PointsState> { readonly dispose: () => void }

const NOTHING: PointsState = { points: [], curves: [], valleys: [], watersheds: [], working: false }
/** A window that is still being moved is not searched. Milliseconds. */
const STILL = 220
/** The search goes a little beyond the window, so that points do not come and go at its edge. */
const MARGIN = 0.12

export function createPoints({ engine, clock, lab, surface }: { engine: Engine; clock: Clock; lab: Lab; surface: Surface }): Points {
  const store = createStore<PointsState>(() => NOTHING)
  let running: AbortController | undefined
  let callOff: (() => void) | undefined
  let asked: { objective: Race['objective']; window: Domain } | undefined

  async function search(objective: Race['objective'], window: Domain): Promise<void> {
    running?.abort()
    const own = new AbortController()
    running = own
    const options = { signal: own.signal, rank: 'next' as const }
    store.setState({ working: true })
    try {
      const domain = widened(window)
      const { points, curves } = (await answer(engine, criticalPoints(objective, domain), options)).data as CriticalPointsData
      store.setState({ points: points.map((p) => pointOf(p)), curves: curves.map((c) => c.points.values) })
      if (!points.some((p) => p.kind === 'saddle')) {
        store.setState({ valleys: [], watersheds: [], working: false })
        return
      }
      const flow = (await answer(engine, flowLines(objective, domain), options)).data as FlowLinesData
      store.setState({
        points: flow.points.map((p, i) => pointOf(p, headingOf(flow.valleys.find((line) => line.from === i)))),
        valleys: flow.valleys.map((line) => line.points), watersheds: flow.watersheds.map((line) => line.points), working: false,
      })
    } catch (error) {
      // a landscape without known points is still a landscape; the map says what it could not compute
      if (!isAbort(error)) store.setState({ ...NOTHING })
    }
  }

  function follow(): void {
    const { race, view } = lab.getState()
    const { window } = surface.getState()
    if (view.plane || dimOf(race) !== 2) {
      running?.abort()
      callOff?.()
      asked = undefined
      if (store.getState().points.length || store.getState().working) store.setState(NOTHING)
      return
    }
    if (!window || (asked?.objective === race.objective && asked.window === window)) return
    // another landscape's points are not this one's; while a hand turns one of its numbers they may stay until the new ones are found
    if (asked && asked.objective !== race.objective && lab.getState().gesture === undefined) store.setState(NOTHING)
    asked = { objective: race.objective, window }
    callOff?.()
    callOff = clock.after(STILL, () => void search(race.objective, window))
  }
  const stops = [lab.subscribe(follow), surface.subscribe(follow)]
  follow()
  return {
    ...store,
    dispose() {
      stops.forEach((stop) => stop())
      callOff?.()
      running?.abort()
    },
  }
}

const widened = (window: Domain): Domain => window.map(([a, b]) => [a - MARGIN * (b - a), b + MARGIN * (b - a)]) as unknown as Domain

const pointOf = ({ theta: [x, y], value, kind, index, eigenvalues }: Found, downhill?: readonly [number, number]): CriticalPoint =>
  ({ x, y, value, kind, index, eigenvalues, ...(kind === 'saddle' && downhill ? { downhill } : {}) })

/** The direction in which a line leaves its saddle. */
function headingOf(line: FlowTrajectory | undefined): readonly [number, number] | undefined {
  if (!line || line.points.length < 4) return undefined
  const dx = line.points[2]! - line.points[0]!, dy = line.points[3]! - line.points[1]!
  const size = Math.hypot(dx, dy)
  return size > 0 ? [dx / size, dy / size] : undefined
}
