import { describe, expect, test } from 'vitest'
import { solve, symmetricEigen } from '#kernel/dense.ts'
import { random } from '#kernel/random.ts'
import { cos } from '#kernel/special.ts'

const square = (n: number, entry: (i: number, j: number) => number): Float64Array => Float64Array.from({ length: n * n }, (_, k) => entry(Math.floor(k / n), k % n))
const symmetric = (n: number, seed: number): Float64Array => {
  const r = random(seed), a = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) a[i * n + j] = a[j * n + i] = r.normal()
  return a
}
const eigen = (a: Float64Array, n: number) => {
  const values = new Float64Array(n), vectors = new Float64Array(n * n)
  symmetricEigen(a, n, values, vectors)
  return { values, vectors }
}
const largest = (a: Float64Array) => a.reduce((m, x) => Math.max(m, Math.abs(x)), 0)

describe('symmetric eigenproblem', () => {
  test.each([1, 2, 3, 10, 57, 120])('A v = lambda v and V V^T = 1 to rounding, n = %i', (n) => {
    const a = symmetric(n, n)
    const { values, vectors } = eigen(a, n)
    const allowed = 8 * n * Number.EPSILON
    expect([...values]).toEqual([...values].sort((p, q) => p - q))
    const norm = Math.max(Math.abs(values[0]!), Math.abs(values[n - 1]!))
    for (let k = 0; k < n; k++) {
      for (let i = 0; i < n; i++) {
        let av = 0, inner = 0
        for (let j = 0; j < n; j++) {
          av += a[i * n + j]! * vectors[k * n + j]!
          inner += vectors[i * n + j]! * vectors[k * n + j]!
        }
        expect(Math.abs(av - values[k]! * vectors[k * n + i]!)).toBeLessThan(allowed * norm)
        expect(Math.abs(inner - (i === k ? 1 : 0))).toBeLessThan(allowed)
      }
    }
  })
  test('values are the same bits with and without vectors', () => {
    const a = symmetric(20, 5), alone = new Float64Array(20)
    symmetricEigen(a, 20, alone)
    expect(alone).toEqual(eigen(a, 20).values)
  })
  test('the second difference matrix has 2 - 2 cos(k pi / (n + 1))', () => {
    const n = 40
    const { values } = eigen(square(n, (i, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0)), n)
    values.forEach((v, k) => expect(Math.abs(v - (2 - 2 * cos(((k + 1) * Math.PI) / (n + 1))))).toBeLessThan(1e-14))
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
    expect([...eigen(new Float64Array(9), 3).values]).toEqual([0, 0, 0])
  })
  test('entries near the ends of the float range come out in scale', () => {
    for (const s of [1e-300, 1e300]) {
      const { values } = eigen(Float64Array.of(2 * s, s, s, 2 * s), 2)
      expect(values[0]! / s).toBeCloseTo(1, 13)
      expect(values[1]! / s).toBeCloseTo(3, 13)
    }
  })
  test('a matrix that is not finite is refused', () => expect(() => eigen(Float64Array.of(1, NaN, NaN, 1), 2)).toThrow(RangeError))
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
    expect(residual).toBeLessThan(50 * n * Number.EPSILON * largest(a) * Math.max(1, largest(got)))
  })
  test('needs its pivots: a zero corner is no obstacle', () => {
    const x = new Float64Array(2)
    expect(solve(Float64Array.of(0, 1, 1, 0), 2, Float64Array.of(3, 4), x)).toBe(true)
    expect([...x]).toEqual([4, 3])
  })
  test('says when the matrix is singular', () => expect(solve(Float64Array.of(1, 2, 2, 4), 2, Float64Array.of(1, 1), new Float64Array(2))).toBe(false))
})
