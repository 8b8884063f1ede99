/**
 * Powers. |x|^y = 2^(y log2 |x|), with the logarithm and the product carried to about 70 digits.
 *
 * Source: the plan, the coefficients of the series and the constants are those of fdlibm (Sun Microsystems, 1993); zeros, infinities and
 * NaN as in C99, annex F.9.4.4.
 */
import { highWord, leading, nearest, powerOfTwo, scaled } from './binary.ts'
import { beyondLinear } from './exp.ts'

/** x^y, within 0.65 units in the last place (0.8 where it is subnormal). NaN for x < 0 unless y is whole; 1 for y = 0 or x = 1, even beside NaN. */
export function pow(x: number, y: number): number {
  if (y === 2) return x * x
  if (y === 0 || x === 1) return 1
  if (x !== x || y !== y) return NaN
  if (y === 1) return x
  if (y === -1) return 1 / x
  const size = Math.abs(x)
  if (Math.abs(y) === Infinity) return size === 1 ? 1 : size > 1 === y > 0 ? Infinity : 0
  if (size === 0 || size === Infinity) {
    const result = size > 1 === y > 0 ? Infinity : 0
    return (x < 0 || Object.is(x, -0)) && isOdd(y) ? -result : result
  }
  if (x < 0) {
    if (Math.floor(y) !== y) return NaN
    return isOdd(y) ? -positivePower(size, y) : positivePower(size, y)
  }
  return y === 0.5 ? Math.sqrt(x) : positivePower(x, y)
}

const isOdd = (y: number): boolean => Math.abs(y) < 9007199254740992 && Math.abs(y % 2) === 1

const LOG_3_HALVES_HIGH = 0.5849624872207642 // log2(3/2) to 26 digits
const LOG_3_HALVES_LOW = 1.350039202129749e-8
const C = 0.9617966939259756 // 2 / (3 ln 2)
const C_HIGH = 0.9617966860532761 // 26 digits
const C_LOW = 7.872699542894897e-9
const LN2 = 0.6931471805599453
const LN2_HIGH = 0.6931471675634384 // 26 digits
const LN2_LOW = 1.2996506893889889e-8

/** x^y for finite x > 0 and finite y */
function positivePower(x: number, y: number): number {
  if (x === 1) return 1
  if (Math.abs(y) > 18446744073709551616) return x > 1 === y > 0 ? Infinity : 0 // 2^64

  // x = 2^n m, and m near p = 1 or 3/2 so that |s| <= 0.101, s = (m - p) / (m + p)
  const subnormal = x < 2.2250738585072014e-308
  const normal = subnormal ? x * 18014398509481984 : x
  let n = (highWord(normal) >> 20) - 1023
  let m = normal * powerOfTwo(-n)
  if (m >= 1.7320508) {
    m *= 0.5
    n += 1
  }
  if (subnormal) n -= 54
  const middle = m >= 1.2247449 && m < 1.7320508
  const p = middle ? 1.5 : 1
  const above = m - p
  const inverse = 1 / (m + p)
  const s = above * inverse
  const sHigh = leading(s)
  const sumHigh = leading(m + p)
  const sumLow = m - (sumHigh - p)
  const sLow = inverse * (above - sHigh * sumHigh - sHigh * sumLow)

  // 3/2 log(m/p) / s = 3 + s^2 + s^4 (3/5 + 3/7 s^2 + ...), in two parts
  const z = s * s
  const series = z * z * (0.599999999999994648725 + z * (0.428571428578550184252 + z * (0.333333329818377432918 + z * (0.272728123808534006489 + z * (0.230660745775561754067 + z * 0.206975017800338417784))))) + sLow * (sHigh + s)
  const square = sHigh * sHigh
  const threeHigh = leading(3 + square + series)
  const threeLow = series - (threeHigh - 3 - square)
  const u = sHigh * threeHigh
  const v = sLow * threeHigh + threeLow * s
  const partHigh = leading(u + v)
  const partLow = v - (partHigh - u)

  // log2 x = logHigh + logLow
  const high = C_HIGH * partHigh
  const low = C_LOW * partHigh + partLow * C + (middle ? LOG_3_HALVES_LOW : 0)
  const offset = middle ? LOG_3_HALVES_HIGH : 0
  const logHigh = leading(high + low + offset + n)
  const logLow = low - (logHigh - n - offset - high)

  // y log2 x = whole + f + fLow
  const yHigh = leading(y)
  const productHigh = yHigh * logHigh
  const productLow = (y - yHigh) * logHigh + y * logLow
  const whole = nearest(productHigh + productLow)
  if (whole > 1025) return Infinity
  if (whole < -1080) return 0
  const f = productHigh - whole
  const t = leading(f + productLow)
  const a = t * LN2_HIGH
  const b = (productLow - (t - f)) * LN2 + t * LN2_LOW
  const r = a + b
  const rest = b - (r - a)
  const sum = 1 + r
  return scaled(sum + (1 - sum + r + (beyondLinear(r) + (rest + r * rest))), whole)
}
