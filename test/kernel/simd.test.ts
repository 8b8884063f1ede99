import { afterEach, describe, expect, test, vi } from 'vitest'
import { activate } from '#kernel/activations.ts'
import type { NetworkData, NetworkShape } from '#kernel/kernel.ts'
import { loadKernel } from '#kernel/load.ts'
import { random } from '#kernel/random.ts'
import { referenceKernel } from '#kernel/reference.ts'
import { compiled } from '#kernel/simd-code.ts'
import { type Activation, ACTIVATIONS } from '#kernel/vocabulary.ts'

const simd = await compiled()
const draws = random(5)
const normal = (n: number, scale = 1): Float64Array => Float64Array.from({ length: n }, () => scale * draws.normal())
const largest = (v: Float64Array): number => v.reduce((m, x) => Math.max(m, Math.abs(x)), 0)
const distance = (a: Float64Array, b: Float64Array): number => a.reduce((m, x, i) => Math.max(m, Math.abs(x - b[i]!)), 0)

function problem(widths: readonly number[], hidden: Activation, output: NetworkShape['output'], loss: NetworkShape['loss'], samples: number): { shape: NetworkShape; data: NetworkData } {
  const m = widths.at(-1)!, targets = new Float64Array(samples * m)
  for (let i = 0; i < samples; i++) {
    for (let k = 0; k < m; k++) targets[i * m + k] = loss === 'log' ? draws.below(2) : loss === 'square' ? draws.normal() : 0
    if (loss === 'cross-entropy') targets[i * m + draws.below(m)] = 1
  }
  return { shape: { widths, hidden: widths.slice(2).map(() => hidden), output, loss, bias: true }, data: { samples, inputs: normal(samples * widths[0]!), targets } }
}

const LASTS = [['identity', 'square'], ['tanh', 'square'], ['logistic', 'log'], ['softmax', 'cross-entropy']] as const

/**
 * Sums of a few hundred terms in another order, their roundings carried through three layers: relative to the largest entry some hundred units in the last
 * place at worst, 2^-53 each. Losses and slopes of order 1; networks that amplify more amplify roundings more, in either kernel.
 */
const BOUND = 5e-13

describe.each(ACTIVATIONS)('%s: the fast kernel agrees with the reference to 5e-13', (hidden) => {
  // one sample, a tile and its odd rest, several tiles; widths around the blocks of two, four and eight
  test.each(LASTS.flatMap(([output, loss]) => [[2, 8, 8, 3], [3, 5, 4, 2], [9, 7, 6, 1], [1, 3, 1], [20, 11, 10, 9, 2]].filter((w) => output !== 'softmax' || w.at(-1)! > 1).map((widths) => [widths.join('-'), output, loss, widths] as const)))(
    '%s, %s, %s', (_, output, loss, widths) => {
      for (const samples of [1, 70, 301]) {
        const { shape, data } = problem(widths, hidden, output, loss, samples)
        const slow = referenceKernel(shape, data), fast = simd(shape, data)
        const { dim } = slow, theta = normal(dim, 0.6), v = normal(dim, 0.6), a = new Float64Array(dim), b = new Float64Array(dim)
        const batches = [undefined, Int32Array.of(samples - 1), Int32Array.from({ length: 5 }, () => draws.below(samples)), Int32Array.from({ length: 90 }, () => draws.below(samples))]
        for (const batch of batches) {
          const value = slow.gradient(theta, a, batch)
          expect(Math.abs(fast.gradient(theta, b, batch) - value)).toBeLessThan(BOUND * Math.max(1, value))
          expect(distance(a, b)).toBeLessThan(BOUND * Math.max(1, largest(a)))
          slow.hvp(theta, v, a, batch)
          fast.hvp(theta, v, b, batch)
          expect(distance(a, b)).toBeLessThan(4 * BOUND * Math.max(1, largest(a)))
        }
      }
    })
})

test('losses however small keep their digits: 1e-12 relative', () => {
  const { shape, data } = problem([2, 6, 1], 'tanh', 'logistic', 'log', 90)
  for (let i = 0; i < 90; i++) data.targets[i] = data.inputs[2 * i]! > 0 ? 1 : 0
  const slow = referenceKernel(shape, data), fast = simd(shape, data)
  const theta = new Float64Array(slow.dim)
  theta[0] = 50
  for (const weight of [3, 10, 20, 30, 40]) {
    theta[12] = weight
    const value = slow.value(theta)
    expect(Math.abs(fast.value(theta) / value - 1)).toBeLessThan(1e-12)
  }
  const classes = problem([2, 3], 'tanh', 'softmax', 'cross-entropy', 90)
  for (let i = 0; i < 90; i++) classes.data.targets.set(classes.data.inputs[2 * i]! > 0 ? [1, 0, 0] : [0, 1, 0], 3 * i)
  const reference = referenceKernel(classes.shape, classes.data), kernel = simd(classes.shape, classes.data)
  for (const weight of [1, 100, 1e4, 1e6]) {
    const at = Float64Array.of(weight, 0, -weight, 0, 0, 0, 0, 0, -5)
    expect(Math.abs(kernel.value(at) / reference.value(at) - 1)).toBeLessThan(1e-12)
  }
})

test('shares of a class that are no whole numbers, and a thousand classes, agree too', () => {
  const { shape, data } = problem([3, 4, 1000], 'tanh', 'softmax', 'cross-entropy', 40)
  for (const soften of [false, true]) {
    if (soften) for (let i = 0; i < data.targets.length; i++) data.targets[i] = draws.uniform()
    const slow = referenceKernel(shape, data), fast = simd(shape, data), theta = normal(slow.dim, 0.6), a = new Float64Array(slow.dim), b = new Float64Array(slow.dim)
    for (const batch of [undefined, Int32Array.of(3)]) {
      const value = slow.gradient(theta, a, batch)
      expect(Math.abs(fast.gradient(theta, b, batch) / value - 1)).toBeLessThan(BOUND)
      expect(distance(a, b)).toBeLessThan(BOUND * largest(a))
    }
  }
})

test('the dense Hessian is exactly symmetric between layers, and agrees', () => {
  for (const [hidden, output, loss] of [['tanh', 'logistic', 'log'], ['relu', 'softmax', 'cross-entropy'], ['softplus', 'identity', 'square']] as const) {
    const { shape, data } = problem([3, 5, 4, 2], hidden, output, loss, 150)
    const slow = referenceKernel(shape, data), fast = simd(shape, data), { dim } = slow
    const theta = normal(dim, 0.6), a = new Float64Array(dim * dim), b = new Float64Array(dim * dim)
    slow.hessian(theta, a)
    fast.hessian(theta, b)
    expect(distance(a, b)).toBeLessThan(4 * BOUND * Math.max(1, largest(a)))
  }
})

test.each([['leaky-relu', 300], ['relu', 100], ['tanh', 75]] as const)('on a plane of a network with many inputs the shared first layer changes roundings only: %s, %i samples', (hidden, samples) => {
  const { shape, data } = problem([30, 6, 5, 2], hidden, 'softmax', 'cross-entropy', samples)
  const fast = simd(shape, data), { dim } = fast
  const origin = normal(dim, 0.4), d1 = normal(dim, 0.4), d2 = normal(dim, 0.4), a = Float64Array.of(-1, 0.3), b = Float64Array.of(-2, 0.25, 1), out = new Float64Array(6)
  fast.plane(origin, d1, d2, a, b, out)
  for (let i = 0; i < 2; i++) for (let j = 0; j < 3; j++) {
    const value = fast.value(origin.map((x, k) => x + a[i]! * d1[k]! + b[j]! * d2[k]!))
    expect(Math.abs(out[i * 3 + j]! - value)).toBeLessThan(BOUND * Math.max(1, value))
    const alone = new Float64Array(1)
    fast.plane(origin, d1, d2, a.subarray(i, i + 1), b.subarray(j, j + 1), alone)
    expect(alone[0]).toBe(out[i * 3 + j]) // however the plane is cut
  }
  fast.plane(d1, origin, d2, a, b, out) // another plane is not taken for the first
  expect(Math.abs(out[0]! - fast.value(d1.map((x, k) => x - origin[k]! - 2 * d2[k]!)))).toBeLessThan(BOUND * Math.max(1, out[0]!))
})

test.each(ACTIVATIONS)('%s has the bits of the project\'s own functions', (name) => {
  const z = Float64Array.from([0, 1e-300, 1e-9, 1e-4, 0.1, 0.4142, 0.5499, 0.55, 0.6931, 1, 1.5, 3, 19.9, 20, 25, 37, 300, 700].flatMap((t) => [t, -t]).concat(Array.from(normal(400, 3))))
  const expected = new Float64Array(z.length), other = new Float64Array(z.length)
  activate(name, 0, z, expected, other, other, z.length)
  const kernel = simd({ widths: [1, 1], hidden: [], output: name, bias: false, loss: 'square' }, { samples: 0, inputs: new Float64Array(0), targets: new Float64Array(0) })
  const out = new Float64Array(z.length)
  kernel.predict(Float64Array.of(1), z, z.length, out)
  expect(out.map((x) => x + 0)).toEqual(expected.map((x) => x + 0))
})

describe('the kernel is chosen', () => {
  afterEach(() => void vi.restoreAllMocks())
  const { shape, data } = problem([2, 3, 1], 'tanh', 'logistic', 'log', 10)

  test('the fast one where the engine has vectors', async () => {
    expect((await loadKernel(shape, data)).name).toBe('simd')
  })
  test('the reference for two parameters, whose first picture waits for no more code', async () => {
    const line = problem([1, 1], 'identity', 'identity', 'square', 10)
    expect((await loadKernel(line.shape, line.data)).name).toBe('reference')
  })
  test('the reference where the engine has no vectors', async () => {
    const without = vi.spyOn(WebAssembly, 'validate').mockReturnValue(false)
    expect((await loadKernel(shape, data)).name).toBe('reference')
    without.mockRestore()
  })
})
