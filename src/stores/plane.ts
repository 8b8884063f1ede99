/** The plane that a map of more than two parameters shows: origin and two directions, as numbers. */
import type { Table } from '#figures/table.ts'

export interface PlaneFrame {
  readonly origin: Float64Array
  /** As used: normalised, and not necessarily at right angles. */
  readonly directions: readonly [Float64Array, Float64Array]
  /** The inverse of the 2 x 2 matrix of their products, row by row: projection needs it. */
  readonly inverse: readonly [number, number, number, number]
}

/** @throws RangeError when the directions are parallel */
export function planeFrame(origin: Float64Array, first: Float64Array, second: Float64Array): PlaneFrame {
  let a = 0, b = 0, c = 0
  for (let i = 0; i < origin.length; i++) {
    a += first[i]! * first[i]!
    b += first[i]! * second[i]!
    c += second[i]! * second[i]!
  }
  const determinant = a * c - b * b
  if (!(determinant > 1e-14 * a * c)) throw new RangeError('The two directions of the plane are parallel; choose another.')
  return { origin, directions: [first, second], inverse: [c / determinant, -b / determinant, -b / determinant, a / determinant] }
}

/**
 * Coordinates of the nearest point of the plane, and the distance from it: least squares, exact for directions at any angle.
 * @param out [a, b, distance]
 */
export function project(theta: Float64Array, frame: PlaneFrame, out: Float64Array): void {
  const { origin, directions: [first, second], inverse: [p, q, r, s] } = frame
  let u = 0, v = 0
  for (let i = 0; i < origin.length; i++) {
    const d = theta[i]! - origin[i]!
    u += d * first[i]!
    v += d * second[i]!
  }
  const a = p * u + q * v, b = r * u + s * v
  let rest = 0
  for (let i = 0; i < origin.length; i++) {
    const d = theta[i]! - origin[i]! - a * first[i]! - b * second[i]!
    rest += d * d
  }
  out[0] = a
  out[1] = b
  out[2] = Math.sqrt(rest)
}

/** theta = origin + a first + b second */
export function lift(a: number, b: number, { origin, directions: [first, second] }: PlaneFrame): Float64Array {
  return origin.map((o, i) => o + a * first[i]! + b * second[i]!)
}

/** A path as the map shows it: x and y interleaved; where the map is a plane, also how far from it every step is, and from its centre. */
export interface Flattened { readonly path: Float64Array; readonly away?: Float64Array; readonly reach?: Float64Array }

/**
 * @param every steps from one row to the next: between two rows the path is drawn straight, and distances are read off that line
 * @param steps entries of the run; its last row stands where there is no later one
 */
export function flatten(thetas: Table, frame: PlaneFrame | undefined, every = 1, steps = thetas.rows): Flattened {
  if (!frame) return { path: thetas.values }
  const seen = shadow(thetas, frame)
  return every === 1 ? seen : { path: drawnOut(seen.path, 2, every, steps), away: drawnOut(seen.away, 1, every, steps), reach: drawnOut(seen.reach, 1, every, steps) }
}

/** An entry for every step, on the straight lines between the rows. */
function drawnOut(rows: Float64Array, width: number, every: number, steps: number): Float64Array {
  const out = new Float64Array(steps * width), last = rows.length / width - 1
  for (let k = 0; k < steps; k++) {
    const a = Math.min(Math.floor(k / every), last), b = Math.min(a + 1, last), t = (k % every) / every
    for (let i = 0; i < width; i++) out[k * width + i] = t === 0 || a === b ? rows[a * width + i]! : (1 - t) * rows[a * width + i]! + t * rows[b * width + i]!
  }
  return out
}

function shadow(thetas: Table, frame: PlaneFrame): Required<Flattened> {
  const path = new Float64Array(2 * thetas.rows), away = new Float64Array(thetas.rows), reach = new Float64Array(thetas.rows), out = new Float64Array(3)
  for (let k = 0; k < thetas.rows; k++) {
    const theta = thetas.values.subarray(k * thetas.columns, (k + 1) * thetas.columns)
    project(theta, frame, out)
    path[2 * k] = out[0]!
    path[2 * k + 1] = out[1]!
    away[k] = out[2]!
    let sum = 0
    for (let i = 0; i < theta.length; i++) {
      const d = theta[i]! - frame.origin[i]!
      sum += d * d
    }
    reach[k] = Math.sqrt(sum)
  }
  return { path, away, reach }
}
