import { cos } from '#kernel/special.ts'

/** Half a cosine wave from a (t = 0) to b (t = 1), both exact: a sum of shares, so that neither end is a difference of the other. */
export function wave(a: number, b: number, t: number): number {
  const c = cos(Math.PI * t)
  return (a * (1 + c) + b * (1 - c)) / 2
}
