/**
 * The naive loop that everything is measured against: one sample after another over Float64Arrays, as anyone would write it first. Frozen: tidying the
 * project's own code must move no goal. Networks with (leaky) ReLU layers and one logistic output under the log loss. theta = W1, ..., WL, b1, ..., bL.
 */
export interface Naive {
  readonly dim: number
  loss(theta: Float64Array): number
  gradient(theta: Float64Array, out: Float64Array, batch?: ArrayLike<number>): number
  hvp(theta: Float64Array, v: Float64Array, out: Float64Array): void
}

export function naive(widths: readonly number[], leak: number, inputs: Float64Array, targets: Float64Array): Naive {
  const layers = widths.length - 1, n = targets.length, d = widths[0]!
  const w: number[] = [], b: number[] = []
  let dim = 0
  for (let l = 0; l < layers; l++) { w.push(dim); dim += widths[l]! * widths[l + 1]! }
  for (let l = 0; l < layers; l++) { b.push(dim); dim += widths[l + 1]! }
  const make = (): Float64Array[] => widths.map((width) => new Float64Array(width))
  const a = make(), slope = make(), delta = make(), ra = make(), rdelta = make(), rz = make()

  function forward(theta: Float64Array, i: number): number {
    for (let k = 0; k < d; k++) a[0]![k] = inputs[i * d + k]!
    for (let l = 0; l < layers; l++) {
      for (let o = 0; o < widths[l + 1]!; o++) {
        let z = theta[b[l]! + o]!
        for (let k = 0; k < widths[l]!; k++) z += theta[w[l]! + o * widths[l]! + k]! * a[l]![k]!
        if (l === layers - 1) return z
        slope[l + 1]![o] = z < 0 ? leak : 1
        a[l + 1]![o] = z < 0 ? leak * z : z
      }
    }
    return NaN
  }
  const lossOf = (z: number, y: number): number => { const u = (1 - 2 * y) * z; return Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u))) }

  function backward(theta: Float64Array, z: number, y: number): void {
    delta[layers]![0] = 1 / (1 + Math.exp(-z)) - y
    for (let l = layers - 1; l > 0; l--)
      for (let k = 0; k < widths[l]!; k++) {
        let sum = 0
        for (let o = 0; o < widths[l + 1]!; o++) sum += theta[w[l]! + o * widths[l]! + k]! * delta[l + 1]![o]!
        delta[l]![k] = sum * slope[l]![k]!
      }
  }

  return {
    dim,
    loss(theta) {
      let sum = 0
      for (let i = 0; i < n; i++) sum += lossOf(forward(theta, i), targets[i]!)
      return sum / n
    },
    gradient(theta, out, batch) {
      const count = batch ? batch.length : n
      let sum = 0
      out.fill(0)
      for (let s = 0; s < count; s++) {
        const i = batch ? batch[s]! : s, z = forward(theta, i), y = targets[i]!
        sum += lossOf(z, y)
        backward(theta, z, y)
        for (let l = 0; l < layers; l++)
          for (let o = 0; o < widths[l + 1]!; o++) {
            for (let k = 0; k < widths[l]!; k++) out[w[l]! + o * widths[l]! + k] = out[w[l]! + o * widths[l]! + k]! + delta[l + 1]![o]! * a[l]![k]!
            out[b[l]! + o] = out[b[l]! + o]! + delta[l + 1]![o]!
          }
      }
      for (let k = 0; k < dim; k++) out[k] = out[k]! / count
      return sum / count
    },
    hvp(theta, v, out) {
      out.fill(0)
      for (let i = 0; i < n; i++) {
        const z = forward(theta, i)
        backward(theta, z, targets[i]!)
        ra[0]!.fill(0)
        for (let l = 0; l < layers; l++)
          for (let o = 0; o < widths[l + 1]!; o++) {
            let sum = v[b[l]! + o]!
            for (let k = 0; k < widths[l]!; k++) sum += v[w[l]! + o * widths[l]! + k]! * a[l]![k]! + theta[w[l]! + o * widths[l]! + k]! * ra[l]![k]!
            rz[l + 1]![o] = sum
            ra[l + 1]![o] = l < layers - 1 ? sum * slope[l + 1]![o]! : sum
          }
        const p = 1 / (1 + Math.exp(-z))
        rdelta[layers]![0] = p * (1 - p) * rz[layers]![0]!
        for (let l = layers - 1; l > 0; l--)
          for (let k = 0; k < widths[l]!; k++) {
            let sum = 0
            for (let o = 0; o < widths[l + 1]!; o++) sum += theta[w[l]! + o * widths[l]! + k]! * rdelta[l + 1]![o]! + v[w[l]! + o * widths[l]! + k]! * delta[l + 1]![o]!
            rdelta[l]![k] = sum * slope[l]![k]!
          }
        for (let l = 0; l < layers; l++)
          for (let o = 0; o < widths[l + 1]!; o++) {
            for (let k = 0; k < widths[l]!; k++) {
              const at = w[l]! + o * widths[l]! + k
              out[at] = out[at]! + rdelta[l + 1]![o]! * a[l]![k]! + delta[l + 1]![o]! * ra[l]![k]!
            }
            out[b[l]! + o] = out[b[l]! + o]! + rdelta[l + 1]![o]!
          }
      }
      for (let k = 0; k < dim; k++) out[k] = out[k]! / n
    },
  }
}
