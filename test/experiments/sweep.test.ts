import { describe, expect, test } from 'vitest'
import type { SweepData } from '#experiments/kinds/sweep.ts'
import type { RunData } from '#experiments/race/data.ts'
import { ask, faults, watch } from './asking.ts'

const bowl = { kind: 'quadratic', eigenvalues: [1, 10] }
const plane = { kind: 'network', widths: [2, 1], activations: ['identity'], bias: false, loss: 'square', data: { kind: 'plane', samples: 30, noise: 1, seed: 1 } }
const gd = { optimizer: { kind: 'gradient-descent', stepSize: 0.05 } }
const sgd = { ...gd, sampler: { kind: 'with-replacement', batchSize: 3 } }
const sweep = (more: object = {}) => ({ experiment: 'sweep', objective: bowl, start: [4, 1], run: gd, iterations: 30, stepSizes: { from: 0.01, to: 1, count: 9 }, ...more })
const onPlane = (more: object = {}) => sweep({ objective: plane, run: sgd, start: [-1.8, 2.5], ...more })
const data = async (spec: object) => (await ask<SweepData>(spec)).data
/** The last loss of one run of a race: what every entry of a sweep must be. */
async function raced(run: object, of: { objective: object; start: number[]; iterations: number }, seed = 1): Promise<RunData> {
  return (await ask<{ runs: RunData[] }>({ experiment: 'race', seed, ...of, runs: [run] })).data.runs[0]!
}

test('step sizes are evenly spaced on a logarithmic scale, ends exact', async () => {
  const { stepSizes } = await data(sweep())
  expect([stepSizes[0], stepSizes[8]]).toEqual([0.01, 1])
  for (let i = 1; i < 9; i++) expect(stepSizes[i]! / stepSizes[i - 1]!).toBeCloseTo(10 ** 0.25, 12)
})

test('each entry is the loss of the run with that step size, infinite where it diverges', async () => {
  const { stepSizes, mean, low, high, diverged, seeds } = await data(sweep())
  expect(seeds).toBe(1)
  for (const [i, stepSize] of stepSizes.entries()) {
    const run = await raced({ optimizer: { kind: 'gradient-descent', stepSize } }, { objective: bowl, start: [4, 1], iterations: 30 })
    const failed = run.outcome.kind === 'diverged'
    expect(mean[i]).toBe(failed ? Infinity : run.values!.at(-1))
    expect([low[i], high[i], diverged[i]]).toEqual([mean[i], mean[i], failed ? 1 : 0])
    expect(failed).toBe(stepSize > 0.25)
  }
})

describe('with random batches', () => {
  test('mean and band over seeds that follow the run\'s own', async () => {
    const { stepSizes, mean, low, high, seeds } = await data(onPlane({ seeds: 5, stepSizes: { from: 0.005, to: 0.05, count: 4 } }))
    expect(seeds).toBe(5)
    for (const [i, stepSize] of stepSizes.entries()) {
      const losses: number[] = []
      for (let seed = 1; seed <= 5; seed++) losses.push((await raced({ ...sgd, optimizer: { kind: 'gradient-descent', stepSize } }, { objective: plane, start: [-1.8, 2.5], iterations: 30 }, seed)).values!.at(-1)!)
      losses.sort((a, b) => a - b)
      expect(mean[i]).toBeCloseTo(losses.reduce((a, b) => a + b) / 5, 14)
      expect(low[i]).toBeCloseTo(losses[0]! + 0.6 * (losses[1]! - losses[0]!), 14) // 15 % of the way over four gaps
      expect(high[i]).toBeCloseTo(losses[3]! + 0.4 * (losses[4]! - losses[3]!), 14)
    }
  })
  test('frames go from coarse to fine: what is not yet computed is NaN, what is there stays', async () => {
    const { frames, result } = await watch<SweepData, SweepData>(onPlane({ stepSizes: { from: 0.005, to: 0.05, count: 49 }, iterations: 5 }))
    expect(frames.length).toBeGreaterThan(5)
    const known = frames.map(({ data: d }) => d!.mean.filter((x) => !Number.isNaN(x)).length)
    expect(known).toEqual(known.toSorted((a, b) => a - b))
    expect(known[0]!).toBeLessThan(49)
    const first = [...frames[0]!.data!.mean.keys()].filter((i) => !Number.isNaN(frames[0]!.data!.mean[i]!))
    expect(first.every((i) => i % 8 === 0)).toBe(true)
    expect(frames.at(-1)!.data!.seeds).toBeGreaterThan(2)
    expect(result.data.mean.some(Number.isNaN)).toBe(false)
    expect(result.data.seeds).toBe(8)
  })
})

test('a band whose edge stands on the last run that held is that run\'s loss, though the next one diverged', async () => {
  // one step on one sample: of five only the first leaves the loss where it is; with 21 seeds the band's edges are runs 3 and 17 themselves
  const data5 = { kind: 'inline', inputs: [[0], [1e4], [1e4], [1e4], [1e4]], targets: [[1], [1], [1], [1], [1]] }
  const steep = { kind: 'network', widths: [1, 1], activations: ['identity'], bias: false, loss: 'square', data: data5 }
  const of = (seed: number) => data(sweep({ objective: steep, start: [0], run: { ...gd, sampler: { kind: 'with-replacement', batchSize: 1 } }, iterations: 1, seed, seeds: 21, stepSizes: { from: 1, to: 2, count: 2 } }))
  let seen = 0
  for (let seed = 1; seed <= 40; seed++) {
    const { low, high, diverged } = await of(seed)
    expect([...low, ...high].some(Number.isNaN)).toBe(false)
    if (Math.round(21 * diverged[0]!) !== 17) continue
    seen++
    expect([low[0], high[0]]).toEqual([1, Infinity])
  }
  expect(seen).toBeGreaterThan(0)
})

test('a schedule is swept by its leading value', async () => {
  const schedule = { kind: 'exponential-decay', initial: 0.03, rate: 0.1 }
  const { stepSizes, mean } = await data(sweep({ run: { optimizer: { kind: 'gradient-descent', stepSize: schedule } }, stepSizes: { from: 0.01, to: 0.1, count: 3 } }))
  for (const [i, initial] of stepSizes.entries())
    expect(mean[i]).toBe((await raced({ optimizer: { kind: 'gradient-descent', stepSize: { ...schedule, initial } } }, { objective: bowl, start: [4, 1], iterations: 30 })).values!.at(-1))
})

test('from a step on: before it the run is as it is, with its changes', async () => {
  const run = { ...sgd, changes: [{ at: 4, stepSize: 0.01 }, { at: 12, batchSize: 6 }, { at: 20, stepSize: 0.2 }] }
  const { stepSizes, mean } = await data(onPlane({ run, from: 10, seeds: 1, stepSizes: { from: 0.01, to: 0.05, count: 3 } }))
  for (const [i, stepSize] of stepSizes.entries()) {
    const same = { ...run, changes: [{ at: 4, stepSize: 0.01 }, { at: 10, stepSize }, { at: 12, batchSize: 6 }] }
    expect(mean[i]).toBe((await raced(same, { objective: plane, start: [-1.8, 2.5], iterations: 30 })).values!.at(-1))
  }
})

test.each([
  ['a method without a step size', sweep({ run: { optimizer: { kind: 'saddle-free-newton' } } }), 'run.optimizer: Saddle-free Newton has no step size to sweep'],
  ['a fork', sweep({ run: { ...gd, fork: { run: 0, at: 3 } } }), 'run.fork: expected a run of its own'],
  ['an empty range', sweep({ stepSizes: { from: 1, to: 1, count: 5 } }), 'stepSizes.to: expected a number > 1, got 1'],
  ['too many values', sweep({ stepSizes: { from: 1, to: 2, count: 50 } }), 'stepSizes.count: expected a whole number from 2 to 49, got 50'],
  ['a step beyond the end', sweep({ from: 31 }), 'from: expected a step up to 30, got 31'],
  ['a start of the wrong length', sweep({ start: [1] }), 'start: expected 2 numbers'],
])('%s is refused', async (_, spec, line) => expect((await faults(spec)).join('\n')).toContain(line))
