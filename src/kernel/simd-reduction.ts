/** Symmetric matrices to tridiagonal form by compiled code (src/kernel/wasm/tridiagonal.ts): the bits of #kernel/dense.ts, sooner. */
import { done, type Reduction } from './dense.ts'

interface Code {
  readonly memory: WebAssembly.Memory
  roomForSymmetric(n: number): void
  symmetricAt(): number
  couplingsAt(): number
  reflectedAt(): number
  beginReduction(n: number): void
  reduceRows(n: number, from: number, to: number): void
}

/** Matrices with more rows than this (8 MB) leave no memory behind. */
const KEPT = 1024
/** Entries that are read between two pauses: some 2 ms. */
const PIECE = 2e6

/** @param module src/kernel/wasm/, compiled */
export function simdReduction(module: WebAssembly.Module): Reduction {
  let free: { readonly code: Code; readonly most: number } | undefined
  return function* (a, n, off, reflected) {
    // memory of an instance is never given back: a larger matrix gets an instance of its own, as does one that comes while another pauses
    const used = free && n <= free.most ? free : { code: opened(module, n), most: n }, { code } = used
    free = undefined
    const { buffer } = code.memory, matrix = new Float64Array(buffer, code.symmetricAt(), n * n)
    matrix.set(a)
    code.beginReduction(n)
    for (let row = n - 1; row > 0;) {
      const next = Math.max(0, row - Math.ceil(PIECE / (row * row)))
      code.reduceRows(n, row, next)
      row = next
      yield done(row, n)
    }
    a.set(matrix)
    off.set(new Float64Array(buffer, code.couplingsAt(), n - 1))
    reflected.set(new Uint8Array(buffer, code.reflectedAt(), n))
    if (n <= KEPT) free = used
  }
}

function opened(module: WebAssembly.Module, n: number): Code {
  const code = new WebAssembly.Instance(module, { env: { sine() {} } }).exports as unknown as Code
  code.roomForSymmetric(n)
  return code
}
