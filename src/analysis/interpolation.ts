/** What a curve of losses along a straight line says, and how a path lies to the line between its ends. */
import { norm, type Vec } from '#kernel/vec.ts'

export interface LineFacts {
  /** Highest loss above the straight line between the two end values: max over t of f(t) - ((1 - t) f(0) + t f(1)), at least 0 (Frankle et al. 2020). */
  readonly barrier: number
  /** Largest rise of the loss above what it was before; 0 where it never rises. */
  readonly rise: number
  /** Where the loss first falls to half of what it falls altogether; NaN where it does not fall from the first value to the last. */
  readonly halfway: number
  /** Share of the inner points at which the curve bends downward by more than rounding: 0 for a convex curve. */
  readonly bentDown: number
}

/** @param t  equispaced, ascending; @param loss  the values there, NaN where not known: they are passed over */
export function lineFacts(t: Vec, loss: Vec): LineFacts {
  const known = Array.from(t.keys()).filter((i) => !Number.isNaN(loss[i]!))
  const first = known[0], last = known.at(-1)
  if (first === undefined || last === undefined || first === last) return { barrier: 0, rise: 0, halfway: NaN, bentDown: 0 }
  let barrier = 0, rise = 0, lowest = Infinity, halfway = NaN, bent = 0
  const span = t[last]! - t[first]!, a = loss[first]!, b = loss[last]!
  known.forEach((i, k) => {
    const s = (t[i]! - t[first]!) / span
    barrier = Math.max(barrier, loss[i]! - ((1 - s) * a + s * b))
    rise = Math.max(rise, loss[i]! - lowest)
    lowest = Math.min(lowest, loss[i]!)
    if (Number.isNaN(halfway) && b < a && loss[i]! <= (a + b) / 2) halfway = t[i]!
    if (k === 0 || k === known.length - 1) return
    const before = known[k - 1]!, after = known[k + 1]!
    const share = (t[i]! - t[before]!) / (t[after]! - t[before]!)
    const chord = (1 - share) * loss[before]! + share * loss[after]!
    if (loss[i]! - chord > 1e-12 * (Math.abs(chord) + Math.abs(loss[i]!))) bent++
  })
  return { barrier, rise, halfway, bentDown: known.length > 2 ? bent / (known.length - 2) : 0 }
}

/**
 * A path in the frame of the line between its ends: alpha, how far along (0 at the first point, the distance of the ends at the last), and beta, how far away from it, both in
 * the parameters' own units. A random walk in many dimensions has beta = D sqrt(s (1 - s)) at alpha = D s: the semicircle of Thales, which no learning draws.
 *
 * @param path   rows x columns, row by row
 * @param alpha  rows; @param beta  rows
 * @returns the distance of the ends, D; alpha is then 0 and beta the distance from the start where D is 0
 */
export function alongAndAway(path: Float64Array, rows: number, columns: number, alpha: Vec, beta: Vec): number {
  const start = path.subarray(0, columns), end = path.subarray((rows - 1) * columns, rows * columns)
  const u = end.map((x, i) => x - start[i]!)
  const distance = norm(u)
  if (distance > 0) for (let i = 0; i < columns; i++) u[i] = u[i]! / distance
  const left = new Float64Array(columns)
  for (let k = 0; k < rows; k++) {
    let along = 0
    for (let i = 0; i < columns; i++) along += (path[k * columns + i]! - start[i]!) * u[i]!
    // the two ends lie on the line by its definition; computed, they would miss it by a rounding
    alpha[k] = k === rows - 1 ? distance : along
    for (let i = 0; i < columns; i++) left[i] = path[k * columns + i]! - start[i]! - along * u[i]!
    beta[k] = k === 0 || k === rows - 1 ? 0 : norm(left)
  }
  return distance
}
