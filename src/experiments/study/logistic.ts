/** The small problem on which laws of stochastic gradients can be seen undisturbed: a logistic neuron on two moons, with a ridge, so that it has one minimum. */
import { solve } from '#kernel/dense.ts'
import { norm, type Vec } from '#kernel/vec.ts'
import type { Objective } from '#objectives/objective.ts'
import { ridged } from '#objectives/wrappers/ridge.ts'
import type { Tools } from '../experiment.ts'

/** The ridge with which the neuron's constants are known: L = 0.23, and a minimum of moderate size. */
export const RIDGE = 0.01
const NOISE = 0.35

/** Strongly convex in three parameters. Source: science of thesis Theorem 4.8 at its smallest. */
export async function logisticProblem(samples: number, seed: number, tools: Tools, ridge = RIDGE): Promise<Objective> {
  const plain = await tools.objective({ kind: 'network', widths: [2, 1], activations: ['logistic'], bias: true, loss: 'log', data: { kind: 'moons', samples, noise: NOISE, seed } })
  return ridged(plain, ridge)
}

/** The minimum of a strongly convex objective, by Newton's method with halving: to rounding in a dozen steps. */
export function newtonMinimum(objective: Objective): Vec {
  const { dim } = objective
  const theta = new Float64Array(dim), trial = new Float64Array(dim), gradient = new Float64Array(dim), step = new Float64Array(dim), hessian = new Float64Array(dim * dim)
  for (let k = 0; k < 60; k++) {
    const value = objective.gradient(theta, gradient)
    if (norm(gradient) < 1e-15) break
    objective.hessian!(theta, hessian)
    if (!solve(hessian, dim, gradient, step)) break
    let t = 1
    for (; t > 1e-9; t /= 2) {
      for (let i = 0; i < dim; i++) trial[i] = theta[i]! - t * step[i]!
      if (objective.value(trial) <= value) break
    }
    theta.set(trial)
  }
  return theta
}
