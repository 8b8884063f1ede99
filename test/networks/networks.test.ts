import { describe, expect, test } from 'vitest'
import { activate } from '#kernel/activations.ts'
import type { NetworkData, NetworkShape } from '#kernel/kernel.ts'
import { random } from '#kernel/random.ts'
import { referenceKernel } from '#kernel/reference.ts'
import { ACTIVATIONS } from '#kernel/vocabulary.ts'
import { ACTIVATION_NAMES, activations } from '#networks/activations.ts'
import { initialise, initialisers } from '#networks/initialisers.ts'
import { blockOf, denseDim, denseLayout } from '#networks/layout.ts'
import { predictor } from '#networks/predictor.ts'
import { balance, balances, permuteUnits, scaleUnit } from '#networks/symmetries.ts'

const normals = (n: number, seed: number): Float64Array => {
  const draws = random(seed)
  return Float64Array.from({ length: n }, () => draws.normal())
}
function data(samples: number, inputs: number, seed = 3): NetworkData {
  const draws = random(seed)
  return { samples, inputs: Float64Array.from({ length: samples * inputs }, () => draws.normal()), targets: Float64Array.from({ length: samples }, () => draws.below(2)) }
}
const network = (hidden: NetworkShape['hidden'][number], widths = [2, 8, 6, 1]): NetworkShape =>
  ({ widths, hidden: widths.slice(2).map(() => hidden), output: 'logistic', bias: true, loss: 'log' })

describe('layout', () => {
  test('W1, W2, ..., then b1, b2, ...; rows are units', () => {
    expect(denseLayout([2, 3, 1], true).blocks.map(({ name, offset, rows, columns }) => [name, offset, rows, columns])).toEqual([['W1', 0, 3, 2], ['W2', 6, 1, 3], ['b1', 9, 3, 1], ['b2', 12, 1, 1]])
  })
  // Counts of the thesis and of science.md T2.2
  test.each([[[2, 8, 1], 33], [[2, 16, 16, 1], 337], [[8, 12, 12, 12, 12, 12, 1], 745], [[64, 10, 10, 10, 1], 881]] as const)('%j has %i parameters', (widths, dim) => {
    expect(denseDim(widths, true)).toBe(dim)
    const last = denseLayout(widths, true).blocks.at(-1)!
    expect(last.offset + last.rows).toBe(dim)
  })
})

describe('activations', () => {
  test('every name of the kernel and softmax is in the table', () => expect(Object.keys(activations).sort()).toEqual([...ACTIVATION_NAMES].sort()))

  const z = Float64Array.of(-30, -2.5, -1e-3, 0, 1e-3, 0.7, 30), n = z.length
  const at = (name: (typeof ACTIVATIONS)[number], points: Float64Array) => {
    const a = new Float64Array(n), first = new Float64Array(n), second = new Float64Array(n)
    activate(name, 2, points, a, first, second, n)
    return { a, first, second }
  }
  test.each(ACTIVATIONS)('%s: what is said of its symmetries holds', (name) => {
    const { a } = at(name, z), mirrored = at(name, z.map((x) => -x)).a, doubled = at(name, z.map((x) => 2 * x)).a
    const { odd = false, homogeneous = false } = activations[name]
    expect(a.every((x, i) => Math.abs(mirrored[i]! + x) < 1e-15)).toBe(odd)
    expect(a.every((x, i) => Math.abs(doubled[i]! - 2 * x) < 1e-15)).toBe(homogeneous)
  })
  test.each(ACTIVATIONS)('%s: derivatives agree with differences', (name) => {
    const h = 1e-5, { first, second } = at(name, z), up = at(name, z.map((x) => x + h)), down = at(name, z.map((x) => x - h))
    for (let i = 0; i < n; i++) {
      if (z[i] === activations[name].kink) expect(first[i]).toBe((up.a[i]! - at(name, z).a[i]!) / h) // the right derivative
      else {
        expect(Math.abs(first[i]! - (up.a[i]! - down.a[i]!) / (2 * h))).toBeLessThan(1e-9)
        expect(Math.abs(second[i]! - (up.first[i]! - down.first[i]!) / (2 * h))).toBeLessThan(1e-9)
      }
    }
  })
  test('saturated logistic units keep the digits of their slopes', () => {
    const { first } = at('logistic', Float64Array.of(40, -40, 300, -300, 0, 0, 0))
    expect(first[0]! / 4.248354255291589e-18).toBeCloseTo(1, 14) // e^-40
    expect(first[1]).toBe(first[0])
    expect(first[2]! / 5.148200222412013e-131).toBeCloseTo(1, 13) // e^-300
  })
})

describe('symmetries', () => {
  test.each(['tanh', 'relu', 'softplus'] as const)('%s: units in another order, the same loss', (hidden) => {
    const shape = network(hidden), layout = denseLayout(shape.widths, true), kernel = referenceKernel(shape, data(100, 2))
    const theta = normals(kernel.dim, 1), twin = new Float64Array(kernel.dim)
    const value = kernel.value(theta)
    for (const [layer, order] of [[1, [1, 2, 3, 4, 5, 6, 7, 0]], [1, [7, 6, 5, 4, 3, 2, 1, 0]], [2, [2, 0, 1, 5, 4, 3]]] as const) {
      permuteUnits(layout, theta, layer, order, twin)
      expect(twin).not.toEqual(theta)
      expect(Math.abs(kernel.value(twin) - value)).toBeLessThan(1e-12 * value)
    }
    expect(() => permuteUnits(layout, theta, 3, [0], twin)).toThrow('not a hidden layer')
  })

  test.each(['relu', 'leaky-relu'] as const)('%s: a unit\'s weights in and out can be traded, the loss is flat to 1e-10 and the gradient is not', (hidden) => {
    const shape = network(hidden), layout = denseLayout(shape.widths, true), kernel = referenceKernel(shape, data(100, 2))
    const theta = normals(kernel.dim, 2), moved = new Float64Array(kernel.dim), gradient = new Float64Array(kernel.dim), other = new Float64Array(kernel.dim)
    const value = kernel.gradient(theta, gradient)
    for (const factor of [0.1, 0.3, 3, 10]) {
      scaleUnit(layout, theta, 1, 2, factor, moved)
      expect(Math.abs(kernel.gradient(moved, other) - value)).toBeLessThan(1e-10 * value)
      // gradient descent is not equivariant: the gradient in the incoming weights is divided by the factor
      expect(other[4]! * factor).toBeCloseTo(gradient[4]!, 10)
    }
    scaleUnit(layout, theta, 1, 2, -1, moved)
    expect(Math.abs(kernel.value(moved) - value)).toBeGreaterThan(1e-6) // only for positive factors
  })

  const spec = (widths: readonly number[], residual = false) => ({ widths, activations: [...widths.slice(2).map(() => 'relu' as const), 'logistic' as const], bias: true, loss: 'log' as const, residual })

  test('balanced: in and out of one length in every unit of both layers; the factors leave the loss as it is everywhere', () => {
    const shape = network('relu'), layout = denseLayout(shape.widths, true), kernel = referenceKernel(shape, data(100, 2))
    const theta = normals(kernel.dim, 6), factors = new Float64Array(kernel.dim)
    balance(spec(shape.widths), layout, theta, factors)
    for (const layer of [1, 2]) {
      const differences = new Float64Array(shape.widths[layer]!)
      balances(layout, theta.map((x, i) => factors[i]! * x), layer, differences)
      differences.forEach((d) => expect(Math.abs(d)).toBeLessThan(1e-12))
    }
    const other = normals(kernel.dim, 7)
    expect(kernel.value(other.map((x, i) => factors[i]! * x))).toBeCloseTo(kernel.value(other), 12)
    balance(spec([2, 8, 8, 1], true), denseLayout([2, 8, 8, 1], true), normals(105, 1), factors)
    expect(factors.subarray(0, 105).every((x) => x === 1)).toBe(true) // a skip connection ties the two layers
  })

  // d/dt (|w_in|^2 + b^2 - |w_out|^2) = 0 along the gradient flow, so a step of length a changes it by a^2 times the gradient's own difference
  test.each(['relu', 'leaky-relu'] as const)('%s: what gradient flow conserves, a step of descent changes by the square of its size', (hidden) => {
    const shape = network(hidden), layout = denseLayout(shape.widths, true), kernel = referenceKernel(shape, data(100, 2))
    const theta = normals(kernel.dim, 8), gradient = new Float64Array(kernel.dim), step = 0.1
    kernel.gradient(theta, gradient)
    for (const layer of [1, 2]) {
      const [before, after, own] = [0, 0, 0].map(() => new Float64Array(shape.widths[layer]!)) as [Float64Array, Float64Array, Float64Array]
      balances(layout, theta, layer, before)
      balances(layout, theta.map((x, i) => x - step * gradient[i]!), layer, after)
      balances(layout, gradient, layer, own)
      after.forEach((b, j) => expect(Math.abs(b - before[j]! - step * step * own[j]!)).toBeLessThan(1e-13))
    }
  })

  test('tanh: a unit\'s sign can be traded', () => {
    const shape = network('tanh'), layout = denseLayout(shape.widths, true), kernel = referenceKernel(shape, data(100, 2))
    const theta = normals(kernel.dim, 4), moved = new Float64Array(kernel.dim)
    scaleUnit(layout, theta, 2, 5, -1, moved)
    expect(kernel.value(moved)).toBe(kernel.value(theta))
  })

  test('identical units keep identical gradients: descent can never part them', () => {
    const shape = network('tanh', [2, 4, 1]), kernel = referenceKernel(shape, data(60, 2))
    const theta = Float64Array.of(0.3, -0.2, 0.3, -0.2, 0.3, -0.2, 0.3, -0.2, 0.5, 0.5, 0.5, 0.5, 0.1, 0.1, 0.1, 0.1, -0.3), gradient = new Float64Array(17)
    kernel.gradient(theta, gradient)
    for (const j of [1, 2, 3]) expect([gradient[2 * j], gradient[2 * j + 1], gradient[8 + j], gradient[12 + j]]).toEqual([gradient[0], gradient[1], gradient[8], gradient[12]])
  })
})

describe('initialisers', () => {
  const widths = [50, 80, 40], layout = denseLayout(widths, true), dim = denseDim(widths, true)
  const drawn = (kind: string, scale = 1, seed = 1): Float64Array => {
    const out = new Float64Array(dim)
    initialise(kind, layout, scale, random(seed).fork('initial'), out)
    return out
  }
  const variance = (v: Float64Array): number => v.reduce((s, x) => s + x * x, 0) / v.length
  const VARIANCES: Readonly<Record<string, (fanIn: number, fanOut: number) => number>> = {
    uniform: () => 1 / 3, normal: () => 1, 'glorot-uniform': (i, o) => 2 / (i + o), 'glorot-normal': (i, o) => 2 / (i + o),
    'he-normal': (i) => 2 / i, 'he-uniform': (i) => 2 / i, 'lecun-normal': (i) => 1 / i, 'fan-in-uniform': (i) => 1 / (3 * i),
  }

  test.each(initialisers.kinds.map((k) => k.kind))('%s: the variance of its law, equal seeds equal bits, scale multiplies', (kind) => {
    const theta = drawn(kind)
    for (const layer of [1, 2]) {
      const { offset, rows, columns } = blockOf(layout, 'weights', layer)!
      const block = theta.subarray(offset, offset + rows * columns)
      // 3,200 draws and more: the sample variance lies within 10 % of the law's but once in 10^5 (normal: sd sqrt(2/n) = 2.5 %)
      expect(variance(block) / VARIANCES[kind]!(columns, rows)).toBeGreaterThan(0.9)
      expect(variance(block) / VARIANCES[kind]!(columns, rows)).toBeLessThan(1.1)
    }
    expect(drawn(kind)).toEqual(theta)
    expect(drawn(kind, 1, 2)).not.toEqual(theta)
    expect(drawn(kind, 4)).toEqual(theta.map((x) => 4 * x))
  })

  test('biases are drawn or zero, as each law says', () => {
    for (const { kind } of initialisers.kinds) {
      const { offset, rows } = blockOf(layout, 'biases', 1)!
      const zero = drawn(kind).subarray(offset, offset + rows).every((x) => x === 0)
      expect([kind, zero]).toEqual([kind, !['uniform', 'normal', 'fan-in-uniform'].includes(kind)])
    }
  })
})

test('a predictor gives what the loss is made of', () => {
  const shape = network('tanh', [2, 5, 1]), { inputs, targets, samples } = data(90, 2)
  const kernel = referenceKernel(shape, { inputs, targets, samples }), theta = normals(kernel.dim, 9)
  const out = new Float64Array(samples)
  predictor({ widths: shape.widths, activations: ['tanh', 'logistic'], bias: true, loss: 'log' })(theta, inputs, samples, out)
  const loss = out.reduce((sum, z, i) => sum - (targets[i]! * Math.log(z) + (1 - targets[i]!) * Math.log(1 - z)), 0) / samples
  expect(loss).toBeCloseTo(kernel.value(theta), 13)
})
