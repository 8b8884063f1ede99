/**
 * The critical point near a point, whatever its index: Levenberg and Marquardt on |grad f|^2 / 2, then Newton, and a certificate. A small gradient is not a zero gradient: searches also end where
 * H g = 0 and g is not, at places that are flat for |g| and nothing else; such a place is never called critical.
 * Sources: Dauphin et al. 2014; Frye et al., Numerically recovering the critical points of a deep linear autoencoder, 2019, and Critical point-finding methods reveal
 * gradient-flat regions of deep network losses, 2021.
 */
import { symmetricEigen } from '#kernel/dense.ts'
import type { Random } from '#kernel/random.ts'
import { log } from '#kernel/special.ts'
import { addScaled, allFinite, dot, norm, scale, type Vec } from '#kernel/vec.ts'
import type { Objective } from '#objectives/objective.ts'
import { type Inertia, inertiaAtRest } from './classify.ts'
import { denseHessian } from './hessian.ts'

/** A gradient shorter than this is one half of the certificate. */
export const CERTIFIED = 1e-8
/** The other half: norms of gradients shrink with at least this order from step to step; Newton's method has 2 at a point whose Hessian is regular, 1 at a degenerate one. */
const QUADRATIC = 1.5
/** |Hg| / (|H| |g|) below this, where the search got no further, is a flat place of the gradient. */
export const FLAT = 1e-3

export interface Nearest extends Inertia {
  /** `degenerate`: the gradient vanishes but Newton converges only linearly, since an eigenvalue vanishes too. `unfinished`: neither rest nor flat ground within the steps. */
  readonly verdict: 'critical' | 'degenerate' | 'gradient-flat' | 'unfinished'
  readonly theta: Vec
  readonly value: number
  readonly gradientNorm: number
  /** |g| at the start and after each step of the search. */
  readonly norms: readonly number[]
  /** |g| of the Newton steps that certify: from a point pushed away back to the critical one; empty where there is none. */
  readonly certificate: readonly number[]
  /** Order of convergence of these; NaN where there is none. */
  readonly order: number
  /** |Hg| / (|H| |g|) where the search ended. */
  readonly flatness: number
  /** ascending; index and nullity count them as they are at the point of rest */
  readonly eigenvalues: Vec
  /** dim x dim, row k the unit eigenvector of eigenvalues[k] */
  readonly vectors: Float64Array
}

/** What is known at a point. */
class Local {
  readonly gradient: Vec
  readonly values: Vec
  readonly vectors: Float64Array
  readonly #hessian: Float64Array
  readonly #objective: Objective
  largest = 0
  norm = 0

  constructor(objective: Objective) {
    const { dim } = objective
    this.#objective = objective
    this.gradient = new Float64Array(dim)
    this.values = new Float64Array(dim)
    this.vectors = new Float64Array(dim * dim)
    this.#hessian = new Float64Array(dim * dim)
  }

  /** False where something is not finite. */
  * at(theta: Vec): Generator<void, boolean> {
    const { dim } = this.#objective
    this.#objective.gradient(theta, this.gradient)
    this.norm = norm(this.gradient)
    for (const _ of denseHessian(this.#objective, theta, this.#hessian)) yield
    if (!allFinite(this.#hessian) || !Number.isFinite(this.norm)) return false
    symmetricEigen(this.#hessian, dim, this.values, this.vectors)
    this.largest = Math.max(Math.abs(this.values[0]!), Math.abs(this.values[dim - 1]!))
    yield
    return true
  }

  /** out <- -V diag(w / (w^2 + mu)) V^T g, at most `trust` long; eigenvalues that are rounding give nothing */
  step(mu: number, trust: number, out: Vec): void {
    out.fill(0)
    const { length: dim } = out
    for (let k = 0; k < dim; k++) {
      const w = this.values[k]!
      if (Math.abs(w) <= 1e-9 * this.largest) continue
      const v = this.vectors.subarray(k * dim, (k + 1) * dim)
      addScaled((-dot(v, this.gradient) * w) / (w * w + mu), v, out)
    }
    const length = norm(out)
    if (length > trust) scale(trust / length, out)
  }

  /** |Hg| / (|H| |g|) */
  flatness(): number {
    const { length: dim } = this.gradient
    let sum = 0
    for (let k = 0; k < dim; k++) {
      const part = this.values[k]! * dot(this.vectors.subarray(k * dim, (k + 1) * dim), this.gradient)
      sum += part * part
    }
    return this.norm > 0 && this.largest > 0 ? Math.sqrt(sum) / (this.largest * this.norm) : 0
  }
}

/**
 * @param random   pushes the point away, to see it come back
 * @param options  maxSteps of the search, 200 unless told; trust: the longest step, 1 unless told
 * @returns (yields |g| as the search goes on)
 */
export function* nearestCriticalPoint(objective: Objective, start: Vec, random: Random, { maxSteps = 200, trust = 1 } = {}): Generator<number, Nearest> {
  const { dim } = objective
  const theta = start.slice(), next = new Float64Array(dim), step = new Float64Array(dim), trial = new Float64Array(dim)
  const local = new Local(objective)
  const norms: number[] = []
  let mu = 1e-2, sound = true
  for (let k = 0; ; k++) {
    sound = yield* quietly(local.at(theta))
    norms.push(local.norm)
    yield local.norm
    if (!sound || k === maxSteps || local.norm <= floorOf(local, theta) || stalled(norms)) break
    if (!tryStep()) break
    theta.set(next)
  }
  const value = objective.value(theta), gradientNorm = local.norm
  const flatness = sound ? local.flatness() : NaN
  const found = { theta, value, gradientNorm, norms, flatness, eigenvalues: local.values.slice(), vectors: local.vectors.slice() }
  if (!(sound && gradientNorm < CERTIFIED)) {
    const verdict = sound && flatness < FLAT ? 'gradient-flat' : 'unfinished'
    return { ...found, verdict, certificate: [], order: NaN, index: NaN, nullity: NaN }
  }
  const certificate = yield* comeBack(objective, theta, random)
  const order = orderOf(certificate)
  const inertia = yield* quietly(inertiaAtRest(objective, theta, found.eigenvalues))
  return { ...found, ...inertia, verdict: order >= QUADRATIC ? 'critical' : 'degenerate', certificate, order }

  /** next <- theta + a step after which |g| is less: Newton's where it halves |g|, else the longest one that mu allows. */
  function tryStep(): boolean {
    const better = (factor: number): boolean => {
      for (let i = 0; i < dim; i++) next[i] = theta[i]! + step[i]!
      objective.gradient(next, trial)
      return norm(trial) < factor * local.norm
    }
    local.step(0, trust, step)
    if (better(0.5)) return true
    const most = 1e8 * Math.max(1, local.largest * local.largest)
    for (; mu < most; mu *= 4) {
      local.step(mu, trust, step)
      if (!better(1)) continue
      mu /= 5
      return true
    }
    mu = most / 1e4
    return false
  }
}

/** Where rounding of the gradient rules. */
const floorOf = ({ largest }: Local, theta: Vec): number => 4 * Number.EPSILON * largest * (1 + norm(theta))

/** Twenty steps that together took less than a thousandth of |g|. */
const stalled = (norms: readonly number[]): boolean => norms.length > 20 && norms.at(-1)! > 0.999 * norms.at(-21)!

/** Runs a part to its end; what it yields is a chance to pause, told as NaN. */
function* quietly<R>(part: Generator<unknown, R>): Generator<number, R> {
  for (;;) {
    const { done, value } = part.next()
    if (done) return value
    yield NaN
  }
}

/** Lengths by which the point is pushed away; nearer where it does not come back, or does so before its order shows. */
const PUSHES = [1e-2, 1e-3, 1e-4]
const RETURN_STEPS = 6

/** |g| of plain Newton steps from beside the point. Where an eigenvalue vanishes without the gradient vanishing along it they come back slowly; along a line of critical points at once. */
function* comeBack(objective: Objective, theta: Vec, random: Random): Generator<number, readonly number[]> {
  const { dim } = objective
  const push = new Float64Array(dim), step = new Float64Array(dim), beside = new Local(objective)
  for (let i = 0; i < dim; i++) push[i] = random.normal()
  scale(1 / norm(push), push)
  let best: readonly number[] = []
  for (const length of PUSHES) {
    const here = theta.map((x, i) => x + length * push[i]!), norms: number[] = []
    for (let k = 0; k <= RETURN_STEPS; k++) {
      const sound = yield* quietly(beside.at(here))
      if (!sound) break
      norms.push(beside.norm)
      if (beside.norm <= 64 * floorOf(beside, here) || (k > 0 && norms[k]! >= norms[k - 1]!)) break
      beside.step(0, Infinity, step)
      addScaled(1, step, here)
    }
    let away = 0
    for (let i = 0; i < dim; i++) away += (here[i]! - theta[i]!) * (here[i]! - theta[i]!)
    if (!(norms.length > 2 && norms.at(-1)! < CERTIFIED && Math.sqrt(away) < 10 * length)) continue
    if (best.length === 0 || orderOf(norms) > orderOf(best)) best = norms
    if (orderOf(best) >= QUADRATIC) break
  }
  return best
}

/**
 * p in |g_(k+1)| / |g_k| = (|g_k| / |g_(k-1)|)^p, the greater of what the last three norms say, which rounding may have cut short, and the three before the last. Both are
 * about 1 where a vanishing eigenvalue rules. NaN for fewer than three norms.
 */
function orderOf(norms: readonly number[]): number {
  let order = NaN
  for (let k = Math.max(1, norms.length - 3); k + 1 < norms.length; k++) {
    const p = log(Math.max(norms[k + 1]!, Number.MIN_VALUE) / norms[k]!) / log(norms[k]! / norms[k - 1]!)
    if (!(p <= order)) order = p
  }
  return order
}
