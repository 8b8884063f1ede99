/**
 * Arc functions.
 *
 * Source: the ranges and coefficients are those of fdlibm (Sun Microsystems, 1993); atan2 differs: it keeps the rounding error of y / x.
 */
import { highWord, leading, powerOfTwo } from './binary.ts'

const PI = 3.141592653589793
const PI_LOW = 1.2246467991473532e-16
const PI_HALF = 1.5707963267948966
const PI_HALF_LOW = 6.123233995736766e-17
const PI_QUARTER = 0.7853981633974483

/** atan x, within 0.8 units in the last place. */
export function atan(x: number): number {
  const size = Math.abs(x)
  if (size < 0.4375) return size < 7.450580596923828e-9 ? x : x - x * arcSeries(x)
  if (!(size < 73786976294838206464)) return x > 0 ? PI_HALF : x < 0 ? -PI_HALF : NaN // 2^66
  const y = arc(size, 0, false)
  return x < 0 ? -y : y
}

/** atan(x + low), or pi less that where `left`; for x > 0 and low below 2^-52 x */
function arc(x: number, low: number, left: boolean): number {
  // atan(x) = atan(p) + atan(t), t = (x - p) / (1 + p x), with p = 0, 1/2, 1, 3/2, infinity
  let t = x, start = 0, startLow = 0
  if (x >= 2.4375) {
    t = -1 / x
    start = PI_HALF
    startLow = PI_HALF_LOW
  } else if (x >= 1.1875) {
    t = (x - 1.5) / (1 + 1.5 * x)
    start = 0.982793723247329
    startLow = 1.3903311031230998e-17
  } else if (x >= 0.6875) {
    t = (x - 1) / (x + 1)
    start = PI_QUARTER
    startLow = 3.061616997868383e-17
  } else if (x >= 0.4375) {
    t = (2 * x - 1) / (2 + x)
    start = 0.4636476090008061
    startLow = 2.2698777452961687e-17
  }
  const series = t * arcSeries(t)
  const shift = low === 0 ? 0 : low / (1 + x * x)
  if (!left) return start - (series - startLow - shift - t)
  const supplement = PI - start
  return supplement + (series + (PI - supplement - start + PI_LOW - startLow) - shift - t)
}

/** 1 - atan(t) / t for |t| <= 7/16 */
function arcSeries(t: number): number {
  const z = t * t
  const w = z * z
  const odd = z * (0.333333333333329318027 + w * (0.142857142725034663711 + w * (0.0909088713343650656196 + w * (0.0666107313738753120669 + w * (0.0497687799461593236017 + w * 0.0162858201153657823623)))))
  const even = w * (-0.199999999998764832476 + w * (-0.111111104054623557880 + w * (-0.0769187620504482999495 + w * (-0.0583357013379057348645 + w * -0.0365315727442169155270))))
  return odd + even
}

/** The angle of the point (x, y) from the positive x axis, in [-pi, pi], within 0.85 units in the last place. Signs of zero count, as in C99. */
export function atan2(y: number, x: number): number {
  if (x !== x || y !== y) return NaN
  const left = x < 0 || Object.is(x, -0)
  const down = y < 0 || Object.is(y, -0)
  const width = Math.abs(x), height = Math.abs(y)
  let angle: number
  if (height === 0) angle = left ? PI : 0
  else if (width === 0) angle = PI_HALF
  else if (height === Infinity) angle = width === Infinity ? (left ? 3 * PI_QUARTER : PI_QUARTER) : PI_HALF
  else if (width === Infinity) angle = left ? PI : 0
  else angle = inQuadrants(height, width, left)
  return down ? -angle : angle
}

/** The angle of (width, height), or of (-width, height) where `left`; both positive and finite. */
function inQuadrants(height: number, width: number, left: boolean): number {
  const gap = (highWord(height) >> 20) - (highWord(width) >> 20)
  if (gap > 60) return PI_HALF
  if (gap < -60) return left ? PI : height / width
  // both to ordinary size, exactly, so that the products below neither overflow nor vanish
  const e = Math.max(-1021, Math.min(1021, (highWord(Math.max(width, height)) >> 20) - 1023))
  const v = height * powerOfTwo(-e), u = width * powerOfTwo(-e)
  const q = v / u
  const a = leading(q), b = q - a, c = leading(u), d = u - c
  const low = (v - a * c - a * d - b * c - b * d) / u
  return arc(q, low, left)
}

/** asin x, within 0.9 units in the last place; NaN beyond [-1, 1]. */
export function asin(x: number): number {
  const size = Math.abs(x)
  if (size < 0.5) return size < 1.4901161193847656e-8 ? x : x + x * arcsineSeries(x * x)
  if (!(size <= 1)) return NaN
  // pi/2 - 2 asin(sqrt(z)) with z = (1 - size) / 2
  const z = 0.5 * (1 - size)
  const s = Math.sqrt(z)
  const r = arcsineSeries(z)
  let y: number
  if (size >= 0.975) y = PI_HALF - (2 * (s + s * r) - PI_HALF_LOW)
  else {
    const high = leading(s)
    const low = (z - high * high) / (s + high)
    y = PI_QUARTER - (2 * s * r - (PI_HALF_LOW - 2 * low) - (PI_QUARTER - 2 * high))
  }
  return x < 0 ? -y : y
}

/** acos x, within 0.9 units in the last place; NaN beyond [-1, 1]. */
export function acos(x: number): number {
  const size = Math.abs(x)
  if (size < 0.5) return PI_HALF - (x - (PI_HALF_LOW - x * arcsineSeries(x * x)))
  if (!(size <= 1)) return NaN
  const z = 0.5 * (1 - size)
  const s = Math.sqrt(z)
  if (x < 0) return 2 * (PI_HALF - (s + (arcsineSeries(z) * s - PI_HALF_LOW)))
  if (z === 0) return 0
  const high = leading(s)
  const low = (z - high * high) / (s + high)
  return 2 * (high + (arcsineSeries(z) * s + low))
}

/** asin(t) / t - 1 with z = t^2 <= 1/4 */
function arcsineSeries(z: number): number {
  const top = z * (1.66666666666666657415e-1 + z * (-3.25565818622400915405e-1 + z * (2.01212532134862925881e-1 + z * (-4.00555345006794114027e-2 + z * (7.91534994289814532176e-4 + z * 3.47933107596021167570e-5)))))
  const bottom = 1 + z * (-2.40339491173441421878 + z * (2.02094576023350569471 + z * (-6.88283971605453293030e-1 + z * 7.70381505559019352791e-2)))
  return top / bottom
}
