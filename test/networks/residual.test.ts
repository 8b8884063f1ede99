import { describe, expect, test } from 'vitest'
import { referenceKernel } from '#kernel/reference.ts'
import { random } from '#kernel/random.ts'
import { dot, norm } from '#kernel/vec.ts'
import { shapeOf, skipsOf } from '#networks/network.ts'
import type { NetworkSpec } from '#networks/network-spec.ts'
import { predictor } from '#networks/predictor.ts'
import { residualKernel } from '#networks/residual.ts'
import { createDescent } from '#optimizers/descent.ts'
import { make } from '../objectives/cases.ts'

const normals = (n: number, seed: number, scale = 1): Float64Array => {
  const draws = random(seed)
  return Float64Array.from({ length: n }, () => scale * draws.normal())
}
/** Two hidden layers of one width, one narrower, and two of that width: skips into the second and the fourth hidden layer. */
const deep: NetworkSpec = { widths: [2, 5, 5, 3, 3, 1], activations: ['tanh', 'softplus', 'tanh', 'sine', 'logistic'], bias: true, loss: 'log', residual: true }
/** 70 samples: a whole tile and a part of one. */
const data = { samples: 70, inputs: normals(140, 3), targets: normals(70, 4).map((x) => (x > 0 ? 1 : 0)) }
const kernelOf = (spec: NetworkSpec) => residualKernel(shapeOf(spec), skipsOf(spec), data)

test('skips go where a hidden layer is as wide as the hidden one before it', () => {
  expect(skipsOf(deep)).toEqual([false, true, false, true, false])
  expect(skipsOf({ ...deep, residual: false })).toEqual([false, false, false, false, false])
  expect(skipsOf({ ...deep, widths: [2, 2, 1, 1], activations: ['tanh', 'tanh', 'logistic'] })).toEqual([false, false, false]) // neither from the input nor into the output
})

test('its meaning, written out for one sample: h <- h + sigma(W h + b) / sqrt(4)', () => {
  const spec: NetworkSpec = { ...deep, widths: [2, 3, 3, 3, 3, 1], activations: ['tanh', 'tanh', 'tanh', 'tanh', 'identity'], loss: 'square' }
  const kernel = residualKernel(shapeOf(spec), skipsOf(spec), data), theta = normals(kernel.dim, 5)
  let at = 0
  const matrices = spec.widths.slice(1).map((rows, l) => Array.from({ length: rows }, () => theta.slice(at, at += spec.widths[l]!)))
  const biases = spec.widths.slice(1).map((rows) => theta.slice(at, at += rows))
  const out = (input: Float64Array): number => {
    let h = Array.from(input)
    matrices.forEach((w, l) => {
      const z = w.map((row, i) => row.reduce((sum, x, j) => sum + x * h[j]!, biases[l]![i]!))
      h = l === 4 ? z : z.map((x, i) => (l === 0 ? 0 : h[i]!) + Math.tanh(x) / (l === 0 ? 1 : 2))
    })
    return h[0]!
  }
  const mean = Array.from({ length: 70 }, (_, i) => (data.targets[i]! - out(data.inputs.subarray(2 * i, 2 * i + 2))) ** 2).reduce((a, b) => a + b) / 70
  expect(kernel.value(theta)).toBeCloseTo(mean, 12)
  const predicted = new Float64Array(70)
  predictor(spec)(theta, data.inputs, 70, predicted)
  expect(predicted[69]).toBeCloseTo(out(data.inputs.subarray(138)), 12)
})

test('without a skip it is the reference kernel, to the last bit', () => {
  const plain = { ...deep, residual: false }, a = kernelOf(plain), b = referenceKernel(shapeOf(plain), data)
  const theta = normals(a.dim, 6), v = normals(a.dim, 7), [ga, gb, ha, hb] = [0, 0, 0, 0].map(() => new Float64Array(a.dim)) as [Float64Array, Float64Array, Float64Array, Float64Array]
  expect(a.gradient(theta, ga)).toBe(b.gradient(theta, gb))
  a.hvp(theta, v, ha)
  b.hvp(theta, v, hb)
  expect([ga, ha]).toEqual([gb, hb])
})

describe('derivatives', () => {
  const kernel = kernelOf(deep), { dim } = kernel
  const theta = normals(dim, 8, 0.7), v = normals(dim, 9), gradient = new Float64Array(dim), image = new Float64Array(dim), other = new Float64Array(dim)
  /** Fourth-order differences: truncation and rounding both below 1e-10. */
  const difference = (f: (at: Float64Array) => number, along: Float64Array): number => {
    const h = 3e-4, at = (t: number): number => f(theta.map((x, i) => x + t * along[i]!))
    return (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h)
  }
  test('the gradient agrees with differences in every parameter, and gives the value', () => {
    expect(kernel.gradient(theta, gradient)).toBe(kernel.value(theta))
    for (let i = 0; i < dim; i++) expect(Math.abs(gradient[i]! - difference((at) => kernel.value(at), Float64Array.from({ length: dim }, (_, k) => Number(k === i))))).toBeLessThan(1e-9)
  })
  test('H v agrees with differences of gradients in every parameter; the dense Hessian is made of it', () => {
    kernel.hvp(theta, v, image)
    for (let i = 0; i < dim; i++) expect(Math.abs(image[i]! - difference((at) => { kernel.gradient(at, other); return other[i]! }, v))).toBeLessThan(1e-7)
    const dense = new Float64Array(dim * dim)
    kernel.hessian(theta, dense)
    expect(norm(image.map((x, i) => x - dot(dense.subarray(i * dim, (i + 1) * dim), v)))).toBeLessThan(1e-12 * norm(image))
  })
  test('batches: the mean of singletons is the whole', () => {
    const mean = new Float64Array(dim)
    let sum = 0
    for (let i = 0; i < 70; i++) {
      sum += kernel.gradient(theta, other, Int32Array.of(i)) / 70
      other.forEach((x, k) => (mean[k]! += x / 70))
    }
    expect(sum).toBeCloseTo(kernel.value(theta), 13)
    kernel.gradient(theta, gradient)
    expect(norm(mean.map((x, k) => x - gradient[k]!))).toBeLessThan(1e-13)
  })
  test('a plane is single values', () => {
    const out = new Float64Array(6), a = Float64Array.of(-1, 0.5, 2), b = Float64Array.of(0, 1)
    kernel.plane(theta, v, gradient, a, b, out)
    expect(out[5]).toBe(kernel.value(theta.map((x, i) => x + 2 * v[i]! + gradient[i]!)))
  })
})

// Hardt and Ma: at 0 all gradients of a plain deep chain vanish; with skips that of the loss does not
test('all weights 0: the plain network is stuck, the residual one is not', async () => {
  const chain = { widths: [1, 1, 1, 1, 1], activations: ['identity', 'identity', 'identity', 'identity'], bias: false, loss: 'square', data: { kind: 'inline', inputs: [[1]], targets: [[2]] } }
  const theta = Float64Array.of(1, 0, 0, 1), gradient = new Float64Array(4)
  ;(await make('network', chain)).gradient(theta, gradient)
  expect(Array.from(gradient, Math.abs)).toEqual([0, 0, 0, 0])
  const f = await make('network', { ...chain, residual: true })
  expect(f.gradient(theta, gradient)).toBe(1)
  expect(gradient[1]).toBeCloseTo(-2 / Math.sqrt(3), 14)
})

describe('weight decay', () => {
  const fields = { widths: [2, 4, 1], activations: ['tanh', 'logistic'], loss: 'log', data: { kind: 'moons', samples: 30 } }
  test('adds decay/2 |theta|^2 to value, gradient, Hessian and plane, and to every sample the whole of it', async () => {
    const [plain, f] = [await make('network', fields), await make('network', { ...fields, weightDecay: 0.02 })]
    const theta = normals(17, 1), v = normals(17, 2), [g, h] = [new Float64Array(17), new Float64Array(17)], square = dot(theta, theta)
    expect(f.value(theta)).toBeCloseTo(plain.value(theta) + 0.01 * square, 14)
    expect(f.value(theta, Int32Array.of(3))).toBeCloseTo(plain.value(theta, Int32Array.of(3)) + 0.01 * square, 14)
    expect(f.gradient(theta, g)).toBe(f.value(theta))
    plain.gradient(theta, h)
    g.forEach((x, i) => expect(x).toBeCloseTo(h[i]! + 0.02 * theta[i]!, 14))
    f.hvp(theta, v, g)
    plain.hvp(theta, v, h)
    g.forEach((x, i) => expect(x).toBeCloseTo(h[i]! + 0.02 * v[i]!, 14))
    const dense = new Float64Array(289), plane = new Float64Array(1)
    f.hessian!(theta, dense)
    g.forEach((x, i) => expect(x).toBeCloseTo(dot(dense.subarray(17 * i, 17 * i + 17), v), 12))
    f.plane!(theta, v, h, Float64Array.of(0.3), Float64Array.of(-1), plane)
    expect(plane[0]).toBe(f.value(theta.map((x, i) => x + 0.3 * v[i]! - h[i]!)))
  })
  test('descent goes down the decayed loss, not down the plain one', async () => {
    const f = await make('network', { ...fields, weightDecay: 0.5 }), theta = normals(17, 3), gradient = new Float64Array(17)
    const descent = createDescent(f, { optimizer: { kind: 'gradient-descent', stepSize: 0.1 }, sampler: { kind: 'full' }, seed: 1 }, theta)
    descent.advance(20)
    for (let k = 0; k < 20; k++) {
      f.gradient(theta, gradient)
      for (let i = 0; i < 17; i++) theta[i]! -= 0.1 * gradient[i]!
    }
    descent.theta.forEach((x, i) => expect(x).toBeCloseTo(theta[i]!, 13))
  })
  test('linear regression keeps its constant Hessian', async () => {
    const f = await make('network', { widths: [2, 1], activations: ['identity'], data: { kind: 'plane' }, weightDecay: 1 })
    expect(f.constantHessian).toBe(true)
  })
})
