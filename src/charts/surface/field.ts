/** The surface as numbers: what the map shows, sampled evenly, as heights, slopes and tones. Made once for each picture of the values. */
import type { Grid } from '#figures/figure.ts'
import { joined, lattice } from '../map/lattice.ts'
import { type LevelMode, type LevelSet, levelsFor } from '../map/levels.ts'
import { scaled, type Tone, toneFor, type ToneForm, toneOf } from '../map/tone.ts'
import type { Domain } from '../props.ts'
import { type HeightMode, heightOf, type HeightScale, heightScale } from './height.ts'

/** Nodes along the longer side, less one. */
export const CELLS = 256

export interface FieldJob {
  readonly grid: Grid
  readonly coarse?: Grid | undefined
  /** NaN means "not defined here" rather than "not yet". */
  readonly complete: boolean
  readonly toneForm: ToneForm
  readonly levelMode: LevelMode
  readonly height: HeightMode
  /** In place of one from the values: blocks side by side have one scale of colours, and of heights from the least to the largest loss of all. */
  readonly tone?: Tone | undefined
  readonly reach?: readonly [number, number] | undefined
  /** Losses of runs that float over a plane: the scale reaches down to the least of them. */
  readonly least?: number | undefined
  /** Of the map, where it stands beside. */
  readonly levels?: LevelSet | undefined
  readonly cells?: number
}

export interface Field {
  readonly columns: number
  readonly rows: number
  /** Half widths of the block: the longer is 1. x runs from -spanX in the west, y from spanY in the north, as rows run downward. */
  readonly spanX: number
  readonly spanY: number
  /** What of the parameters is shown. */
  readonly window: Domain
  /** Height of each node; NaN where there is nothing. */
  readonly heights: Float32Array
  /** Slopes in x and in y, northward, of each node, interleaved. */
  readonly slopes: Float32Array
  /** The scale that iso-lines are placed on, of each node. */
  readonly scaled: Float32Array
  readonly tones: Float32Array
  readonly scale: HeightScale
  readonly tone: Tone
  readonly levels: LevelSet
  readonly whole: boolean
}

export function fieldOf(job: FieldJob): Field {
  const work = fieldParts(job)
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}

/** The same in parts, between which others may have their turn. */
export function* fieldParts(job: FieldJob): Generator<void, Field> {
  const { grid, coarse } = job
  const window: Domain = [[grid.x[0]!, grid.x.at(-1)!], [grid.y[0]!, grid.y.at(-1)!]]
  const wide = window[0][1] - window[0][0], tall = window[1][1] - window[1][0]
  const tone = job.tone ?? toneFor(!job.complete && coarse ? joined(grid.values, coarse.values) : grid.values, job.toneForm)
  yield
  const cells = job.cells ?? CELLS, longer = Math.max(wide, tall)
  const { columns, rows, values: q } = lattice({
    grid, coarse, complete: job.complete, window, width: (cells * wide) / longer, height: (cells * tall) / longer, spacing: 1, scale: (value) => scaled(tone, value),
  })
  yield
  const back = backFrom(tone)
  let low = Infinity, high = -Infinity
  for (const at of q) {
    if (at < low) low = at
    if (at > high) high = at
  }
  // towers beside a pole are cut where the map's tones end
  const [least, most] = job.reach ?? [Infinity, -Infinity], highest = Math.max(back(high), most), bottom = Math.min(back(low), least)
  const top = tone.form === 'power' ? Math.min(highest, tone.high) : highest
  const scale = heightScale(job.height, Math.min(bottom, job.least ?? bottom), top)
  yield
  const heights = new Float32Array(q.length), tones = new Float32Array(q.length)
  let whole = true
  for (let n = 0; n < q.length; n++) {
    const loss = back(q[n]!)
    heights[n] = heightOf(scale, loss > top ? top : loss)
    const t = toneOf(tone, q[n]!)
    tones[n] = t < 0 ? 0 : t > 1 ? 1 : t
    whole &&= loss === loss
  }
  yield
  const spanX = wide / longer, spanY = tall / longer
  const slopes = new Float32Array(2 * q.length)
  slopesOf(heights, columns, rows, (2 * spanX) / (columns - 1), (2 * spanY) / (rows - 1), slopes)
  yield
  const levels = job.levels ?? levelsFor(tone, job.levelMode, Math.max(bottom, tone.low), top)
  return { columns, rows, spanX, spanY, window, heights, slopes, scaled: q, tones, scale, tone, levels, whole }
}

/** From the scale that values are interpolated on back to the loss. */
const backFrom = (tone: Tone): ((q: number) => number) => (tone.form === 'power' ? (q) => q : (q) => Math.exp(q) + tone.low - tone.e)

/**
 * Slopes of a height field by central differences, at its edges by the parabola through three nodes: exact for every paraboloid.
 *
 * @param stepX distance of columns, eastward
 * @param stepY distance of rows, southward
 * @param out   d/dx and d/dy, y northward, interleaved; 0 beside holes
 */
export function slopesOf(heights: Float32Array, columns: number, rows: number, stepX: number, stepY: number, out: Float32Array): void {
  const along = (at: number, place: number, count: number, stride: number): number => {
    if (count < 3) return (heights[at - place * stride + stride]! - heights[at - place * stride]!)
    if (place === 0) return (-3 * heights[at]! + 4 * heights[at + stride]! - heights[at + 2 * stride]!) / 2
    if (place === count - 1) return (3 * heights[at]! - 4 * heights[at - stride]! + heights[at - 2 * stride]!) / 2
    return (heights[at + stride]! - heights[at - stride]!) / 2
  }
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++) {
      const n = j * columns + i
      const x = along(n, i, columns, 1) / stepX, y = -along(n, j, rows, columns) / stepY
      const there = x === x && y === y
      out[2 * n] = there ? x : 0
      out[2 * n + 1] = there ? y : 0
    }
}

/** A place of the parameters on the block, and back. */
export const eastOf = ({ window: [[x0, x1]], spanX }: Field, x: number): number => spanX * ((2 * (x - x0)) / (x1 - x0) - 1)
export const northOf = ({ window: [, [y0, y1]], spanY }: Field, y: number): number => spanY * ((2 * (y - y0)) / (y1 - y0) - 1)
export const placeOf = ({ window: [[x0, x1], [y0, y1]], spanX, spanY }: Field, east: number, north: number): { x: number; y: number } =>
  ({ x: x0 + ((x1 - x0) * (east / spanX + 1)) / 2, y: y0 + ((y1 - y0) * (north / spanY + 1)) / 2 })

/** Height of the surface at a place of the block, linear between nodes; NaN outside and in holes. */
export function groundAt({ heights, columns, rows, spanX, spanY }: Field, east: number, north: number): number {
  const u = ((east / spanX + 1) / 2) * (columns - 1), v = ((1 - north / spanY) / 2) * (rows - 1)
  const slack = 1e-6 * columns
  if (!(u >= -slack && v >= -slack && u <= columns - 1 + slack && v <= rows - 1 + slack)) return NaN
  const i = Math.max(0, Math.min(columns - 2, Math.floor(u))), j = Math.max(0, Math.min(rows - 2, Math.floor(v)))
  const s = Math.max(0, Math.min(1, u - i)), t = Math.max(0, Math.min(1, v - j)), n = j * columns + i
  return (1 - t) * ((1 - s) * heights[n]! + s * heights[n + 1]!) + t * ((1 - s) * heights[n + columns]! + s * heights[n + columns + 1]!)
}
