/**
 * The exponential function. x = k ln 2 + r with |r| <= ln(2)/2, so that e^x = 2^k (1 + (e^r - 1)).
 *
 * Source: the reduction and the coefficients of P are those of fdlibm (Sun Microsystems, 1993): with c = r - r^2 P(r^2),
 * e^r - 1 = r + r c / (2 - c), to 2^-59.
 */
import { nearest, powerOfTwo, scaled } from './binary.ts'

export const LN2_HIGH = 0.6931471803691238 // 32 digits, so that its products with exponents are exact
export const LN2_LOW = 1.9082149292705877e-10
export const INVERSE_LN2 = 1.4426950408889634

/** Beyond this e^x overflows. */
const LARGEST = 709.782712893384
/** Below this e^x is less than half of the smallest double. */
const SMALLEST = -745.1332191019412

/** P of the head of this file, at z = r^2. */
const rational = (z: number): number =>
  1.66666666666666019037e-1 + z * (-2.77777777770155933842e-3 + z * (6.61375632143793436117e-5 + z * (-1.65339022054652515390e-6 + z * 4.13813679705723846039e-8)))

/** e^r - 1 - r for |r| <= 0.35, with an error of about 2^-56: what must be added to r. */
export function beyondLinear(r: number): number {
  const z = r * r
  const c = r - z * rational(z)
  return (r * c) / (2 - c)
}

/** e^r - 1 - r - r^2/2, likewise: the same fraction with its leading term taken out, which halves the rounding errors of the whole. */
function beyondQuadratic(r: number): number {
  const z = r * r
  const p = rational(z)
  return (0.5 * z * r * (1 - p * (2 + r))) / (2 - (r - z * p))
}

/** e^x, within 0.65 units in the last place (0.75 where it is subnormal). */
export function exp(x: number): number {
  if (!(x <= LARGEST)) return x > LARGEST ? Infinity : NaN
  if (x < SMALLEST) return 0
  const k = nearest(x * INVERSE_LN2)
  const high = x - k * LN2_HIGH
  const low = k * LN2_LOW
  // 1 + high with its rounding error, then the small part
  const sum = 1 + high
  const y = sum + (1 - sum + high + (beyondLinear(high - low) - low))
  return Math.abs(k) < 1023 ? y * powerOfTwo(k) : scaled(y, k)
}

/** e^x - 1, within 1 unit in the last place, also near 0. */
export function expm1(x: number): number {
  if (!(x <= 40)) return exp(x) // 1 is lost in the rounding of e^x; NaN too
  if (x < -38) return -1
  const k = nearest(x * INVERSE_LN2)
  if (k === 0) return x === 0 ? x : x + (0.5 * x * x + beyondQuadratic(x)) // the sign of -0 stays
  const high = x - k * LN2_HIGH
  const low = k * LN2_LOW
  const r = high - low
  const rest = 0.5 * r * r + (beyondQuadratic(r) - low)
  // 2^k - 1 + 2^k (high + rest): the sum of the larger two with its rounding error, then the small one
  const scale = powerOfTwo(k)
  const shift = k > 52 ? scale : scale - 1
  const part = scale * high
  const sum = shift + part
  return sum + (shift - sum + part + (k > 52 ? scale * rest - 1 : scale * rest))
}
