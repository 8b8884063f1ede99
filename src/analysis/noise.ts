/** The noise of single-sample gradients at a point: what batches add to the gradient. */
import { dot, type Vec } from '#kernel/vec.ts'
import type { Objective } from '#objectives/objective.ts'

export interface GradientNoise {
  /** G = |grad f|^2 */
  readonly gradient: number
  /** S = (1/n) sum |grad f_i|^2; a batch of b drawn with replacement has E |g|^2 = G + (S - G)/b */
  readonly single: number
}

/** @param gradient receives grad f (dim) */
export function gradientNoise(objective: Objective, theta: Vec, gradient: Vec): GradientNoise {
  const one = new Float64Array(objective.dim), batch = new Int32Array(1)
  let single = 0
  for (let i = 0; i < objective.samples; i++) {
    batch[0] = i
    objective.gradient(theta, one, batch)
    single += dot(one, one)
  }
  objective.gradient(theta, gradient)
  return { gradient: dot(gradient, gradient), single: single / objective.samples }
}

/** tr(H C): H the Hessian and C the covariance (divisor n) of the single-sample gradients, without either matrix: (1/n) sum (g_i - g)' H (g_i - g). */
export function noiseAlongCurvature(objective: Objective, theta: Vec): number {
  const { dim, samples } = objective
  const one = new Float64Array(dim), mean = new Float64Array(dim), image = new Float64Array(dim), batch = new Int32Array(1)
  objective.gradient(theta, mean)
  let sum = 0
  for (let i = 0; i < samples; i++) {
    batch[0] = i
    objective.gradient(theta, one, batch)
    for (let k = 0; k < dim; k++) one[k] = one[k]! - mean[k]!
    objective.hvp(theta, one, image)
    sum += dot(one, image)
  }
  return sum / samples
}

