/**
 * Sine, cosine, tangent: reduction to |x| <= pi/4 with a low part, then polynomials.
 *
 * Source: coefficients (errors of the polynomials below 2^-57) and the care for the low part are those of fdlibm (Sun Microsystems, 1993).
 */
import { leading } from './binary.ts'
import { quadrant, reduced } from './quadrant.ts'

const PI_QUARTER = 0.7853981633974483
const PI_QUARTER_LOW = 3.061616997868383e-17

/** sin x, within 0.8 units in the last place for every finite x, however large. */
export function sin(x: number): number {
  if (!(Math.abs(x) > PI_QUARTER)) return sinNear(x, 0)
  if (Math.abs(x) === Infinity) return NaN
  const n = quadrant(x)
  const y = n & 1 ? cosNear(reduced[0]!, reduced[1]!) : sinNear(reduced[0]!, reduced[1]!)
  return n & 2 ? -y : y
}

/** cos x, within 0.8 units in the last place for every finite x, however large. */
export function cos(x: number): number {
  if (!(Math.abs(x) > PI_QUARTER)) return cosNear(x, 0)
  if (Math.abs(x) === Infinity) return NaN
  const n = quadrant(x)
  const y = n & 1 ? sinNear(reduced[0]!, reduced[1]!) : cosNear(reduced[0]!, reduced[1]!)
  return ((n + 1) & 2) !== 0 ? -y : y
}

/** tan x, within 0.8 units in the last place for every finite x, however large. */
export function tan(x: number): number {
  if (!(Math.abs(x) > PI_QUARTER)) return Math.abs(x) < 7.450580596923828e-9 ? x : tanNear(x, 0, false)
  if (Math.abs(x) === Infinity) return NaN
  const n = quadrant(x)
  return tanNear(reduced[0]!, reduced[1]!, (n & 1) === 1)
}

/** sin(x + low) for |x| <= pi/4 */
function sinNear(x: number, low: number): number {
  const z = x * x
  const r = 8.33333333332248946124e-3 + z * (-1.98412698298579493134e-4 + z * (2.75573137070700676789e-6 + z * (-2.50507602534068634195e-8 + z * 1.58969099521155010221e-10)))
  const cube = z * x
  return x - (z * (0.5 * low - cube * r) - low + cube * 0.16666666666666632)
}

/** cos(x + low) for |x| <= pi/4 */
function cosNear(x: number, low: number): number {
  const z = x * x
  const r = z * z * (4.16666666666666019037e-2 + z * (-1.38888888888741095749e-3 + z * (2.48015872894767294178e-5 + z * (-2.75573143513906633035e-7 + z * (2.08757232129817482790e-9 + z * -1.13596475577881948265e-11)))))
  const half = 0.5 * z
  const w = 1 - half
  return w + (1 - w - half + (r - x * low))
}

/** tan(x + low) for |x| <= pi/4, or -1/tan where `inverse` */
function tanNear(x: number, low: number, inverse: boolean): number {
  const large = Math.abs(x) >= 0.67434
  const negative = x < 0
  if (large) { // tan(pi/4 - t) = (1 - tan t) / (1 + tan t)
    x = PI_QUARTER - (negative ? -x : x) + (PI_QUARTER_LOW - (negative ? -low : low))
    low = 0
  }
  const z = x * x
  const w = z * z
  const odd = 0.133333333333201242699 + w * (0.0218694882948595424599 + w * (3.59207910759131235356e-3 + w * (5.88041240820264096874e-4 + w * (7.81794442939557092300e-5 + w * -1.85586374855275456654e-5))))
  const even = z * (0.0539682539762260521377 + w * (8.86323982359930005737e-3 + w * (1.45620945432529025516e-3 + w * (2.46463134818469906812e-4 + w * (7.14072491382608190305e-5 + w * 2.59073051863633712884e-5)))))
  const cube = z * x
  const r = low + z * (cube * (odd + even) + low) + 0.333333333333334091986 * cube
  const t = x + r
  if (large) {
    const s = inverse ? -1 : 1
    const y = s - 2 * (x + (r - (t * t) / (t + s)))
    return negative ? -y : y
  }
  if (!inverse) return t
  // -1/t in two steps: a plain quotient would lose the low part
  const tHigh = leading(t)
  const rest = r - (tHigh - x)
  const quotient = -1 / t
  const high = leading(quotient)
  return high + quotient * (1 + high * tHigh + high * rest)
}
