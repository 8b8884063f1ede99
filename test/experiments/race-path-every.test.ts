/** A race may record the parameters of some steps only; what it records is the same then. */
import { describe, expect, test } from 'vitest'
import type { ProjectionData } from '#experiments/kinds/projection.ts'
import type { SharpnessData } from '#experiments/kinds/sharpness.ts'
import type { RaceChunk, RunData } from '#experiments/race/data.ts'
import { growingRace } from '#experiments/race/growing.ts'
import { ask, faults, watch } from './asking.ts'

interface Data { readonly runs: readonly RunData[] }
const network = { kind: 'network', widths: [2, 8, 1], activations: ['tanh', 'logistic'], loss: 'log', data: { kind: 'moons', samples: 60 } }
const start = { kind: 'initial', initialiser: 'lecun-normal' }
const runs = [
  { optimizer: { kind: 'gradient-descent', stepSize: 0.3 } },
  { optimizer: { kind: 'adam', stepSize: 0.03 }, sampler: { kind: 'shuffled', batchSize: 7 } },
  { optimizer: { kind: 'gradient-descent', stepSize: 0.1 }, fork: { run: 0, at: 25 } },
]
const race = (more: object = {}) => ({ experiment: 'race', objective: network, start, runs, iterations: 100, ...more })

/** Every `every`th row of a run's path. */
function thinned({ path }: RunData, every: number): number[][] {
  const { rows, columns, values } = path!
  return Array.from({ length: Math.ceil(rows / every) }, (_, j) => Array.from(values.subarray(j * every * columns, (j * every + 1) * columns)))
}

describe.each([
  ['runs that are carried through the kernel in stretches', ['path', 'values', 'gradientNorms', 'stepSizes']],
  ['runs that are looked at in every step', ['path', 'values', 'sharpness', 'batches']],
])('%s', (_, record) => {
  test.each([2, 7, 33, 100, 5000])('every %d steps: the rows of the full path, and all the rest as it was', async (every) => {
    const full = (await ask<Data>(race({ record }))).data.runs
    const sparse = (await ask<Data>(race({ record, pathEvery: every }))).data.runs
    for (const [i, run] of sparse.entries()) {
      expect(thinned(run, 1)).toEqual(thinned(full[i]!, every))
      expect({ ...run, path: undefined }).toEqual({ ...full[i], path: undefined })
    }
  })
})

test('put together from its frames it is the same', async () => {
  const { frames, result } = await watch<Data, RaceChunk>(race({ runs: [runs[0], { ...runs[2], fork: { run: 0, at: 25 } }], pathEvery: 3, iterations: 40_000 }))
  const grow = growingRace()
  const grown = frames.map(({ data }) => grow(data!)).at(-1)!
  expect(frames.length).toBeGreaterThan(1)
  for (const [i, run] of grown.entries()) {
    const { path } = result.data.runs[i]!
    expect(run.path!.values).toEqual(path!.values.subarray(0, run.path!.values.length))
    expect(run.path!.rows).toBe(Math.ceil(run.values!.length / 3))
  }
})

test('projected on a plane, and measured along the way, its entries stand at their steps', async () => {
  const plane = { objective: network, origin: start, points: 1000 }
  const [full, sparse] = await Promise.all([race({ runs: runs.slice(0, 1) }), race({ runs: runs.slice(0, 1), pathEvery: 4 })].map(async (of) => ({
    seen: (await ask<ProjectionData>({ experiment: 'projection', ...plane, directions: [{ kind: 'random', seed: 1 }, { kind: 'random', seed: 2 }], of })).data.runs[0]!,
    along: (await ask<SharpnessData>({ experiment: 'sharpness', objective: network, of, points: 1000 })).data,
  })))
  expect([full!.seen.every, sparse!.seen.every]).toEqual([1, 4])
  expect(sparse!.seen.distance).toEqual(full!.seen.distance.filter((_, k) => k % 4 === 0))
  expect(sparse!.seen.trueLoss).toEqual(full!.seen.trueLoss.filter((_, k) => k % 4 === 0))
  expect(sparse!.seen.farthest.step % 4).toBe(0)
  expect(sparse!.seen.farthest.distance).toBe(Math.max(...sparse!.seen.distance))
  const quarter = (values: Float64Array): Float64Array => values.filter((_, k) => k % 4 === 0)
  for (const name of ['steps', 'loss', 'stepSizes', 'largest'] as const) expect(sparse!.along[name]).toEqual(quarter(full!.along[name]))
})

test('a recipe that counts steps wants them all, and the limit of memory counts what is recorded', async () => {
  const one = race({ runs: runs.slice(0, 1), pathEvery: 2 })
  expect(await faults({ experiment: 'slice', objective: network, origin: { kind: 'step', of: one, at: 3 }, directions: [{ kind: 'random', seed: 1 }], axes: [{ from: 0, to: 1, points: 2 }] }))
    .toEqual([expect.stringContaining('pathEvery: expected a race that records every step')])
  const long = (more: object): object => race({ runs: runs.slice(0, 1), iterations: 1_000_000, ...more })
  expect(await faults(long({}))).toEqual([expect.stringMatching(/^record: \d+ MB would be recorded.*set "pathEvery"/)])
  expect(await faults(long({ pathEvery: 10 }))).toEqual([])
  expect(await faults(race({ pathEvery: 0 }))).toEqual([expect.stringContaining('pathEvery')])
})
