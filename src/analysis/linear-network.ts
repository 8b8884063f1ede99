/**
 * The landscape of a linear network with one hidden layer, y = W2 W1 x, under the square loss: all its critical points are known.
 *
 * With S_XX, S_YX, S_YY the sums of x x^T, y x^T, y y^T over the n samples, Sigma = S_YX S_XX^-1 S_XY with eigenvectors u_1, ..., u_m
 * (eigenvalues descending): for every set I of q <= p of them W2 = [U_I 0] C, W1 = C^-1 [U_I^T; 0] S_YX S_XX^-1 is critical for every invertible C, with
 * loss (tr S_YY - sum_I lambda_i) / n. It curves downward in #{(i, j): i in I, j not in I, lambda_j > lambda_i} + (p - q)(m - q) directions.
 * Source: Baldi and Hornik, Neural networks and principal component analysis, 1989; thesis Theorem 3.5. The index is derived, and counted in the tests.
 */
import { cholesky, choleskySolve, symmetricEigen } from '#kernel/dense.ts'
import type { Vec } from '#kernel/vec.ts'

export interface LinearProblem {
  readonly samples: number
  /** d, m */
  readonly inputWidth: number
  readonly targetWidth: number
  /** Of Sigma (m), descending. */
  readonly eigenvalues: Vec
  /** m x m: row k is the eigenvector of eigenvalue k */
  readonly vectors: Float64Array
  /** S_YX S_XX^-1, m x d: what least squares without a hidden layer gives */
  readonly regression: Float64Array
  /** tr S_YY */
  readonly total: number
}

/**
 * @param inputs n x d, @param targets n x m, row by row
 * @returns undefined where S_XX is singular: fewer samples than inputs, or inputs that depend on each other
 */
export function linearProblem(inputs: Vec, targets: Vec, n: number, d: number, m: number): LinearProblem | undefined {
  const xx = products(inputs, d, inputs, d, n), yx = products(targets, m, inputs, d, n)
  if (!cholesky(xx, d) || !wellConditioned(xx, d)) return undefined
  const regression = new Float64Array(m * d)
  for (let k = 0; k < m; k++) choleskySolve(xx, d, yx.subarray(k * d, (k + 1) * d), regression.subarray(k * d, (k + 1) * d))
  const sigma = new Float64Array(m * m)
  for (let i = 0; i < m; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0
      for (let k = 0; k < d; k++) sum += regression[i * d + k]! * yx[j * d + k]!
      sigma[i * m + j] = sigma[j * m + i] = sum
    }
  }
  const ascending = new Float64Array(m), rows = new Float64Array(m * m), vectors = new Float64Array(m * m)
  symmetricEigen(sigma, m, ascending, rows)
  for (let k = 0; k < m; k++) vectors.set(rows.subarray((m - 1 - k) * m, (m - k) * m), k * m)
  let total = 0
  for (const y of targets) total += y * y
  return { samples: n, inputWidth: d, targetWidth: m, eigenvalues: ascending.toReversed(), vectors, regression, total }
}

/** n-fold sum of a b^T: rows x columns */
function products(a: Vec, rows: number, b: Vec, columns: number, n: number): Float64Array {
  const out = new Float64Array(rows * columns)
  for (let s = 0; s < n; s++)
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++) out[i * columns + j] = out[i * columns + j]! + a[s * rows + i]! * b[s * columns + j]!
  return out
}

/** Pivots of a singular matrix come out at rounding instead of at 0. */
function wellConditioned(factor: Float64Array, n: number): boolean {
  let least = Infinity, greatest = 0
  for (let i = 0; i < n; i++) {
    least = Math.min(least, factor[i * n + i]!)
    greatest = Math.max(greatest, factor[i * n + i]!)
  }
  return least > 1e-7 * greatest
}

/** The loss at the critical points of a set of eigenvalues, numbered from 0. */
export const lossOf = ({ total, eigenvalues, samples }: LinearProblem, chosen: readonly number[]): number =>
  (total - chosen.reduce((sum, i) => sum + eigenvalues[i]!, 0)) / samples

/** The index that the formula gives. */
export function predictedIndex({ eigenvalues }: LinearProblem, chosen: readonly number[], hidden: number): number {
  const m = eigenvalues.length, q = chosen.length
  let better = 0
  for (const i of chosen) for (let j = 0; j < m; j++) if (!chosen.includes(j) && eigenvalues[j]! > eigenvalues[i]!) better++
  return better + (hidden - q) * (m - q)
}

/** out <- theta = (W1, W2) of the critical point with C = 1; W1 is p x d, W2 m x p. */
export function criticalTheta({ inputWidth: d, targetWidth: m, vectors, regression }: LinearProblem, chosen: readonly number[], hidden: number, out: Vec): void {
  out.fill(0)
  chosen.forEach((i, row) => {
    for (let k = 0; k < m; k++) {
      const u = vectors[i * m + k]!
      out[hidden * d + k * hidden + row] = u
      for (let j = 0; j < d; j++) out[row * d + j] = out[row * d + j]! + u * regression[k * d + j]!
    }
  })
}

/** All sets of q of the numbers 0 .. m - 1, in lexicographic order. */
export function* subsets(m: number, q: number, from = 0): Generator<number[]> {
  if (q === 0) yield []
  else for (let i = from; i <= m - q; i++) for (const rest of subsets(m, q - 1, i + 1)) yield [i, ...rest]
}
