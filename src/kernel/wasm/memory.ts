/**
 * Memory is handed out once and never given back: a kernel is laid out when it is made, and ends with its instance. Addresses are on 64-byte
 * boundaries, so that no vector straddles two cache lines; new memory holds zeros.
 */

/** Room for `count` doubles. Traps where the engine has no more memory. */
export function room(count: i32): usize {
  return (heap.alloc(<usize>count * 8 + 64) + 63) & ~(<usize>63)
}

/**
 * Doubles from one unit's samples to the next unit's. Rows a multiple of 128 bytes apart would fall into few sets of the first cache.
 */
// @ts-ignore: decorator
@inline
export function strideOf(count: i32): i32 {
  const padded = (count + 3) & ~3
  return (padded & 15) == 0 ? padded + 8 : padded
}
