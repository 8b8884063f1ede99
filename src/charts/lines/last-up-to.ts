/** The last entry of ascending steps at or before a step; the first where none is. */
export function lastUpTo(steps: Float64Array, step: number): number {
  let lo = 0, hi = steps.length - 1
  while (lo < hi) {
    const middle = (lo + hi + 1) >> 1
    if (steps[middle]! <= step) lo = middle
    else hi = middle - 1
  }
  return lo
}
