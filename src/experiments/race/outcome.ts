/** What became of a run, as a kind and numbers. The sentence is made in words/outcomes. */
import { sharpness } from '#analysis/curvature.ts'
import { AT_REST, inertiaAtRest } from '#analysis/classify.ts'
import { denseHessian } from '#analysis/hessian.ts'
import { symmetricEigen } from '#kernel/dense.ts'
import { random } from '#kernel/random.ts'
import { allFinite, dot, norm, type Vec } from '#kernel/vec.ts'
import type { Objective } from '#objectives/objective.ts'
import { guardScale, type Snapshot } from '#optimizers/descent.ts'
import { optimizers } from '#optimizers/registry.ts'
import { stepSizes } from '#optimizers/make.ts'
import type { KindSpec } from '#spec/kind.ts'
import type { Outcome, Tools } from '../experiment.ts'
import type { Reel } from './reel.ts'
import type { Shot } from './shot.ts'

/** Beyond, the kind of a point of rest is not looked into: all eigenvalues would cost more than the run. */
const CLASSIFIED_DIM = 200

interface Ground { readonly objective: Objective; readonly unbounded: boolean; readonly tools: Tools }

/** @param shot a finished run */
export async function outcomeOf(shot: Shot, ground: Ground): Promise<Outcome> {
  const { reel, end } = shot
  if (!reel || !end) return notStarted(shot)
  reel.outcome ??= await judged(shot, reel, end, ground)
  return { ...reel.outcome, subject: subjectOf(shot) } // the same run may bear another name by now
}

async function judged(shot: Shot, reel: Reel, end: Snapshot, ground: Ground): Promise<Outcome> {
  const { ended } = end
  if (ended?.kind === 'diverged') return { kind: 'diverged', ...rising(shot, reel, end, ground.objective) }
  const falling = fallingSince(reel, end)
  const sank = ended?.kind === 'not-finite' ? ended.found === -Infinity : true
  if (falling !== undefined && sank) return { kind: 'falling', since: falling, step: end.step, value: end.value, certain: ground.unbounded }
  if (ended?.kind === 'not-finite') return { kind: 'not-finite', step: ended.step, where: ended.where, found: ended.found, lastValue: end.value }
  const rest = await resting(shot, reel, end, ground)
  if (rest) return rest
  if (ended) return { kind: 'stopped', step: end.step, value: end.value, condition: shot.run.stopping ?? { kind: 'never' } }
  return growing(shot, reel, end, ground.objective) ?? wandering(shot, reel, ground.objective) ?? { kind: 'completed', step: end.step, value: end.value }
}

function notStarted({ origin, label }: Shot): Outcome {
  const { parent, at } = origin as Extract<Shot['origin'], { parent: Shot }>
  return { kind: 'not-started', subject: label, parent: parent.label, at, ...(parent.reel ? { last: parent.reel.last } : {}) }
}

/** "GD" for a run that bears its method's own name, its label otherwise. */
function subjectOf({ label, run }: Shot): string {
  const { title, short } = optimizers.get(run.optimizer.kind)
  return label === title && short !== undefined ? short : label
}

/** Since where the loss was lowest, with what step size, and what would have been stable there. */
function rising(shot: Shot, reel: Reel, end: Snapshot, objective: Objective): Rise {
  const { step: since, theta } = end.lowest
  const optimizer = steeredUpTo(shot, since)
  const kind = optimizers.get(optimizer.kind)
  const curvature = sharpness(objective, theta, random(1).fork('sharpness')).largest
  const limit = kind.limit && curvature > 0 ? kind.limit(optimizer) / curvature : undefined
  const used = reel.stepSizes[since - reel.recording.from]
  return {
    method: optimizer.kind, since, step: end.step, value: end.value,
    ...(kind.usesStepSize ? { stepSize: since < end.step ? used : stepSizes(optimizer)(since) } : {}),
    ...(Number.isFinite(curvature) ? { curvature } : {}), ...(limit === undefined ? {} : { limit }), noisy: isNoisy(shot, objective),
  }
}

interface Rise {
  readonly method: string
  readonly since: number
  readonly step: number
  readonly value: number
  readonly stepSize?: number
  readonly curvature?: number
  /** The largest stable step size, of methods that have one. */
  readonly limit?: number
  readonly noisy: boolean
}

/** Times its first loss (at least 1) by which a run has risen when it is said to grow, although the guard has not met it yet. */
const GROWN = 3

/**
 * A run that is on its way out when its steps are over. On a quadratic, a step size beyond the limit leaves no doubt: it diverges from the
 * step on from which the loss rises, however far it has come.
 */
function growing(shot: Shot, reel: Reel, end: Snapshot, objective: Objective): Outcome | undefined {
  const { firstValue, value, lowest } = end
  const far = value - firstValue > GROWN * Math.max(1, Math.abs(firstValue))
  if (!far && !(objective.constantHessian && value > lowest.value)) return undefined
  const rise = rising(shot, reel, end, objective)
  const certain = objective.constantHessian === true && rise.limit !== undefined && rise.stepSize! > rise.limit
  return far || (certain && !rise.noisy) ? { kind: 'growing', ...rise, certain } : undefined
}

/** The method's spec with the changes that act on the step from `step`. */
function steeredUpTo({ run }: Shot, step: number): KindSpec {
  let { optimizer } = run
  for (const { at, batchSize: _, ...knobs } of run.changes ?? []) if (at <= step) optimizer = { ...optimizer, ...knobs }
  return optimizer
}

const isNoisy = ({ run }: Shot, objective: Objective): boolean =>
  (run.sampler.kind !== 'full' && objective.samples > 1) || run.optimizer.kind === 'noisy-gradient-descent'

/** The first step at which the loss lies as far below its beginning as the guard allows it to lie above; undefined where it does not at the end. */
function fallingSince(reel: Reel, { firstValue, value }: Snapshot): number | undefined {
  const floor = firstValue - guardScale(firstValue)
  if (!(value < floor)) return undefined
  const k = reel.values.subarray(0, reel.length).findIndex((f) => f < floor)
  return k < 0 ? reel.last : reel.recording.from + k
}

/** At a critical point, where the gradient is short enough at the end. */
async function resting(shot: Shot, reel: Reel, end: Snapshot, { objective, tools }: Ground): Promise<Outcome | undefined> {
  const { theta, step, value } = end
  const gradient = new Float64Array(objective.dim)
  objective.gradient(theta, gradient)
  const gradientNorm = norm(gradient)
  if (!(gradientNorm < AT_REST)) return undefined
  const common = { since: restingSince(reel) ?? step, step, value, gradientNorm, below: AT_REST }
  if (objective.dim > CLASSIFIED_DIM) return { kind: 'stationary', ...common }
  const found = await eigenpairs(objective, theta, tools)
  if (!found) return { kind: 'stationary', ...common }
  const { values, vectors } = found
  const { index, nullity } = await drained(inertiaAtRest(objective, theta, values), tools)
  const dim = values.length
  if (nullity > 0 || Math.max(-values[0]!, values[dim - 1]!) < AT_REST) return { kind: 'degenerate', ...common, index, nullity }
  if (index === 0) return { kind: 'minimum', ...common, leastCurvature: values[0]! }
  let held = true
  for (let k = 0; k < index; k++) if (dot(vectors.subarray(k * dim, (k + 1) * dim), gradient) !== 0) held = false
  if (isNoisy(shot, objective)) held = false
  if (shot.run.optimizer.kind === 'newton') held = true // it is drawn to critical points of every kind
  return { kind: index === dim ? 'maximum' : 'saddle', ...common, index, held }
}

/** The first step from which on all gradients are short. */
function restingSince({ gradientNorms, length, recording: { from } }: Reel): number | undefined {
  if (gradientNorms.length === 0) return undefined
  let k = length
  while (k > 0 && gradientNorms[k - 1]! < AT_REST) k--
  return k < length ? from + k : undefined
}

async function eigenpairs(objective: Objective, theta: Vec, tools: Tools): Promise<{ values: Vec; vectors: Float64Array } | undefined> {
  const { dim } = objective
  const hessian = new Float64Array(dim * dim), values = new Float64Array(dim), vectors = new Float64Array(dim * dim)
  await drained(denseHessian(objective, theta, hessian), tools)
  if (!allFinite(hessian)) return undefined
  symmetricEigen(hessian, dim, values, vectors)
  return { values, vectors }
}

/** Runs to the end, pausing between the pieces. */
async function drained<R>(pieces: Generator<unknown, R>, tools: Tools): Promise<R> {
  for (;;) {
    const { done, value } = pieces.next()
    if (done) return value
    const pause = tools.breathe()
    if (pause) await pause
  }
}

/** Entries that a judgement about noise needs, and how small a drift must be beside the spread. */
const JUDGED = 40
const DRIFT = 0.5

/** A noisy run whose loss has stopped falling: the last quarter lies where the one before it lay. */
function wandering(shot: Shot, { values, stepSizes: sizes, length }: Reel, objective: Objective): Outcome | undefined {
  if (!isNoisy(shot, objective) || length < JUDGED) return undefined
  const quarter = length >> 2
  const last = values.slice(length - quarter, length).sort(), before = values.slice(length - 2 * quarter, length - quarter).sort()
  const at = (sorted: Float64Array, share: number): number => sorted[Math.floor(share * (sorted.length - 1))]!
  const spread = at(last, 0.75) - at(last, 0.25)
  if (!(spread > 0) || Math.abs(at(last, 0.5) - at(before, 0.5)) > DRIFT * spread) return undefined
  const level = last.reduce((sum, f) => sum + f, 0) / quarter
  const fixedStep = sizes[length - 2 * quarter] === sizes[length - 2]
  return { kind: 'wanders', since: shot.recording.from + length - 2 * quarter, level, low: last[0]!, high: last[quarter - 1]!, fixedStep }
}
