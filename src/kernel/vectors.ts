/** Whether this engine computes with vectors of doubles: without them the reference serves in place of the fast kernel. */
export const hasVectors = (): boolean => typeof WebAssembly !== 'undefined' && WebAssembly.validate(PROBE)

/** A module of one function that adds two vectors of doubles: valid where the engine has them. */
const PROBE = Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0, // "\0asm", version 1
  1, 6, 1, 96, 1, 123, 1, 123, // a type: v128 -> v128
  3, 2, 1, 0, // a function of it
  10, 11, 1, 9, 0, 32, 0, 32, 0, 253, 240, 1, 11, // local.get 0, local.get 0, f64x2.add
)
