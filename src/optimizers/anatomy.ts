/**
 * "Anatomy of a step": what a method made of the gradient at one step. For every method
 *
 *     step = scaled(gradient part + momentum part) + decay + noise,
 *
 * where `scaled` multiplies by one factor along each of some axes: the coordinates, or the Hessian's eigenvectors.
 */
import { symmetricEigen } from '#kernel/dense.ts'
import { random } from '#kernel/random.ts'
import { allFinite, dot, type Vec } from '#kernel/vec.ts'
import type { Batch, Objective } from '#objectives/objective.ts'
import { createDescent, type DescentRun, type Snapshot } from './descent.ts'
import type { KindSpec } from '#spec/kind.ts'
import { makeOptimizer } from './make.ts'
import type { Probe, Transform } from './optimizer.ts'
import { copyPlain } from './plain.ts'

export interface Anatomy {
  readonly step: number
  readonly theta: Vec
  /** Of this step's batch, as the method saw it. */
  readonly gradient: Vec
  /** Used from here to the next iterate. */
  readonly stepSize: number
  /** -a times what of this step's gradient enters the direction. */
  readonly gradientPart: Vec
  /** -a times what of past gradients does; 0 for methods without memory. */
  readonly momentumPart: Vec
  /**
   * What their sum is multiplied by: `factors` along the coordinates where `axes` is absent, else along its rows (dim x dim). All 1 for
   * methods that scale nothing.
   */
  readonly scaling: { readonly factors: Vec; readonly axes?: Float64Array; readonly curvatures?: Vec }
  readonly decay: Vec
  readonly noise: Vec
  /** theta_{k+1} - theta_k */
  readonly taken: Vec
}

/**
 * The parts of the step that a run takes from a snapshot.
 * @param before of that run
 * @returns undefined where the run ends there
 */
export function anatomy(objective: Objective, run: DescentRun, before: Snapshot): Anatomy | undefined {
  const { dim } = objective
  const { theta, step } = before
  const descent = createDescent(objective, run, theta)
  descent.restore(before)
  let stepSize = NaN, batch: Batch | undefined
  const taken = descent.advance(1, { stepped: (size, drawn) => { stepSize = size; batch = drawn?.slice() }, arrived() {} })
  if (taken === 0) return undefined
  const { optimizer } = descent.snapshot() // with the changes that act on this step
  const transform = makeOptimizer(optimizer)
  const links = transform.links ?? [transform]
  const states = (transform.links ? copyPlain(before.state) : [copyPlain(before.state)]) as unknown[]
  const gradient = new Float64Array(dim)
  const value = objective.gradient(theta, gradient, batch)
  const own = random(before.seed).fork('optimizer')
  own.restore(before.ownRandom)
  const probe: Probe = {
    step, theta, gradient, value, stepSize, random: own,
    valueAt: (at) => objective.value(at, batch),
    gradientAt: (at, out) => objective.gradient(at, out, batch),
    hvp: (v, out) => objective.hvp(theta, v, out, batch),
    hessian: (out) => denseHessian(objective, theta, batch, out),
  }
  const fresh = gradient.slice(), past = new Float64Array(dim), decay = new Float64Array(dim), noise = new Float64Array(dim)
  let scaling: Anatomy['scaling'] = { factors: new Float64Array(dim).fill(1) }
  links.forEach((link, i) => {
    const state = states[i]
    switch (link.part) {
      case 'momentum': return splitMomentum(link, state, probe, fresh, past)
      case 'scaling': return void (scaling = { factors: applied(link, state, probe, new Float64Array(dim).fill(1)) })
      case 'curvature': return void (scaling = curvatureScaling(optimizer, probe, dim))
      case 'decay': return decay.set(applied(link, state, probe, new Float64Array(dim)))
      case 'noise': return noise.set(applied(link, state, probe, new Float64Array(dim)))
      default: return undefined
    }
  })
  const sized = (part: Vec): Vec => part.map((x) => -stepSize * x)
  return {
    step, theta: theta.slice(), gradient, stepSize, gradientPart: sized(fresh), momentumPart: sized(past), scaling, decay: sized(decay), noise: sized(noise),
    taken: descent.theta.map((x, i) => x - theta[i]!),
  }
}

/** A momentum link is linear: what it gives for gradient 0 is the share of the past, the rest that of this gradient. */
function splitMomentum(link: Transform, state: unknown, probe: Probe, fresh: Vec, past: Vec): void {
  const without = applied(link, copyPlain(state), probe, new Float64Array(fresh.length))
  const whole = applied(link, state, probe, fresh.slice())
  past.set(without)
  for (let i = 0; i < fresh.length; i++) fresh[i] = whole[i]! - without[i]!
}

function applied(link: Transform, state: unknown, probe: Probe, update: Vec): Vec {
  link.update(update, state, probe)
  return update
}

/** The matrix that a second-order method applies, by its eigenvectors; the line search may have turned the step back to the gradient. */
function curvatureScaling({ kind, damping, lineSearch }: KindSpec, probe: Probe, dim: number): Anatomy['scaling'] {
  const searched = lineSearch === 'armijo'
  const matrix = new Float64Array(dim * dim), curvatures = new Float64Array(dim), axes = new Float64Array(dim * dim)
  probe.hessian(matrix)
  if (!allFinite(matrix)) return { factors: new Float64Array(dim).fill(NaN) }
  symmetricEigen(matrix, dim, curvatures, axes)
  const factors = curvatures.map((w) => 1 / ((kind === 'newton' ? w : Math.abs(w)) + (damping as number)))
  const along = (k: number): number => dot(axes.subarray(k * dim, (k + 1) * dim), probe.gradient)
  const slope = factors.reduce((sum, factor, k) => sum + factor * along(k) * along(k), 0)
  // a line search that finds the direction pointing uphill follows the gradient instead
  return { factors: searched && !(slope > 0) ? factors.fill(1) : factors, axes, curvatures }
}

/** What `scaling` makes of a vector. */
export function scaled({ factors, axes }: Anatomy['scaling'], vector: Vec): Vec {
  if (!axes) return vector.map((x, i) => x * factors[i]!)
  const dim = vector.length, out = new Float64Array(dim)
  for (let k = 0; k < dim; k++) {
    const along = axes.subarray(k * dim, (k + 1) * dim)
    const length = factors[k]! * dot(along, vector)
    for (let i = 0; i < dim; i++) out[i] = out[i]! + length * along[i]!
  }
  return out
}

function denseHessian(objective: Objective, theta: Vec, batch: Batch | undefined, out: Float64Array): void {
  const { dim } = objective
  const unit = new Float64Array(dim), column = new Float64Array(dim)
  for (let i = 0; i < dim; i++) {
    unit.fill(0)
    unit[i] = 1
    objective.hvp(theta, unit, column, batch)
    out.set(column, i * dim)
  }
}
