/** The compiled code of the fast kernel: fetched in a page and in a worker, read from the disk in Node. `scripts/kernel.mjs` makes it from src/kernel/wasm/. */
import type { KernelMaker } from './kernel.ts'
import { reduceBy } from './dense.ts'
import { simdKernels } from './simd.ts'
import { simdReduction } from './simd-reduction.ts'

const ADDRESS = new URL('./wasm/build/kernel.wasm', import.meta.url)

/**
 * From then on eigenproblems of this thread are reduced by compiled code too, to the same bits.
 * @throws Error where the file cannot be had, or is not what it should be
 */
export async function compiled(): Promise<KernelMaker> {
  const module = await WebAssembly.compile(await bytes())
  reduceBy(simdReduction(module))
  return simdKernels(module)
}

async function bytes(): Promise<Uint8Array<ArrayBuffer> | ArrayBuffer> {
  if (ADDRESS.protocol === 'file:') {
    const fromDisk = 'node:fs/promises' // a name that bundlers do not follow: pages never come here
    const disk = await import(/* @vite-ignore */ fromDisk) as { readFile(file: URL): Promise<Uint8Array<ArrayBuffer>> }
    return disk.readFile(ADDRESS)
  }
  const response = await fetch(ADDRESS)
  if (!response.ok) throw new Error(`The server answered ${response.status} for ${ADDRESS.pathname}.`)
  return response.arrayBuffer()
}
