/**
 * Hyperbolic functions. Away from 0 from e^y = high + low, where low keeps what rounding takes from high: without it tanh and sinh would be
 * off by two units in the last place. Near 0 from series that begin with x itself.
 */
import { nearest, powerOfTwo, scaled } from './binary.ts'
import { beyondLinear, INVERSE_LN2, LN2_HIGH, LN2_LOW } from './exp.ts'

/**
 * tanh x, within 0.85 units in the last place.
 * Source near 0: Lambert's continued fraction x/(1 + x^2/(3 + x^2/(5 + ... x^2/15))), which is right to 2^-59 up to 0.55.
 */
export function tanh(x: number): number {
  const size = Math.abs(x)
  if (size < 0.55) {
    if (size < 7.450580596923828e-9) return x
    const z = x * x
    return x - (x * z * (675675 + z * (45045 + z * (594 + z)))) / (2027025 + z * (945945 + z * (51975 + z * (630 + z))))
  }
  if (!(size < 20)) return x > 0 ? 1 : x < 0 ? -1 : NaN
  // 1 - 2E / (1 + E) with E = e^(-2 size) = scale (sum + small)
  const y = -2 * size
  const k = nearest(y * INVERSE_LN2)
  const high = y - k * LN2_HIGH
  const low = k * LN2_LOW
  const scale = powerOfTwo(k)
  const sum = 1 + high
  const small = 1 - sum + high + (beyondLinear(high - low) - low)
  const top = scale * (sum + small)
  const topRest = scale * (sum - (sum + small) + small)
  const bottom = 1 + top
  const bottomRest = 1 - bottom + top + topRest
  const quotient = (2 * top) / bottom
  const correction = (2 * topRest - quotient * bottomRest) * (1 - 0.5 * quotient)
  const t = 1 - quotient
  const result = t + (1 - t - quotient - correction)
  return x < 0 ? -result : result
}

/** Beyond this sinh and cosh overflow. */
const LARGEST = 710.4758600739439
/** Beyond this e^-x is lost in the rounding of e^x. */
const ONE_SIDED = 22

/** sinh x, within 0.85 units in the last place. */
export function sinh(x: number): number {
  const size = Math.abs(x)
  if (size < 1) {
    const z = x * x
    return x + x * z * (1 / 6 + z * (1 / 120 + z * (1 / 5040 + z * (1 / 362880 + z * (1 / 39916800 + z * (1 / 6227020800 + z * (1 / 1307674368000 + z * (1 / 355687428096000 + z / 121645100408832000))))))))
  }
  const result = half(size, -1)
  return x < 0 ? -result : result
}

/** cosh x, within 0.8 units in the last place. */
export const cosh = (x: number): number => half(Math.abs(x), 1)

/** (e^x + sign e^-x) / 2 for x >= 0 */
function half(x: number, sign: number): number {
  if (!(x <= LARGEST)) return x > LARGEST ? Infinity : NaN
  const k = nearest(x * INVERSE_LN2)
  const high = x - k * LN2_HIGH
  const low = k * LN2_LOW
  const sum = 1 + high
  const small = 1 - sum + high + (beyondLinear(high - low) - low)
  if (x > ONE_SIDED) return scaled(sum + small, k - 1)
  const scale = powerOfTwo(k)
  const top = scale * (sum + small)
  const topRest = scale * (sum - (sum + small) + small)
  const inverse = 1 / top
  const other = sign * (inverse - topRest * inverse * inverse)
  const double = top + other
  return 0.5 * (double + (top - double + other + topRest))
}
