/** An objective with a ridge: f + mu/2 |theta|^2, which has a minimum where classes can be separated. */
import { dot } from '#kernel/vec.ts'
import type { Objective } from '#objectives/objective.ts'

/** Every f_i gets the same ridge, so that batches are unbiased as before. */
export function ridged(objective: Objective, strength: number): Objective {
  const { dim, samples } = objective
  return {
    dim, samples,
    ...(objective.layout && { layout: objective.layout }), ...(objective.dataset && { dataset: objective.dataset }), ...(objective.constantHessian && { constantHessian: true }),
    value: (theta, batch) => objective.value(theta, batch) + (strength / 2) * dot(theta, theta),
    gradient(theta, out, batch) {
      const value = objective.gradient(theta, out, batch)
      for (let i = 0; i < dim; i++) out[i] = out[i]! + strength * theta[i]!
      return value + (strength / 2) * dot(theta, theta)
    },
    hvp(theta, v, out, batch) {
      objective.hvp(theta, v, out, batch)
      for (let i = 0; i < dim; i++) out[i] = out[i]! + strength * v[i]!
    },
    ...(objective.hessian && {
      hessian(theta, out) {
        objective.hessian!(theta, out)
        for (let i = 0; i < dim; i++) out[i * dim + i] = out[i * dim + i]! + strength
      },
    }),
  }
}
