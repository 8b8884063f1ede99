/** What an optimizer is: a sentence made of transforms. And what a kind of optimizer, schedule or sampler must bring. */
import type { Rule } from '#kernel/kernel.ts'
import type { Random } from '#kernel/random.ts'
import type { Vec } from '#kernel/vec.ts'
import type { Batch } from '#objectives/objective.ts'
import type { Fields } from '#spec/field.ts'
import type { Kind, KindSpec } from '#spec/kind.ts'

/** What an optimizer may ask at this step, always on this step's batch; every question is counted. */
export interface Probe {
  /** 0 for the first step. */
  readonly step: number
  readonly theta: Vec
  /** The batch's gradient at theta; a transform reads it, and writes to its `update` only. */
  readonly gradient: Vec
  /** The batch's loss at theta. */
  readonly value: number
  /** The step size that the schedule gives for this step. A method that searches its own writes the one that it took. */
  stepSize: number
  readonly random: Random
  /** f of the batch at another point. */
  valueAt(theta: Vec): number
  /** out <- gradient of the batch at another point; returns f */
  gradientAt(theta: Vec, out: Vec): number
  /** out <- Hessian of the batch at theta times v */
  hvp(v: Vec, out: Vec): void
  /** out <- dense Hessian of the batch at theta, dim x dim, row by row */
  hessian(out: Float64Array): void
}

export type Part = 'momentum' | 'scaling' | 'curvature' | 'decay' | 'noise' | 'step-size' | 'chain'

/**
 * A part of an optimizer. `update` holds the gradient on entry and the step on exit (what is then ADDED to theta);
 * nothing is remembered outside `state`, which is plain data (survives structuredClone).
 */
export interface Transform<S = unknown> {
  /**
   * What it does to the update, for "Anatomy of a step". `momentum` is linear in the gradient, `scaling` multiplies each coordinate by a
   * factor that does not depend on the update, `curvature` applies a matrix made from the Hessian, `decay` and `noise` add a vector.
   */
  readonly part: Part
  /** Of a chain: the transforms that it is made of; its state is the list of theirs. */
  readonly links?: readonly Transform[]
  /**
   * The same said to a kernel, which can then take whole stretches of steps. The state is then null, the one vector, or a record of `mean`, `forgotten`
   * and perhaps `most`.
   */
  readonly rule?: Rule
  init(dim: number): S
  update(update: Vec, state: S, probe: Probe): void
}

export interface OptimizerKind<S extends Fields = Fields> extends Kind<S> {
  /** Abbreviation beside the title, where the field has one: GD. */
  readonly short?: string
  readonly usesStepSize: boolean
  /** True where it needs the dense Hessian (offered up to 400 parameters). */
  readonly needsHessian?: boolean
  make(spec: KindSpec): Transform
  /**
   * Largest step size at which the method is stable on a quadratic of largest curvature L, times L: 2 for gradient descent,
   * 2(1 + beta) for momentum. Absent for methods without such a limit.
   */
  limit?(spec: KindSpec): number
  /** The knobs that can be changed in mid-run without touching the state's shape, e.g. ["stepSize", "momentum"]. */
  readonly steerable: readonly string[]
}

export interface ScheduleKind<S extends Fields = Fields> extends Kind<S> {
  /** The step size from step k to k + 1; k = 0 for the first. */
  at(spec: KindSpec, k: number): number
  /** The field that holds the schedule's own size, the one that a step-size slider moves: `value`, `initial`, `peak`. */
  readonly leading: string
}

export interface SamplerKind<S extends Fields = Fields> extends Kind<S> {
  /** Conditions that need the number of samples; a sentence when they fail. */
  fits?(spec: KindSpec, samples: number): string | undefined
  /** Samples that one step reads, on average where batches differ. */
  size(spec: KindSpec, samples: number): number
  /** State of the stream of indices, plain data. */
  init(spec: KindSpec, samples: number): unknown
  /** The next batch, or undefined for all samples; it may be overwritten by the next call. `random` is this sampler's own stream, part of the run's state. */
  next(spec: KindSpec, samples: number, state: unknown, random: Random): Batch | undefined
}

/** What optimizers, schedules and samplers say of themselves: all that the page knows of them. */
export type OptimizerFace = Omit<OptimizerKind, 'make'>
export type ScheduleFace = Omit<ScheduleKind, 'at'>
export type SamplerFace = Omit<SamplerKind, 'init' | 'next'>
