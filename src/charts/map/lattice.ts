/**
 * The lattice: the surface sampled every two pixels or so by bicubic interpolation of whatever grid there is. Fill, relief and iso-lines all
 * read it, so that they agree.
 */
import type { Grid } from '#figures/figure.ts'
import type { Domain } from '../props.ts'

export interface Lattice {
  readonly columns: number
  readonly rows: number
  /** Pixels between nodes; node (i, j) stands at (i stepX, j stepY) from the top left corner, j downward. */
  readonly stepX: number
  readonly stepY: number
  /** NaN where there is nothing or a hole. */
  readonly values: Float32Array
  /** One of OK, HOLE, MISSING for each node. */
  readonly state: Uint8Array
}
export const OK = 0
export const HOLE = 1
export const MISSING = 2

export interface LatticeJob {
  readonly grid: Grid
  /** Used where `grid` has nothing. */
  readonly coarse?: Grid | undefined
  /** NaN inside the grid is "not yet" while false, a hole once true. */
  readonly complete: boolean
  readonly window: Domain
  readonly width: number
  readonly height: number
  /** Pixels between nodes, about. */
  readonly spacing: number
  /** Applied to every value before interpolation; monotone. */
  readonly scale: (value: number) => number
}

export function lattice(job: LatticeJob): Lattice {
  const columns = Math.max(2, Math.ceil(job.width / job.spacing) + 1)
  const rows = Math.max(2, Math.ceil(job.height / job.spacing) + 1)
  const values = new Float32Array(columns * rows)
  const state = new Uint8Array(columns * rows)
  const fill = (grid: Grid, out: Float32Array) => {
    const [[x0, x1], [y0, y1]] = job.window
    resample(grid, job.scale, weights(grid.x, columns, (i) => x0 + ((x1 - x0) * i) / (columns - 1)), weights(grid.y, rows, (j) => y1 - ((y1 - y0) * j) / (rows - 1)), out)
  }
  fill(job.grid, values)
  const behind = !job.complete && job.coarse ? new Float32Array(columns * rows) : undefined
  if (behind) fill(job.coarse!, behind)
  for (let n = 0; n < values.length; n++) {
    if (values[n] === values[n]) continue
    const under = behind?.[n]
    if (under !== undefined && under === under) values[n] = under
    else state[n] = job.complete && inGrid(job, n, columns, rows) ? HOLE : MISSING
  }
  return { columns, rows, stepX: job.width / (columns - 1), stepY: job.height / (rows - 1), values, state }
}

/** Cubic weights of one axis: for each node four grid indices and their weights, and two more for the linear fallback. */
interface Weights { readonly index: Int32Array; readonly weight: Float64Array; readonly left: Int32Array; readonly part: Float64Array }

/**
 * Catmull-Rom along an axis of evenly spaced coordinates; at its ends the missing neighbour is continued by the parabola through the last
 * three, so that bowls are exact there too. Nodes outside get index -1.
 */
function weights(axis: Float64Array, nodes: number, at: (node: number) => number): Weights {
  const n = axis.length
  const index = new Int32Array(nodes * 4)
  const weight = new Float64Array(nodes * 4)
  const left = new Int32Array(nodes)
  const part = new Float64Array(nodes)
  const first = axis[0]!
  const step = n > 1 ? (axis[n - 1]! - first) / (n - 1) : 1
  for (let k = 0; k < nodes; k++) {
    const q = (at(k) - first) / step
    // half a thousandth of a cell is rounding, not outside
    if (!(q >= -5e-4 && q <= n - 1 + 5e-4) || n < 2) {
      left[k] = -1
      continue
    }
    const i = Math.min(n - 2, Math.max(0, Math.floor(q)))
    const u = Math.min(1, Math.max(0, q - i))
    left[k] = i
    part[k] = u
    let w0 = u * (-0.5 + u * (1 - 0.5 * u))
    let w1 = 1 + u * u * (-2.5 + 1.5 * u)
    let w2 = u * (0.5 + u * (2 - 1.5 * u))
    let w3 = u * u * (-0.5 + 0.5 * u)
    if (n === 2) {
      w0 = w3 = 0
      w1 = 1 - u
      w2 = u
    }
    // f(-1) = 3 f(0) - 3 f(1) + f(2)
    if (i === 0 && n > 2) {
      w1 += 3 * w0
      w2 -= 3 * w0
      w3 += w0
      w0 = 0
    }
    if (i === n - 2 && n > 2) {
      w2 += 3 * w3
      w1 -= 3 * w3
      w0 += w3
      w3 = 0
    }
    const ws = [w0, w1, w2, w3]
    for (let m = 0; m < 4; m++) {
      index[4 * k + m] = Math.min(n - 1, Math.max(0, i - 1 + m))
      weight[4 * k + m] = ws[m]!
    }
  }
  return { index, weight, left, part }
}

function resample(grid: Grid, scale: (value: number) => number, across: Weights, down: Weights, out: Float32Array): void {
  const columns = across.left.length
  const rows = down.left.length
  const n = grid.x.length
  const source = new Float64Array(grid.values.length)
  for (let k = 0; k < source.length; k++) {
    const v = grid.values[k]!
    source[k] = Number.isFinite(v) ? scale(v) : NaN
  }
  const line = new Float64Array(n)
  for (let j = 0; j < rows; j++) {
    if (down.left[j]! < 0) {
      out.fill(NaN, j * columns, (j + 1) * columns)
      continue
    }
    const w = down.weight.subarray(4 * j, 4 * j + 4)
    const r = [0, 1, 2, 3].map((m) => down.index[4 * j + m]! * n)
    const [w0, w1, w2, w3] = w as unknown as [number, number, number, number]
    const [r0, r1, r2, r3] = r as [number, number, number, number]
    for (let i = 0; i < n; i++) line[i] = w0 * source[r0 + i]! + w1 * source[r1 + i]! + w2 * source[r2 + i]! + w3 * source[r3 + i]!
    for (let i = 0; i < columns; i++) {
      const c = across.left[i]!
      if (c < 0) {
        out[j * columns + i] = NaN
        continue
      }
      const m = 4 * i
      let v = across.weight[m]! * line[across.index[m]!]! + across.weight[m + 1]! * line[across.index[m + 1]!]!
        + across.weight[m + 2]! * line[across.index[m + 2]!]! + across.weight[m + 3]! * line[across.index[m + 3]!]!
      // beside a hole the four around the node decide
      if (v !== v) v = bilinear(source, n, c, down.left[j]!, across.part[i]!, down.part[j]!)
      out[j * columns + i] = v
    }
  }
}

function bilinear(source: Float64Array, n: number, i: number, j: number, u: number, v: number): number {
  // a corner of weight 0 may be a hole
  const corner = (at: number, w: number) => (w === 0 ? 0 : w * source[at]!)
  return corner(j * n + i, (1 - u) * (1 - v)) + corner(j * n + i + 1, u * (1 - v)) + corner((j + 1) * n + i, (1 - u) * v) + corner((j + 1) * n + i + 1, u * v)
}

function inGrid({ grid, window: [[x0, x1], [y0, y1]] }: LatticeJob, node: number, columns: number, rows: number): boolean {
  const x = x0 + ((x1 - x0) * (node % columns)) / (columns - 1)
  const y = y1 - ((y1 - y0) * Math.floor(node / columns)) / (rows - 1)
  const within = (axis: Float64Array, q: number) => {
    const a = axis[0]!
    const b = axis[axis.length - 1]!
    const slack = Math.abs(b - a) * 1e-6
    return q >= Math.min(a, b) - slack && q <= Math.max(a, b) + slack
  }
  return within(grid.x, x) && within(grid.y, y)
}

/** Values of a grid and of what stands behind it, for what is asked of all of them. */
export function joined(...parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
