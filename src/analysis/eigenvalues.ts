/** All eigenvalues of a large symmetric matrix, in pieces between which a caller can pause. */
import { symmetricEigen } from '#kernel/dense.ts'
import type { Vec } from '#kernel/vec.ts'

/**
 * values <- eigenvalues (n, ascending). Householder reflections bring the matrix to tridiagonal form, a yield after each row; what is left is quick.
 *
 * @param a  n x n, symmetric, used up
 * @throws RangeError where an entry is not finite
 * Source: Golub & Van Loan, Matrix Computations 4e, 8.3.
 */
export function* eigenvaluesOf(a: Float64Array, n: number, values: Vec): Generator<number, void> {
  const v = new Float64Array(n), w = new Float64Array(n)
  for (let i = n - 1; i > 1; i--) {
    const row = i * n
    let tail = 0
    for (let k = 0; k < i - 1; k++) tail += a[row + k]! * a[row + k]!
    if (tail > 0) {
      // the reflection 1 - 2 v v^T that turns the row, before the diagonal, onto its last entry
      const head = a[row + i - 1]!, length = Math.sqrt(head * head + tail), corner = head > 0 ? -length : length
      const last = head - corner, size = Math.sqrt(last * last + tail)
      for (let k = 0; k < i - 1; k++) v[k] = a[row + k]! / size
      v[i - 1] = last / size
      reflect(a, n, i, v, w)
      for (let k = 0; k < i - 1; k++) a[row + k] = 0
      a[row + i - 1] = corner
    }
    yield (n - i) / n
  }
  symmetricEigen(a, n, values) // reads the lower triangle, where only the diagonal and its neighbour are left
}

/** The leading i x i block <- (1 - 2 v v^T) A (1 - 2 v v^T), lower triangle: A - 2 (v w^T + w v^T) with w = A v - (v . A v) v. */
function reflect(a: Float64Array, n: number, i: number, v: Vec, w: Vec): void {
  let along = 0
  for (let j = 0; j < i; j++) {
    const start = j * n, vj = v[j]!
    let sum = a[start + j]! * vj
    for (let k = 0; k < j; k++) {
      sum += a[start + k]! * v[k]!
      w[k] = w[k]! + a[start + k]! * vj
    }
    w[j] = sum
  }
  for (let j = 0; j < i; j++) along += v[j]! * w[j]!
  for (let j = 0; j < i; j++) w[j] = 2 * (w[j]! - along * v[j]!)
  for (let j = 0; j < i; j++) {
    const start = j * n, vj = v[j]!, wj = w[j]!
    for (let k = 0; k <= j; k++) a[start + k] = a[start + k]! - vj * w[k]! - wj * v[k]!
  }
}
