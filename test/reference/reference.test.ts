import { describe, expect, test } from 'vitest'
import { inProcessEngine } from '#experiments/in-process.ts'
import { readSpec, resultOf } from '#experiments/run-spec.ts'
import { diskResources } from '#workers/node/resources.ts'
import { at, casesOf, excess, groups, sortBy } from './cases.ts'

const engine = inProcessEngine(diskResources())

test('there are cases', () => expect(groups().length).toBeGreaterThan(5))

describe.each(groups())('%s agrees with independent software', (group) => {
  test.each(casesOf(group).map((c) => [c.name, c] as const))('%s', async (_, { spec, expect: expected, sort }) => {
    const result = await resultOf(engine.run(await readSpec(spec)))
    if (sort) sortBy(at(result, sort.path) as unknown[], sort.by)
    const off = expected.map(({ path, value, abs = 0, rel = 0 }) => ({ path, excess: excess(at(result, path), value, abs, rel) })).filter((o) => !(o.excess <= 1))
    expect(off).toEqual([])
  })
})

test('the comparison can fail', () => {
  expect(excess(1 + 1e-9, 1, 0, 1e-10)).toBeGreaterThan(1)
  expect(excess([1, 2], [1, 2, 3], 1, 1)).toBe(Infinity)
  expect(excess(Number.NaN, 1, 1, 1)).toBe(Infinity)
  expect(excess('saddle', 'minimum', 1, 1)).toBe(Infinity)
})
