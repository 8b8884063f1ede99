/** An objective seen on a plane: a landscape over two coordinates, exact derivatives included. */
import { dot, type Vec } from '#kernel/vec.ts'
import type { Objective } from '#objectives/objective.ts'

/**
 * phi(a, b) = f(origin + a d1 + b d2); grad phi = (grad f . d1, grad f . d2), Hessian phi = D^T H D with D = [d1 d2].
 * The directions may have any length and need not be orthogonal.
 * @throws RangeError when a vector has not the objective's dimension
 */
export function onPlane(objective: Objective, origin: Vec, d1: Vec, d2: Vec): Objective {
  const { dim, samples } = objective
  for (const v of [origin, d1, d2]) if (v.length !== dim) throw new RangeError(`A plane through ${dim} parameters needs vectors of ${dim} entries, not ${v.length}.`)
  const point = new Float64Array(dim), along = new Float64Array(dim), image = new Float64Array(dim)
  const place = (theta: Vec): void => {
    const a = theta[0]!, b = theta[1]!
    for (let i = 0; i < dim; i++) point[i] = origin[i]! + a * d1[i]! + b * d2[i]!
  }
  return {
    dim: 2,
    samples,
    ...(objective.dataset && { dataset: objective.dataset }),
    value(theta, batch) {
      place(theta)
      return objective.value(point, batch)
    },
    gradient(theta, out, batch) {
      place(theta)
      const value = objective.gradient(point, image, batch)
      out[0] = dot(image, d1)
      out[1] = dot(image, d2)
      return value
    },
    hvp(theta, v, out, batch) {
      place(theta)
      const a = v[0]!, b = v[1]!
      for (let i = 0; i < dim; i++) along[i] = a * d1[i]! + b * d2[i]!
      objective.hvp(point, along, image, batch)
      out[0] = dot(image, d1)
      out[1] = dot(image, d2)
    },
  }
}
