import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { inProcessEngine } from '#experiments/in-process.ts'
import { readSpec } from '#experiments/read-spec.ts'
import { resultOf } from '#experiments/run-spec.ts'
import { diskResources } from '#workers/node/resources.ts'
import { at, type Case, casesOf, excess, groups, sortBy } from './cases.ts'

test('there are cases', () => expect(groups().length).toBeGreaterThan(5))

const ofNetwork = ({ spec }: Case): boolean => JSON.stringify(spec).includes('"network"')

// what a kernel computes, by both: each has an engine of its own, since an engine keeps its objectives
describe.each([['simd', () => true], ['reference', ofNetwork]] as const)('by the %s kernel', (kernel, concerns) => {
  const engine = inProcessEngine(diskResources())
  beforeAll(() => void (kernel === 'reference' && vi.spyOn(WebAssembly, 'validate').mockReturnValue(false)))
  afterAll(() => void vi.restoreAllMocks())

  describe.each(groups().filter((group) => casesOf(group).some(concerns)))('%s agrees with independent software', (group) => {
    test.each(casesOf(group).filter(concerns).map((c) => [c.name, c] as const))('%s', async (_, { spec, expect: expected, sort }) => {
      const result = await resultOf(engine.run(await readSpec(spec)))
      if (kernel === 'reference') expect([undefined, 'reference']).toContain(result.kernel)
      if (sort) sortBy(at(result, sort.path) as unknown[], sort.by)
      const off = expected.map(({ path, value, abs = 0, rel = 0 }) => ({ path, excess: excess(at(result, path), value, abs, rel) })).filter((o) => !(o.excess <= 1))
      expect(off).toEqual([])
    })
  })
})

test('the comparison can fail', () => {
  expect(excess(1 + 1e-9, 1, 0, 1e-10)).toBeGreaterThan(1)
  expect(excess([1, 2], [1, 2, 3], 1, 1)).toBe(Infinity)
  expect(excess(Number.NaN, 1, 1, 1)).toBe(Infinity)
  expect(excess('saddle', 'minimum', 1, 1)).toBe(Infinity)
})
