/**
 * The face of the hot loops: the mean loss of a fully connected network over samples, with derivatives, over arrays of float64.
 * A kernel knows nothing of specs or catalogues: it is handed widths, names of activations and the data, once. All memory is its own, laid out
 * when it is made; its calls allocate nothing. One kernel per thread; never called inside its own call.
 *
 * theta is flat: W1 (row by row, [out][in]), ..., WL, then b1, ..., bL.
 */
import type { Activation } from './activations.ts'
import type { Loss, OutputActivation } from './losses.ts'
import type { Vec } from './vec.ts'

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
  /** out <- outputs of the network (after the last activation), count x m row by row, for `count` inputs (count x d) */
  predict(theta: Vec, inputs: Vec, count: number, out: Vec): void
}

/** Makes a kernel; kernels of one origin differ only in what they were handed. */
export type KernelMaker = (shape: NetworkShape, data: NetworkData) => NetworkKernel
