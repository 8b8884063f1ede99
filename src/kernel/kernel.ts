/**
 * The face of the hot loops: the mean loss of a fully connected network over samples, with derivatives, over arrays of float64.
 * A kernel knows nothing of specs or catalogues: it is handed widths, names of activations and the data, once. All memory is its own, laid out
 * when it is made; its calls allocate nothing. One kernel per thread; never called inside its own call.
 *
 * theta is flat: W1 (row by row, [out][in]), ..., WL, then b1, ..., bL.
 */
import type { Vec } from './vec.ts'
import type { Activation, Loss, OutputActivation } from './vocabulary.ts'

/** What a network is made of. `widths` starts with the input; there is one activation for each layer after it. */
export interface NetworkShape {
  readonly widths: readonly number[]
  readonly hidden: readonly Activation[]
  readonly output: OutputActivation
  readonly bias: boolean
  readonly loss: Loss
}

/** n samples: inputs n x d and targets n x m, row by row. Not copied where that can be avoided, never written to. */
export interface NetworkData {
  readonly samples: number
  readonly inputs: Vec
  readonly targets: Vec
}

/**
 * What a method makes of a gradient, where that can be said entry by entry; src/optimizers/transforms/ defines each. `numbers` are its settings; its
 * memory is up to two vectors and the product of all beta so far.
 */
export interface Rule {
  readonly kind: 'momentum' | 'nesterov' | 'average' | 'sum' | 'rms' | 'moment' | 'largest-moment' | 'sign' | 'decay' | 'step-size'
  readonly numbers: readonly number[]
}
/** Written to, as the steps go on. */
export interface RuleMemory { readonly vectors: readonly Vec[]; forgotten: number }

/** Steps to be taken together. */
export interface Stretch {
  /** Number of the first step, counted from the run's start. */
  readonly from: number
  readonly steps: number
  readonly rules: readonly Rule[]
  readonly memories: readonly RuleMemory[]
  /** One for each step. */
  readonly stepSizes: Vec
  /** Sample numbers, one batch behind the other, and the batches' sizes; absent: every step reads all samples. */
  readonly batches?: { readonly samples: Int32Array; readonly sizes: Int32Array }
  /** In: where it begins, and the full gradient there where it is measured. Out: the same where it ends. */
  readonly theta: Vec
  readonly gradient: Vec
  /** What is measured of the full objective behind each step. */
  readonly look: 'nothing' | 'values' | 'gradients'
  readonly norms: boolean
  readonly path: boolean
  /** `carries` entries: what the stretch before left here; NaN first where there was none. Absent: nothing is carried. */
  readonly carried?: Vec
  /** The run has diverged where the value exceeds firstValue + guard. */
  readonly firstValue: number
  readonly guard: number
  readonly lowestValue: number
}

/** Steps that one stretch may have; with a path, fewer where theta is long. */
export const mostSteps = (dim: number, path: boolean): number => (path ? Math.max(1, Math.min(4096, Math.floor(262_144 / dim))) : 4096)

/** What a stretch led to. Arrays are views that last until the next call. */
export interface Stretched {
  readonly taken: number
  /** `parameters`, `loss`: the step after `taken` leads out of the numbers, and was not made; `found` is that loss. */
  readonly ending: 'whole' | 'parameters' | 'loss' | 'diverged'
  readonly found: number
  /** The step, from 1, behind which the loss was lowest and below `lowestValue`, and theta there; 0 where none was. */
  readonly lowest: number
  readonly lowestTheta: Vec
  /** `taken` entries each, where they are measured. */
  readonly values: Vec
  readonly norms: Vec
  /** taken x dim, where it was asked for */
  readonly path: Vec
}

export interface NetworkKernel {
  /** Which one computes; results say it. */
  readonly name: 'reference' | 'simd'
  readonly dim: number
  readonly samples: number
  /** Mean loss over the samples that `batch` lists (repeats count), or over all. An empty batch gives NaN. */
  value(theta: Vec, batch?: Int32Array): number
  /** out <- gradient (dim); returns the value, with the bits of `value` */
  gradient(theta: Vec, out: Vec, batch?: Int32Array): number
  /** out <- Hessian . v (dim), exact (R-operator); almost everywhere where activations have kinks */
  hvp(theta: Vec, v: Vec, out: Vec, batch?: Int32Array): void
  /** out <- dense Hessian (dim x dim, row by row): row k is `hvp` of the k-th unit vector, but the pass along theta is shared */
  hessian(theta: Vec, out: Float64Array): void
  /** out[i * b.length + j] <- value at origin + a_i d1 + b_j d2; theta is built inside. Cut long planes into rows, so that a caller can leave. */
  plane(origin: Vec, d1: Vec, d2: Vec, a: Vec, b: Vec, out: Float64Array): void
  /** Takes a stretch of steps where the parameters live, if this kernel can. The bits of `gradient`, `value` and the rules, one call at a time. */
  descend?(stretch: Stretch): Stretched
  /** Entries of `carried` that a stretch can take over from the one before; 0 where nothing is worth carrying. */
  readonly carries?: number
  /** out <- outputs of the network (after the last activation), count x m row by row, for `count` inputs (count x d) */
  predict(theta: Vec, inputs: Vec, count: number, out: Vec): void
}

/** Makes a kernel; kernels of one origin differ only in what they were handed. */
export type KernelMaker = (shape: NetworkShape, data: NetworkData) => NetworkKernel
