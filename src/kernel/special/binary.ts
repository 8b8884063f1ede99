/** Doubles as sign, exponent and digits. Nothing else in the numeric rooms looks at bits. */

const FIRST = -1074

/** 2^k at [k + 1074], k = -1074 .. 1023: one load, where writing an exponent into a double's bits stalls on the store. */
const POWERS = new Float64Array(2098)
POWERS[0] = Number.MIN_VALUE
for (let i = 1; i < POWERS.length; i++) POWERS[i] = 2 * POWERS[i - 1]!

/** 2^k, exact, for whole k in -1074 .. 1023. */
export const powerOfTwo = (k: number): number => POWERS[k - FIRST]!

/** y 2^k, rounded once, for y in [1/4, 4] and any whole k. */
export function scaled(y: number, k: number): number {
  if (k > 1023) return k > 1025 ? Infinity : y * powerOfTwo(k - 2) * 4
  if (k < -1020) return k < -1080 ? 0 : y * powerOfTwo(k + 60) * powerOfTwo(-60)
  return y * powerOfTwo(k)
}

const double = new Float64Array(1)
const words = new Int32Array(double.buffer)
double[0] = 1
const HIGH = words[1] === 0x3ff00000 ? 1 : 0

/** The upper 32 bits of x: sign, 11 bits of exponent, 20 digits; as a signed 32-bit number. */
export function highWord(x: number): number {
  double[0] = x
  return words[HIGH]!
}

/** The first 26 or so digits of x (Veltkamp's splitting), so that products of two such numbers are exact. For |x| < 2^996. */
export function leading(x: number): number {
  const c = 134217729 * x
  return c - (c - x)
}

const MAGIC = 6755399441055744 // 1.5 * 2^52: sums with it have no digits after the point

/** The nearest whole number, ties to even, for |x| < 2^51. */
export const nearest = (x: number): number => x + MAGIC - MAGIC
