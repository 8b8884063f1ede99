import { describe, expect, test } from 'vitest'
import { sharpness } from '#analysis/curvature.ts'
import { random } from '#kernel/random.ts'
import { norm } from '#kernel/vec.ts'
import { makeObjective, wholeObjectives } from '#objectives/make.ts'
import { objectives } from '#objectives/registry.ts'
import { SpecError } from '#spec/fault.ts'
import { readValue } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'
import { make, noResources } from './cases.ts'

const inline = (inputs: number[][], targets: number[][]) => ({ kind: 'inline', inputs, targets })
const good = { kind: 'network', widths: [2, 3, 1], activations: ['tanh', 'logistic'], loss: 'log', data: { kind: 'moons' } }

describe('what is refused, and how', () => {
  const faultsOf = (change: object): string => {
    try {
      readValue(objectives.field, { ...good, ...change }, 'objective')
    } catch (error) {
      if (error instanceof SpecError) return error.message
      throw error
    }
    return ''
  }
  test('nothing that is sound', () => expect(faultsOf({})).toBe(''))
  test.each([
    [{ activations: ['tanh'] }, 'objective.activations: expected one for each of the 2 layers after the input, got ["tanh"]'],
    [{ activations: ['softmax', 'logistic'] }, 'objective.activations.0: softmax stands only in the output layer'],
    [{ activations: ['tanh', 'identity'] }, 'objective.activations.1: expected "logistic" under the loss "log", got "identity"'],
    [{ activations: ['tanh', 'softmax'], loss: 'square' }, 'objective.loss: expected "cross-entropy" behind softmax, got "square"'],
    [{ activations: ['tanh', 'logistic'], loss: 'cross-entropy' }, 'objective.activations.1: expected "softmax" under the loss "cross-entropy", got "logistic"'],
    [{ widths: [3, 3, 1] }, "objective.widths.0: expected 2, the width of the data's inputs, got 3"],
    [{ widths: [2, 3, 2] }, "objective.widths.2: expected 1, the width of the data's targets, got 2"],
    [{ widths: [2, 9000, 9000, 1], activations: ['tanh', 'tanh', 'logistic'] }, 'objective.widths: expected at most 1000000 parameters, got 81045001'],
    [{ widths: [2, 0, 1] }, 'objective.widths.1: expected a whole number from 1 to 10000, got 0'],
    [{ activations: ['tanh', 'sigmoid'] }, 'objective.activations.1: expected one of'],
    [{ data: inline([[1, 2], [3, 4]], [[0], [-1]]) }, 'objective.data.targets.1.0: expected a number from 0 to 1 under the log loss, got -1'],
    [{ widths: [2, 3, 2], activations: ['tanh', 'softmax'], loss: 'cross-entropy', data: inline([[1, 2]], [[1, -0.5]]) }, 'objective.data.targets.0.1: expected a number >= 0 under cross-entropy, got -0.5'],
    [{ bais: true }, 'objective.bais: unknown field'],
  ])('%j', (change, message) => expect(faultsOf(change)).toContain(message))

  test('targets that only the data know are refused when it is made', async () => {
    await expect(make('network', { ...good, data: { kind: 'plane' } })).rejects.toThrow('objective.data: expected each target to be a number from 0 to 1 under the log loss')
  })
})

test('it is a mean over its data and says how theta is laid out', async () => {
  const f = await make('network', good)
  expect([f.dim, f.samples, f.dataset?.samples]).toEqual([13, 100, 100])
  expect(f.layout?.blocks.map((b) => b.name)).toEqual(['W1', 'W2', 'b1', 'b2'])
  expect(objectives.get('network').dim(readValue(objectives.field, good))).toBe(13)
})

const curve = (name: string, slope: number, shift: number) => ({ kind: 'neuron-curve', function: name, slope, shift })
const PLANES: readonly (readonly [string, object])[] = [
  ['linear regression', { widths: [2, 1], activations: ['identity'], bias: false, loss: 'square', data: { kind: 'plane' } }],
  ['one sine neuron', { widths: [1, 1], activations: ['sine'], loss: 'square', data: curve('sine', 1.5, 0.5) }],
  ['one tanh neuron', { widths: [1, 1], activations: ['tanh'], loss: 'square', data: curve('tanh', 2, -1) }],
  ['two linear neurons in a row', { widths: [1, 1, 1], activations: ['identity', 'identity'], bias: false, loss: 'square', data: inline([[1]], [[1]]) }],
  ['one logistic neuron', { widths: [2, 1], activations: ['logistic'], bias: false, loss: 'log', data: { kind: 'blobs' } }],
]

describe.each(PLANES)('two parameters: %s', (_, fields) => {
  const spec: KindSpec = readValue(objectives.field, { kind: 'network', ...fields })
  const kind = objectives.get('network')

  test('its own start lies in its own window, and the step size behaves from there', async () => {
    const { domain, start, stepSize, parameters } = kind.scenery!(spec)
    start.forEach((x, i) => expect(x > domain[i]![0] && x < domain[i]![1]).toBe(true))
    expect(parameters).toHaveLength(2)
    const f = await makeObjective(spec, noResources), theta = Float64Array.from(start), gradient = new Float64Array(2)
    const first = f.value(theta)
    for (let k = 0; k < 200; k++) {
      f.gradient(theta, gradient)
      theta.forEach((x, i) => (theta[i] = x - stepSize * gradient[i]!))
    }
    expect(f.value(theta)).toBeLessThan(0.9 * first)
    expect(norm(gradient)).toBeLessThan(0.05)
  })

  test('listed critical points are critical', async () => {
    const f = await makeObjective(spec, noResources), gradient = new Float64Array(2)
    for (const { theta, value } of wholeObjectives.get('network').known!(spec)) {
      expect(f.gradient(Float64Array.from(theta), gradient)).toBeCloseTo(value, 14)
      expect(norm(gradient)).toBeLessThan(1e-14)
    }
  })
})

test('the saddle of two linear neurons at 0 has curvatures 2 and -2', async () => {
  const f = await make('network', PLANES[3]![1])
  const along = (v: number[]): number[] => { const out = new Float64Array(2); f.hvp(new Float64Array(2), Float64Array.from(v), out); return Array.from(out, (x) => x + 0) }
  expect([along([1, 0]), along([0, 1])]).toEqual([[0, -2], [-2, 0]])
})

// science.md T3.S2: on f = (w1 w2 - 1)^2 the minima (c, 1/c) have L = 2 (c^2 + c^-2): one function, any sharpness
test.each([1, 2, 0.25])('the minimum (c, 1/c) of two linear neurons has the sharpness 2 (c^2 + 1/c^2), c = %d', async (c) => {
  const f = await make('network', PLANES[3]![1])
  expect(sharpness(f, Float64Array.of(c, 1 / c), random(1)).largest).toBeCloseTo(2 * (c * c + 1 / (c * c)), 12)
})

test('linear regression on the noisy plane: 2/L of its preset lies where Figure 4.2 zig-zags', async () => {
  const f = await make('network', PLANES[0]![1])
  const limit = 2 / sharpness(f, new Float64Array(2), random(1)).largest
  expect(limit).toBeGreaterThan(0.103)
  expect(limit).toBeLessThan(0.115)
})
