/**
 * Chooses the kernel. The fast one is fetched when a network is made that profits from it; where an engine has no vectors, or the code cannot be had,
 * the reference computes, and results say so.
 */
import type { KernelMaker, NetworkData, NetworkKernel, NetworkShape } from './kernel.ts'
import { referenceKernel } from './reference.ts'
import { hasVectors } from './vectors.ts'

/** Up to here the reference is quick enough, and the first picture of a page does not wait for more code. */
const FEW_PARAMETERS = 2

/** The fastest kernel that computes this shape. Asynchronous, since compiled code is fetched. */
export async function loadKernel(shape: NetworkShape, data: NetworkData): Promise<NetworkKernel> {
  const make = dimOf(shape) > FEW_PARAMETERS ? ((await simd()) ?? referenceKernel) : referenceKernel
  return make(shape, data)
}

function dimOf({ widths, bias }: NetworkShape): number {
  return widths.reduce((dim, width, l) => dim + (l === 0 ? 0 : width * (widths[l - 1]! + (bias ? 1 : 0))), 0)
}

let fetched: Promise<KernelMaker | undefined> | undefined

/** Compiled once a thread. Undefined where it does not run here; a fetch that failed is made again for the next network. */
async function simd(): Promise<KernelMaker | undefined> {
  if (!hasVectors()) return undefined
  fetched ??= import('./simd-code.ts').then(({ compiled }) => compiled())
  try {
    return await fetched
  } catch (error) {
    fetched = undefined
    console.warn('The fast kernel could not be loaded; the reference computes.', error)
    return undefined
  }
}
