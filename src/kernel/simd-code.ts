/** The compiled code of the fast kernel: fetched in a page and in a worker, read from the disk in Node. `scripts/kernel.mjs` makes it from src/kernel/wasm/. */
import type { KernelMaker } from './kernel.ts'
import { simdKernels } from './simd.ts'

const ADDRESS = new URL('./wasm/build/kernel.wasm', import.meta.url)

/** @throws Error where the file cannot be had, or is not what it should be */
export async function compiled(): Promise<KernelMaker> {
  return simdKernels(await WebAssembly.compile(await bytes()))
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
