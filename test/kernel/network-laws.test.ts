import { describe, expect, test } from 'vitest'
import type { KernelMaker, NetworkData, NetworkShape } from '#kernel/kernel.ts'
import { random } from '#kernel/random.ts'
import { referenceKernel } from '#kernel/reference.ts'
import { compiled } from '#kernel/simd-code.ts'
import { dot, norm } from '#kernel/vec.ts'
import { type Activation, ACTIVATIONS, type Loss, type OutputActivation } from '#kernel/vocabulary.ts'

/** Every kernel inherits these laws. */
const KERNELS: readonly (readonly [string, KernelMaker])[] = [['reference', referenceKernel], ['simd', await compiled()]]
const SMOOTH: readonly Activation[] = ['logistic', 'tanh', 'identity', 'softplus', 'sine']

/** 70 samples: a whole tile and a part of one. */
function sampleData(inputs: number, targets: number, loss: Loss, samples = 70): NetworkData {
  const draws = random(7)
  const data = { samples, inputs: new Float64Array(samples * inputs), targets: new Float64Array(samples * targets) }
  for (let i = 0; i < data.inputs.length; i++) data.inputs[i] = draws.normal()
  for (let i = 0; i < samples; i++) {
    for (let k = 0; k < targets; k++) data.targets[i * targets + k] = loss === 'log' ? draws.below(2) : loss === 'square' ? draws.normal() : 0
    if (loss === 'cross-entropy') data.targets[i * targets + draws.below(targets)] = 1
  }
  return data
}

const shapes = (hidden: readonly Activation[]): readonly (readonly [string, NetworkShape])[] => hidden.flatMap((activation) => [
  ...ACTIVATIONS.map((output) => shape([3, 5, 4, 2], [activation, activation], output, 'square')),
  shape([3, 5, 4, 2], [activation, activation], 'logistic', 'log'),
  shape([3, 5, 4, 3], [activation, activation], 'softmax', 'cross-entropy'),
])
function shape(widths: readonly number[], hidden: readonly Activation[], output: OutputActivation, loss: Loss, bias = true): readonly [string, NetworkShape] {
  return [`${widths.join('-')} ${hidden.join(', ')}, ${output}, ${loss}${bias ? '' : ', no biases'}`, { widths, hidden, output, loss, bias }]
}
const OTHERS = [
  shape([2, 1], [], 'identity', 'square', false), shape([1, 1], [], 'sine', 'square'), shape([2, 1], [], 'logistic', 'log'),
  shape([1, 1, 1], ['identity'], 'identity', 'square', false), shape([3, 7, 2], ['tanh'], 'softmax', 'cross-entropy', false),
]

function draw(n: number, seed: number, scale = 0.7): Float64Array {
  const draws = random(seed)
  return Float64Array.from({ length: n }, () => scale * draws.normal())
}
const largest = (v: Float64Array): number => v.reduce((m, x) => Math.max(m, Math.abs(x)), 0)
const distance = (a: Float64Array, b: Float64Array): number => a.reduce((m, x, i) => Math.max(m, Math.abs(x - b[i]!)), 0)
const unit = (n: number, seed: number): Float64Array => {
  const v = draw(n, seed)
  const length = norm(v)
  return v.map((x) => x / length)
}

describe.each(KERNELS)('the %s kernel', (_, make) => {
  const made = (s: NetworkShape) => make(s, sampleData(s.widths[0]!, s.widths.at(-1)!, s.loss))

  test.each([...shapes(SMOOTH).filter(([, s]) => SMOOTH.includes(s.output as Activation) || s.output === 'softmax'), ...OTHERS])('gradient and H v agree with central differences: %s', (__, s) => {
    const kernel = made(s)
    const theta = draw(kernel.dim, 1), v = unit(kernel.dim, 2)
    const gradient = new Float64Array(kernel.dim), image = new Float64Array(kernel.dim)
    expect(kernel.gradient(theta, gradient)).toBe(kernel.value(theta))
    // fourth-order differences with step h: truncation h^4 f^(5)/30 and rounding 1e-16 f/h both stay below 1e-10 for h = 3e-4
    const difference = (f: (at: Float64Array) => number, along: Float64Array, h: number): number => {
      const at = (t: number): number => f(theta.map((x, i) => x + t * along[i]!))
      return (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h)
    }
    const allowed = 1e-9 * Math.max(1, largest(gradient))
    for (let i = 0; i < kernel.dim; i++) {
      const e = new Float64Array(kernel.dim)
      e[i] = 1
      expect(Math.abs(gradient[i]! - difference((at) => kernel.value(at), e, 3e-4))).toBeLessThan(allowed)
    }
    kernel.hvp(theta, v, image)
    const other = new Float64Array(kernel.dim)
    for (const i of [0, kernel.dim >> 1, kernel.dim - 1]) {
      const slope = difference((at) => { kernel.gradient(at, other); return other[i]! }, v, 3e-4)
      expect(Math.abs(image[i]! - slope)).toBeLessThan(1e-8 * Math.max(1, largest(image)))
    }
  })

  test.each(shapes(['relu', 'leaky-relu']))('away from kinks the gradient agrees with central differences: %s', (__, s) => {
    const kernel = made(s)
    const theta = draw(kernel.dim, 3), gradient = new Float64Array(kernel.dim)
    kernel.gradient(theta, gradient)
    const h = 1e-7 // small enough that no sample crosses a kink between the two points
    for (let i = 0; i < kernel.dim; i++) {
      const up = theta.slice(), down = theta.slice()
      up[i] = theta[i]! + h
      down[i] = theta[i]! - h
      expect(Math.abs(gradient[i]! - (kernel.value(up) - kernel.value(down)) / (2 * h))).toBeLessThan(1e-7 * Math.max(1, largest(gradient)))
    }
  })

  test.each([...shapes(ACTIVATIONS), ...OTHERS])('the Hessian is symmetric and is what H v multiplies by: %s', (__, s) => {
    const kernel = made(s)
    const { dim } = kernel
    const theta = draw(dim, 4), u = draw(dim, 5), v = draw(dim, 6), hu = new Float64Array(dim), hv = new Float64Array(dim), dense = new Float64Array(dim * dim)
    kernel.hvp(theta, u, hu)
    kernel.hvp(theta, v, hv)
    const scale = norm(u) * norm(v) * Math.max(norm(hu) / norm(u), norm(hv) / norm(v))
    expect(Math.abs(dot(u, hv) - dot(v, hu))).toBeLessThan(1e-13 * scale)
    kernel.hessian(theta, dense)
    const product = Float64Array.from({ length: dim }, (___, i) => dot(dense.subarray(i * dim, (i + 1) * dim), v))
    expect(distance(product, hv)).toBeLessThan(1e-12 * Math.max(1, largest(hv)))
  })

  test.each([...shapes(['tanh', 'relu']), ...OTHERS])('batches: the mean of singletons is the whole, repeats count: %s', (__, s) => {
    const kernel = made(s)
    const { dim, samples } = kernel
    const theta = draw(dim, 8), whole = new Float64Array(dim), one = new Float64Array(dim), mean = new Float64Array(dim), v = draw(dim, 9), image = new Float64Array(dim), imageMean = new Float64Array(dim)
    const value = kernel.gradient(theta, whole)
    kernel.hvp(theta, v, image)
    let sum = 0
    for (let i = 0; i < samples; i++) {
      sum += kernel.gradient(theta, one, Int32Array.of(i))
      for (let k = 0; k < dim; k++) mean[k] = mean[k]! + one[k]! / samples
      kernel.hvp(theta, v, one, Int32Array.of(i))
      for (let k = 0; k < dim; k++) imageMean[k] = imageMean[k]! + one[k]! / samples
    }
    expect(Math.abs(sum / samples - value)).toBeLessThanOrEqual(1e-14 * value)
    expect(distance(mean, whole)).toBeLessThan(1e-13 * Math.max(1, largest(whole)))
    expect(distance(imageMean, image)).toBeLessThan(1e-13 * Math.max(1, largest(image)))
    const [a, b] = [kernel.value(theta, Int32Array.of(3)), kernel.value(theta, Int32Array.of(68))]
    expect(kernel.value(theta, Int32Array.of(3, 68, 3, 3))).toBeCloseTo((3 * a + b) / 4, 14)
    expect(kernel.value(theta, Int32Array.from({ length: samples }, (___, i) => i))).toBe(value)
  })

  test.each(OTHERS)('a plane holds the values of its points: %s', (__, s) => {
    const kernel = made(s)
    const { dim } = kernel
    const origin = draw(dim, 10), d1 = draw(dim, 11), d2 = draw(dim, 12), a = Float64Array.of(-1, 0, 0.3), b = Float64Array.of(-2, 0.25, 0.5, 1)
    const out = new Float64Array(12)
    kernel.plane(origin, d1, d2, a, b, out)
    for (let i = 0; i < 3; i++) for (let j = 0; j < 4; j++) expect(out[i * 4 + j]).toBe(kernel.value(origin.map((x, k) => x + a[i]! * d1[k]! + b[j]! * d2[k]!)))
  })

  test('outputs: of a ReLU network by hand; of softmax, shares that sum to 1', () => {
    const relu = make({ widths: [1, 2, 1], hidden: ['relu'], output: 'identity', bias: true, loss: 'square' }, { samples: 0, inputs: new Float64Array(0), targets: new Float64Array(0) })
    const out = new Float64Array(3)
    relu.predict(Float64Array.of(1, -1, 2, 3, 0.5, 0, -0.25), Float64Array.of(-1, 0, 2), 3, out)
    expect(Array.from(out)).toEqual([3 - 0.25, 2 * 0.5 - 0.25, 2 * 2.5 - 0.25])
    const softmax = make({ widths: [2, 3], hidden: [], output: 'softmax', bias: true, loss: 'cross-entropy' }, { samples: 0, inputs: new Float64Array(0), targets: new Float64Array(0) })
    const shares = new Float64Array(100 * 3)
    softmax.predict(draw(9, 1), draw(200, 2), 100, shares)
    for (let i = 0; i < 100; i++) expect(shares[3 * i]! + shares[3 * i + 1]! + shares[3 * i + 2]!).toBeCloseTo(1, 15)
  })

  test('log loss is exact where the output is saturated', () => {
    const kernel = make({ widths: [1, 1], hidden: [], output: 'logistic', bias: true, loss: 'log' }, { samples: 2, inputs: Float64Array.of(1, 1), targets: Float64Array.of(0, 1) })
    const zero = Int32Array.of(0), one = Int32Array.of(1), gradient = new Float64Array(2)
    expect(kernel.value(Float64Array.of(800, 0), zero)).toBe(800)
    expect(kernel.value(Float64Array.of(-800, 0), one)).toBe(800)
    expect(kernel.value(Float64Array.of(800, 0), one)).toBe(0)
    // ln(1 + e^-40) = e^-40 to 17 digits
    expect(kernel.value(Float64Array.of(40, 0), one)).toBeCloseTo(4.248354255291589e-18, 33)
    kernel.gradient(Float64Array.of(40, 0), gradient, one)
    expect(gradient[1]! / -4.248354255291589e-18).toBeCloseTo(1, 14)
    kernel.gradient(Float64Array.of(-800, 0), gradient, one)
    expect(gradient[1]).toBe(-1)
  })

  test('cross-entropy is exact where the outputs are saturated', () => {
    const kernel = make({ widths: [1, 2], hidden: [], output: 'softmax', bias: true, loss: 'cross-entropy' }, { samples: 1, inputs: Float64Array.of(1), targets: Float64Array.of(1, 0) })
    const gradient = new Float64Array(4)
    expect(kernel.gradient(Float64Array.of(0, 0, 40, 0), gradient) / 4.248354255291589e-18).toBeCloseTo(1, 14)
    expect(gradient[2]! / -4.248354255291589e-18).toBeCloseTo(1, 14)
    expect(kernel.value(Float64Array.of(0, 0, -1000, 1000))).toBe(2000)
  })

  test('at a kink the derivative is the right derivative, 1', () => {
    for (const [hidden, value] of [['relu', 0], ['leaky-relu', 0]] as const) {
      const kernel = make({ widths: [1, 1, 1], hidden: [hidden], output: 'identity', bias: false, loss: 'square' }, { samples: 1, inputs: Float64Array.of(1), targets: Float64Array.of(1) })
      const gradient = new Float64Array(2)
      expect(kernel.gradient(Float64Array.of(0, 3), gradient)).toBe(1)
      expect(Array.from(gradient, (x) => x + 0)).toEqual([-6, value]) // 2 (0 - 1) * 3 * 1
    }
  })

  test('NaN in theta gives NaN, whatever the activation', () => {
    for (const [__, s] of [...shapes(['relu', 'tanh', 'logistic']), ...OTHERS]) {
      const kernel = made(s)
      const theta = draw(kernel.dim, 13)
      theta[0] = NaN
      expect(kernel.value(theta)).toBeNaN()
    }
  })
})
