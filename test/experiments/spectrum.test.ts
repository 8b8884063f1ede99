import { describe, expect, test } from 'vitest'
import { spectrumEnds } from '#analysis/lanczos.ts'
import { symmetricEigen, symmetricEigenPieces } from '#kernel/dense.ts'
import { random } from '#kernel/random.ts'
import type { PointData } from '#experiments/kinds/point.ts'
import type { SharpnessData } from '#experiments/kinds/sharpness.ts'
import type { SpectrumData } from '#experiments/kinds/spectrum.ts'
import { at, casesOf } from '../reference/cases.ts'
import { ask, faults, watch } from './asking.ts'

const drain = <R>(work: Generator<unknown, R>): R => {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}
const network = { kind: 'network', widths: [2, 8, 1], activations: ['tanh', 'logistic'], loss: 'log', data: { kind: 'moons', samples: 60 } }
const spectrum = (fields: object) => ask<SpectrumData>({ experiment: 'spectrum', objective: network, theta: { kind: 'initial' }, ...fields }).then(({ data }) => data)

describe('eigenvalues in pieces', () => {
  test.each([1, 2, 3, 40, 90])('%i rows: those of the solver that does it in one go', (n) => {
    const draws = random(n), a = new Float64Array(n * n), want = new Float64Array(n), got = new Float64Array(n)
    for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) a[i * n + j] = a[j * n + i] = draws.normal()
    symmetricEigen(a, n, want)
    drain(symmetricEigenPieces(a, n, got))
    expect(got).toEqual(want)
  })
})

describe('the ends by Lanczos', () => {
  test('five at each end of a known spectrum lie within their bounds, and the bounds are small', () => {
    const n = 300, values = Float64Array.from({ length: n }, (_, i) => (i - 100) ** 3 / 1e4)
    const { smallest, largest, steps } = drain(spectrumEnds((v, out) => v.forEach((x, i) => (out[i] = values[i]! * x)), n, random(1), { count: 5, tolerance: 1e-8, maxSteps: 200 }))
    expect(steps).toBeLessThan(200)
    for (let k = 0; k < 5; k++) {
      expect(Math.abs(smallest.values[k]! - values[k]!)).toBeLessThanOrEqual(smallest.bounds[k]! + 1e-10)
      expect(Math.abs(largest.values[k]! - values[n - 5 + k]!)).toBeLessThanOrEqual(largest.bounds[k]! + 1e-10)
      expect(largest.bounds[k]).toBeLessThan(1e-5)
    }
  })
})

describe('the whole spectrum', () => {
  // 337 parameters, from independent software
  test('agrees with the reference at the start of 2-16-16-1; down, flat and up make all', async () => {
    const [{ spec, expect: expected }] = casesOf('spectrum') as unknown as [{ spec: { objective: object; theta: unknown }; expect: { path: string; value: unknown }[] }]
    const want = expected.find(({ path }) => path === 'data.eigenvalues')!.value as number[]
    const { frames, result: { data } } = await watch<SpectrumData, SpectrumData>({ experiment: 'spectrum', objective: spec.objective, theta: spec.theta, stepSize: 1.5 })
    expect(data.method).toBe('exact')
    data.eigenvalues.forEach((w, i) => expect(Math.abs(w - want[i]!)).toBeLessThan(1e-10))
    expect(data.down! + data.flat! + data.up!).toBe(337)
    expect([data.limit, data.beyond]).toEqual([2 / 1.5, want.filter((w) => w > 2 / 1.5).length])
    // the ends came first, within their bounds
    const first = frames.find((frame) => frame.data)!.data!
    expect(first.method).toBe('lanczos')
    expect(Math.abs(first.eigenvalues.at(-1)! - want.at(-1)!)).toBeLessThanOrEqual(first.bounds.at(-1)! + 1e-12)
    expect(Math.abs(first.eigenvalues[0]! - want[0]!)).toBeLessThanOrEqual(first.bounds[0]! + 1e-12)
  })

  test('counts and gradient are those of the point experiment', async () => {
    const { data } = await ask<PointData>({ experiment: 'point', objective: network, theta: { kind: 'initial' } })
    const found = await spectrum({})
    expect([found.down, found.flat, found.value]).toEqual([data.index, data.nullity, data.value])
    found.eigenvalues.forEach((w, i) => expect(w).toBeCloseTo(at(data, `eigenvalues.${i}`) as number, 12))
  })

  // science T4.4: theta = 0 of 2-8-1 tanh on balanced moons has eigenvalues -.312 (8 times), .312 (8 times), .25 and 0
  test('a network\'s own saddle at 0: eight ways down, eight and one up, the rest flat', async () => {
    const { down, up, flat } = await spectrum({ theta: Array.from({ length: 33 }, () => 0), objective: { ...network, data: { kind: 'moons', samples: 100 } } })
    expect([down, up, flat]).toEqual([8, 9, 16])
  })
})

describe('beyond 400 parameters', () => {
  const wide = { kind: 'network', widths: [2, 20, 20, 1], activations: ['tanh', 'tanh', 'logistic'], loss: 'log', data: { kind: 'moons', samples: 40 } } // 501
  test('the ends, unless all are asked for; they agree within the bounds', async () => {
    const ends = await spectrum({ objective: wide, ends: 4 }), all = await spectrum({ objective: wide, whole: true })
    expect([ends.method, ends.eigenvalues.length, ends.down, all.method, all.eigenvalues.length]).toEqual(['lanczos', 8, undefined, 'exact', 501])
    for (let k = 0; k < 4; k++) {
      expect(Math.abs(ends.eigenvalues[k]! - all.eigenvalues[k]!)).toBeLessThanOrEqual(ends.bounds[k]! + 1e-10)
      expect(Math.abs(ends.eigenvalues[4 + k]! - all.eigenvalues[497 + k]!)).toBeLessThanOrEqual(ends.bounds[4 + k]! + 1e-10)
    }
  }, 60_000)
  test('all of more than 1,000 are refused', async () => {
    expect(await faults({ experiment: 'spectrum', objective: { ...wide, widths: [2, 40, 40, 1] }, theta: { kind: 'initial' }, whole: true })).toEqual(['whole: expected false with more than 1000 parameters: the ends of the spectrum are computed, got true'])
  })
})

describe('along a run', () => {
  // science X1: 20 points of T_3, 1-30-1 tanh; the square loss here has no 1/2, so that a step size of .1 is its .2: 2/alpha = 20
  const inputs = Array.from({ length: 20 }, (_, i) => [-1 + (2 * i) / 19]), targets = inputs.map(([x]) => [4 * x! ** 3 - 3 * x!])
  const chebyshev = { kind: 'network', widths: [1, 30, 1], activations: ['tanh', 'identity'], loss: 'square', data: { kind: 'inline', inputs, targets } }
  const race = { experiment: 'race', objective: chebyshev, start: { kind: 'initial', initialiser: 'fan-in-uniform' }, runs: [{ optimizer: { kind: 'gradient-descent', stepSize: 0.1 } }], iterations: 6000 }

  test('the edge of stability: sharpness glues itself to 2/alpha', async () => {
    const { frames, result: { data } } = await watch<SharpnessData, SharpnessData>({ experiment: 'sharpness', objective: chebyshev, of: race, points: 33, index: false })
    expect(data.limit[0]).toBeCloseTo(20, 12)
    const half = Array.from(data.largest.slice(16), (w) => w / 20)
    const mean = half.reduce((a, b) => a + b) / half.length
    expect(mean).toBeGreaterThan(0.95)
    expect(mean).toBeLessThan(1.05)
    expect(data.largest[0]).toBeLessThan(0.8 * data.limit[0]!) // it was below, and rose
    expect(data.loss.at(-1)).toBeLessThan(0.1 * data.loss[0]!)
    expect(data.index.every(Number.isNaN)).toBe(true)
    expect(frames.length).toBeGreaterThan(5)
    expect(frames[0]!.data!.largest.filter((w) => !Number.isNaN(w)).length).toBeLessThan(5)
  }, 60_000)

  test('index and ends are those of the spectrum at each step', async () => {
    const of = { experiment: 'race', objective: network, start: { kind: 'initial' }, runs: [{ optimizer: { kind: 'gradient-descent', stepSize: 0.5 } }], iterations: 40 }
    const { data } = await ask<SharpnessData>({ experiment: 'sharpness', objective: network, of, points: 3 })
    expect(data.steps).toEqual(Float64Array.of(0, 20, 40))
    const middle = await spectrum({ theta: { kind: 'step', of, at: 20 } })
    expect([data.index[1], data.nullity[1], data.loss[1]]).toEqual([middle.down, middle.flat, middle.value])
    expect([data.largest[1], data.least[1]]).toEqual([middle.eigenvalues.at(-1), middle.eigenvalues[0]])
  })
})
