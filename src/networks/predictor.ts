/** The outputs of a network, for panels that draw what it has learnt. */
import { referenceKernel } from '#kernel/reference.ts'
import type { Vec } from '#kernel/vec.ts'
import { shapeOf, skipsOf } from './network.ts'
import type { NetworkSpec } from './network-spec.ts'
import { residualKernel } from './residual.ts'

/** Computes outputs: out <- count x m, row by row, for `count` inputs (count x d, row by row). Keeps its memory between calls. */
export type Predict = (theta: Vec, inputs: Vec, count: number, out: Vec) => void

export function predictor(spec: NetworkSpec): Predict {
  const nothing = { samples: 0, inputs: new Float64Array(0), targets: new Float64Array(0) }
  const skips = skipsOf(spec)
  const kernel = skips.includes(true) ? residualKernel(shapeOf(spec), skips, nothing) : referenceKernel(shapeOf(spec), nothing)
  return (theta, inputs, count, out) => kernel.predict(theta, inputs, count, out)
}
