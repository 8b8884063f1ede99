/**
 * The one descent loop: theta_{k+1} = theta_k + step, where the step is what the run's optimizer makes of the gradient over the batch that
 * its sampler draws. It can be steered while it runs, stopped at any step, put back, and branched.
 *
 * Randomness: random(seed).fork("batches") draws batches, random(seed).fork("optimizer") is for methods that are random themselves.
 */
import { mostSteps, type Rule } from '#kernel/kernel.ts'
import { type Random, random, type RandomState } from '#kernel/random.ts'
import { norm, type Vec } from '#kernel/vec.ts'
import type { Batch, Objective } from '#objectives/objective.ts'
import type { KindSpec } from '#spec/kind.ts'
import { makeOptimizer, stepSizes } from './make.ts'
import type { Probe, Transform } from './optimizer.ts'
import { copyPlain } from './plain.ts'
import { optimizers } from './registry.ts'
import { memoriesOf, remember, rulesOf } from './rules.ts'
import { makeSampler } from './samplers/make.ts'
import { stoppings } from './stopping.ts'

/** New values of an optimizer's steerable fields, and of the sampler's batch size. */
export type Knobs = Readonly<Record<string, unknown>>
/** Knobs that act from step `at` on: the step from theta_at to theta_{at+1} is the first that feels them. */
export type Change = Knobs & { readonly at: number }

export interface DescentRun {
  readonly optimizer: KindSpec
  readonly sampler: KindSpec
  readonly seed: number
  readonly changes?: readonly Change[]
  readonly stopping?: KindSpec
}

/** What the method itself has asked of the objective; what is measured for the record is not counted. */
export interface Counts {
  /** Calls. */
  gradients: number
  values: number
  /** Hessian-vector products; a dense Hessian is as many as there are parameters. */
  hvps: number
  /**
   * Work in gradients of single samples: a gradient over b samples counts b, a Hessian-vector product 2b (what the R-operator costs),
   * a value b/2.
   */
  cost: number
}

/**
 * `diverged`: f - f_0 > 1e6 max(1, |f_0|) at `step`, the last iterate. `not-finite`: the step after the last iterate leads to `step`, where
 * the parameters or the loss (`found`) are not finite. `stopped`: the run's stopping condition holds at `step`.
 */
export type Ending =
  | { readonly kind: 'diverged' | 'stopped'; readonly step: number }
  | { readonly kind: 'not-finite'; readonly step: number; readonly where: 'parameters' | 'loss'; readonly found: number }

/** An iterate that is remembered. */
export interface Place { readonly step: number; readonly value: number; readonly theta: Vec }

/** All that is needed to go on from an iterate as if nothing had happened. Plain data. */
export interface Snapshot {
  readonly step: number
  readonly theta: Vec
  readonly value: number
  /** Of the full objective; NaN entries where it was not measured. */
  readonly gradient: Vec
  /** The first loss of the run, which the guard measures from. */
  readonly firstValue: number
  readonly lowest: Place
  /** What a kernel carries from stretch to stretch, where it carries anything. */
  readonly carried?: Vec
  /** As steered so far. */
  readonly optimizer: KindSpec
  readonly sampler: KindSpec
  readonly seed: number
  readonly state: unknown
  readonly stream: unknown
  readonly batchRandom: RandomState
  readonly ownRandom: RandomState
  readonly counts: Counts
  readonly ended?: Ending
}

/** What is told of a run while it advances. Arrays that it is shown belong to the descent and change with the next step. */
export interface Witness {
  /** A step was taken: its size, and its batch where it did not read all samples. */
  stepped(stepSize: number, batch: Batch | undefined): void
  /** It has arrived: theta, value and gradient norm are those of the new iterate. */
  arrived(descent: Descent): void
  /** Steps that may be taken before it must see the descent itself; it is told of each where this or `passed` is missing. */
  reach?(descent: Descent): number
  readonly wantsPath?: boolean
  /** Instead of all that: several steps were taken together. */
  passed?(steps: Passed, descent: Descent): void
}

/** Steps taken together, one entry each; arrays last until the next. */
export interface Passed {
  readonly count: number
  readonly stepSizes: Vec
  /** NaN where the loss was not looked at. */
  readonly values: Vec
  /** Where they are measured. */
  readonly gradientNorms: Vec
  /** Where it was wanted: theta behind each step, one a row. */
  readonly path: Vec
  /** Samples that each step read. */
  readonly sizes: ArrayLike<number>
  /** Of the last step, where it did not read all samples. */
  readonly batch: Batch | undefined
}

export interface Descent {
  /** Iterates since the start: 0 there. */
  readonly step: number
  readonly theta: Vec
  /** Of the full objective, as is the gradient. */
  readonly value: number
  /** NaN where gradients of the full objective are not measured. */
  readonly gradientNorm: number
  /** Of the full objective, where its norm is measured. */
  readonly gradient: Vec
  readonly counts: Readonly<Counts>
  readonly lowest: Place
  readonly ended: Ending | undefined
  /** Takes up to so many steps; fewer where the run ends. @returns the steps taken */
  advance(steps: number, witness?: Witness): number
  /** Steers: acts from the next step on. @throws RangeError for a knob that cannot be turned in mid-run */
  set(knobs: Knobs): void
  snapshot(): Snapshot
  /** Goes back, or on, to a snapshot of this run or of one that shares its past. */
  restore(snapshot: Snapshot): void
}

/** Steps between two looks at the full objective where nobody wants its values. */
const RARE = 4096

/** How far above its first value, in units of max(1, |f_0|), a loss may rise before the run counts as diverged. */
export const DIVERGED = 1e6
export const guardScale = (firstValue: number): number => DIVERGED * Math.max(1, Math.abs(firstValue))

/**
 * @param start theta_0, copied
 * @param measureGradients true: the full gradient is measured at every iterate, also for runs that step by batches
 * @param unseenUntil where nothing but the end is wanted: the last step of the run. Runs that step by batches then look at the full objective only
 *   every RARE steps and there; should the run have left the numbers or diverged meanwhile, those steps are taken again and watched
 * @throws RangeError when the start's length is not the objective's dimension
 */
export function createDescent(objective: Objective, run: DescentRun, start: ArrayLike<number>, measureGradients = true, unseenUntil?: number): Descent {
  const { dim, samples } = objective
  if (start.length !== dim) throw new RangeError(`The start has ${start.length} entries; this landscape has ${dim} parameters.`)
  const changes = (run.changes ?? []).toSorted((a, b) => a.at - b.at)
  const stopping = run.stopping ?? { kind: 'never' }
  const stop = stoppings.get(stopping.kind)
  const needsGradients = measureGradients || stop.needsGradientNorm

  let { optimizer, sampler } = run
  let transform: Transform = makeOptimizer(optimizer)
  let sizeAt = stepSizes(optimizer)
  let sampling = makeSampler(sampler)
  let rules: readonly Rule[] | undefined = objective.descend && rulesOf(transform)
  let state: unknown = transform.init(dim)
  let stream: unknown = sampling.init(sampler, samples)
  let seed = run.seed
  let batchRandom = random(seed).fork('batches')
  let ownRandom: Random = random(seed).fork('optimizer')

  let step = 0, upcoming = 0
  let theta = Float64Array.from(start), next = new Float64Array(dim)
  let gradient = new Float64Array(dim), spare = new Float64Array(dim) // the full gradient here, and at the next iterate
  const batchGradient = new Float64Array(dim), update = new Float64Array(dim)
  let value = NaN, gradientNorm = NaN, measured = false
  let firstValue = NaN, ended: Ending | undefined
  let lowest: { step: number; value: number; theta: Vec } = { step: 0, value: NaN, theta: theta.slice() }
  let counts: Counts = { gradients: 0, values: 0, hvps: 0, cost: 0 }
  let batch: Batch | undefined
  let unit: Vec | undefined, column: Vec | undefined
  /** z that a kernel carries; undefined while there is none. */
  let carried: Vec | undefined
  /** Where steps that nobody watched began. */
  let anchor: Snapshot | undefined
  let watched = unseenUntil === undefined || !rules

  const size = (): number => (batch === undefined ? samples : batch.length)
  const probe: { -readonly [K in keyof Probe]: Probe[K] } = {
    step: 0, theta, gradient: batchGradient, value: NaN, stepSize: 1, random: ownRandom,
    valueAt(at) {
      counts.values++
      counts.cost += size() / 2
      return objective.value(at, batch)
    },
    gradientAt(at, out) {
      counts.gradients++
      counts.cost += size()
      return objective.gradient(at, out, batch)
    },
    hvp(v, out) {
      counts.hvps++
      counts.cost += 2 * size()
      objective.hvp(theta, v, out, batch)
    },
    hessian(out) {
      if (batch === undefined && objective.hessian) {
        counts.hvps += dim
        counts.cost += 2 * dim * samples
        objective.hessian(theta, out)
        return
      }
      unit ??= new Float64Array(dim)
      column ??= new Float64Array(dim)
      for (let i = 0; i < dim; i++) {
        unit.fill(0)
        unit[i] = 1
        probe.hvp(unit, column)
        out.set(column, i * dim) // symmetric: column i is row i
      }
    },
  }

  /** The value at a point that is about to become the iterate; its gradient goes into `spare` where it will be wanted. */
  function look(at: Vec): number {
    return measuring() ? objective.gradient(at, spare) : objective.value(at)
  }
  const full = (): boolean => sampler.kind === 'full' || samples === 1
  const measuring = (): boolean => needsGradients || full()

  function adopt(found: number): void {
    value = found
    measured = measuring()
    const old = gradient
    gradient = spare
    spare = old
    gradientNorm = needsGradients ? norm(gradient) : NaN
    if (value < lowest.value || step === 0) {
      lowest.step = step
      lowest.value = value
      lowest.theta.set(theta)
    }
    if (stop.reached(stopping, value, gradientNorm)) ended = { kind: 'stopped', step }
  }

  function begin(): void {
    firstValue = look(theta)
    adopt(firstValue)
    if (!Number.isFinite(firstValue)) ended = { kind: 'not-finite', step: 0, where: 'loss', found: firstValue }
    if (!watched) anchor = descent.snapshot()
  }

  /**
   * Takes steps in the objective's kernel, as many at once as nobody needs to look at: the same bits as by `takeStep`, but where z is carried.
   * @returns false where that cannot be done
   */
  function takeStretch(most: number, witness: Witness | undefined): boolean {
    while (upcoming < changes.length && changes[upcoming]!.at <= step) set(changes[upcoming++]!)
    if (!rules || (full() && !measured)) return false
    const every = watched || full() || step + 1 === nextSeen()
    const n = Math.min(most, mostSteps(dim, witness?.wantsPath ?? false), (changes[upcoming]?.at ?? Infinity) - step, reach(witness), every ? (watched || full() ? Infinity : 1) : nextSeen() - 1 - step)
    const look = !every ? 'nothing' : measuring() ? 'gradients' : 'values'
    const before = full() || n === 1 ? undefined : { stream: copyPlain(stream), random: batchRandom.snapshot() }
    const batches = full() ? undefined : drawn(n)
    const sizes = batches?.sizes ?? new Int32Array(n).fill(samples)
    const stepSizes = Float64Array.from({ length: n }, (_, k) => sizeAt(step + k))
    if (look !== 'gradients' || !carries()) carried = undefined
    else carried ??= new Float64Array(objective.carries!).fill(NaN)
    const memories = memoriesOf(transform, state)
    const { taken, ending, found, lowest: low, lowestTheta, values, norms, path } = objective.descend!({
      from: step, steps: n, rules, memories, stepSizes, ...(batches && { batches }), theta, gradient, look, norms: needsGradients && every,
      path: witness?.wantsPath ?? false, ...(carried && { carried }), firstValue, guard: guardScale(firstValue), lowestValue: lowest.value,
    })
    remember(transform, memories, state)
    const begun = taken + (ending === 'parameters' || ending === 'loss' ? 1 : 0)
    if (before && begun < n) { // what was drawn in vain is put back
      stream = before.stream
      batchRandom.restore(before.random)
      for (let k = 0; k < begun; k++) batch = sampling.next(sampler, samples, stream, batchRandom)
    }
    counts.gradients += begun
    for (let k = 0; k < begun; k++) counts.cost += sizes[k]!
    if (low > 0) lowest = { step: step + low, value: values[low - 1]!, theta: lowestTheta.slice() }
    step += taken
    if (taken > 0) {
      value = every ? values[taken - 1]! : NaN
      measured = look === 'gradients'
      gradientNorm = needsGradients && every ? norms[taken - 1]! : NaN
      if (stop.reached(stopping, value, gradientNorm)) ended = { kind: 'stopped', step }
    }
    if (ending === 'diverged') ended = { kind: 'diverged', step }
    else if (ending !== 'whole') ended = { kind: 'not-finite', step: step + 1, where: ending, found: ending === 'loss' ? found : NaN }
    if (ended && !watched && anchor) { // nobody saw how it came to this: the same steps again, under eyes
      watched = true
      descent.restore(anchor)
      return true
    }
    if (!watched && every) anchor = descent.snapshot()
    if (!witness || taken === 0) return true
    if (witness.passed) witness.passed({ count: taken, stepSizes, values: every ? values : new Float64Array(taken).fill(NaN), gradientNorms: norms, path, sizes, batch }, descent)
    else {
      witness.stepped(stepSizes[0]!, batch)
      witness.arrived(descent)
    }
    return true
  }

  /** Steps that may be taken before somebody must look. */
  function reach(witness: Witness | undefined): number {
    if (stopping.kind !== 'never') return 1
    return witness ? (witness.passed && witness.reach ? witness.reach(descent) : 1) : Infinity
  }

  /** The first step from here on after which the full objective is looked at, where that is rare. */
  const nextSeen = (): number => Math.min((Math.floor(step / RARE) + 1) * RARE, unseenUntil ?? Infinity)

  /** True where steps change the first layer's z by what a kernel knows beforehand: plain steps on one sample each. */
  const carries = (): boolean => (objective.carries ?? 0) > 0 && rules?.length === 1 && rules[0]!.kind === 'step-size' && !full() && sampler['batchSize'] === 1

  /** The next n batches, one behind the other. */
  function drawn(n: number): { readonly samples: Int32Array; readonly sizes: Int32Array } {
    const sizes = new Int32Array(n)
    let all = new Int32Array(0)
    for (let k = 0, at = 0; k < n; k++) {
      batch = sampling.next(sampler, samples, stream, batchRandom)!
      if (all.length < at + batch.length) {
        const larger = new Int32Array(Math.max(at + batch.length, n * batch.length, 2 * all.length))
        larger.set(all)
        all = larger
      }
      all.set(batch, at)
      at += sizes[k] = batch.length
    }
    return { samples: all, sizes }
  }

  /** One step in the open. Changes that act on it have been made. */
  function takeStep(witness: Witness | undefined): boolean {
    probe.step = step
    probe.stepSize = sizeAt(step)
    batch = samples === 1 ? undefined : sampling.next(sampler, samples, stream, batchRandom)
    counts.gradients++
    counts.cost += size()
    if (batch === undefined) {
      if (!measured) {
        objective.gradient(theta, gradient)
        measured = true
      }
      batchGradient.set(gradient)
      probe.value = value
    } else probe.value = objective.gradient(theta, batchGradient, batch)
    update.set(batchGradient)
    transform.update(update, state, probe)

    let sound = true
    for (let i = 0; i < dim; i++) {
      const x = theta[i]! + update[i]!
      next[i] = x
      if (!(x - x === 0)) sound = false // infinities and NaN alike
    }
    if (!sound) {
      ended = { kind: 'not-finite', step: step + 1, where: 'parameters', found: NaN }
      return false
    }
    const found = look(next)
    if (!(found - found === 0)) {
      ended = { kind: 'not-finite', step: step + 1, where: 'loss', found }
      return false
    }
    const old = theta
    theta = next
    next = old
    probe.theta = theta
    step++
    adopt(found)
    if (value - firstValue > guardScale(firstValue)) ended = { kind: 'diverged', step }
    if (witness) {
      witness.stepped(probe.stepSize, batch)
      witness.arrived(descent)
    }
    return true
  }

  function set(knobs: Knobs): void {
    const { at: _, batchSize, ...others } = knobs
    const kind = optimizers.get(optimizer.kind)
    for (const knob of Object.keys(others))
      if (!kind.steerable.includes(knob)) throw new RangeError(`${kind.title} has no "${knob}" that could be changed in mid-run; it has ${kind.steerable.join(', ')}.`)
    if (batchSize !== undefined) {
      if (!('batchSize' in sampler)) throw new RangeError(`Runs that sample by "${sampler.kind}" have no batch size.`)
      sampler = { ...sampler, batchSize }
    }
    optimizer = { ...optimizer, ...others }
    transform = makeOptimizer(optimizer)
    rules = objective.descend && rulesOf(transform)
    sizeAt = stepSizes(optimizer)
  }

  const descent: Descent = {
    get step() { return step },
    get theta() { return theta },
    get value() { return value },
    get gradientNorm() { return gradientNorm },
    get gradient() { return gradient },
    get counts() { return counts },
    get lowest() { return lowest },
    get ended() { return ended },
    advance(steps, witness) {
      const from = step, goal = step + steps
      // a run that is taken back to be watched comes on with the next call
      while (step < goal && step >= from && ended === undefined) if (!takeStretch(goal - step, witness)) takeStep(witness)
      return Math.max(0, step - from)
    },
    set,
    snapshot: () => ({
      step, theta: theta.slice(), value, gradient: measured ? gradient.slice() : new Float64Array(dim).fill(NaN), firstValue, lowest: copyPlain(lowest),
      optimizer, sampler, seed, state: copyPlain(state), stream: copyPlain(stream),
      batchRandom: batchRandom.snapshot(), ownRandom: ownRandom.snapshot(), counts: { ...counts }, ...(carried && { carried: carried.slice() }), ...(ended ? { ended } : {}),
    }),
    restore(snapshot) {
      ;({ step, value, firstValue, optimizer, sampler, seed } = snapshot)
      transform = makeOptimizer(optimizer)
      rules = objective.descend && rulesOf(transform)
      carried = snapshot.carried?.slice()
      sizeAt = stepSizes(optimizer)
      sampling = makeSampler(sampler)
      theta.set(snapshot.theta)
      gradient.set(snapshot.gradient)
      measured = !Number.isNaN(gradient[0]) || dim === 0
      gradientNorm = needsGradients ? norm(gradient) : NaN
      state = copyPlain(snapshot.state)
      stream = copyPlain(snapshot.stream)
      lowest = { ...snapshot.lowest, theta: snapshot.lowest.theta.slice() }
      batchRandom.restore(snapshot.batchRandom)
      ownRandom.restore(snapshot.ownRandom)
      counts = { ...snapshot.counts }
      ended = snapshot.ended
      if (!watched) anchor = snapshot
      upcoming = changes.findIndex((change) => change.at >= step)
      if (upcoming < 0) upcoming = changes.length
    },
  }
  begin()
  return descent
}
