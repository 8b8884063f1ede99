import { describe, expect, test } from 'vitest'
import { lanczos, largestEigenvalue } from '#analysis/lanczos.ts'
import { symmetricEigen } from '#kernel/dense.ts'
import { random } from '#kernel/random.ts'
import type { Vec } from '#kernel/vec.ts'

/** v -> Q diag(values) Q v with the reflection Q = 1 - 2 u u^T: a full matrix of known spectrum. */
function turned(values: readonly number[]): (v: Vec, out: Vec) => void {
  const n = values.length, r = random(7)
  const u = Float64Array.from({ length: n }, () => r.normal())
  const size = Math.sqrt(u.reduce((s, x) => s + x * x, 0))
  u.forEach((x, i) => { u[i] = x / size })
  const reflect = (v: Vec) => {
    const along = 2 * u.reduce((s, x, i) => s + x * v[i]!, 0)
    for (let i = 0; i < n; i++) v[i] = v[i]! - along * u[i]!
  }
  return (v, out) => {
    out.set(v)
    reflect(out)
    for (let i = 0; i < n; i++) out[i] = out[i]! * values[i]!
    reflect(out)
  }
}

const spectrum = Array.from({ length: 60 }, (_, i) => (i === 0 ? -3 : i === 59 ? 10 : i / 60))

describe('Lanczos', () => {
  test('with as many steps as rows finds the whole spectrum', () => {
    const { values } = lanczos(turned(spectrum), 60, 60, random(1))
    const sorted = [...spectrum].sort((a, b) => a - b)
    values.forEach((v, k) => expect(Math.abs(v - sorted[k]!)).toBeLessThan(1e-12))
  })
  test('finds the ends first, and its bounds hold', () => {
    const { values, bounds } = lanczos(turned(spectrum), 60, 12, random(1))
    expect(Math.abs(values[0]! + 3)).toBeLessThan(1e-6)
    expect(Math.abs(values[11]! - 10)).toBeLessThan(1e-6)
    values.forEach((v, k) => expect(Math.min(...spectrum.map((s) => Math.abs(s - v)))).toBeLessThanOrEqual(bounds[k]!))
  })
  test('its vectors are eigenvectors up to the bounds', () => {
    const apply = turned(spectrum), { values, bounds, vectors } = lanczos(apply, 60, 15, random(3), true)
    const out = new Float64Array(60)
    values.forEach((value, k) => {
      const v = vectors!.subarray(k * 60, k * 60 + 60)
      apply(v, out)
      expect(Math.sqrt(out.reduce((s, x, i) => s + (x - value * v[i]!) * (x - value * v[i]!), 0))).toBeLessThanOrEqual(bounds[k]!)
    })
  })
  test('notices that the space is closed', () => {
    const { values, closed } = lanczos((v, out) => out.set(v.map((x, i) => (i < 3 ? 2 : 5) * x)), 10, 8, random(1))
    expect(closed).toBe(true)
    expect([...values].map((v) => Math.round(v * 1e12) / 1e12)).toEqual([2, 5])
  })
  const n = 80
  const spectra: [string, number[]][] = [
    ['evenly spread', Array.from({ length: n }, (_, i) => i - 20)],
    ['low rank', Array.from({ length: n }, (_, i) => (i < 75 ? 0 : i))],
    ['three values, many times each', Array.from({ length: n }, (_, i) => [-1, 0.5, 2][i % 3]!)],
    ['one outlier of 10^8', Array.from({ length: n }, (_, i) => (i ? 1 + i / n : 1e8))],
    ['clustered at the top', Array.from({ length: n }, (_, i) => (i < 10 ? 1 + i * 1e-9 : i / n / 2))],
    ['tiny', Array.from({ length: n }, (_, i) => (i - 7) * 1e-200)],
    ['zero', Array.from({ length: n }, () => 0)],
  ]
  test.each(spectra)('each bound holds a true eigenvalue, vectors are orthonormal: %s', (_, truth) => {
    for (const steps of [1, 7, 30, n]) {
      const { values, bounds, vectors } = lanczos(turned(truth), n, steps, random(steps), true)
      const m = values.length
      let skew = 0
      values.forEach((v, k) => {
        expect(Math.min(...truth.map((s) => Math.abs(s - v)))).toBeLessThanOrEqual(bounds[k]!)
        for (let j = 0; j <= k; j++) {
          let inner = j === k ? -1 : 0
          for (let i = 0; i < n; i++) inner += vectors![k * n + i]! * vectors![j * n + i]!
          skew = Math.max(skew, Math.abs(inner))
        }
      })
      expect(skew).toBeLessThan(8 * m * Number.EPSILON)
    }
  })
  test('repeated eigenvalues close the space after as many steps as there are different ones', () => {
    const { values, closed } = lanczos(turned(spectra[2]![1]), n, 30, random(1))
    expect(closed).toBe(true)
    expect(values.length).toBe(3)
  })
  test('says which product is not finite', () => {
    let products = 0
    expect(() => lanczos((v, out) => { out.set(v.map((x, i) => x * i)); if (++products === 3) out[0] = NaN }, 9, 9, random(1))).toThrow('Product 3 of the operator is not finite')
    expect(() => largestEigenvalue((_, out) => out.fill(Infinity), 9, random(1))).toThrow(RangeError)
  })
  test('refuses more steps than rows', () => expect(() => lanczos(turned([1, 2]), 2, 3, random(1))).toThrow(RangeError))
  test('same seed, same bits', () => expect(lanczos(turned(spectrum), 60, 9, random(4)).values).toEqual(lanczos(turned(spectrum), 60, 9, random(4)).values))
})

describe('the largest eigenvalue', () => {
  test('is the largest, not the largest in modulus', () => {
    const { value, bound } = largestEigenvalue(turned([-50, ...Array.from({ length: 30 }, (_, i) => i / 30), 4]), 32, random(2))
    expect(Math.abs(value - 4)).toBeLessThan(1e-5)
    expect(bound).toBeLessThan(1e-5)
  })
  test('agrees with the dense solver on a random matrix', () => {
    const n = 40, r = random(9), a = new Float64Array(n * n), values = new Float64Array(n)
    for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) a[i * n + j] = a[j * n + i] = r.normal()
    symmetricEigen(a, n, values)
    const apply = (v: Vec, out: Vec) => { for (let i = 0; i < n; i++) out[i] = v.reduce((s, x, j) => s + a[i * n + j]! * x, 0) }
    const { value, bound } = largestEigenvalue(apply, n, random(1), { tolerance: 1e-10 })
    expect(Math.abs(value - values[n - 1]!)).toBeLessThanOrEqual(bound + 1e-12)
  })
  test('a good start saves products', () => {
    const apply = turned(spectrum), cold = largestEigenvalue(apply, 60, random(1), { tolerance: 1e-8 })
    expect(largestEigenvalue(apply, 60, random(1), { tolerance: 1e-8, start: cold.vector }).steps).toBeLessThan(cold.steps)
  })
  test('stops as soon as the bound is below the tolerance, and later for a smaller one', () => {
    const far = [...Array.from({ length: 199 }, (_, i) => i / 199), 10]
    let before = 0
    for (const tolerance of [1e-2, 1e-5, 1e-9]) {
      const { value, bound, steps } = largestEigenvalue(turned(far), 200, random(5), { tolerance })
      expect(bound).toBeLessThanOrEqual(tolerance * value)
      expect(Math.abs(value - 10)).toBeLessThanOrEqual(bound)
      expect(steps).toBeGreaterThan(before)
      before = steps
    }
    expect(before).toBeLessThan(40)
  })
  test('spends at most the products that it may, and says what it then knows', () => {
    let products = 0
    const apply = turned(Array.from({ length: 300 }, (_, i) => i / 300))
    const { steps, bound } = largestEigenvalue((v, out) => { products++; apply(v, out) }, 300, random(5), { tolerance: 1e-12, maxSteps: 10 })
    expect([steps, products]).toEqual([10, 10])
    expect(bound).toBeGreaterThan(1e-12)
  })
  test('its vector is the eigenvector', () => {
    const apply = turned(spectrum), { value, vector } = largestEigenvalue(apply, 60, random(1), { tolerance: 1e-10 })
    const image = new Float64Array(60)
    apply(vector, image)
    expect(Math.max(...image.map((x, i) => Math.abs(x - value * vector[i]!)))).toBeLessThan(1e-8)
  })
  test('finds its way from a start that is itself an eigenvector of another eigenvalue', () => {
    const diagonal = (v: Vec, out: Vec) => out.set(v.map((x, i) => x * i))
    const start = new Float64Array(50)
    start[3] = 1
    expect(Math.abs(largestEigenvalue(diagonal, 50, random(1), { start }).value - 49)).toBeLessThan(1e-3)
  })
  test('of one dimension takes one product', () => {
    const { value, steps } = largestEigenvalue((v, out) => { out[0] = -2 * v[0]! }, 1, random(1))
    expect(Math.abs(value + 2)).toBeLessThan(1e-14)
    expect(steps).toBe(1)
  })
})
