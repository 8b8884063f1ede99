/** What an objective is, and what a kind of objective must bring. */
import type { Dataset, Resources } from '#data/dataset.ts'
import type { NetworkKernel, Stretch, Stretched } from '#kernel/kernel.ts'
import type { Vec } from '#kernel/vec.ts'
import type { Layout } from '#networks/layout.ts'
import type { NetworkSpec } from '#networks/network-spec.ts'
import type { Fields } from '#spec/field.ts'
import type { Kind, KindSpec } from '#spec/kind.ts'

export type { Block, Layout } from '#networks/layout.ts'

/** Sample indices, repeats allowed; each counts once for every time that it stands there. */
export type Batch = Int32Array

/**
 * f(theta) = (1/n) sum_i f_i(theta). `batch` lists sample indices, repeats allowed; absent means all n. A landscape that is not
 * a mean over data has samples = 1 and one f_0 = f. What is not defined at theta (a logarithm of a negative number) is NaN.
 * An objective owns scratch memory: one per thread, never used inside its own call.
 */
export interface Objective {
  readonly dim: number
  readonly samples: number
  readonly layout?: Layout
  readonly dataset?: Dataset
  /** Where it is the loss of a network: what the network is made of. */
  readonly network?: NetworkSpec
  /** True where the Hessian is the same everywhere, so that it needs to be looked at only once. */
  readonly constantHessian?: boolean
  /** Which kernel computes it, where there is a choice: its last bits are that kernel's. */
  readonly kernel?: NetworkKernel['name']
  value(theta: Vec, batch?: Batch): number
  /** out <- grad f (dim); returns f */
  gradient(theta: Vec, out: Vec, batch?: Batch): number
  /** out <- Hessian . v (dim); the almost-everywhere Hessian where f has kinks */
  hvp(theta: Vec, v: Vec, out: Vec, batch?: Batch): void
  /** out <- dense Hessian over all samples (dim x dim, row by row), where that is cheaper than dim calls of `hvp` */
  hessian?(theta: Vec, out: Float64Array): void
  /** Takes a stretch of steps where the parameters live, where the objective's kernel can; `carries` as in #kernel/kernel.ts. */
  descend?(stretch: Stretch): Stretched
  readonly carries?: number
  /** out[i * b.length + j] <- f(origin + a_i d1 + b_j d2), where that is cheaper than single calls */
  plane?(origin: Vec, d1: Vec, d2: Vec, a: Vec, b: Vec, out: Float64Array): void
}

/** Facts about a two-parameter landscape that a page needs before it computes. */
export interface Scenery {
  /** The window that shows the landscape: [[x0, x1], [y0, y1]]. */
  readonly domain: readonly [readonly [number, number], readonly [number, number]]
  readonly start: readonly [number, number]
  /** A step size for gradient descent that behaves from that start. */
  readonly stepSize: number
  /** Names of the two parameters as they are written: `w`, `b`; x, y by default. */
  readonly parameters?: readonly [string, string]
  /** Formula in TeX. */
  readonly formula?: string
}

/** A critical point that the literature or algebra gives, in full digits. A law test holds each against its gradient. */
export interface KnownPoint { readonly theta: readonly number[]; readonly value: number; readonly kind: 'minimum' | 'saddle' | 'maximum' | 'degenerate' }

export interface ObjectiveKind<S extends Fields = Fields> extends Kind<S> {
  /** Length of theta, from the spec alone. */
  dim(spec: KindSpec): number
  /** Same spec, same bits, everywhere. May load data or code; what it returns computes synchronously. */
  make(spec: KindSpec, resources: Resources): Objective | Promise<Objective>
  /** For two-parameter kinds. */
  scenery?(spec: KindSpec): Scenery
  known?(spec: KindSpec): readonly KnownPoint[]
  /** True where the function itself has no lower bound: falling without end is then its nature and not a divergence. */
  unbounded?(spec: KindSpec): boolean
}

/** What an objective says of itself: all that the page knows of it. */
export type ObjectiveFace = Omit<ObjectiveKind, 'make' | 'known'>
