/**
 * Logarithms. x = 2^k (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)); with s = f / (2 + f), log(1 + f) = 2 atanh(s) = f - f^2/2 + s (f^2/2 + R(s^2)).
 *
 * Source: this form and the coefficients of R (to 2^-58) are those of fdlibm (Sun Microsystems, 1993).
 */
import { highWord, leading, powerOfTwo } from './binary.ts'
import { LN2_HIGH, LN2_LOW } from './exp.ts'

const TWO_54 = 18014398509481984
const SMALLEST_NORMAL = 2.2250738585072014e-308

/** k of x = 2^k m with m in [sqrt(1/2), sqrt(2)), for normal x > 0. */
const exponent = (x: number): number => ((highWord(x) + 0x95f62) >> 20) - 1023

/** R of the head of this file. */
function remainder(s: number): number {
  const z = s * s
  const w = z * z
  return w * (0.3999999999940941908 + w * (0.2222219843214978396 + w * 0.1531383769920937332))
    + z * (0.6666666666666735130 + w * (0.2857142874366239149 + w * (0.1818357216161805012 + w * 0.1479819860511658591)))
}

/** Natural logarithm, within 0.8 units in the last place; NaN below 0, -Infinity at 0. */
export function log(x: number): number {
  if (!(x >= SMALLEST_NORMAL && x < Infinity)) return isOrdinary(x) ? logOf(x * TWO_54, -54) : edge(x)
  return logOf(x, 0)
}

function logOf(x: number, shift: number): number {
  const e = exponent(x)
  const f = x * powerOfTwo(-e) - 1
  const k = e + shift
  const half = 0.5 * f * f
  const s = f / (2 + f)
  return k * LN2_HIGH - (half - (s * (half + remainder(s)) + k * LN2_LOW) - f)
}

/** log(1 + x), within 0.85 units in the last place, also near 0. */
export function log1p(x: number): number {
  if (!(x > -1 && x < 9007199254740992)) return x >= 0 ? log(x) : x === -1 ? -Infinity : NaN // 1 is lost beyond 2^53
  let k = 0
  let f = x
  let correction = 0 // log(1 + x) - log(u), where u is 1 + x rounded
  if (x >= 0.4142135623730950 || x <= -0.2928932188134524) {
    const u = 1 + x
    k = exponent(u)
    correction = (x >= 1 ? 1 - (u - x) : x - (u - 1)) / u
    f = u * powerOfTwo(-k) - 1
  } else if (Math.abs(x) < 5.551115123125783e-17) return x
  const half = 0.5 * f * f
  const s = f / (2 + f)
  return k * LN2_HIGH - (half - (s * (half + remainder(s)) + (k * LN2_LOW + correction)) - f)
}

/** Logarithm to base 2, within 0.75 units in the last place; exact for powers of two. */
export function log2(x: number): number {
  if (!(x > 0 && x < Infinity)) return edge(x)
  const shift = x < SMALLEST_NORMAL ? -54 : 0
  const y = shift === 0 ? x : x * TWO_54
  const e = exponent(y)
  const f = y * powerOfTwo(-e) - 1
  const k = e + shift
  // log(1 + f) = high + low, with few digits in high so that its product with 1/ln 2, in two parts, is exact
  const half = 0.5 * f * f
  const s = f / (2 + f)
  const high = leading(f - half)
  const low = f - high - half + s * (half + remainder(s))
  const partHigh = high * 1.4426950216293335
  const partLow = (low + high) * 1.9259629911266175e-8 + low * 1.4426950216293335
  const sum = k + partHigh
  return sum + (partLow + (k - sum + partHigh))
}

/** Logarithm to base 10, within 0.7 units in the last place; exact for the powers of ten that a double holds exactly. */
export function log10(x: number): number {
  if (!(x > 0 && x < Infinity)) return edge(x)
  const shift = x < SMALLEST_NORMAL ? -54 : 0
  const y = shift === 0 ? x : x * TWO_54
  const e = exponent(y)
  const f = y * powerOfTwo(-e) - 1
  const k = e + shift
  const half = 0.5 * f * f
  const s = f / (2 + f)
  const high = leading(f - half)
  const low = f - high - half + s * (half + remainder(s))
  const partHigh = high * 0.4342944771051407
  const partLow = k * 2.8363394551044964e-14 + (low + high) * 4.798111141615973e-9 + low * 0.4342944771051407
  const whole = k * 0.30102999566395283 // log10(2) to 42 digits: exact
  const sum = whole + partHigh
  return sum + (partLow + (whole - sum + partHigh))
}

const isOrdinary = (x: number): boolean => x > 0 && x < Infinity
const edge = (x: number): number => (x === 0 ? -Infinity : x > 0 ? x : NaN)
