/**
 * Reduction of an angle: x = n pi/2 + (high + low) with |high| <= pi/4 or a hair more, for any double x, with an error of high + low
 * below 2^-60 of itself.
 *
 * Sources: Cody & Waite (1980) for moderate arguments, with the splitting of pi/2 of fdlibm; Payne & Hanek, SIGNUM Newsletter 18 (1983)
 * for large ones.
 */
import { highWord, leading, nearest, powerOfTwo } from './binary.ts'

/** pi/2 = A + A_REST = A + B + B_REST = A + B + C + C_REST; A, B, C have 33 digits, so that products with n < 2^20 are exact. */
const A = 1.5707963267341256
const A_REST = 6.077100506506192e-11
const B = 6.077100506303966e-11
const B_REST = 2.0222662487959506e-21
const C = 2.0222662487111665e-21
const C_REST = 8.4784276603689e-32
const TWO_OVER_PI = 0.6366197723675814

/** high, low of the latest call */
export const reduced = new Float64Array(2)

/** reduced <- what is left of x; returns n modulo 4, the quadrant. x finite. */
export function quadrant(x: number): number {
  if (Math.abs(x) > 1647099) return quadrantOfLarge(x)
  const n = nearest(x * TWO_OVER_PI)
  let start = x - n * A
  let rest = n * A_REST
  let high = start - rest
  const size = Math.abs(x)
  if (Math.abs(high) < size * 1.52587890625e-5) { // 2^-16 cancelled: go on with the next 33 digits
    let before = start
    rest = n * B
    start = before - rest
    rest = n * B_REST - (before - start - rest)
    high = start - rest
    if (Math.abs(high) < size * 1.7763568394002505e-15) { // 2^-49 cancelled: 151 digits cover every double
      before = start
      rest = n * C
      start = before - rest
      rest = n * C_REST - (before - start - rest)
      high = start - rest
    }
  }
  reduced[0] = high
  reduced[1] = start - high - rest
  return n & 3
}

/** 2/pi: digits j at the place 2^(-24 (j + 1)). */
const DIGITS = Float64Array.of(
  0xa2f983, 0x6e4e44, 0x1529fc, 0x2757d1, 0xf534dd, 0xc0db62, 0x95993c, 0x439041, 0xfe5163, 0xabdebb, 0xc561b7, 0x246e3a,
  0x424dd2, 0xe00649, 0x2eea09, 0xd1921c, 0xfe1deb, 0x1cb129, 0xa73ee8, 0x8235f5, 0x2ebb44, 0x84e99c, 0x7026b4, 0x5f7e41,
  0x3991d6, 0x398353, 0x39f49c, 0x845f8b, 0xbdf928, 0x3b1ff8, 0x97ffde, 0x05980f, 0xef2f11, 0x8b5a0a, 0x6d1f6d, 0x367ecf,
  0x27cb09, 0xb74f46, 0x3f669e, 0x5fea2d, 0x7527ba, 0xc7ebe5, 0xf17b3d, 0x0739f7, 0x8a5292, 0xea6bfb, 0x5fb11f, 0x8d5d08,
  0x560330, 0x46fc7b, 0x6babf0, 0xcfbc20,
)
const BASE = 16777216
/**
 * Places kept after the point of x 2/pi: 144 digits. No double is nearer to a multiple of pi/2 than 2^-61 of a quarter turn, so at least
 * 80 significant digits remain.
 */
const PLACES = 6
const factor = new Float64Array(4)
const places = new Float64Array(PLACES + 1)

/**
 * The same by multiplying x with the digits of 2/pi that matter: what would only add whole multiples of 4 is never computed. All digits
 * are whole numbers below 2^24, so every product and sum of the multiplication is exact.
 */
function quadrantOfLarge(x: number): number {
  const size = Math.abs(x)
  // size = (factor[0] + factor[1] 2^24 + factor[2] 2^48 + factor[3] 2^72) 2^(24 q)
  const exponent = (highWord(size) >> 20) - 1075
  const q = Math.floor(exponent / 24)
  const shift = powerOfTwo(exponent - 24 * q)
  let left = size * powerOfTwo(-exponent) // 53 digits, whole
  let carry = 0
  for (let i = 0; i < 4; i++) {
    const next = Math.floor(left / BASE)
    const sum = (left - next * BASE) * shift + carry
    carry = Math.floor(sum / BASE)
    factor[i] = sum - carry * BASE
    left = next
  }
  // places[p] 2^(-24 p) collects factor[i] * DIGITS[j] with i + q - (j + 1) = -p
  carry = 0
  for (let p = PLACES; p >= 0; p--) {
    let sum = carry
    for (let i = 0; i < 4; i++) {
      const j = i + q + p - 1
      if (j >= 0) sum += factor[i]! * DIGITS[j]!
    }
    carry = Math.floor(sum / BASE)
    places[p] = sum - carry * BASE
  }
  // the quadrant is the nearest whole number, the fraction what is left, in three exact parts that do not overlap
  const up = places[1]! >= BASE / 2 ? 1 : 0
  const n = places[0]! + up
  const first = ((places[1]! - up * BASE) * BASE + places[2]!) / 281474976710656
  const second = (places[3]! * BASE + places[4]!) / 79228162514264337593543950336
  const third = (places[5]! * BASE + places[6]!) / 22300745198530623141535718272648361505980416
  const sum = first + second
  const tail = first - sum + second + third
  const fraction = sum + tail
  const fractionLow = sum - fraction + tail
  // times pi/2, with the rounding error of the leading product (Dekker)
  const high = fraction * PI_HALF
  const a = leading(fraction), b = fraction - a
  const low = a * PI_HALF_A - high + a * PI_HALF_B + b * PI_HALF_A + b * PI_HALF_B + fraction * PI_HALF_LOW + fractionLow * PI_HALF
  const total = high + low
  const totalLow = high - total + low
  reduced[0] = x < 0 ? -total : total
  reduced[1] = x < 0 ? -totalLow : totalLow
  return (x < 0 ? -n : n) & 3
}

const PI_HALF = 1.5707963267948966
const PI_HALF_LOW = 6.123233995736766e-17
const PI_HALF_A = leading(PI_HALF)
const PI_HALF_B = PI_HALF - PI_HALF_A
