/** A small regression for tests: f(theta) = (1/n) sum_i (x_i . theta - y_i)^2 + bump, so that batches differ and curvature is not constant. */
import { random } from '#kernel/random.ts'
import type { Objective } from '#objectives/objective.ts'

export function regression(samples = 12, dim = 3, bend = 0.1, seed = 5): Objective {
  const draw = random(seed)
  const x = Float64Array.from({ length: samples * dim }, () => draw.normal())
  const y = Float64Array.from({ length: samples }, () => draw.normal())
  const residual = (theta: Float64Array, i: number) => {
    let r = -y[i]!
    for (let j = 0; j < dim; j++) r += x[i * dim + j]! * theta[j]!
    return r
  }
  const over = (batch: Int32Array | undefined, visit: (i: number) => void): number => {
    const n = batch?.length ?? samples
    for (let k = 0; k < n; k++) visit(batch ? batch[k]! : k)
    return n
  }
  const gradient = (theta: Float64Array, out: Float64Array, batch?: Int32Array): number => {
    out.fill(0)
    let sum = 0
    const n = over(batch, (i) => {
      const r = residual(theta, i)
      sum += r * r
      for (let j = 0; j < dim; j++) out[j] = out[j]! + 2 * r * x[i * dim + j]!
    })
    let quartic = 0
    for (let j = 0; j < dim; j++) {
      const t = theta[j]!
      quartic += t * t * t * t
      out[j] = out[j]! / n + 4 * bend * t * t * t
    }
    return sum / n + bend * quartic
  }
  const scratch = new Float64Array(dim)
  return {
    dim, samples, gradient,
    value: (theta, batch) => gradient(theta, scratch, batch),
    hvp(theta, v, out, batch) {
      out.fill(0)
      const n = over(batch, (i) => {
        let s = 0
        for (let j = 0; j < dim; j++) s += x[i * dim + j]! * v[j]!
        for (let j = 0; j < dim; j++) out[j] = out[j]! + 2 * s * x[i * dim + j]!
      })
      for (let j = 0; j < dim; j++) out[j] = out[j]! / n + 12 * bend * theta[j]! * theta[j]! * v[j]!
    },
  }
}

/** (1/2) sum_i l_i x_i^2 */
export function bowl(...curvatures: number[]): Objective {
  const dim = curvatures.length
  return {
    dim, samples: 1,
    value: (theta) => curvatures.reduce((sum, l, i) => sum + (l * theta[i]! * theta[i]!) / 2, 0),
    gradient(theta, out) {
      let sum = 0
      for (let i = 0; i < dim; i++) {
        sum += (curvatures[i]! * theta[i]! * theta[i]!) / 2
        out[i] = curvatures[i]! * theta[i]!
      }
      return sum
    },
    hvp(_, v, out) {
      for (let i = 0; i < dim; i++) out[i] = curvatures[i]! * v[i]!
    },
  }
}
