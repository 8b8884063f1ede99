/**
 * Of which kind a point of rest is: an eigenvalue counts as zero where it tends to 0 as the point is polished, not where it is small beside the
 * others. Two parameters are judged as the search for critical points judges them; more by a few Newton steps of the same nature.
 */
import { symmetricEigen } from '#kernel/dense.ts'
import { addScaled, allFinite, dot, norm, type Vec } from '#kernel/vec.ts'
import type { Objective } from '#objectives/objective.ts'
import { denseHessian, morseIndex } from './hessian.ts'
import { PlaneField } from './plane-field.ts'
import { polish } from './polish.ts'
import { eigen2 } from './symmetric2.ts'

export interface Inertia {
  /** Number of negative eigenvalues, without those that tend to 0. */
  readonly index: number
  /** Number of eigenvalues that tend to 0. */
  readonly nullity: number
}

/** A gradient shorter than this is none: the point is taken for an approximation of a critical one. */
export const AT_REST = 1e-6
/** Polishing two parameters gives up beyond this share of their size. */
const REACH = 0.1

/**
 * How many eigenvalues are negative at the point of rest that `theta` approximates, and how many vanish there.
 *
 * @param theta where the gradient is about 0; not written to
 * @param eigenvalues all of them at theta, ascending
 */
export function* inertiaAtRest(objective: Objective, theta: Vec, eigenvalues: Vec): Generator<void, Inertia> {
  if (objective.constantHessian) return morseIndex(eigenvalues, true)
  return (objective.dim === 2 ? inPlane(objective, theta) : yield* inSpace(objective, theta, eigenvalues)) ?? morseIndex(eigenvalues)
}

function inPlane(objective: Objective, theta: Vec): Inertia | undefined {
  const field = new PlaneField(objective), [x = 0, y = 0] = theta
  // what counts as rounding is measured by the largest slope that was met: look at some
  const far = REACH * (1 + norm(theta))
  for (const [a, b] of [[1, 0], [0, 1], [-1, 0], [0, -1]] as const) field.gradientAt(x + a * far, y + b * far)
  const found = polish(field, x, y, far)
  if (!found) return undefined
  const { jet: { xx, xy, yy }, smallVanishes, largeVanishes } = found, { small, large } = eigen2(xx, xy, yy)
  return {
    index: Number(!smallVanishes && small < 0) + Number(!largeVanishes && large < 0),
    nullity: Number(smallVanishes) + Number(largeVanishes),
  }
}

/** Newton steps at most; where an eigenvalue vanishes they converge by a constant factor only, and so does it. */
const STEPS = 5
/** At a simple zero eigenvalues hardly move while the point is polished. */
const SHRUNK = 0.5
/** Of the largest eigenvalue: what rounding leaves of one that is 0. */
const ROUNDING = 1e-13
/** Of the largest eigenvalue: along smaller ones the second and later tries of a step are held back, since a valley bends. */
const HELD_BACK = [0, 1e-3, 3e-2]

function* inSpace(objective: Objective, theta: Vec, first: Vec): Generator<void, Inertia | undefined> {
  const { dim } = objective
  const here = theta.slice(), next = new Float64Array(dim), gradient = new Float64Array(dim), trial = new Float64Array(dim)
  const hessian = new Float64Array(dim * dim), values = new Float64Array(dim), vectors = new Float64Array(dim * dim)
  objective.gradient(here, gradient)
  for (let k = 0; ; k++) {
    for (const _ of denseHessian(objective, here, hessian)) yield
    if (!allFinite(hessian)) return undefined
    symmetricEigen(hessian, dim, values, vectors)
    yield
    if (k === STEPS || !closer()) break
  }
  // paired by size: which of them belong together matters only for those that vanish, and these are the smallest
  const before = Float64Array.from(first, Math.abs).sort(), after = [...values].sort((a, b) => Math.abs(a) - Math.abs(b))
  const zero = ROUNDING * dim * largestOf(values)
  const vanishes = after.map((w, i) => Math.abs(w) <= zero || Math.abs(w) < SHRUNK * before[i]!)
  return { index: after.filter((w, i) => w < 0 && !vanishes[i]).length, nullity: vanishes.filter(Boolean).length }

  /** One step of Newton, or of Levenberg and Marquardt, to where the gradient is shorter; false where rounding rules. */
  function closer(): boolean {
    const largest = largestOf(values), tiny = ROUNDING * dim * largest
    for (const share of HELD_BACK) {
      const floor = share * largest, mu = floor * floor
      next.set(here)
      for (let i = 0; i < dim; i++) {
        const w = values[i]!
        if (Math.abs(w) <= tiny) continue
        const v = vectors.subarray(i * dim, (i + 1) * dim)
        addScaled((-dot(v, gradient) * w) / (w * w + mu), v, next)
      }
      objective.gradient(next, trial)
      if (!(norm(trial) < norm(gradient))) continue
      here.set(next)
      gradient.set(trial)
      return true
    }
    return false
  }
}

function largestOf(values: Vec): number {
  let largest = 0
  for (const value of values) largest = Math.max(largest, Math.abs(value))
  return largest
}
