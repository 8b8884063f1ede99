import { describe, expect, test } from 'vitest'
import curvature, { type CurvatureData } from '#experiments/kinds/curvature.ts'
import type { GradientCloudData } from '#experiments/kinds/gradient-cloud.ts'
import type { PointData } from '#experiments/kinds/point.ts'
import type { ScalingOrbitData } from '#experiments/kinds/scaling-orbit.ts'
import type { SliceData } from '#experiments/kinds/slice.ts'
import type { SpectrumData } from '#experiments/kinds/spectrum.ts'
import { type Table, rowOf } from '#figures/table.ts'
import { random } from '#kernel/random.ts'
import { norm } from '#kernel/vec.ts'
import { make } from '../objectives/cases.ts'
import { ask, faults, read, watch } from './asking.ts'

const axis = (from: number, to: number, points: number) => ({ from, to, points })
const fields = { widths: [2, 6, 1], activations: ['tanh', 'logistic'], loss: 'log', data: { kind: 'moons', samples: 40 } }
const network = { kind: 'network', ...fields }, start = { kind: 'initial', initialiser: 'lecun-normal' }
const plane = { origin: start, directions: [{ kind: 'random', seed: 1 }, { kind: 'random', seed: 2 }] }

describe('curvature over a plane', () => {
  const map = (more: object) => ask<CurvatureData>({ experiment: 'curvature', objective: network, ...plane, axes: [axis(-0.5, 0.5, 5), axis(-0.4, 0.4, 4)], ...more }).then(({ data }) => data)

  test('the plane of all there is: eigenvalues of the Hessian, whatever the directions\' length and angle', async () => {
    const objective = { kind: 'himmelblau' }
    const { least, largest } = await map({ objective, origin: [0, 0], directions: [[2, 0], [1, 3]], axes: [axis(-1, 1, 3), axis(-1, 1, 3)] })
    for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) {
      const { data } = await ask<PointData>({ experiment: 'point', objective, theta: [2 * (i - 1) + (j - 1), 3 * (j - 1)], quantities: ['spectrum'] })
      expect(rowOf(least, i)[j]).toBeCloseTo(data.eigenvalues![0]!, 10)
      expect(rowOf(largest, i)[j]).toBeCloseTo(data.eigenvalues![1]!, 10)
    }
  })

  test('of the whole Hessian: that of each point; inside the plane it lies between', async () => {
    const whole = await map({ of: 'whole' }), inside = await map({ of: 'plane' })
    whole.least.values.forEach((w, k) => {
      expect(w).toBeLessThanOrEqual(inside.least.values[k]! + whole.bound + 1e-9)
      expect(whole.largest.values[k]).toBeGreaterThanOrEqual(inside.largest.values[k]! - whole.bound - 1e-9)
    })
    const slice = (await ask<SliceData>({ experiment: 'slice', objective: network, ...plane, axes: [axis(0, 0, 1), axis(0, 0, 1)] })).data
    const theta = Array.from(slice.origin, (x, i) => x + 0.5 * rowOf(slice.directions, 0)[i]! - 0.4 * rowOf(slice.directions, 1)[i]!)
    const { data: { eigenvalues } } = await ask<SpectrumData>({ experiment: 'spectrum', objective: network, theta })
    expect(Math.abs(rowOf(whole.least, 4)[0]! - eigenvalues[0]!)).toBeLessThanOrEqual(whole.bound + 1e-10)
    expect(Math.abs(rowOf(whole.largest, 4)[0]! - eigenvalues.at(-1)!)).toBeLessThanOrEqual(whole.bound + 1e-10)
  })

  test('coarse to fine; cut by the spec alone, the same bits', async () => {
    const spec = { experiment: 'curvature', objective: network, ...plane, of: 'whole', axes: [axis(-1, 1, 9), axis(-1, 1, 6)] }
    const { frames, result } = await watch<CurvatureData, CurvatureData>(spec)
    expect(frames[0]!.data!.least.values.some(Number.isNaN)).toBe(true)
    const parts = curvature.split!(await read(spec))
    expect(parts.length).toBeGreaterThan(1)
    const results = await Promise.all(parts.map((part) => ask<CurvatureData>(part)))
    expect(curvature.merge!(results, await read(spec))).toEqual(result)
  })
})

describe('the landscape of a batch', () => {
  test('a slice of these samples alone; a step of SGD is steepest descent on it', async () => {
    const f = await make('network', fields), batch = [3, 17, 3, 25]
    const { data } = await ask<SliceData>({ experiment: 'slice', objective: network, ...plane, batch, axes: [axis(-1, 1, 3), axis(-1, 1, 2)] })
    const at = (a: number, b: number) => data.origin.map((x, k) => x + a * rowOf(data.directions, 0)[k]! + b * rowOf(data.directions, 1)[k]!)
    expect((data.values as Table).values[1]).toBeCloseTo(f.value(at(-1, 1), Int32Array.from(batch)), 14)
    expect((data.values as Table).values[5]).toBeCloseTo(f.value(at(1, 1), Int32Array.from(batch)), 14)
    expect(await faults({ experiment: 'slice', objective: network, ...plane, batch: [1, 40], axes: [axis(-1, 1, 3), axis(-1, 1, 2)] })).toEqual(['batch.1: expected a sample from 0 to 39, got 40'])
  })
})

describe('the cloud of next steps', () => {
  const cloud = (more: object) => ask<GradientCloudData>({ experiment: 'gradient-cloud', objective: network, theta: start, ...plane, batchSizes: [1, 5, 20, 40], draws: 4000, ...more }).then(({ data }) => data)

  test('all samples; their mean is the full gradient, on the plane and in length', async () => {
    const { samples, gradients, mean, norms, gradientNorm, variance } = await cloud({ draws: 0 })
    expect([samples, gradients.rows]).toEqual([40, 40])
    for (const c of [0, 1]) expect(gradients.values.reduce((sum, x, k) => sum + (k % 2 === c ? x / 40 : 0), 0)).toBeCloseTo(mean[c]!, 13)
    // (1/n) sum |g_i|^2 = |g|^2 + variance
    expect(norms.reduce((sum, r) => sum + (r * r) / 40, 0)).toBeCloseTo(gradientNorm ** 2 + variance, 13)
  })

  // science T4.6: variance / B with replacement, times (n - B)/(n - 1) without; measured within 3 % by 4,000 draws there
  test('variance against 1/B, with replacement and without, as the law says', async () => {
    const { batchSizes, variance, withReplacement, withoutReplacement, measuredWith, measuredWithout } = await cloud({})
    batchSizes.forEach((size, k) => {
      expect(withReplacement[k]).toBeCloseTo(variance / size, 14)
      expect(measuredWith[k]! / withReplacement[k]!).toBeGreaterThan(0.92)
      expect(measuredWith[k]! / withReplacement[k]!).toBeLessThan(1.08)
      if (size === 40) expect(measuredWithout[k]).toBeLessThan(1e-25) // all of them: no spread at all
      else expect(Math.abs(measuredWithout[k]! / withoutReplacement[k]! - 1)).toBeLessThan(0.08)
    })
  })

  test('a landscape that is no mean over samples has no cloud', async () => {
    expect(await faults({ experiment: 'gradient-cloud', objective: { kind: 'saddle' }, theta: [1, 1] })).toEqual(['objective: expected a landscape that is a mean over samples'])
  })
})

// science T3.S2: loss 0.026215129098 at every factor; sharpness 92.8 (.1), 9.30 (.3), 1.10 (1), 2.68 (3), 28.7 (10): it grows with the square of the factor, and of its inverse
describe('one function, many sharpnesses', () => {
  const relu = { kind: 'network', widths: [2, 8, 1], activations: ['relu', 'logistic'], loss: 'log', data: { kind: 'moons' } }
  const trained = { kind: 'end', of: { experiment: 'race', objective: relu, start: { kind: 'initial', initialiser: 'he-normal' }, runs: [{ optimizer: { kind: 'gradient-descent', stepSize: 0.5 } }], iterations: 3000, record: [] } }
  test('the loss is flat to 1e-10, the sharpness rises by the square at both ends', async () => {
    const { data } = await ask<ScalingOrbitData>({ experiment: 'scaling-orbit', objective: relu, theta: trained, factors: { from: 0.01, to: 100, count: 9 } })
    data.loss.forEach((f) => expect(Math.abs(f - data.loss[4]!)).toBeLessThan(1e-10 * data.loss[4]!))
    const s = data.sharpness
    expect(data.factors[4]).toBeCloseTo(1, 12)
    expect(s[0]! / s[1]!).toBeCloseTo(10, 0)
    expect(s[8]! / s[7]!).toBeCloseTo(10, 0)
    expect(Math.max(...s) / Math.min(...s)).toBeGreaterThan(1000)
  }, 60_000)

  // H(S theta) = S^-1 H(theta) S^-1 for the diagonal S of the scaling: an exact law, entry by entry
  test('the Hessian of the copy is that of the original between two inverse scalings', async () => {
    const draws = random(5), theta = Array.from({ length: 33 }, () => draws.normal())
    const by = [{ kind: 'scale', layer: 1, unit: 2, factor: 3 }], hessian = async (at: unknown) => (await ask<PointData>({ experiment: 'point', objective: relu, theta: at, quantities: ['hessian'] })).data
    const original = await hessian(theta), copy = await hessian({ kind: 'symmetric-copy', of: { kind: 'point', theta }, by })
    const s = copy.theta.map((x, i) => x / theta[i]!)
    const want = original.hessian!.values.map((h, k) => h / (s[Math.floor(k / 33)]! * s[k % 33]!))
    expect(norm(copy.hessian!.values.map((h, k) => h - want[k]!))).toBeLessThan(1e-12 * norm(want))
  })
  test('tanh units cannot be scaled, and that is said', async () => {
    await expect(ask({ experiment: 'scaling-orbit', objective: network, theta: start })).rejects.toThrow('layer: expected a layer of relu, leaky-relu or identity')
  })
})
