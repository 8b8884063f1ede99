import { describe, expect, test } from 'vitest'
import { gradientNoise, noiseAlongCurvature } from '#analysis/noise.ts'
import { powerLaw, quantile, standardError } from '#analysis/statistics.ts'
import type { NormResult } from '#experiments/kinds/average-gradient-norm.ts'
import { newtonMinimum } from '#experiments/study/logistic.ts'
import { random } from '#kernel/random.ts'
import { norm } from '#kernel/vec.ts'
import { ridged } from '#objectives/wrappers/ridge.ts'
import { make } from '../../objectives/cases.ts'
import { quick, resultsOf, studyOf } from './studying.ts'

const name = 'average-gradient-norm'
const states = async (spec: object, results: readonly NormResult[]) => (await studyOf(name)).answer(spec, results).verdicts.map((v) => v.state)

describe.each(['step-size', 'batch-size'])('Theorem 4.8 against %s', (against) => {
  test('slope 1, below the bound, at the exact law; and each can be found wanting', async () => {
    const spec = await quick(name, { steps: 8000, ...(against === 'step-size' ? { stepSizes: [0.01, 0.03, 0.1] } : { batchSizes: [1, 4, 16] }) }, { against })
    const results = await resultsOf<NormResult>(spec)
    expect(await states(spec, results)).toEqual(['holds', 'holds', 'holds'])
    const jobs = (await studyOf(name)).jobs(spec) as { stepSize: number; batchSize: number }[]
    const wrong = (factor: (job: { stepSize: number; batchSize: number }) => number) => results.map((r, i) => ({ ...r, average: r.average * factor(jobs[i]!) }))
    expect((await states(spec, wrong((job) => Math.sqrt(job.batchSize / job.stepSize) / 10)))[0]).toBe('fails') // a law with the square root
    expect(await states(spec, wrong(() => 3))).toEqual(['holds', 'fails', 'fails'])
    expect(await states(spec, wrong(() => 1.5))).toEqual(['holds', 'holds', 'fails'])
  }, 60_000)
})

test('a descent that forgets to divide by the batch size is found out', async () => {
  const spec = await quick(name, { steps: 3000, batchSizes: [1, 4, 16] }, { against: 'batch-size' })
  const study = await studyOf(name), results = await resultsOf<NormResult>(spec)
  const undivided = (study.jobs(spec) as { batchSize: number }[]).map((job, i) => ({ ...results[i]!, average: results[i]!.average * job.batchSize }))
  expect(study.answer(spec, undivided).verdicts[0]!.state).toBe('fails')
}, 30_000)

const { kind: _, ...neuron } = { kind: 'network', widths: [2, 1], activations: ['logistic'], loss: 'log', data: { kind: 'moons', samples: 60, noise: 0.35 } }

test('Newton\'s method finds the minimum of the neuron with a ridge, whose derivatives are right', async () => {
  const objective = ridged(await make('network', neuron), 0.01)
  const theta = newtonMinimum(objective), gradient = new Float64Array(3), column = new Float64Array(3), hessian = new Float64Array(9)
  objective.gradient(theta, gradient)
  expect(norm(gradient)).toBeLessThan(1e-14)
  objective.hessian!(theta, hessian)
  for (let k = 0; k < 3; k++) {
    objective.hvp(theta, Float64Array.from([0, 1, 2], (i) => (i === k ? 1 : 0)), column)
    expect(Array.from(column)).toEqual(Array.from(hessian.subarray(3 * k, 3 * k + 3), (v) => expect.closeTo(v, 14) as number))
    const up = theta.slice(), down = theta.slice()
    up[k] = up[k]! + 0.5 + 1e-5
    down[k] = down[k]! + 0.5 - 1e-5
    const at = theta.slice()
    at[k] = at[k]! + 0.5
    objective.gradient(at, gradient)
    expect((objective.value(up) - objective.value(down)) / 2e-5).toBeCloseTo(gradient[k]!, 8)
  }
})

test('noise of gradients: S - G is the trace of the covariance, and tr(HC) by its definition', async () => {
  const objective = await make('network', neuron), theta = Float64Array.of(0.3, -0.7, 0.2), n = 60
  const mean = new Float64Array(3), one = new Float64Array(3), hessian = new Float64Array(9), C = new Float64Array(9)
  const { gradient, single } = gradientNoise(objective, theta, mean)
  for (let i = 0; i < n; i++) {
    objective.gradient(theta, one, Int32Array.of(i))
    for (let a = 0; a < 3; a++) for (let b = 0; b < 3; b++) C[3 * a + b] = C[3 * a + b]! + ((one[a]! - mean[a]!) * (one[b]! - mean[b]!)) / n
  }
  objective.hessian!(theta, hessian)
  expect(single - gradient).toBeCloseTo(C[0]! + C[4]! + C[8]!, 13)
  expect(noiseAlongCurvature(objective, theta)).toBeCloseTo(hessian.reduce((sum, h, k) => sum + h * C[k]!, 0), 13)
})

test('slopes with their errors, quartiles, errors of means', () => {
  const x = [1, 2, 4, 8], fit = powerLaw(x, x.map((v) => 3 * v ** 0.7))
  expect([fit.slope, Math.exp(fit.intercept)]).toEqual([expect.closeTo(0.7, 12), expect.closeTo(3, 12)])
  expect(fit.error).toBeLessThan(1e-12)
  // by hand: residuals of (0,0), (1,1), (2,0) about the flat line through 1/3
  const bent = powerLaw([1, Math.E, Math.E ** 2], [1, Math.E, 1])
  expect([bent.slope, bent.error]).toEqual([expect.closeTo(0, 12), expect.closeTo(Math.sqrt(2 / 3 / 2), 10)])
  expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75)
  expect(standardError([1, 3])).toBe(1)
  const draws = random(3), many = Array.from({ length: 400 }, () => draws.normal())
  expect(standardError(many)).toBeCloseTo(1 / 20, 2)
})
