/** What the curvature at a point allows: the largest eigenvalue of the Hessian, and the curvature along the gradient. */
import { symmetricEigen } from '#kernel/dense.ts'
import type { Random } from '#kernel/random.ts'
import { allFinite, dot, type Vec } from '#kernel/vec.ts'
import type { Objective } from '#objectives/objective.ts'
import { type ExtremeOptions, largestEigenvalue } from './lanczos.ts'
import { eigen2 } from './symmetric2.ts'

export interface Sharpness {
  /** Largest eigenvalue L of the Hessian, with its sign; NaN where the Hessian is not finite. */
  readonly largest: number
  /** A true eigenvalue lies within this distance of it; 0 where it is exact but for rounding. */
  readonly bound: number
  readonly method: 'exact' | 'lanczos'
  /** Its unit eigenvector: where to start at a nearby point. */
  readonly vector: Vec
}

/** Up to here the dense Hessian costs no more products than Lanczos would take. */
const EXACT_DIM = 16

/**
 * L at theta, by which gradient descent's step size is judged: below 1/L it cannot overshoot along any direction, beyond 2/L it must leave a quadratic bowl.
 * Exact for few parameters, Lanczos beyond. Pass the last point's `vector` as `start` along a trajectory.
 *
 * @param random  only Lanczos draws
 */
export function sharpness(objective: Objective, theta: Vec, random: Random, options: ExtremeOptions = {}): Sharpness {
  const { dim } = objective
  if (dim === 2) return sharpnessOfPlane(objective, theta)
  if (dim <= EXACT_DIM) return denseSharpness(objective, theta)
  let broken = false
  const apply = (v: Vec, out: Vec): void => {
    objective.hvp(theta, v, out)
    if (allFinite(out)) return
    broken = true
    out.fill(0) // ends the search at once
  }
  const { value, bound, vector } = largestEigenvalue(apply, dim, random, options)
  return broken ? nowhere(dim, 'lanczos') : { largest: value, bound, method: 'lanczos', vector }
}

/** Two products and a closed formula. */
function sharpnessOfPlane(objective: Objective, theta: Vec): Sharpness {
  const e = Float64Array.of(1, 0), column = new Float64Array(2)
  objective.hvp(theta, e, column)
  const xx = column[0]!, xy = column[1]!
  e[0] = 0
  e[1] = 1
  objective.hvp(theta, e, column)
  const yy = column[1]!
  if (!Number.isFinite(xx + xy + yy)) return nowhere(2, 'exact')
  const { small, large, vx, vy } = eigen2(xx, xy, yy)
  return large >= small
    ? { largest: large, bound: 0, method: 'exact', vector: Float64Array.of(-vy, vx) }
    : { largest: small, bound: 0, method: 'exact', vector: Float64Array.of(vx, vy) }
}

function denseSharpness(objective: Objective, theta: Vec): Sharpness {
  const { dim } = objective
  const hessian = new Float64Array(dim * dim), unit = new Float64Array(dim), row = new Float64Array(dim)
  for (let i = 0; i < dim; i++) {
    unit[i] = 1
    objective.hvp(theta, unit, row)
    unit[i] = 0
    hessian.set(row, i * dim)
  }
  if (!allFinite(hessian)) return nowhere(dim, 'exact')
  const values = new Float64Array(dim), vectors = new Float64Array(dim * dim)
  symmetricEigen(hessian, dim, values, vectors)
  return { largest: values[dim - 1]!, bound: 0, method: 'exact', vector: vectors.slice((dim - 1) * dim) }
}

const nowhere = (dim: number, method: Sharpness['method']): Sharpness => ({ largest: NaN, bound: NaN, method, vector: new Float64Array(dim) })

/** v'Hv / v'v, the curvature along v; NaN for v = 0. */
export function rayleighQuotient(objective: Objective, theta: Vec, v: Vec): number {
  const image = new Float64Array(v.length)
  objective.hvp(theta, v, image)
  return dot(v, image) / dot(v, v)
}
