import { describe, expect, test } from 'vitest'
import type { SamplesData } from '#experiments/kinds/data.ts'
import type { OutputsData } from '#experiments/kinds/outputs.ts'
import { ask, faults } from './asking.ts'

const inline = (inputs: number[][], targets: number[][]) => ({ kind: 'inline', inputs, targets })
const says = (objective: object, theta: number[] | object, rest: object = {}) => ask<OutputsData>({ experiment: 'outputs', objective: { kind: 'network', ...objective }, theta, ...rest }).then(({ data }) => data)

describe('what a network says', () => {
  test('one neuron over two inputs: sigma(2 x1 - x2 + 0.5) on the lattice, the first input changing fastest', async () => {
    const { lattice, samples, right, loss } = await says(
      { widths: [2, 1], activations: ['logistic'], loss: 'log', data: inline([[1, 0], [-1, 1], [0, 3]], [[1], [0], [1]]) }, [2, -1, 0.5], { lattice: [[-1, 1, 3], [0, 2, 2]] },
    )
    const sigma = (z: number): number => 1 / (1 + Math.exp(-z))
    const expected = [0, 2].flatMap((x2) => [-1, 0, 1].map((x1) => sigma(2 * x1 - x2 + 0.5)))
    expect(lattice!.rows).toBe(6)
    lattice!.values.forEach((v, i) => expect(v).toBeCloseTo(expected[i]!, 14))
    const z = [2.5, -2.5, -2.5]
    samples.values.forEach((v, i) => expect(v).toBeCloseTo(sigma(z[i]!), 14))
    expect(right).toBe(2) // the third is said to be of class 0
    expect(loss).toBeCloseTo((Math.log1p(Math.exp(-2.5)) * 2 + Math.log1p(Math.exp(2.5))) / 3, 13)
  })

  test('classes by softmax: the largest output counts', async () => {
    const { samples, right } = await says({ widths: [1, 3], activations: ['softmax'], bias: false, loss: 'cross-entropy', data: inline([[1], [-1]], [[0, 0, 1], [0, 0, 1]]) }, [0, 1, 2])
    expect([samples.rows, samples.columns, right]).toEqual([2, 3, 1])
    expect(samples.values.slice(0, 3).reduce((sum, v) => sum + v)).toBeCloseTo(1, 14)
  })

  test('targets that are no classes are not right or wrong; the point may be a recipe', async () => {
    const objective = { kind: 'network', widths: [1, 1], activations: ['sine'], loss: 'square', data: { kind: 'neuron-curve', slope: 1.5, shift: 0.5 } }
    const { lattice, right, loss } = await says(objective, { kind: 'point', theta: [1.5, 0.5] }, { lattice: [[-3, 3, 25]] })
    expect(right).toBeUndefined()
    expect(loss).toBeLessThan(1e-28)
    lattice!.values.forEach((v, i) => expect(v).toBeCloseTo(Math.sin(1.5 * (-3 + i / 4) + 0.5), 13))
  })

  test('a lattice has an entry for each input, and only networks answer', async () => {
    const network = { kind: 'network', widths: [2, 1], activations: ['identity'], loss: 'square', data: { kind: 'plane' } }
    expect(await faults({ experiment: 'outputs', objective: network, theta: [1, 1, 0], lattice: [[0, 1, 5]] })).toEqual([expect.stringContaining('one entry for each of the 2 inputs')])
    expect(await faults({ experiment: 'outputs', objective: { kind: 'saddle' }, theta: [1, 1] })).toEqual([expect.stringContaining('expected a network')])
  })
})

test('the first samples of a dataset are told, those in files too', async () => {
  const { data } = await ask<SamplesData>({ experiment: 'data', data: { kind: 'california-housing', samples: 1000, columns: ['Latitude', 'MedInc'] }, most: 7 })
  expect([data.samples, data.inputs.rows, data.inputs.columns, data.inputs.values.length, data.targets.values.length]).toEqual([1000, 7, 2, 14, 7])
  expect(data.inputNames).toEqual(['Latitude', 'Median income'])
  const { data: few } = await ask<SamplesData>({ experiment: 'data', data: { kind: 'thesis-circles' } })
  expect(few.inputs.rows).toBe(100)
  expect(few.targets.values.reduce((sum, y) => sum + y)).toBe(44)
})
