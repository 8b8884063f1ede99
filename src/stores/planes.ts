/** The planes that a network can be looked at on, each with a small map of itself; and the way from one to another. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Engine } from '#experiments/engine.ts'
import type { Grid } from '#figures/figure.ts'
import { canonical } from '#spec/canonical.ts'
import type { Clock } from './clock.ts'
import { type Film, type FilmRun, indexAt, recordedAt, thetaAt } from './film.ts'
import type { Lab } from './lab.ts'
import { landscapeById } from './landscapes.ts'
import { answer, isAbort } from './newest.ts'
import { aloneOf, escapePlane, gradientPlane, hessianPlane, planeKind, type PlaneKind, principalPlane, randomPlane, seedsOf, solutionsPlane, stepOf, type Towards, turned, turnOf, unturned, velocityPlane, weightsPlane } from './plane-kinds.ts'
import { flatten, planeFrame, type PlaneFrame } from './plane.ts'
import { inNumbers } from './plane-store.ts'
import { mapSlice, planeQuestion, type SliceData } from './questions.ts'
import type { Race } from './race.ts'
import { readPlane } from './read-race.ts'
import { onSubsample } from './subsample.ts'
import { gridOf } from './surface.ts'
import type { Transport } from './transport.ts'
import type { Domain, Plane } from './view.ts'
import { fitWindow } from './window.ts'

export interface PlaneOffer { readonly id: string; readonly kind: PlaneKind; readonly plane: Plane }
export type Scaling = Pick<Plane, 'normalisation' | 'gauge'>
export interface PlanesState {
  readonly offers: readonly PlaneOffer[]
  /** Other random pairs, so that one picture is never taken for the landscape. */
  readonly pairs: readonly PlaneOffer[]
  /** By the id of the offer; the one before stays until the new one is there. */
  readonly grids: Readonly<Record<string, Grid>>
  /** The offer that is being found. */
  readonly finding: string | undefined
  /** Why the last one could not be shown. */
  readonly fault: string | undefined
}
export interface Planes extends StoreApi<PlanesState> {
  /** Shows a plane, in a window that holds the runs. Undoable. */
  readonly show: (plane: Plane, id?: string) => Promise<void>
  /** The present plane through the selected run's point under the playhead. */
  readonly centreHere: () => Promise<void>
  /** How the directions of random planes are scaled. */
  readonly scale: (scaling: Partial<Scaling>) => Promise<void>
  readonly otherPairs: () => void
  /** Turns the second direction by an angle in radians; angles of one gesture are one change. Turned towards something else, it goes on from where it is. */
  readonly turn: (angle: number, towards: Towards) => void
  readonly dispose: () => void
}

/** Thumbnails wait until nothing moves. Milliseconds. */
const STILL = 500
const COLUMNS = 44, ROWS = 30
export const PAIRS = 4
/** Seed of the random direction that a plane is turned towards: none of the pairs'. */
const TURNED_TOWARDS = 4711

export function createPlanes({ engine, clock, lab, film, transport }: { engine: Engine; clock: Clock; lab: Lab; film: Film; transport: Transport }): Planes {
  const store = createStore<PlanesState>(() => ({ offers: [], pairs: [], grids: {}, finding: undefined, fault: undefined }))
  const pictured = new Map<string, string>()
  let draws = 0, scaling: Scaling = FILTER
  let callOff: (() => void) | undefined
  let drawing: AbortController | undefined
  let going: AbortController | undefined

  /** The plane in numbers, and a window that holds all runs that did not get lost. */
  async function lookedAt(objective: Race['objective'], plane: Plane, signal: AbortSignal, rank: 'visible' | 'idle'): Promise<{ frame: PlaneFrame; domain: Domain }> {
    const { origin, directions: { columns, values } } = (await answer(engine, planeQuestion(objective, plane), { signal, rank })).data as SliceData
    // the map's slice names the second direction first; see mapSlice
    const frame = planeFrame(origin, values.slice(columns, 2 * columns), values.slice(0, columns))
    return { frame, domain: windowOf(film.getState().runs, frame, plane) }
  }

  async function show(plane: Plane, id?: string): Promise<void> {
    going?.abort()
    const own = new AbortController(), { objective } = lab.getState().race
    going = own
    store.setState({ finding: id, fault: undefined })
    try {
      const read = await readPlane(objective, plane)
      const { domain } = await lookedAt(objective, read, own.signal, 'visible')
      if (lab.getState().race.objective !== objective) return
      lab.change({ plane: read, domain })
    } catch (error) {
      if (!isAbort(error)) store.setState({ fault: error instanceof Error ? error.message : String(error) })
    } finally {
      if (going === own) store.setState({ finding: undefined })
    }
  }

  function offer(): void {
    callOff = undefined
    const { race, view: { plane, selected, landscape } } = lab.getState(), { runs, filming, race: filmed } = film.getState()
    if (!plane) {
      drawing?.abort()
      pictured.clear()
      if (store.getState().offers.length > 0) store.setState({ offers: [], pairs: [], grids: {}, finding: undefined, fault: undefined })
      return
    }
    if (filming || filmed !== race) return
    if (planeKind(plane) === 'random') scaling = { normalisation: plane.normalisation, gauge: plane.gauge }
    const alone = aloneOf(race, selected), run = runs[selected]
    const centre = centreOf(plane, landscape) ?? (alone && { kind: 'end', of: alone })
    const at = Math.min(transport.getState().playhead, run ? run.values.length - 1 : 0)
    const offers: PlaneOffer[] = []
    const add = (kind: PlaneKind, made: Plane | undefined): void => {
      if (made) offers.push({ id: kind, kind, plane: made })
    }
    add('random', centre && randomPlane(centre, seedsOf(plane) ?? FIRST_PAIR, scaling))
    add('pca', race.runs.length > 0 ? principalPlane(race) : undefined)
    add('solutions', solutionsPlane(race))
    add('hessian', centre && hessianPlane(centre))
    add('escape', centre && escapePlane(centre))
    add('velocity', alone && run && run.values.length > 2 ? velocityPlane(alone, at) : undefined)
    add('gradient', alone && run ? gradientPlane(stepOf(alone, at)) : undefined)
    add('weights', centre && run ? weightsPlane(centre, mostMoved(run)) : undefined)
    const pairs = centre === undefined ? [] : Array.from({ length: PAIRS }, (_, k): PlaneOffer => {
      const first = FIRST_PAIR[1] + 1 + 2 * (PAIRS * draws + k)
      return { id: `pair-${k}`, kind: 'random', plane: randomPlane(centre, [first, first + 1], scaling) }
    })
    store.setState({ offers, pairs })
    drawing?.abort()
    drawing = new AbortController()
    void picture([...offers, ...pairs], race.objective, drawing.signal)
  }

  async function picture(offers: readonly PlaneOffer[], objective: Race['objective'], signal: AbortSignal): Promise<void> {
    for (const { id, plane } of offers) {
      const key = canonical({ objective, plane })
      if (pictured.get(id) === key) continue
      try {
        const { frame, domain } = await lookedAt(objective, await readPlane(objective, plane), signal, 'idle')
        const sampling = { window: fitWindow(domain, COLUMNS, ROWS), columns: COLUMNS, rows: ROWS }
        const { data } = await answer(engine, mapSlice(onSubsample(objective) ?? objective, inNumbers(frame), sampling), { signal, rank: 'idle' })
        if (signal.aborted) return
        pictured.set(id, key)
        store.setState(({ grids }) => ({ grids: { ...grids, [id]: gridOf(data as SliceData, sampling) } }))
      } catch (error) {
        if (isAbort(error) || signal.aborted) return
        // where there is no such plane (a run that stands still has no velocity) it is not offered
        store.setState((s) => ({ offers: s.offers.filter((o) => o.id !== id), pairs: s.pairs.filter((o) => o.id !== id) }))
      }
    }
  }

  const soon = (): void => {
    callOff?.()
    callOff = clock.after(STILL, offer)
  }
  const stops = [film.subscribe(soon), transport.subscribe((now, before) => {
    if (now.playhead !== before.playhead) soon()
  }), lab.subscribe((now, before) => {
    if (now.view.plane !== before.view.plane || now.view.selected !== before.view.selected) soon()
  })]
  offer()
  return {
    ...store, show,
    async centreHere() {
      const { race, view: { plane, selected } } = lab.getState(), run = film.getState().runs[selected], { playhead } = transport.getState()
      const k = run && indexAt(run, playhead)
      if (!plane || !run || k === undefined) return
      const alone = aloneOf(race, selected)
      await show({ ...plane, origin: (alone ? stepOf(alone, k) : Array.from(thetaAt(run, recordedAt(run, k)))) as Plane['origin'] })
    },
    async scale(change) {
      const { plane } = lab.getState().view
      scaling = { ...scaling, ...change }
      if (scaling.normalisation === 'none') scaling = { ...scaling, gauge: 'none' }
      const seeds = plane && seedsOf(plane)
      if (plane && seeds) await show(randomPlane(plane.origin, seeds, scaling))
      else soon()
    },
    otherPairs() {
      draws++
      offer()
    },
    turn(angle, towards) {
      const { plane } = lab.getState().view
      if (!plane) return
      const now = turnOf(plane), base = now?.towards === towards ? unturned(plane) : plane
      lab.change({ plane: turned(base, angle, towards, now?.seed ?? TURNED_TOWARDS) }, 'turn')
    },
    dispose() {
      stops.forEach((stop) => stop())
      callOff?.()
      drawing?.abort()
      going?.abort()
    },
  }
}

const FILTER: Scaling = { normalisation: 'filter', gauge: 'none' }
const FIRST_PAIR = [1, 2] as const
/** Planes that are put through a point which another plane may share. */
const CENTRED: readonly (PlaneKind | undefined)[] = ['random', 'hessian', 'escape', 'weights']

/** The point that the present plane is centred at, or else the one that the landscape opened with. */
function centreOf(plane: Plane, landscape: string): unknown {
  return CENTRED.includes(planeKind(plane)) ? plane.origin : landscapeById(landscape)?.view.plane?.origin
}

const LOST: readonly string[] = ['diverged', 'growing', 'not-finite', 'not-started']
/** Whether a run went where no window should follow. */
export const isLost = (outcome: FilmRun['outcome']): boolean => LOST.includes(outcome?.kind ?? '')
/** Share of the runs' extent that is left free round them. */
const AIR = 0.3

/** A window that holds the plane's centre and the shadows of all runs that stayed; never less than the weights' own scale where directions are measured in it. */
export function windowOf(runs: readonly ({ readonly thetas: Pick<FilmRun['thetas'], 'columns' | 'values'>; readonly outcome: FilmRun['outcome'] } | undefined)[], frame: PlaneFrame, { normalisation }: Plane): Domain {
  let [x0, x1, y0, y1] = normalisation === 'none' ? [0, 0, 0, 0] : [-0.6, 0.6, -0.45, 0.45]
  for (const run of runs) {
    if (!run || isLost(run.outcome)) continue
    const { columns, values } = run.thetas, { path } = flatten({ rows: values.length / columns, columns, values }, frame)
    for (let k = 0; k < path.length; k += 2) {
      x0 = Math.min(x0, path[k]!)
      x1 = Math.max(x1, path[k]!)
      y0 = Math.min(y0, path[k + 1]!)
      y1 = Math.max(y1, path[k + 1]!)
    }
  }
  if (x0 === x1 && y0 === y1) return [[-1, 1], [-0.75, 0.75]]
  // the scale is the same on both axes: a direction in which nothing moves is shown as far as the other
  const size = Math.max(x1 - x0, y1 - y0, 1e-6)
  const side = (a: number, b: number, least: number): readonly [number, number] => {
    const half = Math.max((b - a) / 2, least) * (1 + AIR), middle = (a + b) / 2
    return [middle - half, middle + half]
  }
  return [side(x0, x1, 0.3 * size), side(y0, y1, 0.3 * size)]
}

/** The two parameters that a run has moved most, in their order. */
export function mostMoved({ thetas: { columns, values } }: FilmRun): readonly [number, number] {
  const last = values.length - columns, moved = Array.from({ length: columns }, (_, i) => Math.abs(values[last + i]! - values[i]!))
  const [a = 0, b = 1] = moved.map((_, i) => i).sort((i, j) => moved[j]! - moved[i]! || i - j)
  return a < b ? [a, b] : [b, a]
}
