/** An objective with weight decay: f(theta) + (decay / 2) |theta|^2, over all parameters, biases too. Each sample's loss bears the whole of it, so that batches stay unbiased. */
import { dot, type Vec } from '#kernel/vec.ts'
import type { Objective } from '#objectives/objective.ts'

export function decayed(objective: Objective, decay = 0): Objective {
  if (decay === 0) return objective
  // steps that a kernel takes by itself know nothing of the decay
  const plain = { ...objective }
  delete plain.descend
  const { dim } = objective
  const half = (theta: Vec): number => 0.5 * decay * dot(theta, theta)
  const along = (v: Vec, out: Vec): void => {
    for (let i = 0; i < dim; i++) out[i] = out[i]! + decay * v[i]!
  }
  const point = new Float64Array(dim)
  return {
    ...plain,
    value: (theta, batch) => objective.value(theta, batch) + half(theta),
    gradient(theta, out, batch) {
      const value = objective.gradient(theta, out, batch)
      along(theta, out)
      return value + half(theta)
    },
    hvp(theta, v, out, batch) {
      objective.hvp(theta, v, out, batch)
      along(v, out)
    },
    ...(objective.hessian && {
      hessian(theta, out) {
        objective.hessian!(theta, out)
        for (let i = 0; i < dim; i++) out[i * dim + i] = out[i * dim + i]! + decay
      },
    }),
    ...(objective.plane && {
      plane(origin, d1, d2, a, b, out) {
        objective.plane!(origin, d1, d2, a, b, out)
        for (let i = 0; i < a.length; i++) {
          for (let j = 0; j < b.length; j++) {
            for (let k = 0; k < dim; k++) point[k] = origin[k]! + a[i]! * d1[k]! + b[j]! * d2[k]!
            const at = i * b.length + j
            out[at] = out[at]! + half(point)
          }
        }
      },
    }),
  }
}
