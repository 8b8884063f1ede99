/**
 * The project's elementary functions, two arguments at a time: the algorithms and the bits of #kernel/special.ts, for the arguments that
 * networks need. Only + - * / and sqrt, and whole numbers added to exponents. NaN stays NaN.
 */
const MAGIC: f64 = 6755399441055744 // 1.5 * 2^52: sums with it have no digits after the point
const INVERSE_LN2: f64 = 1.4426950408889634
const LN2_HIGH: f64 = 0.6931471803691238
const LN2_LOW: f64 = 1.9082149292705877e-10

// @ts-ignore: decorator
@inline
function all(x: f64): v128 {
  return f64x2.splat(x)
}

// @ts-ignore: decorator
@inline
export function absolute(x: v128): v128 {
  return f64x2.abs(x)
}

/** y 2^k, k the low digits of `shifted` = k + MAGIC: whole numbers there are added to the exponents. */
// @ts-ignore: decorator
@inline
function timesPower(y: v128, shifted: v128): v128 {
  return i64x2.add(y, i64x2.shl(shifted, 52))
}

/** (e^r - 1 - r) for |r| <= 0.35 */
// @ts-ignore: decorator
@inline
function beyondLinear(r: v128): v128 {
  const z = f64x2.mul(r, r)
  let p = f64x2.add(f64x2.mul(z, all(4.13813679705723846039e-8)), all(-1.65339022054652515390e-6))
  p = f64x2.add(f64x2.mul(z, p), all(6.61375632143793436117e-5))
  p = f64x2.add(f64x2.mul(z, p), all(-2.77777777770155933842e-3))
  p = f64x2.add(f64x2.mul(z, p), all(1.66666666666666019037e-1))
  const c = f64x2.sub(r, f64x2.mul(z, p))
  return f64x2.div(f64x2.mul(r, c), f64x2.sub(all(2), c))
}

/** e^x for x <= 0, within 0.65 units in the last place; 0 below -708, where the doubles begin to lose digits. */
// @ts-ignore: decorator
@inline
export function expOfNegative(x: v128): v128 {
  const shifted = f64x2.add(f64x2.mul(x, all(INVERSE_LN2)), all(MAGIC))
  const k = f64x2.sub(shifted, all(MAGIC))
  const high = f64x2.sub(x, f64x2.mul(k, all(LN2_HIGH)))
  const low = f64x2.mul(k, all(LN2_LOW))
  const sum = f64x2.add(all(1), high)
  const small = f64x2.add(f64x2.add(f64x2.sub(all(1), sum), high), f64x2.sub(beyondLinear(f64x2.sub(high, low)), low))
  return v128.andnot(timesPower(f64x2.add(sum, small), shifted), f64x2.lt(x, all(-708)))
}

/** R of log(1 + f) = f - f^2/2 + s (f^2/2 + R(s^2)), s = f / (2 + f) */
// @ts-ignore: decorator
@inline
function remainder(s: v128): v128 {
  const z = f64x2.mul(s, s), w = f64x2.mul(z, z)
  let even = f64x2.add(all(0.2222219843214978396), f64x2.mul(w, all(0.1531383769920937332)))
  even = f64x2.mul(w, f64x2.add(all(0.3999999999940941908), f64x2.mul(w, even)))
  let odd = f64x2.add(all(0.1818357216161805012), f64x2.mul(w, all(0.1479819860511658591)))
  odd = f64x2.add(all(0.2857142874366239149), f64x2.mul(w, odd))
  odd = f64x2.mul(z, f64x2.add(all(0.6666666666666735130), f64x2.mul(w, odd)))
  return f64x2.add(even, odd)
}

/** log(1 + x) for 0 <= x <= 1, within 0.85 units in the last place. */
// @ts-ignore: decorator
@inline
export function log1pOfShare(x: v128): v128 {
  const large = f64x2.ge(x, all(0.4142135623730950))
  const u = f64x2.add(all(1), x)
  const rounding = v128.bitselect(f64x2.sub(all(1), f64x2.sub(u, x)), f64x2.sub(x, f64x2.sub(u, all(1))), f64x2.ge(x, all(1)))
  const correction = v128.and(f64x2.div(rounding, u), large)
  const k = v128.and(all(1), large)
  const f = v128.bitselect(f64x2.sub(f64x2.mul(u, all(0.5)), all(1)), x, large)
  const half = f64x2.mul(f64x2.mul(all(0.5), f), f)
  const s = f64x2.div(f, f64x2.add(all(2), f))
  const rest = f64x2.add(f64x2.mul(s, f64x2.add(half, remainder(s))), f64x2.add(f64x2.mul(k, all(LN2_LOW)), correction))
  return f64x2.sub(f64x2.mul(k, all(LN2_HIGH)), f64x2.sub(f64x2.sub(half, rest), f))
}

/** tanh x, within 0.85 units in the last place. */
// @ts-ignore: decorator
@inline
export function tanhOf(x: v128): v128 {
  const size = absolute(x)
  // near 0 Lambert's fraction
  const z = f64x2.mul(size, size)
  const over = f64x2.add(all(675675), f64x2.mul(z, f64x2.add(all(45045), f64x2.mul(z, f64x2.add(all(594), z)))))
  const under = f64x2.add(all(2027025), f64x2.mul(z, f64x2.add(all(945945), f64x2.mul(z, f64x2.add(all(51975), f64x2.mul(z, f64x2.add(all(630), z)))))))
  const near = f64x2.sub(size, f64x2.div(f64x2.mul(f64x2.mul(size, z), over), under))
  // elsewhere 1 - 2E / (1 + E), E = e^(-2 size), with what rounding takes from it
  const y = f64x2.mul(all(-2), f64x2.pmin(size, all(24)))
  const shifted = f64x2.add(f64x2.mul(y, all(INVERSE_LN2)), all(MAGIC))
  const k = f64x2.sub(shifted, all(MAGIC))
  const high = f64x2.sub(y, f64x2.mul(k, all(LN2_HIGH)))
  const low = f64x2.mul(k, all(LN2_LOW))
  const sum = f64x2.add(all(1), high)
  const small = f64x2.add(f64x2.add(f64x2.sub(all(1), sum), high), f64x2.sub(beyondLinear(f64x2.sub(high, low)), low))
  const whole = f64x2.add(sum, small)
  const top = timesPower(whole, shifted)
  const scale = timesPower(all(1), shifted)
  const topRest = f64x2.mul(scale, f64x2.add(f64x2.sub(sum, whole), small))
  const bottom = f64x2.add(all(1), top)
  const bottomRest = f64x2.add(f64x2.add(f64x2.sub(all(1), bottom), top), topRest)
  const quotient = f64x2.div(f64x2.mul(all(2), top), bottom)
  const correction = f64x2.mul(f64x2.sub(f64x2.mul(all(2), topRest), f64x2.mul(quotient, bottomRest)), f64x2.sub(all(1), f64x2.mul(all(0.5), quotient)))
  const t = f64x2.sub(all(1), quotient)
  const far = f64x2.add(t, f64x2.sub(f64x2.sub(f64x2.sub(all(1), t), quotient), correction))
  const result = v128.bitselect(near, far, f64x2.lt(size, all(0.55)))
  return v128.or(result, v128.and(x, i64x2.splat(<i64>0x8000000000000000)))
}

const TWO_54: f64 = 18014398509481984

/** Natural logarithm, one argument, 0 < x <= Infinity; NaN stays NaN. */
export function log(x: f64): f64 {
  if (!(x < Infinity)) return x
  let shift = 0
  if (x < 2.2250738585072014e-308) {
    x *= TWO_54
    shift = -54
  }
  const bits = reinterpret<u64>(x)
  const e = ((<i32>(bits >> 32) + 0x95f62) >> 20) - 1023
  const f = reinterpret<f64>(bits - (<u64>e << 52)) - 1
  const k = <f64>(e + shift)
  const half = 0.5 * f * f
  const s = f / (2 + f)
  const rest = s * (half + f64x2.extract_lane(remainder(all(s)), 0))
  return k * LN2_HIGH - (half - (rest + k * LN2_LOW) - f)
}

/** log(1 + x), one argument, x >= 0. */
export function log1p(x: f64): f64 {
  if (!(x < 9007199254740992)) return log(x)
  let k: f64 = 0, f = x, correction: f64 = 0
  if (x >= 0.4142135623730950) {
    const u = 1 + x
    const bits = reinterpret<u64>(u)
    const e = ((<i32>(bits >> 32) + 0x95f62) >> 20) - 1023
    k = <f64>e
    correction = (x >= 1 ? 1 - (u - x) : x - (u - 1)) / u
    f = reinterpret<f64>(bits - (<u64>e << 52)) - 1
  } else if (x < 5.551115123125783e-17) return x
  const half = 0.5 * f * f
  const s = f / (2 + f)
  const rest = s * (half + f64x2.extract_lane(remainder(all(s)), 0))
  return k * LN2_HIGH - (half - (rest + (k * LN2_LOW + correction)) - f)
}
