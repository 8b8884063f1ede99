import { describe, expect, test } from 'vitest'
import { alongAndAway } from '#analysis/interpolation.ts'
import type { InterpolationData } from '#experiments/kinds/interpolation.ts'
import { random } from '#kernel/random.ts'
import { ask, faults, read, watch, freshEngine } from './asking.ts'
import { resultOf } from '#experiments/run-spec.ts'

const network = { kind: 'network', widths: [2, 8, 1], activations: ['relu', 'logistic'], loss: 'log', data: { kind: 'moons' } }
const trained = { kind: 'end', of: { experiment: 'race', objective: network, start: { kind: 'initial', initialiser: 'he-normal' }, runs: [{ optimizer: { kind: 'adam', stepSize: 0.02 } }], iterations: 800, record: [] } }
const line = (fields: object) => ask<InterpolationData>({ experiment: 'interpolation', objective: { kind: 'rosenbrock' }, from: [-1.2, 1], to: [1, 1], ...fields }).then(({ data }) => data)

describe('the line', () => {
  // f(-1.2, 1) = 24.2, f(0, 1) = 101: the line from the classic start to the minimum goes over a mountain, while descent never rises
  test('Rosenbrock: the straight way goes over a mountain of 101', async () => {
    const { t, loss, facts, distance } = await line({ points: 12 })
    expect([t[0], t[11], loss[0], loss[11], distance]).toEqual([0, 1, expect.closeTo(24.2, 12), 0, 2.2])
    expect(Math.max(...loss)).toBeCloseTo(101, 10) // x = 0 at t = 6/11
    expect(facts.barrier).toBeCloseTo(90, 10) // above 24.2 (5/11), the chord there
    expect(facts.rise).toBeGreaterThan(90)
    expect(facts.bentDown).toBeGreaterThan(0)
  })

  test('a parabola: no barrier, no rise to its bottom, convex; half of the fall at t = 1 - 1/sqrt 2', async () => {
    const { facts } = await line({ objective: { kind: 'quadratic', eigenvalues: [1, 4] }, from: [3, 1], to: [0, 0], points: 1001 })
    expect(facts).toEqual({ barrier: 0, rise: 0, halfway: expect.closeTo(1 - Math.SQRT1_2, 2), bentDown: 0 })
  })

  test('both ends are the points themselves, and the range may go beyond', async () => {
    const { t, loss } = await line({ range: [-0.25, 1.5], points: 8 })
    expect([t[0], t[1], t[7], loss[1]]).toEqual([-0.25, 0, 1.5, expect.closeTo(24.2, 12)])
  })

  // science T3.2: two addresses of one function, and a wall between them
  test('to the twin whose units are cycled: equal losses, and a wall between', async () => {
    const { loss, facts } = await line({ objective: network, from: trained, to: { kind: 'symmetric-copy', of: trained, by: [{ kind: 'cycle', layer: 1 }] } })
    expect(Math.abs(loss[0]! - loss[100]!)).toBeLessThan(1e-12)
    expect(loss[0]).toBeLessThan(0.2)
    expect(facts.barrier).toBeGreaterThan(3 * loss[0]!)
  })
})

describe('a trajectory beside the line of its ends', () => {
  test('Thales: a random walk lies on the semicircle, beta / D = sqrt(s (1 - s))', () => {
    const rows = 301, columns = 1000, draws = random(3), path = new Float64Array(rows * columns), alpha = new Float64Array(rows), beta = new Float64Array(rows)
    for (let k = columns; k < path.length; k++) path[k] = path[k - columns]! + draws.normal()
    const distance = alongAndAway(path, rows, columns, alpha, beta)
    for (const s of [0.25, 0.5, 0.75]) {
      expect(Math.abs(alpha[300 * s]! / distance - s)).toBeLessThan(0.05)
      expect(Math.abs(beta[300 * s]! / distance - Math.sqrt(s * (1 - s)))).toBeLessThan(0.05)
    }
    expect([alpha[0], beta[0], alpha[300], beta[300]]).toEqual([0, 0, distance, 0])
  })

  test('of a race: as many entries as it has points; its losses are the run\'s', async () => {
    const race = { experiment: 'race', objective: network, start: { kind: 'initial' }, runs: [{ optimizer: { kind: 'gradient-descent', stepSize: 0.5 } }], iterations: 60 }
    const { alpha, beta, trajectoryLoss } = await line({ objective: network, from: { kind: 'initial' }, to: { kind: 'end', of: race }, points: 5, trajectory: race })
    const run = (await ask<{ runs: { values: Float64Array }[] }>(race)).data.runs[0]!
    expect(trajectoryLoss).toEqual(run.values)
    expect([alpha!.length, beta!.length, beta![60]]).toEqual([61, 61, 0])
    expect(beta![30]).toBeGreaterThan(0)
  })
})

test('frames fill the curve coarse to fine; what is not there yet is NaN', async () => {
  const big = { ...network, widths: [2, 40, 40, 1], activations: ['tanh', 'tanh', 'logistic'], data: { kind: 'moons', samples: 400 } }
  const { frames, result } = await watch<InterpolationData, InterpolationData>({ experiment: 'interpolation', objective: big, from: { kind: 'initial' }, to: { kind: 'initial', seed: 2 }, points: 201 })
  expect(frames.length).toBeGreaterThan(3)
  const known = frames.map(({ data }) => data!.loss.filter((x) => !Number.isNaN(x)).length)
  expect(known).toEqual(known.toSorted((a, b) => a - b))
  expect(known[0]).toBeLessThan(30)
  frames[0]!.data!.loss.forEach((x, i) => expect(Number.isNaN(x) || x === result.data.loss[i]).toBe(true))
  expect(result.data.loss.every(Number.isFinite)).toBe(true)
})

test('an abort is heard', async () => {
  const abort = new AbortController()
  const big = { ...network, widths: [2, 100, 100, 1], activations: ['tanh', 'tanh', 'logistic'], data: { kind: 'moons', samples: 1000 } }
  const work = freshEngine().run(await read({ experiment: 'interpolation', objective: big, from: { kind: 'initial' }, to: { kind: 'initial', seed: 2 }, points: 20_001 }), { signal: abort.signal })
  setTimeout(() => abort.abort(), 10)
  await expect(resultOf(work)).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
})

test.each([
  [{ range: [1, 0] }, 'range: expected an interval from less to more, got [1, 0]'],
  [{ to: [1, 2, 3] }, 'to: expected 2 numbers, one for each parameter, got 3'],
  [{ trajectory: [[1, 2], [3]] }, 'trajectory.1: expected 2 numbers, one for each parameter, got 1'],
  [{ trajectory: 3 }, 'trajectory: expected a list of points, or a race with one run, got 3'],
])('%j is refused', async (fields, line_) => {
  expect(await faults({ experiment: 'interpolation', objective: { kind: 'rosenbrock' }, from: [0, 0], to: [1, 1], ...fields })).toEqual([line_])
})
