import { expect, test } from 'vitest'
import { ask, faults } from './asking.ts'

const values = async (schedule: object, count: number) => (await ask<{ values: Float64Array }>({ experiment: 'schedule', schedule, count })).data.values

test('a schedule\'s step sizes, from the first step on', async () => {
  expect([...await values({ kind: 'piecewise-constant', initial: 8, factor: 0.5, thresholds: [2, 3] }, 5)]).toEqual([8, 8, 4, 2, 2])
  expect([...await values({ kind: 'constant', value: 0.25 }, 1)]).toEqual([0.25])
})

test('long ones come whole', async () => {
  const long = await values({ kind: 'polynomial-decay', initial: 1, rate: 1, power: 1 }, 200_000)
  expect(long.length).toBe(200_000)
  expect(long[199_999]).toBeCloseTo(1 / 200_000, 18)
})

test('misuse is refused', async () => {
  expect(await faults({ experiment: 'schedule', schedule: { kind: 'constant', value: 1 }, count: 0 })).toEqual(['count: expected a whole number from 1 to 1000000, got 0'])
  expect(await faults({ experiment: 'schedule', schedule: { kind: 'linear' }, count: 3 })).toEqual([expect.stringContaining('schedule.kind: expected one of "constant"') as unknown as string])
  expect(await faults({ experiment: 'schedule', schedule: 0.1, count: 3 })).toEqual(['schedule: expected a schedule ({"kind": ...}), got 0.1'])
})
