/**
 * Elementary functions to more than 60 digits, in whole-number arithmetic: the measure of src/kernel/special. A number is a BigInt times
 * 2^-F; results that may be far from 1 carry an exponent of their own.
 */

/** digits * 2^exponent */
export interface Exact { readonly digits: bigint; readonly exponent: number }

const FRACTION = 420
const F = BigInt(FRACTION)
const ONE = 1n << F

const view = new DataView(new ArrayBuffer(8))

/** The double, exactly. */
export function exact(x: number): Exact {
  view.setFloat64(0, x)
  const bits = view.getBigUint64(0)
  const field = Number((bits >> 52n) & 2047n)
  const digits = (bits & 0xfffffffffffffn) | (field ? 1n << 52n : 0n)
  return { digits: bits >> 63n ? -digits : digits, exponent: Math.max(field, 1) - 1075 }
}

const shifted = (n: bigint, by: number): bigint => (by >= 0 ? n << BigInt(by) : n >> BigInt(-by))
const abs = (n: bigint): bigint => (n < 0n ? -n : n)
const bitLength = (n: bigint): number => {
  const hex = n.toString(16)
  return 4 * hex.length - Math.clz32(parseInt(hex[0]!, 16)) + 28
}
const times = (a: bigint, b: bigint): bigint => (a * b) >> F
const over = (a: bigint, b: bigint): bigint => (a << F) / b
const fixed = (x: number, extra = 0): bigint => { const { digits, exponent } = exact(x); return shifted(digits, exponent + FRACTION + extra) }
const result = (digits: bigint, exponent = -FRACTION): Exact => ({ digits, exponent })

function squareRoot(a: bigint): bigint { // of a fixed number
  const n = a << F
  if (n === 0n) return 0n
  let r = 1n << BigInt((bitLength(n) + 1) >> 1)
  for (;;) {
    const next = (r + n / r) >> 1n
    if (next >= r) return r
    r = next
  }
}

const reciprocalSeries = (n: bigint, one: bigint, sign: bigint): bigint => { // atan(1/n) for sign -1, atanh(1/n) for +1
  let term = one / n
  let sum = term
  for (let k = 3n; term !== 0n; k += 2n) {
    term = (sign * term) / (n * n)
    sum += term / k
  }
  return sum
}

/** pi with `digits` binary digits after the point, by Machin's formula. */
const piTo = (digits: number): bigint => {
  const one = 1n << BigInt(digits + 20)
  return (4n * (4n * reciprocalSeries(5n, one, -1n) - reciprocalSeries(239n, one, -1n))) >> 20n
}
const WIDE = 1100
const PI_WIDE = piTo(FRACTION + WIDE)
const PI = piTo(FRACTION)
const LN2 = 2n * reciprocalSeries(3n, ONE, 1n)
const LN10 = 3n * LN2 + 2n * reciprocalSeries(9n, ONE, 1n)

function expFixed(r: bigint): bigint { // |r| < 1
  let term = ONE
  let sum = ONE
  const small = r >> 8n
  for (let k = 1n; term !== 0n && term !== -1n; k++) {
    term = times(term, small) / k
    sum += term
  }
  for (let i = 0; i < 8; i++) sum = times(sum, sum)
  return sum
}

function expOf(x: bigint): Exact {
  const k = x / LN2
  return result(expFixed(x - k * LN2), Number(k) - FRACTION)
}

function atanSeries(t: bigint, sign: bigint): bigint {
  const square = sign * times(t, t)
  let power = t
  let sum = t
  for (let k = 3n; power !== 0n && power !== -1n; k += 2n) {
    power = times(power, square)
    sum += power / k
  }
  return sum
}

function logOf({ digits, exponent }: Exact): bigint {
  let k = bitLength(digits)
  let m = shifted(digits, FRACTION - k) // in [1/2, 1)
  if (times(m, m) < ONE >> 1n) {
    m <<= 1n
    k -= 1
  }
  return BigInt(exponent + k) * LN2 + 2n * atanSeries(over(m - ONE, m + ONE), 1n)
}

function atanOf(t: bigint): bigint {
  if (t < 0n) return -atanOf(-t)
  if (t > ONE) return PI / 2n - atanOf((ONE * ONE) / t)
  let halvings = 0n
  while (t > ONE >> 4n) {
    t = over(t, ONE + squareRoot(ONE + times(t, t)))
    halvings++
  }
  return atanSeries(t, -1n) << halvings
}

function sinCos(x: number): [bigint, bigint] {
  const half = PI_WIDE >> 1n
  let wide = fixed(x, WIDE)
  const n = (2n * wide + half) / (2n * half) - (wide < 0n ? 1n : 0n)
  wide -= n * half
  const r = wide >> BigInt(WIDE)
  const series = (start: bigint, first: bigint): bigint => {
    let term = start
    let sum = start
    const square = times(r, r)
    for (let k = first; term !== 0n && term !== -1n; k += 2n) {
      term = -times(term, square) / (k * (k + 1n))
      sum += term
    }
    return sum
  }
  const s = series(r, 2n), c = series(ONE, 1n)
  const turn = Number(((n % 4n) + 4n) % 4n)
  return turn === 0 ? [s, c] : turn === 1 ? [c, -s] : turn === 2 ? [-s, -c] : [-c, s]
}

const onePlus = (x: number): Exact => result(ONE + fixed(x))
const value = ({ digits, exponent }: Exact): bigint => shifted(digits, exponent + FRACTION)
const plus = (a: Exact, b: bigint): Exact => result(value(a) + b)
const inverse = (a: Exact): Exact => result((1n << 1000n) / a.digits, -a.exponent - 1000)

/** Below -100, e^x to 43 digits; the logistic function likewise. */
const softplusOf = (x: number): Exact => (x < -100 ? expOf(fixed(x)) : result(logOf(plus(expOf(fixed(x)), ONE))))

/** The functions, for arguments of at least 2^-100 in modulus where the result follows the argument to 0. */
export const precise = {
  exp: (x: number) => expOf(fixed(x)),
  expm1: (x: number) => plus(expOf(fixed(x)), -ONE),
  log: (x: number) => result(logOf(exact(x))),
  log1p: (x: number) => result(logOf(onePlus(x))),
  log2: (x: number) => result(over(logOf(exact(x)), LN2)),
  log10: (x: number) => result(over(logOf(exact(x)), LN10)),
  sin: (x: number) => result(sinCos(x)[0]),
  cos: (x: number) => result(sinCos(x)[1]),
  tan: (x: number) => { const [s, c] = sinCos(x); return result(over(s, c)) },
  asin: (x: number) => { const t = fixed(x); return result(abs(t) === ONE ? (t * PI) / (2n * ONE) : atanOf(over(t, squareRoot(ONE - times(t, t))))) },
  acos: (x: number) => {
    const t = fixed(x)
    const half = abs(t) === ONE && t < 0n ? PI / 2n : atanOf(squareRoot(over(ONE - t, ONE + t)))
    return result(2n * half)
  },
  atan: (x: number) => result(atanOf(fixed(x))),
  sinh: (x: number) => { const e = expOf(fixed(x)); return result((value(e) - value(inverse(e))) / 2n) },
  cosh: (x: number) => { const e = expOf(fixed(x)); return result((value(e) + value(inverse(e))) / 2n) },
  tanh: (x: number) => { const e = value(expOf(fixed(2 * x))); return result(over(e - ONE, e + ONE)) },
  logistic: (x: number) => (x < -100 ? expOf(fixed(x)) : inverse(plus(expOf(fixed(-x)), ONE))),
  softplus: (x: number) => softplusOf(x),
  logLogistic: (x: number) => { const { digits, exponent } = softplusOf(-x); return result(-digits, exponent) },
} satisfies Record<string, (x: number) => Exact>

export const precisePow = (x: number, y: number): Exact => {
  const { digits, exponent } = exact(y)
  return expOf(shifted(digits * logOf(exact(x)), exponent))
}

export const preciseAtan2 = (y: number, x: number): Exact => {
  const a = exact(Math.abs(y)), b = exact(Math.abs(x))
  const acute = atanOf((shifted(a.digits, Math.max(0, a.exponent - b.exponent)) << F) / shifted(b.digits, Math.max(0, b.exponent - a.exponent)))
  const angle = x < 0 ? PI - acute : acute
  return result(y < 0 ? -angle : angle)
}

/** |got - want| in units of the last place of `want` (of the smallest double where that is larger). */
export function ulps(got: number, want: Exact): number {
  const magnitude = bitLength(abs(want.digits)) + want.exponent // |want| in [2^(magnitude - 1), 2^magnitude)
  const unit = Math.max(magnitude - 53, -1074)
  if (!Number.isFinite(got)) return magnitude > 1024 || (magnitude === 1024 && abs(want.digits) >> BigInt(bitLength(abs(want.digits)) - 54) === (1n << 54n) - 1n) ? 0 : Infinity
  const { digits, exponent } = exact(got)
  const low = Math.min(exponent, want.exponent, unit)
  const difference = abs(shifted(digits, exponent - low) - shifted(want.digits, want.exponent - low))
  return Number((difference << 30n) >> BigInt(unit - low)) / 1073741824
}
