/** Dense Hessians, and what their eigenvalues say. */
import type { Vec } from '#kernel/vec.ts'
import type { Objective } from '#objectives/objective.ts'

/**
 * An eigenvalue smaller than this share of the largest in modulus counts as zero: near a point of rest one that vanishes there is not 0 yet.
 * Where the Hessian is the same everywhere there is no nearness, only rounding.
 */
const ZERO_EIGENVALUE = 1e-6, ZERO_OF_CONSTANT = 1e-12

/**
 * out <- Hessian at theta (dim x dim, row by row), exactly symmetric. Yields after each row, so that a caller can pause; the bits do not depend on it.
 * Objectives with a dense Hessian of their own are asked for it in one go where that is quick.
 */
export function* denseHessian(objective: Objective, theta: Vec, out: Float64Array): Generator<number, void> {
  const { dim } = objective
  if (objective.hessian && dim * dim * objective.samples <= QUICK * (objective.kernel === 'simd' ? 50 : 1)) objective.hessian(theta, out)
  else {
    const unit = new Float64Array(dim), row = new Float64Array(dim)
    for (let i = 0; i < dim; i++) {
      unit[i] = 1
      objective.hvp(theta, unit, row)
      unit[i] = 0
      out.set(row, i * dim)
      yield (i + 1) / dim
    }
  }
  symmetrise(out, dim)
}

/** Parameters squared times samples: about 40 ms of the reference kernel, and of the fast one for fifty times as many. Beyond, rows come one by one. */
const QUICK = 5e6

/** The two halves differ in the last bits; their mean is symmetric. */
function symmetrise(a: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) a[i * n + j] = a[j * n + i] = 0.5 * (a[i * n + j]! + a[j * n + i]!)
}

/**
 * How many eigenvalues are negative and how many count as zero, from all of them, ascending.
 *
 * @param constant the Hessian is the same everywhere
 */
export function morseIndex(eigenvalues: Vec, constant = false): { readonly index: number; readonly nullity: number } {
  const share = constant ? ZERO_OF_CONSTANT : ZERO_EIGENVALUE
  let largest = 0
  for (const value of eigenvalues) largest = Math.max(largest, Math.abs(value))
  let index = 0, nullity = 0
  for (const value of eigenvalues) {
    if (largest === 0 || Math.abs(value) < share * largest) nullity++
    else if (value < 0) index++
  }
  return { index, nullity }
}
