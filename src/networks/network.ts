/** A network by itself, without data: from a spec's words to the kernel's shape, and its outputs. */
import type { Activation } from '#kernel/activations.ts'
import type { NetworkShape } from '#kernel/kernel.ts'
import { referenceKernel } from '#kernel/reference.ts'
import type { Vec } from '#kernel/vec.ts'
import type { NetworkSpec } from './network-spec.ts'

export const shapeOf = ({ widths, activations, bias, loss }: NetworkSpec): NetworkShape => ({
  widths, hidden: activations.slice(0, -1) as Activation[], output: activations.at(-1)!, bias, loss,
})

/** Computes outputs: out <- count x m, row by row, for `count` inputs (count x d, row by row). Keeps its memory between calls. */
export type Predict = (theta: Vec, inputs: Vec, count: number, out: Vec) => void

/** The outputs of a network, for panels that draw what it has learnt. */
export function predictor(spec: NetworkSpec): Predict {
  const nothing = new Float64Array(0)
  const kernel = referenceKernel(shapeOf(spec), { samples: 0, inputs: nothing, targets: nothing })
  return (theta, inputs, count, out) => kernel.predict(theta, inputs, count, out)
}
