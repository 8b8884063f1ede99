/** One verdict on a point of rest, whoever asks: the point itself, a run that ends there, the search for critical points. */
import { describe, expect, test } from 'vitest'
import { inertiaAtRest } from '#analysis/classify.ts'
import { denseHessian } from '#analysis/hessian.ts'
import type { CriticalPointsData } from '#experiments/kinds/critical-points.ts'
import type { PointData } from '#experiments/kinds/point.ts'
import type { RunData } from '#experiments/race/data.ts'
import { symmetricEigen } from '#kernel/dense.ts'
import type { Objective } from '#objectives/objective.ts'
import { ask } from '../experiments/asking.ts'

const formula = (text: string) => ({ kind: 'expression', formula: text })

describe.each([
  // formula, kind of the point at 0, its index, how many eigenvalues vanish
  ['(x^2 + 10^8*y^2)/2 + x^4 + y^4', 'minimum', 0, 0],
  ['(-x^2 + 10^9*y^2)/2 + x^4', 'saddle', 1, 0],
  ['-(x^2 + 10^7*y^2)/2 - y^4', 'maximum', 2, 0],
  ['x^2/2 + y^4', 'degenerate', 0, 1],
  ['x^2/2 + y^3/3', 'degenerate', 0, 1],
  ['x^3 - 3*x*y^2', 'degenerate', 0, 2],
  ['10^6*x^2 + cos(y) - 1', 'saddle', 1, 0],
] as const)('%s', (text, kind, index, nullity) => {
  const objective = formula(text)
  test('critical points, the point and a run that stands there agree', async () => {
    const { data: { points } } = await ask<CriticalPointsData>({ experiment: 'critical-points', objective, domain: [[-0.3, 0.31], [-0.3, 0.31]] })
    const there = points.find(({ theta: [x, y] }) => Math.hypot(x, y) < 1e-3)!
    expect([there.kind, there.index]).toEqual([kind, index])
    const { data } = await ask<PointData>({ experiment: 'point', objective, theta: [0, 0] })
    expect([data.index, data.nullity]).toEqual([index, nullity])
    const race = await ask<{ runs: readonly RunData[] }>({ experiment: 'race', objective, start: [0, 0], runs: [{ optimizer: { kind: 'gradient-descent', stepSize: 1e-9 } }], iterations: 2 })
    expect(race.data.runs[0]!.outcome.kind).toBe(kind)
  })
})

test('a run that creeps up to a flat minimum stands at a degenerate point, long before its eigenvalue is small beside the other', async () => {
  const { data } = await ask<{ runs: readonly RunData[] }>({ experiment: 'race', objective: formula('x^2/2 + y^4'), start: [1, 0.3], runs: [{ optimizer: { kind: 'gradient-descent', stepSize: 0.9 } }], iterations: 40_000 })
  const [run] = data.runs
  expect(Math.abs(run!.end[1]!)).toBeGreaterThan(1e-3)
  expect(run!.outcome).toMatchObject({ kind: 'degenerate', index: 0, nullity: 1 })
})

describe('more than two parameters', () => {
  /** sum of terms of one coordinate each: c x^2/2 and d x^4 */
  const sum = (squares: readonly number[], fourths: readonly number[]): Objective => ({
    dim: squares.length, samples: 1,
    value: (theta) => theta.reduce((f, x, i) => f + (squares[i]! * x * x) / 2 + fourths[i]! * x ** 4, 0),
    gradient(theta, out) {
      theta.forEach((x, i) => { out[i] = squares[i]! * x + 4 * fourths[i]! * x ** 3 })
      return this.value(theta)
    },
    hvp(theta, v, out) {
      theta.forEach((x, i) => { out[i] = (squares[i]! + 12 * fourths[i]! * x * x) * v[i]! })
    },
  })
  const inertia = (objective: Objective, theta: Float64Array) => {
    const { dim } = objective, hessian = new Float64Array(dim * dim), values = new Float64Array(dim)
    for (const _ of denseHessian(objective, theta, hessian)) { /* at once */ }
    symmetricEigen(hessian, dim, values)
    const pieces = inertiaAtRest(objective, theta, values)
    for (;;) {
      const { done, value } = pieces.next()
      if (done) return value
    }
  }
  test('small eigenvalues that stay count, those that vanish do not', () => {
    expect(inertia(sum([1e8, 1, -1], [1, 1, 1]), Float64Array.of(1e-16, 1e-9, 1e-9))).toEqual({ index: 1, nullity: 0 })
    expect(inertia(sum([1, 0, -2], [1, 1, 1]), Float64Array.of(1e-9, 5e-3, 1e-9))).toEqual({ index: 1, nullity: 1 })
    expect(inertia(sum([1, 0, 0], [1, 0, -1]), Float64Array.of(1e-9, 3, 5e-3))).toEqual({ index: 0, nullity: 2 })
  })
  test('beside the curved valley of a deep linear network its flat direction is found', () => {
    // (xyz - 1)^2: near the minima xyz = 1, two flat directions
    const deep: Objective = {
      dim: 3, samples: 1,
      value: ([x = 0, y = 0, z = 0]) => (x * y * z - 1) ** 2,
      gradient([x = 0, y = 0, z = 0], out) {
        const r = 2 * (x * y * z - 1)
        out.set([r * y * z, r * x * z, r * x * y])
        return (r * r) / 4
      },
      hvp([x = 0, y = 0, z = 0], [a = 0, b = 0, c = 0], out) {
        const r = 2 * (x * y * z - 1), s = 2 * (y * z * a + x * z * b + x * y * c)
        out.set([s * y * z + r * (z * b + y * c), s * x * z + r * (z * a + x * c), s * x * y + r * (y * a + x * b)])
      },
    }
    for (const off of [0, 1e-8, -3e-8]) expect(inertia(deep, Float64Array.of(0.5, 2 + off, 1))).toEqual({ index: 0, nullity: 2 })
  })
})
