/** Symmetric matrices to tridiagonal form by compiled code (src/kernel/wasm/tridiagonal.ts): the bits of #kernel/dense.ts, sooner. */
import type { Reduction } from './dense.ts'

interface Code {
  readonly memory: WebAssembly.Memory
  roomForSymmetric(n: number): void
  symmetricAt(): number
  couplingsAt(): number
  reflectedAt(): number
  reduce(n: number): void
}

/** Matrices with more rows than this (8 MB) leave no memory behind. */
const KEPT = 1024

/** @param module src/kernel/wasm/, compiled */
export function simdReduction(module: WebAssembly.Module): Reduction {
  let code: Code | undefined, most = 0
  return (a, n, off, reflected) => {
    if (!code || n > most) { // memory of an instance is never given back: a larger matrix gets an instance of its own
      code = new WebAssembly.Instance(module, { env: { sine() {} } }).exports as unknown as Code
      code.roomForSymmetric(n)
      most = n
    }
    const { buffer } = code.memory, matrix = new Float64Array(buffer, code.symmetricAt(), n * n)
    matrix.set(a)
    code.reduce(n)
    a.set(matrix)
    off.set(new Float64Array(buffer, code.couplingsAt(), n - 1))
    reflected.set(new Uint8Array(buffer, code.reflectedAt(), n))
    if (n > KEPT) code = undefined
  }
}
