/** Chooses the kernel. There is one: the reference. A faster one is loaded here, where the engine has what it needs and the shape suits it. */
import type { NetworkData, NetworkKernel, NetworkShape } from './kernel.ts'
import { referenceKernel } from './reference.ts'

/** The fastest kernel that computes this shape. Asynchronous, since compiled code is fetched. */
export const loadKernel = async (shape: NetworkShape, data: NetworkData): Promise<NetworkKernel> => Promise.resolve(referenceKernel(shape, data))
