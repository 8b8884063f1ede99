/** How high a loss stands on the block: linear, or as a logarithm that every loss in sight has. */

export type HeightMode = 'linear' | 'log'

/** Height of the block over its lowest point, in half widths. */
export const TALL = 0.62
/** The base lies so far below the lowest point. */
export const BASE = -0.1
/** The logarithm is of the loss itself where the lowest one is no less than this share of the range; else of the loss with something added. */
const PLAIN = 5e-4
/** What is added where it must be, above the lowest loss, as a share of the range. */
const SHARE = 0.03

/** Losses from `low` to `high` stand from 0 to TALL. In the log mode height goes by log(loss + shift). */
export interface HeightScale {
  readonly mode: HeightMode
  readonly low: number
  readonly high: number
  /** 0 where it is the logarithm of the loss itself. */
  readonly shift: number
}

/** @param low least loss that must have a height: of the surface, and of runs that float below it */
export function heightScale(mode: HeightMode, low: number, high: number): HeightScale {
  if (mode === 'linear') return { mode, low, high, shift: 0 }
  const range = high - low
  // two digits are enough to be said, and are what is said
  const shift = low > 0 && low >= PLAIN * range ? 0 : Number((SHARE * range).toPrecision(2)) - low
  return { mode, low, high, shift: shift === 0 ? 0 : atLeast(Number(shift.toPrecision(3)), low, range) }
}

/** Rounding must not take the lowest loss out of the logarithm's reach. */
const atLeast = (shift: number, low: number, range: number): number => (low + shift > SHARE * range * 0.5 ? shift : SHARE * range - low)

/** Height of a loss; NaN stays NaN. What is beyond the scale goes on beyond it. */
export function heightOf({ mode, low, high, shift }: HeightScale, loss: number): number {
  if (!(high > low)) return loss === loss ? 0 : NaN
  if (mode === 'linear') return (TALL * (loss - low)) / (high - low)
  const floor = Math.log(low + shift)
  return (TALL * (Math.log(Math.max(loss + shift, (low + shift) * 1e-3)) - floor)) / (Math.log(high + shift) - floor)
}

/** The loss that stands at a height: the inverse of `heightOf`. */
export function lossAt({ mode, low, high, shift }: HeightScale, height: number): number {
  if (mode === 'linear') return low + ((high - low) * height) / TALL
  return (low + shift) * Math.pow((high + shift) / (low + shift), height / TALL) - shift
}
