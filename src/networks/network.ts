/** From a spec's words to what computes the network. */
import type { NetworkData, NetworkKernel, NetworkShape } from '#kernel/kernel.ts'
import { loadKernel } from '#kernel/load.ts'
import type { Activation } from '#kernel/vocabulary.ts'
import { isResidual, type NetworkSpec } from './network-spec.ts'

export const shapeOf = ({ widths, activations, bias, loss }: NetworkSpec): NetworkShape => ({
  widths, hidden: activations.slice(0, -1) as Activation[], output: activations.at(-1)!, bias, loss,
})

/** One for each layer after the input: whether it adds to the layer below. */
export const skipsOf = (spec: NetworkSpec): readonly boolean[] => spec.widths.slice(1).map((_, l) => isResidual(spec, l + 1))

/** The kernel of a network on data; asynchronous, since what computes is loaded when it is wanted. */
export async function kernelOf(spec: NetworkSpec, data: NetworkData): Promise<NetworkKernel> {
  const skips = skipsOf(spec)
  if (!skips.includes(true)) return loadKernel(shapeOf(spec), data)
  const { residualKernel } = await import('./residual.ts')
  return residualKernel(shapeOf(spec), skips, data)
}
