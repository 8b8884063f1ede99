/** What a race says has become of its runs, on landscapes where mathematics says it too. */
import { describe, expect, test } from 'vitest'
import type { RunData } from '#experiments/race/data.ts'
import { ask } from './asking.ts'

interface Data { readonly runs: readonly RunData[] }
const gd = (stepSize: unknown, more: object = {}) => ({ optimizer: { kind: 'gradient-descent', stepSize }, ...more })
const outcomes = async (objective: object, start: unknown, runs: object[], iterations = 200, more: object = {}) =>
  (await ask<Data>({ experiment: 'race', objective, start, runs, iterations, ...more })).data.runs.map(({ outcome }) => outcome)
const outcome = async (...of: Parameters<typeof outcomes>) => (await outcomes(...of))[0]!
const bowl = { kind: 'quadratic', eigenvalues: [1, 10] }
const plane = { kind: 'network', widths: [2, 1], activations: ['identity'], bias: false, loss: 'square', data: { kind: 'plane', samples: 100, noise: 1, seed: 1 } }

describe('divergence', () => {
  test('names the step from which the loss rises, the step size, and 2/L there', async () => {
    // the flat axis falls first, so that the loss begins to rise only later
    expect(await outcome(bowl, [40, 1e-3], [gd(0.25)])).toEqual({
      kind: 'diverged', subject: 'GD', method: 'gradient-descent', since: 13, step: 41, value: expect.any(Number) as number, stepSize: 0.25, curvature: 10, limit: 0.2, noisy: false,
      message: 'GD diverges from step 13: step size 0.25 is above 2/L = 0.2.',
    })
  })
  test('each method by its own limit', async () => {
    const said = await outcomes(bowl, [1, 1], [
      { optimizer: { kind: 'momentum', stepSize: 0.4, momentum: 0.9 } }, { optimizer: { kind: 'nesterov', stepSize: 0.2, momentum: 0.9 } }, { optimizer: { kind: 'adam', stepSize: 1e4 } },
    ])
    expect(said[0]!['limit']).toBeCloseTo(0.38, 12)
    expect(said[1]!['limit']).toBeCloseTo(0.38 / 2.8, 12)
    expect(said[2]!.message).toMatch(/^Adam diverges from the start, with step size 10,000\. A smaller one may hold\.$/)
    expect('limit' in said[2]!).toBe(false)
  })
  test('by the step size in force then: of a schedule, after a change', async () => {
    const [scheduled, changed] = await outcomes(bowl, [40, 1e-3], [gd({ kind: 'warm-up', value: 0.3, steps: 10 }), gd(0.05, { changes: [{ at: 20, stepSize: 0.5 }] })])
    expect(scheduled!['stepSize']).toBe(0.3)
    expect(changed).toMatchObject({ kind: 'diverged', stepSize: 0.5, limit: 0.2 })
    expect(changed!['since']).toBeGreaterThanOrEqual(20)
  })
  test('SGD below 2/L of the mean is told apart', async () => {
    const said = await outcome(plane, [-1.8, 2.5], [gd(0.1, { sampler: { kind: 'with-replacement', batchSize: 1 } })], 4000)
    expect(said).toMatchObject({ kind: 'diverged', subject: 'SGD', noisy: true })
    expect(said['limit']).toBeGreaterThan(0.1)
    expect(said.message).toContain('which holds for the mean, but too large for single batches')
  })
})

describe('growing, before the guard ends it', () => {
  test('on a bowl beyond 2/L a run diverges, however few steps it has', async () => {
    expect(await outcome(bowl, [0, 1], [gd(0.21)], 3)).toMatchObject({ kind: 'growing', certain: true, since: 0, limit: 0.2, message: 'GD diverges from the start: step size 0.21 is above 2/L = 0.2.' })
    expect(await outcome(bowl, [0, 1], [gd(0.19)], 3)).toMatchObject({ kind: 'completed' })
  })
  test('linear regression is a bowl too: momentum and Nesterov by their own limits', async () => {
    const [momentum, nesterov, held] = await outcomes(plane, [-1.8, 2.5], [
      { optimizer: { kind: 'momentum', stepSize: 0.22, momentum: 0.9 } }, { optimizer: { kind: 'nesterov', stepSize: 0.08, momentum: 0.9 } }, { optimizer: { kind: 'momentum', stepSize: 0.18, momentum: 0.9 } },
    ], 60)
    expect(momentum!.message).toMatch(/^Momentum diverges from (the start|step \d+): step size 0\.22 is above 2\(1 \+ β\)\/L = 0\.2\d*\.$/)
    expect(nesterov!.message).toMatch(/^Nesterov diverges from (the start|step \d+): step size 0\.08 is above 2\(1 \+ β\)\/\(\(1 \+ 2β\)L\) = 0\.07\d*\.$/)
    expect(held!.message).not.toMatch(/diverges|grows/)
  })
  test('where the curvature changes it only grows', async () => {
    const said = await outcome({ kind: 'expression', formula: 'x^2 + y^2 + 5*sin(x)' }, [3, 0], [gd(1.01)], 160)
    expect(said).toMatchObject({ kind: 'growing', certain: false })
    expect(said.message).toMatch(/^GD grows from .+: step size 1\.01 is above 2\/L = /)
  })
})

describe('falling for ever', () => {
  test('on a landscape without a floor it is called that', async () => {
    const said = await outcome({ kind: 'saddle' }, [1, 0.05], [gd(0.1)], 100)
    expect(said).toMatchObject({ kind: 'falling', certain: true })
    expect(said.message).toMatch(/^Falls without bound from step \d+: this landscape has no lowest point\./)
  })
  test('down to minus infinity too', async () => {
    const { data } = await ask<Data>({ experiment: 'race', objective: { kind: 'saddle' }, start: [1, 0.05], runs: [gd(0.5)], iterations: 2000 })
    const [run] = data.runs
    expect(run!.outcome.kind).toBe('falling')
    expect(run!.values!.every(Number.isFinite)).toBe(true)
    expect(run!.values!.length).toBeLessThan(1000)
  })
  test('of a user\'s function nobody knows', async () => {
    expect(await outcome({ kind: 'expression', formula: 'x^2 - y^2' }, [1, 0.05], [gd(0.1)], 100)).toMatchObject({ kind: 'falling', certain: false })
  })
})

test('the bottom of an ill-conditioned bowl is a minimum, of a trough a flat place', async () => {
  const newton = { optimizer: { kind: 'newton' } }
  expect(await outcome({ kind: 'quadratic', eigenvalues: [1, 1e7] }, [1, 1], [newton], 3)).toMatchObject({ kind: 'minimum', leastCurvature: 1 })
  expect(await outcome({ kind: 'quadratic', eigenvalues: [0, 2] }, [1, 1], [gd(0.5)], 3)).toMatchObject({ kind: 'degenerate', nullity: 1 })
})

describe('not a number', () => {
  const root = { kind: 'expression', formula: 'y^2 - log(x)' }
  test('the path ends on the last finite iterate', async () => {
    const { data } = await ask<Data>({ experiment: 'race', objective: { kind: 'expression', formula: 'y^2 + sqrt(x)' }, start: [1, 1], runs: [gd(0.8)], iterations: 50 })
    const [run] = data.runs
    expect(run!.outcome).toMatchObject({ kind: 'not-finite', where: 'loss' })
    expect(run!.outcome['step']).toBe(run!.values!.length)
    for (const column of [run!.values!, run!.gradientNorms!, run!.path!.values, run!.stepSizes!]) expect(column.every(Number.isFinite)).toBe(true)
  })
  test('a loss beyond the largest number is infinite, which is not the same as not a number', async () => {
    const leap = { kind: 'expression', formula: 'exp(x^2) + y^2' }
    expect(await outcome(leap, [3, 0], [gd(1.5)])).toMatchObject({ kind: 'not-finite', step: 1, where: 'loss', found: Infinity, message: 'The loss is infinite at step 1, after a loss of 8,100.' })
    expect((await outcome(leap, [40, 0], [gd(0.1)])).message).toBe('The loss is infinite at the start. Move the start.')
  })
  test('a start outside the domain', async () => {
    expect((await outcome(root, [-1, 0], [gd(0.1)])).message).toBe('The loss is not defined at the start. Move the start.')
  })
})

describe('at rest', () => {
  test('at a minimum, and since when', async () => {
    const said = await outcome({ kind: 'double-well' }, [1.5, 0.5], [gd(0.1)])
    expect(said).toMatchObject({ kind: 'minimum', value: -1 })
    expect(said.message).toMatch(/^At a minimum, −1\. Gradient below 10⁻⁶ after \d+ steps\.$/)
    const { data } = await ask<Data>({ experiment: 'race', objective: { kind: 'double-well' }, start: [1.5, 0.5], runs: [gd(0.1)], iterations: 200 })
    const norms = data.runs[0]!.gradientNorms!, since = said['since'] as number
    expect(norms[since]!).toBeLessThan(1e-6)
    expect(norms[since - 1]!).toBeGreaterThanOrEqual(1e-6)
  })
  test('exactly on the ridge gradient descent ends at the saddle and stays; Newton is drawn there; saddle-free Newton is not', async () => {
    const ridge = await outcome({ kind: 'double-well' }, [1.5, 0], [gd(0.1)])
    expect(ridge).toMatchObject({ kind: 'saddle', index: 1, held: true })
    expect(ridge.message).toMatch(/^At a saddle, \S+, index 1\. It will not leave\.$/)
    const [newton, free] = await outcomes({ kind: 'double-well' }, [1.5, 0.3], [{ optimizer: { kind: 'newton' } }, { optimizer: { kind: 'saddle-free-newton' } }])
    expect(newton).toMatchObject({ kind: 'saddle', held: true })
    expect(free!.kind).toBe('minimum')
  })
  test('near a saddle, about to leave', async () => {
    expect(await outcome({ kind: 'double-well' }, [1.5, 1e-13], [gd(0.1)], 75)).toMatchObject({ kind: 'saddle', held: false })
  })
  test('at a maximum, and on flat ground', async () => {
    expect(await outcome({ kind: 'quadratic', eigenvalues: [-1, -2] }, [0, 0], [gd(0.1)])).toMatchObject({ kind: 'maximum', index: 2 })
    expect(await outcome({ kind: 'monkey-saddle' }, [0, 0], [gd(0.1)])).toMatchObject({ kind: 'degenerate' })
  })
  test('a network\'s valley of minima is no strict minimum', async () => {
    const objective = { kind: 'network', widths: [1, 1, 1], activations: ['identity', 'identity'], bias: false, loss: 'square', data: { kind: 'inline', inputs: [[1]], targets: [[1]] } }
    expect(await outcome(objective, [1.5, 0.2], [gd(0.1)])).toMatchObject({ kind: 'degenerate', index: 0, nullity: 1 })
  })
})

describe('noise', () => {
  test('SGD with a fixed step wanders at a level above the minimum; a falling step settles', async () => {
    const sampler = { kind: 'with-replacement', batchSize: 5 }
    const [fixed, whole] = await outcomes(plane, [-1.8, 2.5], [gd(0.05, { sampler }), gd(0.05)], 2000)
    expect(fixed).toMatchObject({ kind: 'wanders', fixedStep: true })
    expect(whole!.kind).toBe('minimum')
    expect(fixed!['level'] as number).toBeGreaterThan(whole!['value'] as number)
    expect(fixed!.message).toMatch(/^Wanders round 0\.9\d*\. A fixed step keeps the noise\.$|^Wanders round 1\.\d+\. A fixed step keeps the noise\.$/)
  })
  test('a run that is still falling does not wander', async () => {
    expect(await outcome(plane, [-1.8, 2.5], [gd(1e-4, { sampler: { kind: 'with-replacement', batchSize: 1 } })], 400)).toMatchObject({ kind: 'completed' })
  })
})

test('a fork of what has ended says so', async () => {
  const said = await outcomes(bowl, [4, 1], [gd(0.5), gd(0.1, { fork: { run: 0, at: 100 } })])
  expect(said[1]!.message).toMatch(/^Cannot begin: Gradient descent ends at step \d+, before step 100\.$/)
})

test('the race itself names the runs that failed', async () => {
  const { outcome: all } = await ask<Data>({ experiment: 'race', objective: bowl, start: [4, 1], runs: [gd(0.05), gd(0.5)], iterations: 50 })
  expect(all).toMatchObject({ kind: 'race', runs: 2, iterations: 50, failed: [{ kind: 'diverged', limit: 0.2 }] })
})
