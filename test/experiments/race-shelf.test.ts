/** What a thread keeps of its runs must never be seen in the results, only in the time that they take. */
import fc from 'fast-check'
import { expect, test, describe } from 'vitest'
import type { RunData } from '#experiments/race/data.ts'
import { agreement, shelfOf } from '#experiments/race/cache.ts'
import { Reel } from '#experiments/race/reel.ts'
import { counted } from '#objectives/wrappers/counted.ts'
import race from '#experiments/kinds/race.ts'
import type { ExperimentSpec, Result, Tools } from '#experiments/experiment.ts'
import { diskResources } from '#workers/node/resources.ts'
import { regression } from '../optimizers/toy.ts'
import { ask, freshEngine, read } from './asking.ts'

interface Data { readonly runs: readonly RunData[] }
const plane = { kind: 'network', widths: [2, 1], activations: ['identity'], bias: false, loss: 'square', data: { kind: 'plane', samples: 20, noise: 1, seed: 1 } }
const RECORD = ['path', 'values', 'gradientNorms', 'stepSizes', 'sharpness', 'costs', 'rayleigh', 'batches']

const optimizer = fc.oneof(
  fc.record({ kind: fc.constantFrom('gradient-descent', 'adam', 'momentum'), stepSize: fc.constantFrom(0.01, 0.05, 0.3) }),
  fc.constant({ kind: 'newton' as const }),
)
const sampler = fc.constantFrom({ kind: 'full' }, { kind: 'shuffled', batchSize: 3 }, { kind: 'with-replacement', batchSize: 1 })
const changes = fc.array(fc.record({ at: fc.integer({ min: 0, max: 60 }), stepSize: fc.constantFrom(0.02, 0.1, 0.4) }), { maxLength: 2 })
const run = fc.record({ optimizer, sampler, changes, seed: fc.constantFrom(1, 2) })
const races = fc.array(fc.record({ runs: fc.array(run, { minLength: 1, maxLength: 2 }), iterations: fc.constantFrom(20, 45, 60), fork: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }) }), { minLength: 2, maxLength: 4 })

test('whatever was asked before, the answer has the bits of a thread that has computed nothing', async () => {
  await fc.assert(fc.asyncProperty(races, async (asked) => {
    const used = freshEngine()
    for (const { runs, iterations, fork } of asked) {
      const all = fork === undefined ? runs : [...runs, { optimizer: runs[0]!.optimizer, sampler: runs[0]!.sampler, fork: { run: 0, at: fork } }]
      const spec = { experiment: 'race', objective: plane, start: [-1.8, 2.5], iterations, record: RECORD, runs: all }
      expect(await ask<Data>(spec, used)).toEqual(await ask<Data>(spec, freshEngine()))
    }
  }), { numRuns: 40, seed: 7 })
})

describe('what is computed again', () => {
  /** A thread whose objective counts what it is asked. */
  function countingThread() {
    const { objective, counts } = counted(regression())
    const tools: Tools = { resources: diskResources(), objective: () => Promise.resolve(objective), breathe: () => undefined }
    return {
      /** Gradients that this question takes. */
      async gradients(spec: ExperimentSpec): Promise<number> {
        const before = counts.gradients, frames = race.run(spec, tools)
        for (;;) if ((await frames.next()).done) return counts.gradients - before
      },
      async begin(spec: ExperimentSpec) {
        return race.run(spec, tools)
      },
      tools,
    }
  }
  const runs = [0.01, 0.02, 0.03].map((stepSize) => ({ optimizer: { kind: 'gradient-descent', stepSize }, sampler: { kind: 'full' } }))
  // the objective that is named plays no part here, its counting double does; it only has to have three parameters
  const spec = async (changed: object[] = runs, iterations = 200): Promise<ExperimentSpec> => {
    const objective = { kind: 'network', widths: [2, 1], activations: ['identity'], bias: true, loss: 'square', data: { kind: 'plane', samples: 12 } }
    return read({ experiment: 'race', objective, start: [1, 1, 1], iterations, record: ['path', 'values', 'gradientNorms', 'stepSizes'], runs: changed })
  }
  const changed = (at: number, stepSize: number) => [runs[0]!, { ...runs[1]!, changes: [{ at, stepSize }] }, runs[2]!]
  /** The outcome looks at the gradient once, and a descent at its first point. */
  const FEW = 6

  test('of three runs one is moved: the other two are not computed again', async () => {
    const thread = countingThread()
    expect(await thread.gradients(await spec())).toBeGreaterThan(600)
    expect(await thread.gradients(await spec())).toBe(0)
    const moved = await thread.gradients(await spec([runs[0]!, { ...runs[1]!, optimizer: { kind: 'gradient-descent', stepSize: 0.025 } }, runs[2]!]))
    expect(moved).toBeGreaterThan(199)
    expect(moved).toBeLessThan(200 + FEW)
  })

  test('a change at step 150 repeats only what follows the last snapshot before it', async () => {
    const thread = countingThread()
    await thread.gradients(await spec())
    const first = await thread.gradients(await spec(changed(150, 0.05)))
    expect(first).toBeLessThan(50 + 16 + FEW)
    expect(await thread.gradients(await spec(changed(150, 0.06)))).toBeLessThan(50 + 16 + FEW)
    expect(await thread.gradients(await spec(changed(150, 0.05)))).toBe(0)
  })

  test('more iterations go on from the end', async () => {
    const thread = countingThread()
    await thread.gradients(await spec())
    expect(await thread.gradients(await spec(runs, 250))).toBeLessThan(3 * (50 + FEW))
  })

  test('what was broken off is taken up', async () => {
    const thread = countingThread()
    const question = await spec(runs, 4000)
    let breaths = 0
    const broken = race.run(question, { ...thread.tools, breathe: () => (++breaths > 2 ? Promise.reject(new DOMException('stopped', 'AbortError')) : undefined) })
    await expect((async () => {
      while (!(await broken.next()).done);
    })()).rejects.toThrow('stopped')
    const taken = await thread.gradients(question)
    expect(taken).toBeLessThan(3 * 4000 - 300)
    expect(taken).toBeGreaterThan(4000)
  })
})

test('results share no memory with each other or with what is kept', async () => {
  const engine = freshEngine(), spec = { experiment: 'race', objective: plane, start: [1, 1], iterations: 20, runs: [{ optimizer: { kind: 'adam', stepSize: 0.1 } }] }
  const first = (await ask<Data>(spec, engine) as Result<Data>).data.runs[0]!
  const copy = structuredClone(first)
  first.values!.fill(0)
  first.path!.values.fill(0)
  first.end.fill(0)
  expect((await ask<Data>(spec, engine)).data.runs[0]).toEqual(copy)
})

test('two lists of changes agree up to the first that differs', () => {
  const a = { at: 5, stepSize: 1 }, b = { at: 9, stepSize: 2 }
  expect(agreement([], [])).toBe(Infinity)
  expect(agreement([a, b], [a, b])).toBe(Infinity)
  expect(agreement([a], [a, b])).toBe(9)
  expect(agreement([a, b], [b])).toBe(5)
  expect(agreement([{ at: 5, stepSize: 1 }], [{ at: 5, stepSize: 2 }])).toBe(5)
})

test('the shelf holds no more than its room, and drops what was asked for longest ago', () => {
  const objective = regression(4, 2), shelf = shelfOf(objective)
  const reel = () => new Reel(objective, { columns: new Set(['path'] as const), from: 0, to: 300_000, stride: 1, batchSize: 0, every: 1, unseen: false }) // 9.6 MB each
  const entry = (base: string) => ({ base, changes: [], reel: reel() })
  for (const base of ['a', 'b', 'c', 'd', 'e']) {
    shelf.keep(entry(base), true)
    shelf.find('a', [])
  }
  expect(['a', 'b', 'c', 'd', 'e'].filter((base) => shelf.find(base, []))).toEqual(['a', 'b', 'c', 'd', 'e'])
  shelf.find('a', [])
  shelf.keep(entry('f'), true)
  expect(shelf.find('a', [])).toBeDefined()
  expect(shelf.find('b', [])).toBeUndefined()
})
