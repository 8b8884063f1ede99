/**
 * Gram matrices of a two-layer ReLU network on unit inputs: how fast gradient descent on its first layer fits the data is told by their least
 * eigenvalue. Source: Du, Zhai, Poczos, Singh, Gradient descent provably optimizes over-parameterized neural networks, 2019.
 */
import { symmetricEigen } from '#kernel/dense.ts'
import { atan2 } from '#kernel/special.ts'
import { dot, norm, type Vec } from '#kernel/vec.ts'

const TWO_PI = 2 * Math.PI

/**
 * out <- H (n x n), H_ij = x_i.x_j (pi - angle_ij) / (2 pi): what the Gram matrix of infinitely many normal neurons is.
 *
 * The angle is 2 atan2(|x - y|, |x + y|), which keeps its digits where inputs are nearly parallel; acos of their product would lose half.
 * @param inputs n x d, row by row, each of length 1
 */
export function limitGram(inputs: Vec, n: number, d: number, out: Float64Array): void {
  const apart = new Float64Array(d), together = new Float64Array(d)
  for (let i = 0; i < n; i++) {
    const x = inputs.subarray(i * d, (i + 1) * d)
    out[i * n + i] = dot(x, x) / 2
    for (let j = 0; j < i; j++) {
      const y = inputs.subarray(j * d, (j + 1) * d)
      for (let k = 0; k < d; k++) {
        apart[k] = x[k]! - y[k]!
        together[k] = x[k]! + y[k]!
      }
      const angle = 2 * atan2(norm(apart), norm(together))
      out[i * n + j] = out[j * n + i] = (dot(x, y) * (Math.PI - angle)) / TWO_PI
    }
  }
}

/**
 * out <- H (n x n), H_ij = x_i.x_j / m * #{r : w_r.x_i >= 0 and w_r.x_j >= 0}: of the m neurons that there are.
 * @param weights m x d, row by row
 */
export function finiteGram(inputs: Vec, n: number, d: number, weights: Vec, m: number, out: Float64Array): void {
  const active = new Uint8Array(n * m)
  for (let i = 0; i < n; i++)
    for (let r = 0; r < m; r++) active[i * m + r] = dot(weights.subarray(r * d, (r + 1) * d), inputs.subarray(i * d, (i + 1) * d)) >= 0 ? 1 : 0
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let both = 0
      for (let r = 0; r < m; r++) both += active[i * m + r]! & active[j * m + r]!
      out[i * n + j] = out[j * n + i] = (dot(inputs.subarray(i * d, (i + 1) * d), inputs.subarray(j * d, (j + 1) * d)) / m) * both
    }
  }
}

export function leastEigenvalue(matrix: Float64Array, n: number): number {
  const values = new Float64Array(n)
  symmetricEigen(matrix, n, values)
  return values[0]!
}
