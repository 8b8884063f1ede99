/** Recipes that need a race, a gradient or a symmetry; what the plain ones do stands in points.test.ts. */
import { describe, expect, test } from 'vitest'
import type { SliceData } from '#experiments/kinds/slice.ts'
import type { PointData } from '#experiments/kinds/point.ts'
import { type Table, rowOf } from '#figures/table.ts'
import { dot, norm } from '#kernel/vec.ts'
import { ask, faults } from './asking.ts'

const network = { kind: 'network', widths: [2, 6, 5, 1], activations: ['relu', 'leaky-relu', 'logistic'], loss: 'log', data: { kind: 'moons', samples: 60 } }
const start = { kind: 'initial', initialiser: 'he-normal' }
const run = (stepSize: number) => ({ optimizer: { kind: 'gradient-descent', stepSize } })
const race = (runs: object[] = [run(0.2)], iterations = 50) => ({ experiment: 'race', objective: network, start, runs, iterations })
const path = async (spec: object): Promise<Table> => (await ask<{ runs: { path: Table }[] }>(spec)).data.runs[0]!.path
const once = { from: 0, to: 0, points: 1 }
const slice = (fields: object): Promise<SliceData> =>
  ask<SliceData>({ experiment: 'slice', objective: network, origin: start, directions: [{ kind: 'random' }], axes: [once], ...fields }).then(({ data }) => data)
const direction = async (recipe: object, origin: object = start): Promise<Float64Array> => rowOf((await slice({ origin, directions: [recipe] })).directions, 0)
const point = async (recipe: object): Promise<PointData> => (await ask<PointData>({ experiment: 'point', objective: network, theta: recipe, quantities: ['value', 'gradient'] })).data
const diff = (a: Float64Array, b: Float64Array): Float64Array => a.map((x, i) => x - b[i]!)

describe('of a run', () => {
  test('a step is a row of its path; velocity and acceleration are its differences', async () => {
    const rows = await path(race()), row = (k: number) => rowOf(rows, k)
    expect((await point({ kind: 'step', of: race(), at: 17 })).theta).toEqual(row(17))
    const parallel = (u: Float64Array, v: Float64Array): number => dot(u, v) / (norm(u) * norm(v))
    expect(parallel(await direction({ kind: 'velocity', of: race(), at: 17 }), diff(row(18), row(16)))).toBeCloseTo(1, 13)
    expect(parallel(await direction({ kind: 'velocity', of: race(), at: 0 }), diff(row(1), row(0)))).toBeCloseTo(1, 13)
    expect(parallel(await direction({ kind: 'acceleration', of: race(), at: 17 }), diff(diff(row(18), row(17)), diff(row(17), row(16))))).toBeCloseTo(1, 9)
    expect(norm(await direction({ kind: 'acceleration', of: race(), at: 50 }))).toBeCloseTo(1, 13)
  })

  test('gradient descent moves against the gradient: velocity at the start', async () => {
    expect(dot(await direction({ kind: 'velocity', of: race(), at: 0 }), await direction({ kind: 'gradient' }))).toBeCloseTo(-1, 13)
  })

  test('the middle of several runs, and their principal directions taken together', async () => {
    const both = race([run(0.2), run(0.5)])
    const { data } = await ask<{ runs: { path: Table }[] }>(both)
    const rows = data.runs.flatMap(({ path: p }) => Array.from({ length: p.rows }, (_, k) => rowOf(p, k)))
    const mean = (await point({ kind: 'mean', of: both })).theta
    mean.forEach((x, i) => expect(x).toBeCloseTo(rows.reduce((sum, r) => sum + r[i]!, 0) / rows.length, 12))
    const [p, q] = [await direction({ kind: 'pca', of: both }), await direction({ kind: 'pca', of: both, component: 2 })]
    expect(Math.abs(dot(p, q))).toBeLessThan(1e-10)
    // most variance first
    const spread = (d: Float64Array): number => rows.reduce((sum, r) => sum + dot(diff(r, mean), d) ** 2, 0)
    expect(spread(p)).toBeGreaterThan(spread(q))
  })

  test('a step that the run does not reach is refused', async () => {
    expect(await faults({ experiment: 'point', objective: network, theta: { kind: 'step', of: race(), at: 51 } })).toEqual(['theta.at: expected a step from 0 to 50, got 51'])
    const wild = { ...race([{ optimizer: { kind: 'gradient-descent', stepSize: 1e9 } }]) }
    await expect(point({ kind: 'step', of: wild, at: 49 })).rejects.toThrow('expected a step that the run reaches')
    expect(await faults({ experiment: 'slice', objective: { kind: 'saddle' }, directions: [{ kind: 'pca', of: race() }], axes: [once] })).toEqual(['directions.0.of.objective: expected a landscape of 2 parameters as here, got one of 59'])
    expect(await faults({ experiment: 'slice', objective: network, origin: start, directions: [{ kind: 'pca', of: race([]) }], axes: [once] })).toEqual(['directions.0.of.runs: expected at least one run, got 0'])
  })
})

describe('made of other directions', () => {
  test('where the gradient turns: at right angles to it, in the plane of g and H g', async () => {
    const g = await direction({ kind: 'gradient' }), w = await direction({ kind: 'turning' })
    const { hessianVectorProduct: image } = (await ask<PointData>({ experiment: 'point', objective: network, theta: start, quantities: [], direction: { kind: 'gradient' } })).data
    expect(Math.abs(dot(g, w))).toBeLessThan(1e-14)
    expect(norm(image!.map((x, i) => x - dot(image!, g) * g[i]! - dot(image!, w) * w[i]!))).toBeLessThan(1e-12 * norm(image!))
  })

  test('at an eigenvector the gradient does not turn, and that is said', async () => {
    const saddle = { experiment: 'slice', objective: { kind: 'saddle' }, origin: [1, 0], directions: [{ kind: 'turning' }], axes: [once] }
    await expect(ask(saddle)).rejects.toThrow('expected a point at which the gradient turns')
  })

  test('a plane through three points, its second axis at right angles to the first', async () => {
    const [b, c] = [{ kind: 'initial', seed: 2 }, { kind: 'initial', seed: 3 }]
    const first = { kind: 'between', to: b }
    const { origin, directions } = await slice({ directions: [first, { kind: 'orthogonal', direction: { kind: 'between', to: c }, to: first }], axes: [once, once] })
    const [d1, d2] = [rowOf(directions, 0), rowOf(directions, 1)]
    expect(Math.abs(dot(d1, d2))).toBeLessThan(1e-12 * norm(d1) * norm(d2))
    const third = diff((await point(c)).theta, origin)
    const share = dot(third, d1) / dot(d1, d1)
    expect(norm(third.map((x, i) => x - share * d1[i]! - d2[i]!))).toBeLessThan(1e-13 * norm(third)) // the third point lies in the plane, at height 1
    await expect(slice({ directions: [{ kind: 'orthogonal', direction: first, to: first }] })).rejects.toThrow('not parallel')
  })

  test('a direction turned towards another: by 0 itself, by a right angle the other\'s part, always of one length', async () => {
    const u = { kind: 'random', seed: 1 }, v = { kind: 'random', seed: 2 }
    const turned = (angle: number) => direction({ kind: 'turned', direction: u, towards: v, angle })
    const [plain, quarter, some] = [await direction(u), await turned(Math.PI / 2), await turned(0.3)]
    expect(norm(diff(await turned(0), plain))).toBeLessThan(1e-14 * norm(plain))
    expect(Math.abs(dot(quarter, plain))).toBeLessThan(1e-13 * norm(plain) ** 2)
    expect(dot(some, plain) / norm(plain) ** 2).toBeCloseTo(Math.cos(0.3), 12)
    expect(norm(some)).toBeCloseTo(norm(plain), 12)
  })
})

describe('symmetries', () => {
  const swap = { kind: 'swap', layer: 2, units: [0, 3] }, cycle = { kind: 'cycle', layer: 1 }, scale = { kind: 'scale', layer: 1, unit: 2, factor: 7 }
  test('copies have the loss of the original: 1e-12 after permutations, 1e-10 after scaling; the point has moved', async () => {
    const original = await point(start)
    for (const [by, allowed] of [[[swap], 1e-12], [[cycle], 1e-12], [[cycle, swap], 1e-12], [[scale], 1e-10], [[scale, cycle, { ...scale, layer: 2, factor: 0.2 }], 1e-10]] as const) {
      const copy = await point({ kind: 'symmetric-copy', of: start, by })
      expect(Math.abs(copy.value! - original.value!)).toBeLessThanOrEqual(allowed * original.value!)
      expect(norm(diff(copy.theta, original.theta))).toBeGreaterThan(0.1)
    }
    expect((await point({ kind: 'symmetric-copy', of: start, by: [swap, swap] })).theta).toEqual(original.theta)
  })

  test('tanh: flipped', async () => {
    const tanh = { ...network, activations: ['tanh', 'tanh', 'logistic'] }
    const value = async (theta: object) => (await ask<PointData>({ experiment: 'point', objective: tanh, theta, quantities: ['value'] })).data.value!
    expect(await value({ kind: 'symmetric-copy', of: start, by: [{ kind: 'flip', layer: 2, unit: 1 }] })).toBeCloseTo(await value(start), 14)
    await expect(value({ kind: 'symmetric-copy', of: start, by: [scale] })).rejects.toThrow('expected a layer of relu, leaky-relu or identity, whose units can be scaled; this one is tanh')
  })

  test('what does not hold is refused', async () => {
    const refused = (by: object, why: string) => expect(point({ kind: 'symmetric-copy', of: start, by: [by] })).rejects.toThrow(why)
    await refused({ kind: 'flip', unit: 0 }, 'by.0: expected a layer of tanh, sine or identity, whose units can be flipped; this one is relu')
    await refused({ ...swap, layer: 3 }, 'expected a hidden layer from 1 to 2, got 3')
    await refused({ ...swap, units: [0, 5] }, 'expected a unit from 0 to 4 in layer 2, got 5')
    await expect(ask({ experiment: 'point', objective: { kind: 'saddle' }, theta: { kind: 'symmetric-copy', of: [1, 1], by: [cycle] } })).rejects.toThrow('others have no units')
  })

  test('the balanced copy: the same loss, in and out of one length, wherever on the orbit one begins', async () => {
    const original = await point(start), balanced = await point({ kind: 'balanced', of: start })
    expect(Math.abs(balanced.value! - original.value!)).toBeLessThan(1e-12)
    expect(norm(balanced.theta)).toBeLessThan(norm(original.theta))
    const elsewhere = await point({ kind: 'balanced', of: { kind: 'symmetric-copy', of: start, by: [scale, { ...scale, unit: 0, factor: 0.1 }, { ...scale, layer: 2, factor: 4 }] } })
    expect(norm(diff(elsewhere.theta, balanced.theta))).toBeLessThan(1e-12)
  })
})

// science B2.5: uniform factors leave a filter-normalised slice as it is; different ones do not, unless the gauge is fixed first
describe('a slice along the orbit of one function', () => {
  const wide = { kind: 'network', widths: [2, 8, 1], activations: ['relu', 'logistic'], loss: 'log', data: { kind: 'moons', samples: 60 } }
  const scaled = (factors: readonly number[]) => ({ kind: 'symmetric-copy', of: start, by: factors.map((factor, unit) => ({ kind: 'scale', layer: 1, unit, factor })) })
  const axis = { from: -1, to: 1, points: 9 }
  const values = async (origin: object, fields: object): Promise<Float64Array> => {
    const { data } = await ask<SliceData>({ experiment: 'slice', objective: wide, origin, directions: [{ kind: 'random', seed: 1 }, { kind: 'random', seed: 2 }], axes: [axis, axis], ...fields })
    return (data.values as Table).values
  }
  const distance = (a: Float64Array, b: Float64Array): number => Math.max(...diff(a, b).map(Math.abs))
  const filter = { normalisation: 'filter' }, gauged = { normalisation: 'filter', gauge: 'balanced' }
  const equal = scaled([10, 10, 10, 10, 10, 10, 10, 10]), mixed = scaled([0.1, 10, 3, 0.3, 1, 5, 0.2, 8])

  test('one factor for all units: filter normalisation removes it, no normalisation does not', async () => {
    expect(distance(await values(start, filter), await values(equal, filter))).toBeLessThan(1e-10)
    expect(distance(await values(start, {}), await values(equal, {}))).toBeGreaterThan(0.1)
  })
  test('different factors: the filter-normalised slice changes; in the balanced gauge it does not', async () => {
    expect(distance(await values(start, filter), await values(mixed, filter))).toBeGreaterThan(0.1)
    expect(distance(await values(start, gauged), await values(mixed, gauged))).toBeLessThan(1e-10)
  })
  test('a gauge without a normalisation is refused', async () => {
    expect(await faults({ experiment: 'slice', objective: wide, origin: start, directions: [{ kind: 'random' }], axes: [axis], gauge: 'balanced' })).toEqual(['gauge: expected "none" without a normalisation: the gauge is that in which directions are normalised'])
  })
})
