import { describe, expect, test } from 'vitest'
import type { SweepData } from '#experiments/kinds/sweep.ts'
import type { RunData } from '#experiments/race/data.ts'
import { forkRun, setBatchSize, setOptimizer, setRunSeed, setStepSize } from '#stores/edits.ts'
import { sweepQuestion } from '#stores/questions.ts'
import type { Race } from '#stores/race.ts'
import { ask } from '../experiments/asking.ts'

const objective = { kind: 'network', widths: [2, 1], activations: ['identity'], bias: false, loss: 'square', data: { kind: 'plane', samples: 30, noise: 1, seed: 1 } }
const race = (run: object): Race => ({ v: 1, experiment: 'race', objective, start: { kind: 'point', theta: [-1.8, 2.5] }, iterations: 24, seed: 3, runs: [run] }) as unknown as Race
const momentum = { optimizer: { kind: 'momentum', stepSize: 0.01, momentum: 0.9 }, sampler: { kind: 'with-replacement', batchSize: 4 } }

/** Last losses of a race's runs. */
async function losses(of: Race): Promise<number[]> {
  const { objective: ground, start, iterations, seed, runs } = of
  return (await ask<{ runs: RunData[] }>({ experiment: 'race', objective: ground, start, iterations, seed, runs })).data.runs.map((r) => r.values!.at(-1)!)
}
const sweepOf = async (of: Race, index: number, from: number): Promise<SweepData> => (await ask<SweepData>(sweepQuestion(of, index, of.iterations, [from, 10 * from], 2, 1)!)).data

describe('the other step sizes of a fork', () => {
  test('act from where it begins: each gives the loss that the fork has with it', async () => {
    const changed = setStepSize(race(momentum), 0, 0.02, { at: 4 })
    const forked = setStepSize(forkRun(changed, 0, 9), 1, 0.004, 'start')
    const { mean } = await sweepOf(forked, 1, 0.003)
    for (const [i, size] of [0.003, 0.03].entries()) expect(mean[i]).toBe((await losses(setStepSize(forked, 1, size, 'start')))[1])
    expect(mean[0]).not.toBe((await sweepOf(forked, 0, 0.003)).mean[0])
  })

  test('through a fork of a fork, with larger batches from some step on', async () => {
    const twice = forkRun(forkRun(setBatchSize(race(momentum), 0, 8, { at: 3 }), 0, 6), 1, 12)
    expect((await sweepOf(twice, 2, 0.003)).mean[0]).toBe((await losses(setStepSize(twice, 2, 0.003, 'start')))[2])
  })

  test('are not asked for where the fork is not its parent going on', () => {
    const forked = forkRun(race(momentum), 0, 9)
    expect(sweepQuestion(setOptimizer(forked, 1, { kind: 'gradient-descent', stepSize: 0.01 }), 1, 24, [0.01, 1], 5, 1)).toBeUndefined()
    expect(sweepQuestion(setRunSeed(forked, 1, 8), 1, 24, [0.01, 1], 5, 1)).toBeUndefined()
    expect(sweepQuestion(setBatchSize(forked, 1, 7, 'start'), 1, 24, [0.01, 1], 5, 1)).toBeUndefined()
  })
})
