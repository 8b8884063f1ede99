import { expect, test } from 'vitest'
import type { AnatomyData } from '#experiments/kinds/anatomy.ts'
import type { RunData } from '#experiments/race/data.ts'
import { rowOf } from '#figures/table.ts'
import { ask, faults } from './asking.ts'

const race = {
  objective: { kind: 'rosenbrock' }, start: [-1.2, 1], iterations: 60,
  runs: [
    { optimizer: { kind: 'adam', stepSize: 0.05 }, changes: [{ at: 30, stepSize: 0.02 }] },
    { optimizer: { kind: 'momentum', stepSize: 5e-4 }, fork: { run: 0, at: 10 } },
    { optimizer: { kind: 'gradient-descent', stepSize: 1 } },
    { optimizer: { kind: 'saddle-free-newton' } },
  ],
}
const dissected = async (run: number, at: number) => (await ask<AnatomyData>({ experiment: 'anatomy', ...race, run, at })).data

test.each([[0, 0], [0, 29], [0, 30], [1, 10], [1, 40], [3, 5]])('run %i, step %i: the parts add up to the way that the race took', async (run, at) => {
  const parts = await dissected(run, at)
  const film = (await ask<{ runs: RunData[] }>({ experiment: 'race', ...race })).data.runs[run]!
  if (!parts.taken) throw new Error('there is a step')
  const here = rowOf(film.path!, at - film.from), next = rowOf(film.path!, at + 1 - film.from)
  expect(parts.stepSize).toBe(film.stepSizes![at - film.from])
  expect([...parts.theta]).toEqual([...here])
  const sum = parts.gradientPart.map((x, i) => x + parts.momentumPart[i]!)
  const axes = parts.axes ?? { rows: 2, columns: 2, values: Float64Array.of(1, 0, 0, 1) }
  for (let i = 0; i < 2; i++) {
    let along = 0
    for (let k = 0; k < 2; k++) along += parts.factors[k]! * (axes.values[2 * k]! * sum[0]! + axes.values[2 * k + 1]! * sum[1]!) * axes.values[2 * k + i]!
    expect(along + parts.decay[i]! + parts.noise[i]!).toBeCloseTo(next[i]! - here[i]!, 12)
    expect(parts.move[i]).toBe(next[i]! - here[i]!)
  }
})

test('a fork by another method begins without a past', async () => {
  const parts = await dissected(1, 10)
  expect(parts.taken && [...parts.momentumPart].map(Math.abs)).toEqual([0, 0])
  const later = await dissected(1, 11)
  expect(later.taken && later.momentumPart.every((x) => x !== 0)).toBe(true)
})

test('after its end a run takes no step', async () => {
  const { data, outcome } = await ask<AnatomyData>({ experiment: 'anatomy', ...race, run: 2, at: 50 })
  expect([data, outcome]).toEqual([{ taken: false }, { kind: 'no-step', subject: 'Gradient descent', at: 50 }])
})

test('misuse is refused', async () => {
  expect(await faults({ experiment: 'anatomy', ...race, run: 4, at: 0 })).toEqual(['run: expected a run from 0 to 3, got 4'])
  expect(await faults({ experiment: 'anatomy', ...race, run: 0, at: 60 })).toEqual(['at: expected a step of that run below 60, got 60'])
  expect(await faults({ experiment: 'anatomy', ...race, run: 1, at: 3 })).toEqual(['at: expected a step of that run below 60, got 3'])
})
