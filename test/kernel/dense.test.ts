import { describe, expect, test } from 'vitest'
import { cholesky, choleskySolve, solve, symmetricEigen } from '#kernel/dense.ts'
import { random } from '#kernel/random.ts'
import { cos } from '#kernel/special.ts'

const square = (n: number, entry: (i: number, j: number) => number): Float64Array => Float64Array.from({ length: n * n }, (_, k) => entry(Math.floor(k / n), k % n))
const symmetric = (n: number, seed: number): Float64Array => {
  const r = random(seed), a = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) a[i * n + j] = a[j * n + i] = r.normal()
  return a
}
/** B B^T with B n x rank */
const ofRank = (n: number, rank: number, seed: number): Float64Array => {
  const r = random(seed), b = Float64Array.from({ length: n * rank }, () => r.normal())
  return square(n, (i, j) => { let sum = 0; for (let k = 0; k < rank; k++) sum += b[i * rank + k]! * b[j * rank + k]!; return sum })
}
const eigen = (a: Float64Array, n: number) => {
  const values = new Float64Array(n), vectors = new Float64Array(n * n)
  symmetricEigen(a, n, values, vectors)
  return { values, vectors }
}
const largest = (a: Float64Array) => a.reduce((m, x) => Math.max(m, Math.abs(x)), 0)
const EPSILON = Number.EPSILON

/** The worst entries of A V^T - V^T Lambda and of V V^T - 1. */
function faults(a: Float64Array, n: number): { residual: number; skew: number; values: Float64Array } {
  const { values, vectors } = eigen(a, n)
  let residual = 0, skew = 0
  for (let k = 0; k < n; k++) for (let i = 0; i < n; i++) {
    let av = 0, inner = 0
    for (let j = 0; j < n; j++) {
      av += a[i * n + j]! * vectors[k * n + j]!
      inner += vectors[i * n + j]! * vectors[k * n + j]!
    }
    residual = Math.max(residual, Math.abs(av - values[k]! * vectors[k * n + i]!))
    skew = Math.max(skew, Math.abs(inner - (i === k ? 1 : 0)))
  }
  return { residual, skew, values }
}

describe('symmetric eigenproblem', () => {
  const bent = symmetric(60, 3), noise = symmetric(150, 4)
  const gallery: [string, number, Float64Array][] = [
    ...[1, 2, 3, 4, 10, 57, 120].map((n): [string, number, Float64Array] => [`random, n = ${n}`, n, symmetric(n, n)]),
    ['of rank 6 in 60 dimensions', 60, ofRank(60, 6, 1)],
    ['of rank 15 in 150 dimensions', 150, ofRank(150, 15, 2)],
    ['of rank 1', 60, ofRank(60, 1, 3)],
    ['all ones but for rounding', 150, square(150, (i, j) => 1 + 1e-14 * noise[i * 150 + j]!)],
    ['graded downward', 60, square(60, (i, j) => bent[i * 60 + j]! * Number(`1e-${Math.floor((i + j) / 8)}`))],
    ['graded upward', 60, square(60, (i, j) => bent[i * 60 + j]! * Number(`1e-${Math.floor((120 - i - j) / 8)}`))],
    ['twelve equal blocks', 60, square(60, (i, j) => (Math.floor(i / 5) === Math.floor(j / 5) ? 1 : 0))],
    ['the unit matrix', 20, square(20, (i, j) => (i === j ? 1 : 0))],
    ['zero', 7, new Float64Array(49)],
    ['diagonal and out of order', 5, square(5, (i, j) => (i === j ? [3, -1, 7, 0, -1][i]! : 0))],
    ['subnormal', 3, square(3, (i, j) => (1 + i + j) * 1e-320)],
    ['huge', 3, square(3, (i, j) => (1 + i + j) * 1e307)],
  ]
  test.each(gallery)('A v = lambda v and V V^T = 1 to rounding, values ascending: %s', (_, n, a) => {
    const before = a.slice()
    const { residual, skew, values } = faults(a, n)
    expect(residual).toBeLessThanOrEqual(8 * n * EPSILON * largest(values) + 2 * n * Number.MIN_VALUE)
    expect(skew).toBeLessThanOrEqual(8 * n * EPSILON)
    expect([...values]).toEqual([...values].sort((p, q) => p - q))
    expect(a).toEqual(before)
  })

  test('values are the same bits with and without vectors', () => {
    for (const n of [2, 3, 20]) {
      const a = symmetric(n, 5), alone = new Float64Array(n)
      symmetricEigen(a, n, alone)
      expect(alone).toEqual(eigen(a, n).values)
    }
  })
  test('only the lower triangle is read', () => {
    const a = symmetric(6, 1), lower = a.slice()
    for (let i = 0; i < 6; i++) for (let j = i + 1; j < 6; j++) lower[i * 6 + j] = NaN
    expect(eigen(lower, 6)).toEqual(eigen(a, 6))
  })
  test('a matrix of low rank has that many eigenvalues above rounding', () => {
    const { values } = eigen(ofRank(150, 15, 2), 150)
    expect(values.filter((v) => Math.abs(v) > 150 * EPSILON * values[149]!).length).toBe(15)
  })
  test('the second difference matrix has 2 - 2 cos(k pi / (n + 1))', () => {
    const n = 40
    const { values } = eigen(square(n, (i, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0)), n)
    values.forEach((v, k) => expect(Math.abs(v - (2 - 2 * cos(((k + 1) * Math.PI) / (n + 1))))).toBeLessThan(1e-14))
  })
  test('the Clement matrix of order 30 has the odd numbers from -29 to 29 (Clement, SIAM Review 1 (1959) 50)', () => {
    const n = 30
    const { values } = eigen(square(n, (i, j) => { const k = Math.max(i, j); return Math.abs(i - j) === 1 ? Math.sqrt(k * (n - k)) : 0 }), n)
    values.forEach((v, k) => expect(Math.abs(v - (2 * k - 29))).toBeLessThan(30 * 29 * EPSILON))
  })
  test('Wilkinson\'s W21+ has its largest pair equal to 14 digits, yet orthogonal vectors (The Algebraic Eigenvalue Problem, p. 309)', () => {
    const { values } = eigen(square(21, (i, j) => (i === j ? Math.abs(i - 10) : Math.abs(i - j) === 1 ? 1 : 0)), 21)
    expect(values[20]).toBeCloseTo(10.746194182903393, 13)
    expect(values[19]).toBeCloseTo(10.746194182903322, 13)
    expect(values[0]).toBeCloseTo(-1.125441522119984, 13)
  })
  test('the Hilbert matrix of order 5 keeps its smallest eigenvalue', () => {
    // published values, e.g. Gregory & Karney, A Collection of Matrices for Testing (1969)
    const { values } = eigen(square(5, (i, j) => 1 / (i + j + 1)), 5)
    const known = [3.28792877217186e-6, 3.05898040151192e-4, 1.14074916234198e-2, 0.208534218611013, 1.5670506910982307]
    values.forEach((v, k) => expect(Math.abs(v - known[k]!)).toBeLessThan(1e-15))
  })
  test('repeated and zero eigenvalues are found with their multiplicity', () => {
    const u = [0.5, -0.5, 0.5, 0.5]
    const { values } = eigen(square(4, (i, j) => (i === j ? 3 : 0) - 3 * u[i]! * u[j]!), 4)
    expect([...values].map((v) => Math.round(v * 1e12) / 1e12 + 0)).toEqual([0, 3, 3, 3])
  })
  test('entries near the ends of the float range come out in scale', () => {
    for (const s of [1e-300, 1e300]) {
      const { values } = eigen(square(3, (i, j) => (i === j ? 3 * s : s)), 3)
      expect(values[0]! / s).toBeCloseTo(2, 13)
      expect(values[2]! / s).toBeCloseTo(5, 13)
    }
  })
  test('a matrix that is not finite is refused, by its place', () => {
    for (const bad of [NaN, Infinity]) for (const n of [1, 2, 3]) {
      const a = new Float64Array(n * n)
      a[n * n - 1] = bad
      expect(() => eigen(a, n)).toThrow(`${bad} at row ${n - 1}`)
    }
  })
})

describe('two by two', () => {
  const off = (got: number, want: number) => Math.abs(got - want) / Math.abs(want)
  test('the smaller eigenvalue keeps its digits beside one 10^15 times as large', () => {
    // [[1, 1], [1, 1 + d]]: determinant d, so small = d / large, large = 2 + d/2 + d^2/8 + ...
    for (let k = 1; k < 52; k++) {
      const d = 2 ** -k, { values } = eigen(Float64Array.of(1, 1, 1, 1 + d), 2)
      const large = 1 + d / 2 + Math.sqrt(1 + (d * d) / 4)
      expect(off(values[1]!, large)).toBeLessThan(4 * EPSILON)
      expect(off(values[0]!, d / large)).toBeLessThan(8 * EPSILON)
    }
  })
  test('sum and product are trace and determinant, for entries of all sizes and signs', () => {
    const r = random(4)
    for (let i = 0; i < 500; i++) {
      // whole numbers below 2^26, so that trace and determinant are exact
      const p = r.below(2 ** 26) - 2 ** 25, q = r.below(2 ** (1 + (i % 26))) - 2 ** (i % 26), s = r.below(2 ** 26) - 2 ** 25
      const { values } = eigen(Float64Array.of(p, q, q, s), 2)
      const [low, high] = [values[0]!, values[1]!]
      expect(low).toBeLessThanOrEqual(high)
      expect(Math.abs(low + high - (p + s))).toBeLessThanOrEqual(4 * EPSILON * Math.max(Math.abs(low), Math.abs(high)))
      expect(Math.abs(low * high - (p * s - q * q))).toBeLessThanOrEqual(8 * EPSILON * Math.abs(p * s - q * q))
    }
  })
  test('a singular matrix has the eigenvalue 0, and zero has two', () => {
    expect(eigen(Float64Array.of(1, 2, 2, 4), 2).values).toEqual(Float64Array.of(0, 5))
    expect(eigen(Float64Array.of(-1, -2, -2, -4), 2).values.map((x) => x + 0)).toEqual(Float64Array.of(-5, 0))
    expect(eigen(new Float64Array(4), 2)).toEqual({ values: new Float64Array(2), vectors: expect.anything() })
    expect(eigen(Float64Array.of(0, 3, 3, 0), 2).values).toEqual(Float64Array.of(-3, 3))
    expect(eigen(Float64Array.of(2, 0, 0, -1), 2).values).toEqual(Float64Array.of(-1, 2))
  })
})

describe('linear systems', () => {
  test.each([1, 2, 5, 40])('A x = b to rounding, n = %i', (n) => {
    const r = random(n + 100)
    const a = Float64Array.from({ length: n * n }, () => r.normal()), x = Float64Array.from({ length: n }, () => r.normal())
    const b = new Float64Array(n), got = new Float64Array(n)
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) b[i] = b[i]! + a[i * n + j]! * x[j]!
    expect(solve(a.slice(), n, b, got)).toBe(true)
    let residual = 0
    for (let i = 0; i < n; i++) {
      let sum = -b[i]!
      for (let j = 0; j < n; j++) sum += a[i * n + j]! * got[j]!
      residual = Math.max(residual, Math.abs(sum))
    }
    expect(residual).toBeLessThan(50 * n * EPSILON * largest(a) * Math.max(1, largest(got)))
    const same = b.slice()
    expect(solve(a.slice(), n, same, same)).toBe(true) // out may be b
    expect(same).toEqual(got)
  })
  test('needs its pivots: a zero or tiny corner is no obstacle', () => {
    const x = new Float64Array(2)
    expect(solve(Float64Array.of(0, 1, 1, 0), 2, Float64Array.of(3, 4), x)).toBe(true)
    expect([...x]).toEqual([4, 3])
    expect(solve(Float64Array.of(1e-20, 1, 1, 1), 2, Float64Array.of(1, 2), x)).toBe(true)
    expect([...x]).toEqual([1, 1])
  })
  test('says when the matrix is singular or not finite', () => {
    const x = new Float64Array(2)
    expect(solve(Float64Array.of(1, 2, 2, 4), 2, Float64Array.of(1, 1), x)).toBe(false)
    expect(solve(Float64Array.of(NaN, 2, 2, 4), 2, Float64Array.of(1, 1), x)).toBe(false)
    expect(solve(new Float64Array(4), 2, Float64Array.of(1, 1), x)).toBe(false)
  })
})

describe('Cholesky', () => {
  test.each([1, 2, 5, 40])('L L^T = A, and its solution is that of LU, n = %i', (n) => {
    const a = ofRank(n, n + 5, n), l = a.slice()
    expect(cholesky(l, n)).toBe(true)
    for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) {
      let sum = 0
      for (let k = 0; k <= j; k++) sum += l[i * n + k]! * l[j * n + k]!
      expect(Math.abs(sum - a[i * n + j]!)).toBeLessThanOrEqual(4 * n * EPSILON * largest(a))
    }
    const r = random(n), b = Float64Array.from({ length: n }, () => r.normal()), x = new Float64Array(n), y = b.slice()
    solve(a.slice(), n, b, x)
    choleskySolve(l, n, y, y)
    x.forEach((v, i) => expect(Math.abs(v - y[i]!)).toBeLessThan(1e-9 * Math.max(1, largest(x))))
  })
  test('refuses what is not positive definite', () => {
    for (const a of [[1, 2, 2, 1], [0, 0, 0, 1], [-1, 0, 0, 1], [1, 1, 1, 1], [NaN, 0, 0, 1], [1, 0, 0, Infinity]]) expect(cholesky(Float64Array.from(a), 2)).toBe(false)
  })
})
