/**
 * SGD on least squares in mean square, exactly. With e = theta - theta*, A_i the Hessian and b_i the gradient of sample i at theta* (mean b = 0), a batch of B
 * drawn with replacement gives e+ = (I - alpha A_B) e - alpha b_B, so that for the mean m and the second moment M of e
 *
 *   m+ = (I - alpha H) m
 *   M+ = (I - alpha H) M (I - alpha H) + alpha^2/B (E[A M A] - H M H + E[A m b'] + E[b m' A] + E[b b'])
 *
 * M stays bounded exactly while the spectral radius of the linear part is below 1. Source: thesis section 4.6; the recursion is derived.
 */
import type { Vec } from '#kernel/vec.ts'
import type { Objective } from '#objectives/objective.ts'

export interface MeanSquare {
  /** n x dim x dim */
  readonly hessians: Float64Array
  /** n x dim */
  readonly gradients: Float64Array
  /** H, dim x dim */
  readonly hessian: Float64Array
  readonly minimum: Vec
}

/** @param minimum where the gradient of the whole objective is 0; its Hessian must be the same everywhere */
export function meanSquareProblem(objective: Objective, minimum: Vec): MeanSquare {
  const { dim, samples } = objective
  const hessians = new Float64Array(samples * dim * dim), gradients = new Float64Array(samples * dim), hessian = new Float64Array(dim * dim)
  const unit = new Float64Array(dim), batch = new Int32Array(1)
  for (let i = 0; i < samples; i++) {
    batch[0] = i
    objective.gradient(minimum, gradients.subarray(i * dim, (i + 1) * dim), batch)
    for (let k = 0; k < dim; k++) {
      unit.fill(0)
      unit[k] = 1
      objective.hvp(minimum, unit, hessians.subarray((i * dim + k) * dim, (i * dim + k + 1) * dim), batch)
    }
  }
  for (let i = 0; i < samples; i++) for (let k = 0; k < dim * dim; k++) hessian[k] = hessian[k]! + hessians[i * dim * dim + k]! / samples
  return { hessians, gradients, hessian, minimum }
}

/** The linear part of the recursion, as a map of symmetric matrices. @returns out <- T M */
function linearPart({ hessians, hessian }: MeanSquare, dim: number, stepSize: number, batchSize: number): (M: Float64Array, out: Float64Array) => void {
  const n = hessians.length / (dim * dim), size = dim * dim
  // E[A x A], once: entry (i, j, k, l) is E[A_ij A_kl]
  const pairs = new Float64Array(size * size)
  for (let s = 0; s < n; s++)
    for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) pairs[a * size + b] = pairs[a * size + b]! + (hessians[s * size + a]! * hessians[s * size + b]!) / n
  const noise = (stepSize * stepSize) / batchSize
  return (M, out) => {
    for (let i = 0; i < dim; i++) {
      for (let j = 0; j < dim; j++) {
        let sum = 0
        for (let k = 0; k < dim; k++) {
          const left = (i === k ? 1 : 0) - stepSize * hessian[i * dim + k]!
          for (let l = 0; l < dim; l++) {
            const right = (j === l ? 1 : 0) - stepSize * hessian[l * dim + j]!
            sum += (left * right + noise * (pairs[(i * dim + k) * size + l * dim + j]! - hessian[i * dim + k]! * hessian[l * dim + j]!)) * M[k * dim + l]!
          }
        }
        out[i * dim + j] = sum
      }
    }
  }
}

const trace = (M: Float64Array, dim: number): number => {
  let sum = 0
  for (let i = 0; i < dim; i++) sum += M[i * dim + i]!
  return sum
}

/** Spectral radius of the linear part: per step, E |e|^2 grows or shrinks by this in the long run. By powers: the map keeps positive matrices positive. */
export function meanSquareGrowth(problem: MeanSquare, stepSize: number, batchSize: number): number {
  const dim = problem.minimum.length
  const apply = linearPart(problem, dim, stepSize, batchSize)
  let M = new Float64Array(dim * dim), next = new Float64Array(dim * dim), radius = 0
  for (let i = 0; i < dim; i++) M[i * dim + i] = 1 / dim
  for (let k = 0; k < 20_000; k++) {
    apply(M, next)
    const size = trace(next, dim)
    for (let i = 0; i < next.length; i++) next[i] = next[i]! / size
    ;[M, next] = [next, M]
    if (Math.abs(size - radius) <= 1e-14 * size) return size
    radius = size
  }
  return radius
}

/** The step size at which that growth is 1. @param largest of H: at 2/largest the mean itself no longer shrinks */
export function meanSquareLimit(problem: MeanSquare, batchSize: number, largest: number): number {
  let low = 0, high = 2 / largest
  for (let k = 0; k < 60; k++) {
    const middle = (low + high) / 2
    if (meanSquareGrowth(problem, middle, batchSize) < 1) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** E |theta_k - theta*|^2 after `places` steps (ascending), from one start. */
export function meanSquareDistances(problem: MeanSquare, start: ArrayLike<number>, stepSize: number, batchSize: number, places: readonly number[]): Float64Array {
  const { hessians, gradients, hessian, minimum } = problem
  const dim = minimum.length, size = dim * dim, n = gradients.length / dim, noise = (stepSize * stepSize) / batchSize
  const apply = linearPart(problem, dim, stepSize, batchSize)
  let m = minimum.map((x, i) => start[i]! - x)
  let M = Float64Array.from({ length: size }, (_, k) => m[Math.floor(k / dim)]! * m[k % dim]!), next = new Float64Array(size)
  const out = new Float64Array(places.length)
  let step = 0
  places.forEach((place, p) => {
    for (; step < place; step++) {
      apply(M, next)
      for (let s = 0; s < n; s++) {
        const b = gradients.subarray(s * dim, (s + 1) * dim)
        for (let i = 0; i < dim; i++) {
          for (let j = 0; j < dim; j++) {
            let cross = b[i]! * b[j]!
            for (let k = 0; k < dim; k++) cross += hessians[s * size + i * dim + k]! * m[k]! * b[j]! + b[i]! * m[k]! * hessians[s * size + k * dim + j]!
            next[i * dim + j] = next[i * dim + j]! + (noise / n) * cross
          }
        }
      }
      ;[M, next] = [next, M]
      m = m.map((x, i) => x - stepSize * m.reduce((sum, y, k) => sum + hessian[i * dim + k]! * y, 0))
    }
    out[p] = trace(M, dim)
  })
  return out
}
