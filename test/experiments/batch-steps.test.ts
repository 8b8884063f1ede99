import { expect, test } from 'vitest'
import type { BatchStepsData } from '#experiments/kinds/batch-steps.ts'
import type { RunData } from '#experiments/race/data.ts'
import type { SliceData } from '#experiments/kinds/slice.ts'
import { ask, faults } from './asking.ts'

const objective = { kind: 'network', widths: [2, 1], activations: ['identity'], bias: false, loss: 'square', data: { kind: 'plane', samples: 30, noise: 1, seed: 3 } }
const sgd = (sampler: object, more: object = {}): object => ({ optimizer: { kind: 'gradient-descent', stepSize: 0.05 }, sampler, ...more })
const race = {
  objective, start: [-1, 2], iterations: 20, seed: 4,
  runs: [sgd({ kind: 'with-replacement', batchSize: 3 }), sgd({ kind: 'shuffled', batchSize: 4 }), sgd({ kind: 'full' }), sgd({ kind: 'with-replacement', batchSize: 2 }, { fork: { run: 0, at: 8 } })],
}
const steps = async (run: number, from: number, to: number) => (await ask<BatchStepsData>({ experiment: 'batch-steps', ...race, run, from, to })).data
const row = ({ values, columns }: { values: Float64Array; columns: number }, k: number): number[] => [...values.subarray(k * columns, (k + 1) * columns)]

test.each([[0, 0], [1, 0], [3, 8]])('every step of run %i is minus the step size times its batch\'s gradient', async (run, first) => {
  const { runs } = (await ask<{ runs: RunData[] }>({ experiment: 'race', ...race, record: ['path'] })).data
  const path = runs[run]!.path!
  const data = await steps(run, first, 19)
  expect(data.batches).toHaveLength(20 - first)
  for (let k = 0; k + first < 20; k++) {
    const theta = row(data.thetas, k), gradient = row(data.gradients, k)
    for (const i of [0, 1]) {
      expect(theta[i]).toBe(path.values[k * 2 + i])
      expect(theta[i]! - data.stepSizes[k]! * gradient[i]!).toBeCloseTo(path.values[(k + 1) * 2 + i]!, 12)
    }
  }
})

test('an epoch of a shuffled run reads every sample once', async () => {
  const { batches } = await steps(1, 0, 14)
  expect(batches.flatMap((b) => [...b]).slice(0, 30).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i))
})

test('asked from the middle on, the same batches come', async () => {
  const whole = await steps(0, 0, 19), part = await steps(0, 12, 15)
  expect(part.first).toBe(12)
  expect(part.batches).toEqual(whole.batches.slice(12, 16))
})

test('the slice of a batch has the batch\'s loss at the iterate, and falls along its gradient', async () => {
  const { batches, thetas, gradients, losses } = await steps(0, 5, 5)
  const theta = row(thetas, 0), direction = row(gradients, 0)
  const { data } = await ask<SliceData>({ experiment: 'slice', objective, origin: { kind: 'point', theta }, directions: [direction], normalisation: 'none', axes: [{ from: -0.001, to: 0.001, points: 3 }], batch: [...batches[0]!] })
  const [before, at, after] = data.values as unknown as readonly [number, number, number]
  expect(at).toBeCloseTo(losses[0]!, 12)
  const slope = direction.reduce((sum, g) => sum + g * g, 0)
  expect((after - before) / 0.002).toBeCloseTo(slope, 6)
})

test('the full gradient is the mean over all samples, at the last step asked for', async () => {
  const { thetas, full } = await steps(0, 2, 6)
  const { data } = await ask<{ gradient: Float64Array }>({ experiment: 'point', objective, theta: row(thetas, 4), quantities: ['gradient'] })
  expect([...full]).toEqual([...data.gradient])
})

test('what has no batches is refused', async () => {
  expect(await faults({ experiment: 'batch-steps', ...race, run: 2, from: 0, to: 3 })).toEqual(['run: expected a run that reads batches, got 2'])
  expect(await faults({ experiment: 'batch-steps', ...race, run: 0, from: 3, to: 20 })).toEqual(['to: expected a step below 20, got 20'])
  expect(await faults({ experiment: 'batch-steps', ...race, run: 3, from: 2, to: 9 })).toEqual(['from: expected a step of that run, from 8 on, got 2'])
})
