/** What a spec says of a network, without its data and without what computes it. */
import type { Loss, OutputActivation } from '#kernel/vocabulary.ts'

/** One activation for each layer after the input, softmax at most in the last. */
export interface NetworkSpec {
  readonly widths: readonly number[]
  readonly activations: readonly OutputActivation[]
  readonly bias: boolean
  readonly loss: Loss
  /** Hidden layers as wide as the one below add to what comes from there. */
  readonly residual?: boolean
}

/** True where layer `layer` (1 for the first after the input) adds to what comes from below: a hidden layer as wide as the hidden one before it. */
export const isResidual = ({ widths, residual = false }: NetworkSpec, layer: number): boolean =>
  residual && layer >= 2 && layer <= widths.length - 2 && widths[layer] === widths[layer - 1]
