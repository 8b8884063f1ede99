import { describe, expect, test } from 'vitest'
import { random } from '#kernel/random.ts'
import { acos, asin, atan, atan2, cos, cosh, exp, expm1, log, log10, log1p, log2, logistic, logLogistic, pow, sin, sinh, softplus, tan, tanh } from '#kernel/special.ts'
import { fingerprint, FINGERPRINT } from './fingerprint.ts'
import { exact, precise, preciseAtan2, precisePow, ulps } from './precise.ts'

const r = random(20)
const between = (low: number, high: number) => low + (high - low) * r.uniform()
const sign = () => (r.below(2) === 0 ? -1 : 1)
/** Evenly over the powers between 2^low and 2^high, with all digits random. */
const powers = (low: number, high: number) => {
  const k = Math.floor(between(low, high))
  return (1 + r.uniform()) * 2 ** (k >> 1) * 2 ** (k - (k >> 1))
}
const subnormal = () => (1 + r.below(2 ** 30)) * 2 ** -1074 * 2 ** r.below(20)

type Draw = () => number
const angles: Draw[] = [
  () => between(-0.8, 0.8), () => between(-10, 10), () => sign() * powers(-80, 0), () => sign() * powers(0, 20), () => sign() * powers(20, 1023),
  () => Math.round(between(-1e6, 1e6)) * (Math.PI / 2), () => between(0.999, 1.001) * 1647099,
]
const symmetric: Draw[] = [() => between(-1, 1), () => between(-3, 3), () => between(-22, 22), () => sign() * between(20, 710.4758), () => sign() * powers(-80, 0)]
const positive: Draw[] = [() => between(0.5, 2), () => powers(-1022, 1023), subnormal, () => 1 + sign() * powers(-52, -3)]
const ratios: Draw[] = [() => between(-1, 1), () => sign() * powers(-80, -1), () => sign() * (1 - powers(-53, -3)), () => sign() * between(0.49, 0.51), () => sign() * between(0.97, 0.98)]
const logits: Draw[] = [() => between(-3, 3), () => between(-40, 40), () => between(-745, 0), () => between(-0.01, 0.01)]

/** Where each function is measured, and the bound that its docstring states, in units in the last place. */
const MEASURED: Record<keyof typeof precise, [f: (x: number) => number, bound: number, draws: Draw[]]> = {
  exp: [exp, 0.75, [() => between(-1, 1), () => between(-745, 709.78), () => between(-746, -707), () => sign() * powers(-80, 0)]],
  expm1: [expm1, 1, [() => between(-1, 1), () => between(-3, 3), () => between(-40, 45), () => between(45, 709), () => sign() * powers(-80, 0)]],
  log: [log, 0.8, positive],
  log1p: [log1p, 0.85, [() => between(-0.3, 0.42), () => between(-1, 2), () => powers(0, 1023), () => sign() * powers(-80, -1), () => -1 + powers(-53, -3)]],
  log2: [log2, 0.75, positive],
  log10: [log10, 0.7, positive],
  sin: [sin, 0.8, angles],
  cos: [cos, 0.8, angles],
  tan: [tan, 0.8, angles],
  asin: [asin, 0.9, ratios],
  acos: [acos, 0.9, ratios],
  atan: [atan, 0.8, [() => between(-3, 3), () => sign() * powers(-80, 0), () => sign() * powers(0, 80)]],
  sinh: [sinh, 0.85, symmetric],
  cosh: [cosh, 0.8, symmetric],
  tanh: [tanh, 0.85, symmetric],
  logistic: [logistic, 2, logits],
  softplus: [softplus, 1.5, logits],
  logLogistic: [logLogistic, 1.5, logits.map((draw) => () => -draw())],
}

class Worst {
  error = 0
  where = ''
  add(error: number, ...where: number[]): void {
    if (error <= this.error || this.error !== this.error) return // NaN is worst, and stays
    this.error = error
    this.where = where.join(', ')
  }
}

describe('accuracy against 60 digits', () => {
  test.each(Object.entries(MEASURED))('%s', (name, [f, bound, draws]) => {
    const truth = precise[name as keyof typeof precise]
    const worst = new Worst()
    for (const draw of draws) for (let i = 0; i < 500; i++) {
      const x = draw()
      worst.add(ulps(f(x), truth(x)), x)
    }
    expect(worst.error, `${name} at ${worst.where}`).toBeLessThanOrEqual(bound)
  })

  test('atan2 in every direction, at every size', () => {
    const pairs: (() => [number, number])[] = [
      () => [between(-1, 1), between(-1, 1)],
      () => [sign() * powers(-40, 40), sign() * powers(-40, 40)],
      () => { const s = powers(-1000, 1000); return [sign() * s * between(0.1, 10), sign() * s * between(0.1, 10)] },
      () => [sign() * subnormal(), sign() * subnormal()],
      () => [sign() * subnormal(), sign() * powers(-1022, -990)],
    ]
    const worst = new Worst()
    for (const pair of pairs) for (let i = 0; i < 300; i++) {
      const [y, x] = pair()
      worst.add(ulps(atan2(y, x), preciseAtan2(y, x)), y, x)
    }
    expect(worst.error, `at ${worst.where}`).toBeLessThanOrEqual(0.85)
  })

  test('pow: any base, whole powers of negative bases, bases near 1, subnormal bases and results', () => {
    const pairs: (() => [number, number])[] = [
      () => [between(0, 3), between(0, 3)],
      () => { const x = powers(-60, 60); return [x, (between(-1, 1) * 700) / Math.abs(Math.log(x))] },
      () => [sign() * between(0.1, 10), Math.round(between(-60, 60))],
      () => [1 + sign() * powers(-52, -4), sign() * powers(0, 9)],
      () => { const d = powers(-52, -20); return [1 + sign() * d, between(-700, 700) / d] },
      () => [subnormal(), between(-0.9, 0.9)],
      () => { const x = between(0.001, 0.9); return [x, between(-744, -700) / Math.log(x)] },
    ]
    const worst = new Worst()
    for (const pair of pairs) for (let i = 0; i < 300; i++) {
      const [x, y] = pair()
      const { digits, exponent } = precisePow(Math.abs(x), y)
      worst.add(ulps(pow(x, y), { digits: x < 0 && y % 2 !== 0 ? -digits : digits, exponent }), x, y)
    }
    expect(worst.error, `at ${worst.where}`).toBeLessThanOrEqual(0.8)
  })

  test('the measure itself is sound: published digits, and a neighbour of the nearest double is off by about one', () => {
    expect(ulps(Math.E, precise.exp(1))).toBeLessThan(0.5)
    expect(ulps(2.718281828459045 + 2 ** -51, precise.exp(1))).toBeGreaterThan(0.5)
    expect(ulps(Math.PI / 4, precise.atan(1))).toBeLessThan(0.5)
    expect(ulps(-0.8522008497671888, precise.sin(1e22))).toBeLessThan(0.6) // Ng, Argument reduction for huge arguments (1992)
    expect(ulps(5e-324, exact(1e-323))).toBe(1)
    expect(ulps(Infinity, precise.exp(700))).toBe(Infinity)
  })
})

describe('known answers', () => {
  test('the double nearest of all to a multiple of pi/2 keeps its digits (Muller, Elementary Functions, 3e, table 11.1)', () => {
    const x = 6381956970095103 * 2 ** 797
    expect(cos(x)).toBe(-4.687165924254628e-19)
    expect(sin(x)).toBe(1)
    expect(ulps(tan(x), precise.tan(x))).toBeLessThan(0.85)
  })

  test('sines of 10^22 and of the largest double', () => {
    expect(sin(1e22)).toBe(-0.8522008497671888)
    expect(cos(1e22)).toBe(0.523214785395139)
    expect(ulps(sin(Number.MAX_VALUE), precise.sin(Number.MAX_VALUE))).toBeLessThan(0.8)
  })

  test('powers of two and ten come out whole', () => {
    for (let k = -1074; k < 1024; k++) expect(log2(k < -1022 ? Number.MIN_VALUE * 2 ** (k + 1074) : 2 ** k)).toBe(k)
    for (let k = 0; k <= 22; k++) expect(log10(Number(`1e${k}`))).toBe(k)
    for (let k = -1074; k < 1024; k++) expect(pow(2, k)).toBe(k < -1022 ? Number.MIN_VALUE * 2 ** (k + 1074) : 2 ** k)
  })

  test('whole powers of whole numbers are exact where they fit in 53 bits', () => {
    for (let b = 2; b <= 20; b++) for (let k = 0, truth = 1; truth <= Number.MAX_SAFE_INTEGER; k++, truth *= b) {
      expect(pow(b, k)).toBe(truth)
      expect(pow(-b, k)).toBe(k % 2 ? -truth : truth)
    }
  })

  test('e, pi and their kin', () => {
    expect(exp(1)).toBe(Math.E)
    expect(log(Math.E)).toBe(1)
    expect(log(2)).toBe(Math.LN2)
    expect(log(10)).toBe(Math.LN10)
    expect(4 * atan(1)).toBe(Math.PI)
    expect([asin(1), acos(-1), acos(1), acos(0)]).toEqual([Math.PI / 2, Math.PI, 0, Math.PI / 2])
    expect(logistic(0)).toBe(0.5)
    expect(softplus(0)).toBe(Math.LN2)
  })
})

describe('edges as in C99', () => {
  const INF = Infinity
  const tiny = Number.MIN_VALUE
  const table: [string, (x: number) => number, [number, number][]][] = [
    ['exp', exp, [[0, 1], [-0, 1], [INF, INF], [-INF, 0], [NaN, NaN], [710, INF], [709.782712893384, 1.7976931348622732e308], [709.7827128933841, INF], [-745.1332191019411, tiny], [-745.1332191019412, 0], [-746, 0], [tiny, 1], [-1e300, 0]]],
    ['expm1', expm1, [[0, 0], [-0, -0], [INF, INF], [-INF, -1], [NaN, NaN], [tiny, tiny], [-tiny, -tiny], [-50, -1], [1000, INF]]],
    ['log', log, [[0, -INF], [-0, -INF], [1, 0], [INF, INF], [-1, NaN], [-INF, NaN], [NaN, NaN], [tiny, -744.4400719213812]]],
    ['log1p', log1p, [[0, 0], [-0, -0], [-1, -INF], [-1.1, NaN], [INF, INF], [-INF, NaN], [NaN, NaN], [tiny, tiny], [Number.MAX_VALUE, 709.782712893384]]],
    ['log2', log2, [[0, -INF], [-0, -INF], [1, 0], [INF, INF], [-1, NaN], [NaN, NaN], [tiny, -1074]]],
    ['log10', log10, [[0, -INF], [-0, -INF], [1, 0], [INF, INF], [-1, NaN], [NaN, NaN]]],
    ['sin', sin, [[0, 0], [-0, -0], [INF, NaN], [-INF, NaN], [NaN, NaN], [tiny, tiny], [-1e-300, -1e-300]]],
    ['cos', cos, [[0, 1], [-0, 1], [INF, NaN], [-INF, NaN], [NaN, NaN], [tiny, 1]]],
    ['tan', tan, [[0, 0], [-0, -0], [INF, NaN], [-INF, NaN], [NaN, NaN], [tiny, tiny]]],
    ['asin', asin, [[0, 0], [-0, -0], [1.0000000000000002, NaN], [-1.1, NaN], [NaN, NaN], [INF, NaN], [tiny, tiny]]],
    ['acos', acos, [[1, 0], [-1, Math.PI], [1.0000000000000002, NaN], [NaN, NaN], [-INF, NaN]]],
    ['atan', atan, [[0, 0], [-0, -0], [INF, Math.PI / 2], [-INF, -Math.PI / 2], [NaN, NaN], [tiny, tiny], [1e300, Math.PI / 2]]],
    ['sinh', sinh, [[0, 0], [-0, -0], [INF, INF], [-INF, -INF], [NaN, NaN], [711, INF], [-711, -INF], [tiny, tiny]]],
    ['cosh', cosh, [[0, 1], [-0, 1], [INF, INF], [-INF, INF], [NaN, NaN], [711, INF], [-711, INF]]],
    ['tanh', tanh, [[0, 0], [-0, -0], [INF, 1], [-INF, -1], [NaN, NaN], [25, 1], [-1e300, -1], [tiny, tiny]]],
    ['logistic', logistic, [[INF, 1], [-INF, 0], [NaN, NaN], [800, 1], [-800, 0], [-700, exp(-700)]]],
    ['softplus', softplus, [[INF, INF], [-INF, 0], [NaN, NaN], [800, 800], [-800, 0], [-700, exp(-700)]]],
    ['logLogistic', logLogistic, [[INF, -0], [-INF, -INF], [NaN, NaN], [-800, -800], [700, -exp(-700)]]],
  ]
  test.each(table)('%s', (_, f, rows) => {
    for (const [x, y] of rows) expect(f(x), `at ${x}`).toBe(y)
  })

  test('pow (annex F.9.4.4)', () => {
    const rows: [number, number, number][] = [
      [0, -1, INF], [-0, -1, -INF], [0, -3, INF], [-0, -3, -INF], [0, -2, INF], [-0, -2, INF], [0, -0.5, INF], [-0, -0.5, INF],
      [0, 3, 0], [-0, 3, -0], [0, 2, 0], [-0, 2, 0], [0, 0.5, 0], [-0, 0.5, 0], [-1, INF, 1], [-1, -INF, 1],
      [1, NaN, 1], [1, INF, 1], [1, -INF, 1], [NaN, 0, 1], [NaN, -0, 1], [INF, 0, 1], [-8, 1 / 3, NaN], [-1, 0.5, NaN], [-1, NaN, NaN],
      [0.5, -INF, INF], [-0.5, -INF, INF], [2, -INF, 0], [-2, -INF, 0], [0.5, INF, 0], [-0.5, INF, 0], [2, INF, INF], [-2, INF, INF],
      [-INF, -3, -0], [-INF, -2, 0], [-INF, -0.5, 0], [-INF, 3, -INF], [-INF, 2, INF], [-INF, 0.5, INF], [INF, -1, 0], [INF, 1.5, INF],
      [NaN, 1, NaN], [2, NaN, NaN], [NaN, NaN, NaN], [2, 1024, INF], [-2, 1025, -INF], [2, -1075, 0], [-2, -1075, -0], [2, -1074, tiny], [-2, -1073, -2 * tiny],
      [2, 1e300, INF], [0.5, 1e300, 0], [-2, 1e300, INF], [1.0000000000000002, 1e300, INF], [0.9999999999999999, 1e300, 0], [-1, 1e300, 1], [-1, 9007199254740991, -1], [-1, 3, -1],
      [4, 0.5, 2], [4, -0.5, 0.5], [3, 1, 3], [3, -1, 1 / 3], [1e200, 2, INF], [tiny, 1, tiny], [tiny, -1, INF], [tiny, 0.5, 2 ** -537], [Number.MAX_VALUE, 1.0000000000000002, INF],
    ]
    for (const [x, y, z] of rows) expect(pow(x, y), `pow(${x}, ${y})`).toBe(z)
  })

  test('atan2 (annex F.9.1.4)', () => {
    const { PI } = Math
    const rows: [number, number, number][] = [
      [0, 0, 0], [-0, 0, -0], [0, -0, PI], [-0, -0, -PI], [0, 1, 0], [-0, 1, -0], [0, -1, PI], [-0, -1, -PI], [1, 0, PI / 2], [1, -0, PI / 2], [-1, 0, -PI / 2], [-1, -0, -PI / 2],
      [1, INF, 0], [-1, INF, -0], [1, -INF, PI], [-1, -INF, -PI], [INF, 1, PI / 2], [-INF, 1, -PI / 2], [INF, INF, PI / 4], [-INF, INF, -PI / 4], [INF, -INF, 3 * PI / 4], [-INF, -INF, -3 * PI / 4],
      [NaN, 1, NaN], [1, NaN, NaN], [1, 1, PI / 4], [1, -1, 3 * PI / 4], [tiny, tiny, PI / 4], [tiny, 1, tiny], [tiny, Number.MAX_VALUE, 0], [Number.MAX_VALUE, tiny, PI / 2],
    ]
    for (const [y, x, angle] of rows) expect(atan2(y, x), `atan2(${y}, ${x})`).toBe(angle)
  })
})

describe('shape', () => {
  test('odd functions are odd and even ones even, to the bit', () => {
    for (let i = 0; i < 500; i++) {
      const x = powers(-30, 30)
      for (const f of [sin, tan, atan, sinh, tanh]) expect(f(-x)).toBe(-f(x))
      for (const f of [cos, cosh]) expect(f(-x)).toBe(f(x))
      expect(asin(-1 / (1 + x))).toBe(-asin(1 / (1 + x)))
    }
  })

  test('from a double to its neighbour exp and tanh step back by at most one unit in the last place; tanh and logistic never pass 1', () => {
    const wrong: number[] = []
    for (let i = 0; i < 20_000; i++) {
      const x = between(-20, 20)
      const next = x + Math.abs(x) * 2 ** -52
      if (!(tanh(next) >= tanh(x) - 2 ** -53 && exp(next) >= exp(x) * (1 - 2 ** -52) && Math.abs(tanh(x)) <= 1 && logistic(x) <= 1)) wrong.push(x)
    }
    expect(wrong).toEqual([])
  })

  test('the bits are those of every other engine', () => expect(fingerprint()).toBe(FINGERPRINT))
})
