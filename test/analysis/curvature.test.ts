import { describe, expect, test } from 'vitest'
import { rayleighQuotient, sharpness } from '#analysis/curvature.ts'
import { denseHessian, morseIndex } from '#analysis/hessian.ts'
import { symmetricEigen } from '#kernel/dense.ts'
import { random } from '#kernel/random.ts'
import { dot, norm } from '#kernel/vec.ts'
import type { Objective } from '#objectives/objective.ts'
import { make } from '../objectives/cases.ts'

const network = (widths: readonly number[], hidden: string): Promise<Objective> =>
  make('network', { widths, activations: [...widths.slice(2).map(() => hidden), 'logistic'], loss: 'log', data: { kind: 'moons', noise: 0.2 } })
const point = (dim: number, seed = 1): Float64Array => {
  const draws = random(seed)
  return Float64Array.from({ length: dim }, () => 0.6 * draws.normal())
}
function hessianOf(f: Objective, theta: Float64Array): Float64Array {
  const out = new Float64Array(f.dim * f.dim)
  Array.from(denseHessian(f, theta, out))
  return out
}
function spectrum(f: Objective, theta: Float64Array): Float64Array {
  const values = new Float64Array(f.dim)
  symmetricEigen(hessianOf(f, theta), f.dim, values)
  return values
}

describe('the dense Hessian', () => {
  test('is exactly symmetric and multiplies as H v does; by rows or in one go', async () => {
    const f = await network([2, 5, 4, 1], 'tanh')
    const byRows: Objective = { dim: f.dim, samples: f.samples, value: () => NaN, gradient: () => NaN, hvp: (...call) => f.hvp(...call) }
    const theta = point(f.dim), v = point(f.dim, 2), image = new Float64Array(f.dim)
    f.hvp(theta, v, image)
    for (const one of [f, byRows]) {
      const h = hessianOf(one, theta)
      for (let i = 0; i < f.dim; i++) {
        for (let j = 0; j < i; j++) expect(h[i * f.dim + j]).toBe(h[j * f.dim + i])
        expect(dot(h.subarray(i * f.dim, (i + 1) * f.dim), v)).toBeCloseTo(image[i]!, 13)
      }
    }
  })

  test('index and nullity: |lambda| below 1e-6 of the largest counts as zero', () => {
    expect(morseIndex(Float64Array.of(-1, -2e-6, -5e-7, 0, 5e-7, 2e-6, 0.3))).toEqual({ index: 2, nullity: 3 })
    expect(morseIndex(Float64Array.of(0, 0))).toEqual({ index: 0, nullity: 2 })
  })

  test('where the Hessian is the same everywhere only rounding counts as zero: an ill-conditioned bowl is a bowl', () => {
    expect(morseIndex(Float64Array.of(1, 1e7), true)).toEqual({ index: 0, nullity: 0 })
    expect(morseIndex(Float64Array.of(-1e-16, 0, 1), true)).toEqual({ index: 0, nullity: 2 })
  })
})

describe('sharpness', () => {
  test.each([[[2, 1], 'tanh', 'exact'], [[2, 3, 1], 'tanh', 'exact'], [[2, 8, 1], 'softplus', 'lanczos'], [[2, 10, 10, 1], 'leaky-relu', 'lanczos']] as const)('%j %s is the largest eigenvalue, %s', async (widths, hidden, method) => {
    const f = await network(widths, hidden)
    for (const seed of [1, 2, 3]) {
      const theta = point(f.dim, seed), found = sharpness(f, theta, random(1))
      const largest = spectrum(f, theta).at(-1)!
      expect(found.method).toBe(method)
      expect(Math.abs(found.largest - largest)).toBeLessThanOrEqual(found.bound + 1e-12 * largest)
      expect(Math.abs(found.largest - largest)).toBeLessThan(1e-6 * largest)
      expect(norm(found.vector)).toBeCloseTo(1, 12)
      expect(rayleighQuotient(f, theta, found.vector)).toBeCloseTo(largest, 5)
    }
  })

  test.each([[0, [1, 100], 100], [0.7, [-3, 2], 2], [1.1, [-5, -1], -1], [0, [4, 4], 4]])('two parameters, closed form: rotation %d, eigenvalues %j', async (rotation, eigenvalues, largest) => {
    const f = await make('quadratic', { eigenvalues, rotation })
    const { largest: found, vector, bound } = sharpness(f, Float64Array.of(0.3, -2), random(1))
    expect(found).toBeCloseTo(largest, 12)
    expect(bound).toBe(0)
    expect(rayleighQuotient(f, Float64Array.of(0, 0), vector)).toBeCloseTo(largest, 12)
  })

  test('a warm start from the last vector takes fewer products', async () => {
    const f = await network([2, 16, 16, 1], 'tanh')
    let products = 0
    const counted: Objective = { ...f, hvp: (...call) => { products++; f.hvp(...call) } }
    const theta = point(f.dim), first = sharpness(counted, theta, random(1))
    const cold = products
    theta[3] = theta[3]! + 1e-4
    products = 0
    const again = sharpness(counted, theta, random(2), { start: first.vector })
    expect(products).toBeLessThan(cold)
    expect(again.largest).toBeCloseTo(first.largest, 3)
  })

  test('where the Hessian is not finite, L is NaN and nothing throws', async () => {
    for (const widths of [[2, 1], [2, 3, 1], [2, 8, 1]]) {
      const f = await network(widths, 'tanh')
      expect(sharpness(f, point(f.dim).fill(NaN), random(1)).largest).toBeNaN()
    }
  })
})

test('the Rayleigh quotient along v is its curvature; of nothing, NaN', async () => {
  const f = await make('quadratic', { eigenvalues: [2, 18], rotation: 0 })
  expect(rayleighQuotient(f, Float64Array.of(1, 1), Float64Array.of(3, 0))).toBe(2)
  expect(rayleighQuotient(f, Float64Array.of(1, 1), Float64Array.of(1, 1))).toBe(10)
  expect(rayleighQuotient(f, Float64Array.of(1, 1), Float64Array.of(0, 0))).toBeNaN()
})
