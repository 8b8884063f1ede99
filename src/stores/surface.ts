/**
 * The map's values: a coarse picture at once, a middling one next, then as fine as a few seconds of computing allow, in tiles, nearest to
 * the paths and the pointer first. Another landscape or window aborts what is under way.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Engine, Rank } from '#experiments/engine.ts'
import type { Grid } from '#figures/figure.ts'
import type { KindSpec } from '#spec/kind.ts'
import type { Clock } from './clock.ts'
import type { Lab } from './lab.ts'
import { answer, isAbort } from './newest.ts'
import { inNumbers, type PlaneStore } from './plane-store.ts'
import type { PlaneFrame } from './plane.ts'
import { mapSlice, type MapPlane, type Sampling, type SliceData } from './questions.ts'
import { onSubsample, SUBSAMPLE } from './subsample.ts'
import type { Domain } from './view.ts'

export interface SurfaceState {
  /** What is being refined; holes are NaN. */
  readonly grid: Grid | undefined
  /** What stands behind the holes. */
  readonly coarse: Grid | undefined
  /** Share of `grid` that is computed. */
  readonly progress: number
  readonly working: boolean
  /** True when someone stopped the refinement. */
  readonly stopped: boolean
  readonly fault: string | undefined
  readonly window: Domain | undefined
  /** Samples that the picture is a mean over, where they are not all. */
  readonly sampled: number | undefined
}

export interface Surface extends StoreApi<SurfaceState> {
  /** What the map shows now, and its size in CSS pixels. */
  readonly see: (window: Domain, size: { readonly width: number; readonly height: number }) => void
  /** Places that are refined first. */
  readonly near: (places: readonly (readonly [number, number])[]) => void
  readonly stop: () => void
  readonly goOn: () => void
  readonly dispose: () => void
}

const COARSE = [21, 15] as const
const MIDDLE = [84, 60] as const
/** Columns of the finest picture: interpolated between, finer is not seen on a smooth surface, and contours cost. */
const FINEST = 320
/** Computing that the finest picture may cost, in milliseconds over all threads. */
const BUDGET = 3000
/** Values of a tile: what one thread does in a few frames. */
const TILE = 32
/** Where each value is a mean over thousands of samples. */
const SMALL_TILE = 12
/** Least time between two pictures of a refinement. Milliseconds. */
const PICTURE = 120
/** A window that is still being moved is not refined beyond the middling picture. Milliseconds. */
const STILL = 180

interface Ground {
  readonly objective: KindSpec
  /** The same on a part of the samples, where all of them would keep the hand waiting. */
  readonly quick: KindSpec | undefined
  readonly frame: PlaneFrame | undefined
  readonly plane: MapPlane | undefined
  readonly window: Domain
}

/** A refinement as far as it has come. */
interface Refinement { readonly ground: Ground; readonly middle: Grid; readonly fine: Grid; readonly tiles: TilePlace[]; done: number }

export function createSurface({ engine, clock, lab, plane }: { engine: Engine; clock: Clock; lab: Lab; plane: PlaneStore }): Surface {
  const store = createStore<SurfaceState>(() => ({ grid: undefined, coarse: undefined, progress: 0, working: false, stopped: false, fault: undefined, window: undefined, sampled: undefined }))
  let window: Domain | undefined
  let size = { width: 0, height: 0 }
  let places: readonly (readonly [number, number])[] = []
  let current: AbortController | undefined
  let ground: Ground | undefined
  let unfinished: Refinement | undefined

  async function slice(g: Ground, sampling: Sampling, rank: Rank, signal: AbortSignal, objective = g.objective): Promise<Grid> {
    const result = await answer(engine, mapSlice(objective, g.plane, sampling), { signal, rank })
    return gridOf(result.data as SliceData, sampling)
  }

  async function paint(g: Ground, signal: AbortSignal, fresh: boolean): Promise<void> {
    // another landscape's values say nothing about this one; another window's may stay until the new ones are there
    store.setState(fresh ? { grid: undefined, coarse: undefined, progress: 0, working: true, stopped: false, fault: undefined, window: g.window } : { working: true, stopped: false, fault: undefined, window: g.window })
    const coarse = await slice(g, { window: g.window, columns: COARSE[0], rows: COARSE[1] }, 'hand', signal, g.quick)
    store.setState({ grid: coarse, coarse: undefined, progress: 1, sampled: g.quick && SUBSAMPLE })
    const before = clock.now()
    const middle = await slice(g, { window: g.window, columns: MIDDLE[0], rows: MIDDLE[1] }, 'visible', signal, g.quick)
    const cost = Math.max((clock.now() - before) / (MIDDLE[0] * MIDDLE[1]), 1e-5)
    store.setState({ grid: middle, coarse: undefined, progress: 1 })
    await new Promise<void>((resolve) => clock.after(STILL, resolve))
    signal.throwIfAborted()
    await refine(g, middle, cost, signal)
  }

  async function refine(g: Ground, middle: Grid, cost: number, signal: AbortSignal): Promise<void> {
    if (g.quick) {
      const whole: Sampling = { window: g.window, columns: MIDDLE[0], rows: MIDDLE[1] }
      unfinished = { ground: g, middle, fine: emptyGrid(whole), tiles: tilesOf(whole, SMALL_TILE), done: 0 }
      await workOff(unfinished, signal)
      return
    }
    const affordable = BUDGET / cost
    const aspect = size.height > 0 ? size.width / size.height : 1.4
    const columns = Math.floor(Math.min(FINEST, size.width, Math.sqrt(affordable * aspect)))
    const rows = Math.floor(columns / aspect)
    if (columns <= MIDDLE[0] * 1.3 || rows < 2) {
      store.setState({ working: false })
      return
    }
    const whole: Sampling = { window: g.window, columns, rows }
    unfinished = { ground: g, middle, fine: emptyGrid(whole), tiles: tilesOf(whole), done: 0 }
    await workOff(unfinished, signal)
  }

  /** Computes the tiles that are left. What is stopped can be taken up again: a tile that was under way goes back. */
  async function workOff(job: Refinement, signal: AbortSignal): Promise<void> {
    const { ground: g, middle, fine, tiles } = job
    const total = fine.values.length
    let shown = clock.now()
    const work = async (): Promise<void> => {
      for (;;) {
        const tile = nearest(tiles, places)
        if (!tile) return
        try {
          put(await slice(g, tile.sampling, g.quick ? 'idle' : 'next', signal), fine, tile)
        } catch (error) {
          tiles.push(tile)
          throw error
        }
        job.done += tile.sampling.columns * tile.sampling.rows
        const now = clock.now()
        if (now - shown > PICTURE) {
          shown = now
          const progress = Math.min(0.999, job.done / total)
          // means over a part and over all are two landscapes: one is shown until the other is whole
          store.setState(g.quick ? { progress } : { grid: { ...fine }, coarse: middle, progress })
        }
      }
    }
    await Promise.all(Array.from({ length: engine.threads + 1 }, work))
    unfinished = undefined
    store.setState({ grid: { ...fine }, coarse: undefined, progress: 1, working: false, sampled: undefined })
  }

  function begin(fresh: boolean): void {
    current?.abort()
    if (!ground || size.width === 0) return
    const own = new AbortController()
    current = own
    unfinished = undefined
    paint(ground, own.signal, fresh).catch((error: unknown) => failed(error, own))
  }
  function failed(error: unknown, own: AbortController): void {
    if (isAbort(error) || current !== own) return
    store.setState({ working: false, fault: error instanceof Error ? error.message : String(error) })
  }

  function follow(): void {
    const { race, view } = lab.getState()
    const { frame } = plane.getState()
    if (!window) return
    if (view.plane && !frame) {
      // a network's map waits for its plane; what another landscape left behind goes at once
      current?.abort()
      if (ground) store.setState({ grid: undefined, coarse: undefined, progress: 0, working: false, fault: undefined, window })
      ground = undefined
      return
    }
    if (ground?.objective === race.objective && ground.frame === frame && ground.window === window) return
    // a plane that is turned leaves its picture until the next is there; where another is sought, there was none in between
    const fresh = ground?.objective !== race.objective
    ground = { objective: race.objective, quick: onSubsample(race.objective), frame, plane: frame && inNumbers(frame), window }
    begin(fresh)
  }
  const stops = [lab.subscribe(follow), plane.subscribe(follow)]

  return {
    ...store,
    see(next, nextSize) {
      const same = window && window.every(([a, b], i) => a === next[i]![0] && b === next[i]![1])
      size = nextSize
      if (same) return
      window = next
      follow()
    },
    near: (next) => {
      places = next
    },
    stop() {
      if (!store.getState().working) return
      current?.abort()
      store.setState({ working: false, stopped: true })
    },
    goOn() {
      const job = unfinished
      if (!job || job.ground !== ground) return begin(false)
      const own = new AbortController()
      current = own
      store.setState({ working: true, stopped: false })
      workOff(job, own.signal).catch((error: unknown) => failed(error, own))
    },
    dispose() {
      stops.forEach((stop) => stop())
      current?.abort()
    },
  }
}

interface TilePlace { readonly sampling: Sampling; readonly column: number; readonly row: number; readonly centre: readonly [number, number] }

/** Cuts a grid into tiles whose values are the grid's own, place by place. */
function tilesOf({ window: [[x0, x1], [y0, y1]], columns, rows }: Sampling, side = TILE): TilePlace[] {
  const tiles: TilePlace[] = []
  const dx = (x1 - x0) / (columns - 1), dy = (y1 - y0) / (rows - 1)
  for (let row = 0; row < rows; row += side)
    for (let column = 0; column < columns; column += side) {
      // a tile one value wide would have no step between its ends: the last one takes the rest along
      const wide = columns - column < side + 2 ? columns - column : side, tall = rows - row < side + 2 ? rows - row : side
      const left = x0 + column * dx, bottom = y0 + row * dy, right = x0 + (column + wide - 1) * dx, top = y0 + (row + tall - 1) * dy
      tiles.push({ sampling: { window: [[left, right], [bottom, top]], columns: wide, rows: tall }, column, row, centre: [(left + right) / 2, (bottom + top) / 2] })
      if (wide > side) break
    }
  return tiles.filter((t) => t.row === 0 || rows - t.row >= 2)
}

/** Takes the tile nearest to one of the places out of the list. */
function nearest(tiles: TilePlace[], places: readonly (readonly [number, number])[]): TilePlace | undefined {
  if (tiles.length === 0) return undefined
  let best = 0, least = Infinity
  tiles.forEach(({ centre: [x, y] }, i) => {
    let distance = i * 1e-9 // without places: in their order
    if (places.length) distance = Math.min(...places.map(([px, py]) => (x - px) * (x - px) + (y - py) * (y - py)))
    if (distance < least) {
      least = distance
      best = i
    }
  })
  return tiles.splice(best, 1)[0]
}

function axis(from: number, to: number, points: number): Float64Array {
  return Float64Array.from({ length: points }, (_, i) => from + (i / (points - 1)) * (to - from))
}

function emptyGrid({ window: [[x0, x1], [y0, y1]], columns, rows }: Sampling): Grid {
  return { figure: 'grid', x: axis(x0, x1, columns), y: axis(y0, y1, rows), values: new Float64Array(columns * rows).fill(NaN) }
}

export function gridOf({ values }: SliceData, { window: [[x0, x1], [y0, y1]], columns, rows }: Sampling): Grid {
  return { figure: 'grid', x: axis(x0, x1, columns), y: axis(y0, y1, rows), values: values instanceof Float64Array ? values : values.values }
}

function put(part: Grid, whole: Grid, { column, row, sampling }: TilePlace): void {
  for (let j = 0; j < sampling.rows; j++)
    whole.values.set(part.values.subarray(j * sampling.columns, (j + 1) * sampling.columns), (row + j) * whole.x.length + column)
}
