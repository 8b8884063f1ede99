/** The laws of chapter 4, each at a small size, and each verdict shown a wrong world in which it must fail. */
import { describe, expect, test } from 'vitest'
import { meanSquareDistances, meanSquareGrowth, meanSquareLimit, meanSquareProblem } from '#analysis/mean-square.ts'
import type { Efficiency } from '#experiments/kinds/efficiency-of-methods.ts'
import { lawOf, type NoiseResult } from '#experiments/kinds/mini-batch-noise.ts'
import type { Watched } from '#experiments/kinds/noise-and-gradient.ts'
import type { WayResult } from '#experiments/kinds/replacement-or-shuffling.ts'
import type { Stability } from '#experiments/kinds/stability-of-sgd.ts'
import { walk, type StepResult } from '#experiments/kinds/step-size-and-curvature.ts'
import { scheduleOf, type Scheduled } from '#experiments/kinds/step-size-schedules.ts'
import { newtonMinimum } from '#experiments/study/logistic.ts'
import { makeSchedule } from '#optimizers/schedules/make.ts'
import { make } from '../../objectives/cases.ts'
import { quick, resultsOf, studyOf } from './studying.ts'

/** States of the verdicts on true results, and on results that `wrong` has made. */
async function judged<R>(name: string, changes: object, wrong: readonly ((result: R, job: Record<string, number>) => R)[] = [], position: object = {}): Promise<string[][]> {
  const spec = await quick(name, changes, position), study = await studyOf(name), results = await resultsOf<R>(spec), jobs = study.jobs(spec) as Record<string, number>[]
  return [results, ...wrong.map((change) => results.map((r, i) => change(r, jobs[i]!)))].map((some) => study.answer(spec, some).verdicts.map((v) => v.state))
}

describe('step size and curvature (T4.2, T4.3, T4.16)', () => {
  test.each(['plane', 'bowl'])('on %s: alternation beyond 1/L, descent below 2/L, growth beyond it, and the Rayleigh quotient is right', async (landscape) => {
    expect(await judged<StepResult>('step-size-and-curvature', {}, [
      (r) => ({ ...r, alternating: 1 - r.alternating }),
      (r) => ({ ...r, short: 1 }),
      (r) => ({ ...r, across: 1 / r.across }),
      (r) => ({ ...r, wrong: 1 }),
    ], { landscape })).toEqual([
      ['holds', 'holds', 'holds', 'holds'], ['fails', 'holds', 'holds', 'holds'], ['holds', 'fails', 'holds', 'holds'], ['holds', 'holds', 'fails', 'holds'], ['holds', 'holds', 'holds', 'fails'],
    ])
  })
  test('a gradient that points wrong is found out', async () => {
    const bowl = await make('quadratic', { eigenvalues: [1, 10], rotation: 0 })
    const crooked = { ...bowl, gradient: (theta: Float64Array, out: Float64Array) => {
      const value = bowl.gradient(theta, out)
      out[1] = -out[1]!
      return value
    } }
    const run = (objective: typeof bowl): StepResult => {
      const steps = walk(objective, Float64Array.of(-4, 1.5), 10, 0.05, 20)
      for (;;) {
        const { done, value } = steps.next()
        if (done) return value
      }
    }
    expect(run(bowl)).toMatchObject({ rising: 0, short: 0, wrong: 0 })
    expect(run(crooked).short).toBeGreaterThan(0)
  })
  test('the part across the bowl goes like (1 - alpha L)^k: 2.7e-5 after 100 steps at 0.19, and beyond the limit until the run counts as diverged', async () => {
    const results = await resultsOf<StepResult>(await quick('step-size-and-curvature', { relative: [1.9, 2.1] }, { landscape: 'bowl' }))
    expect(results.map((r) => r.across)).toEqual([expect.closeTo(0.9 ** 100, 10), expect.closeTo(1.1 ** results[1]!.taken, 6)])
  })
})

describe('stability of SGD (T4.13)', () => {
  test('bounded below the limit, unbounded beyond it; a limit that is wrong by a third is found out', async () => {
    const changes = { batchSizes: [1, 25], runs: 200, steps: 200 }
    expect(await judged<Stability>('stability-of-sgd', changes)).toEqual([['holds']])
    // results of step sizes below the limit handed in as those beyond it
    const spec = await quick('stability-of-sgd', changes), study = await studyOf('stability-of-sgd'), results = await resultsOf<Stability>(spec)
    expect(study.answer(spec, [results[0], results[1], results[0], results[1]]).verdicts[0]!.state).toBe('fails')
    expect(study.answer(spec, [results[2], results[3], results[2], results[3]]).verdicts[0]!.state).toBe('fails')
  }, 30_000)
  test('one sample and no noise: the limit is 2/L, and distances are powers', async () => {
    const one = await make('network', { widths: [1, 1], activations: ['identity'], bias: false, loss: 'square', data: { kind: 'inline', inputs: [[2]], targets: [[6]] } })
    const problem = meanSquareProblem(one, newtonMinimum(one))
    expect(problem.minimum[0]).toBeCloseTo(3, 12)
    expect(meanSquareLimit(problem, 1, 8)).toBeCloseTo(2 / 8, 12)
    expect(meanSquareGrowth(problem, 0.1, 1)).toBeCloseTo(0.04, 12)
    expect(Array.from(meanSquareDistances(problem, [4], 0.1, 1, [1, 2]))).toEqual([expect.closeTo(0.04, 12), expect.closeTo(0.0016, 12)])
  })
  test('two samples by hand: batches of one see E[(1 - alpha a)^2] = 1 at alpha = 2 E[a] / E[a^2]', async () => {
    const two = await make('network', { widths: [1, 1], activations: ['identity'], bias: false, loss: 'square', data: { kind: 'inline', inputs: [[1], [2]], targets: [[1], [1]] } })
    const problem = meanSquareProblem(two, newtonMinimum(two)) // a = 2 and 8: mean 5, mean square 34
    expect(meanSquareLimit(problem, 1, 5)).toBeCloseTo(10 / 34, 10)
    expect(meanSquareLimit(problem, 2, 5)).toBeCloseTo(10 / (25 + 9 / 2), 10)
  })
})

test('noise of mini-batches (T4.5, T4.6): unbiased, by its law, and copies change nothing', async () => {
  expect(await judged<NoiseResult>('mini-batch-noise', { draws: 4000, batchSizes: [1, 5, 25, 50, 100] }, [
    (r) => ({ ...r, off: 5 }),
    (r, job) => ('replacement' in job && !job['replacement'] ? { ...r, ratio: r.ratio * (lawOf(job['batchSize']!, true) / Math.max(0.1 / job['batchSize']!, lawOf(job['batchSize']!, false))) } : r), // a set with the law of draws
    (r) => ({ ...r, difference: 1e-6 }),
  ])).toEqual([['holds', 'holds', 'holds'], ['fails', 'holds', 'holds'], ['holds', 'fails', 'holds'], ['holds', 'holds', 'fails']])
  expect([5, 25, 50, 100].map((b) => lawOf(b, false) * b)).toEqual([0.96, 0.758, 0.505, 0].map((v) => expect.closeTo(v, 3) as number))
}, 30_000)

test('assumption 4.6 (T4.7): the mean fall keeps its bound, and the second moment is as it must be', async () => {
  expect(await judged<Watched>('noise-and-gradient', { draws: 1000, iterates: 8 }, [
    (r) => ({ ...r, L: r.L / 100 }), // a landscape less curved than this one
    (r) => ({ ...r, squared: r.squared.map((v) => 1.5 * v) }),
  ])).toEqual([['holds', 'holds'], ['fails', 'holds'], ['holds', 'fails']])
}, 30_000)

describe('schedules (T4.9, T4.14)', () => {
  test('1/k goes on falling, a constant step size does not, the exponential one freezes', async () => {
    expect(await judged<Scheduled>('step-size-schedules', { steps: 20_000, schedules: ['constant', 'exponential-decay', 'robbins-monro'] }, [
      (r) => ({ ...r, average: r.average.map((v, i) => v * r.steps[i]!) }),
      (r) => ({ ...r, moved: 0.01 }),
    ])).toEqual([['holds', 'holds'], ['fails', 'holds'], ['holds', 'fails']])
  }, 30_000)
  test('the step sizes of Figure 4.6, by hand', () => {
    const figure = { stepSize: 0.03, rate: 0.2, fall: 0.03, stage: 25, steps: 99 }
    const at = (schedule: Parameters<typeof scheduleOf>[0]['schedule'], k: number) => makeSchedule(scheduleOf({ ...figure, schedule }))(k)
    expect([at('piecewise-constant', 24), at('piecewise-constant', 25), at('piecewise-constant', 98)]).toEqual([0.03, 0.015, 0.00375])
    expect(at('exponential-decay', 5)).toBeCloseTo(0.03 * Math.exp(-1), 15)
    expect(at('square-root', 3)).toBeCloseTo(0.015, 15)
    expect(at('robbins-monro', 100)).toBeCloseTo(0.03 / 4, 15)
  })
})

test('shuffling (T4.15) is at least five times better than drawing, and an equal one is found out', async () => {
  expect(await judged<WayResult>('replacement-or-shuffling', { epochs: 200, runs: 2, stepSizes: [0.01, 0.02] }, [(r) => ({ ...r, average: 1e-4 })])).toEqual([['holds'], ['fails']])
}, 30_000)

test('methods (T5.2): SGD beats gradient descent at 10,000 samples; a world in which it does not fails, and so do other step sizes', async () => {
  const study = await studyOf('efficiency-of-methods'), { thesis } = study.presets({}) as { thesis: object }
  const jobs = study.jobs(thesis) as { size: number; method: string; stepSize: number; epochs: number }[]
  const world = (final: (job: (typeof jobs)[number]) => number) =>
    study.answer(thesis, jobs.map((job): Efficiency => ({ costs: Float64Array.from({ length: job.epochs + 1 }, (_, i) => (i < job.epochs ? 1 : final(job))), stepsPerEpoch: 1 }))).verdicts.map((v) => v.state)
  const table: Record<string, number> = { 'sgd-100': 0.005, 'mini-batch-100': 0.1, 'gradient-descent-100': 0.1, 'sgd-1000': 0.01, 'mini-batch-1000': 0.05, 'gradient-descent-1000': 0.1, 'sgd-10000': 0.001, 'mini-batch-10000': 0.1, 'gradient-descent-10000': 0.05 }
  const off = (job: (typeof jobs)[number], factor: number) => Math.abs(Math.log(job.stepSize / (factor * table[`${job.method}-${job.size}`]!)))
  const order = { sgd: 0.1, 'mini-batch': 0.2, 'gradient-descent': 0.3 } as Record<string, number>
  expect(world((job) => order[job.method]! + 0.01 * off(job, 1))).toEqual(['holds', 'holds', 'holds'])
  expect(world((job) => 0.5 - order[job.method]! + 0.01 * off(job, 1))).toEqual(['fails', 'fails', 'holds'])
  expect(world((job) => order[job.method]! + 0.01 * off(job, 0.01))).toEqual(['holds', 'holds', 'fails'])
  const small = await resultsOf<Efficiency>(await quick('efficiency-of-methods', { sizes: [1000], stepSizes: [0.1, 0.01] }))
  const final = (i: number): number => small[i]!.costs.at(-1)!
  expect(Math.min(final(0), final(3))).toBeLessThan(Math.min(final(2), final(5))) // already at 1,000
}, 60_000)
