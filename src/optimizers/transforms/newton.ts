/** Directions that ask for the dense Hessian of this step's batch. They leave the gradient's place to H^-1 g, or to its saddle-free kin. */
import { solve, symmetricEigen } from '#kernel/dense.ts'
import { allFinite, dot, type Vec } from '#kernel/vec.ts'
import type { Probe, Transform } from '#optimizers/optimizer.ts'

/** Working memory, no memory of the past: nothing in it is read before it is written. */
interface Scratch { readonly matrix: Float64Array; readonly vectors: Float64Array; readonly vector: Vec }

const scratch = (dim: number): Scratch => ({ matrix: new Float64Array(dim * dim), vectors: new Float64Array(dim * dim), vector: new Float64Array(dim) })

/** The workspace is made at the first step and is not part of the state, so that snapshots stay small. */
function workspace(): (dim: number) => Scratch {
  let made: Scratch | undefined
  return (dim) => (made && made.vector.length === dim ? made : (made = scratch(dim)))
}

/** update <- (H + damping I)^-1 g; NaN where that matrix is singular. */
export function newtonDirection(damping: number): Transform<null> {
  const space = workspace()
  return {
    part: 'curvature',
    init: () => null,
    update(update, _, probe) {
      const dim = update.length
      const { matrix } = space(dim)
      probe.hessian(matrix)
      for (let i = 0; i < dim; i++) matrix[i * dim + i] = matrix[i * dim + i]! + damping
      if (!solve(matrix, dim, update, update)) update.fill(NaN)
    },
  }
}

/** update <- V diag(1/(|w| + damping)) V^T g with H = V diag(w) V^T. Source: Dauphin et al., NIPS 2014. */
export function saddleFreeDirection(damping: number): Transform<null> {
  const space = workspace()
  return {
    part: 'curvature',
    init: () => null,
    update(update, _, probe) {
      const dim = update.length
      const { matrix, vectors, vector } = space(dim)
      probe.hessian(matrix)
      if (!allFinite(matrix)) {
        update.fill(NaN)
        return
      }
      symmetricEigen(matrix, dim, vector, vectors)
      const gradient = probe.gradient
      update.fill(0)
      for (let k = 0; k < dim; k++) {
        const along = vectors.subarray(k * dim, (k + 1) * dim)
        const slope = dot(along, gradient)
        if (slope === 0) continue // a flat direction without slope asks for no step
        const factor = slope / (Math.abs(vector[k]!) + damping)
        for (let i = 0; i < dim; i++) update[i] = update[i]! + factor * along[i]!
      }
    },
  }
}

/** Share of the predicted fall that a step must keep, and how often it may be halved. */
const SUFFICIENT = 1e-4, HALVINGS = 60

/**
 * The step along p = -update by halving from t = 1 until f(theta + t p) <= f + 1e-4 t g.p, whatever the step size; where p does not point
 * downhill, along p = -g. After 60 halvings it stays. The t that it took is the step's size.
 *
 * Source: Armijo, Pacific J. Math. 16 (1966); Nocedal & Wright, Numerical Optimization 2e, 3.1.
 */
export function armijo(): Transform<null> {
  const space = workspace()
  return {
    part: 'step-size',
    init: () => null,
    update(update, _, probe) {
      const { vector: trial } = space(update.length)
      for (let i = 0; i < update.length; i++) update[i] = -update[i]!
      let slope = dot(probe.gradient, update)
      if (!(slope < 0)) {
        for (let i = 0; i < update.length; i++) update[i] = -probe.gradient[i]!
        slope = dot(probe.gradient, update)
      }
      const t = longest(probe, update, slope, trial)
      probe.stepSize = t
      for (let i = 0; i < update.length; i++) update[i] = t * update[i]!
    },
  }
}

function longest(probe: Probe, direction: Vec, slope: number, trial: Vec): number {
  let t = 1
  for (let halvings = 0; halvings <= HALVINGS; halvings++, t /= 2) {
    for (let i = 0; i < trial.length; i++) trial[i] = probe.theta[i]! + t * direction[i]!
    if (probe.valueAt(trial) <= probe.value + SUFFICIENT * t * slope) return t
  }
  return 0
}
