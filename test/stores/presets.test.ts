/** Every preset, run as it opens, against what it is named after: closed forms, the thesis's figures, and numbers of independent scripts. */
import { describe, expect, test } from 'vitest'
import { makeDataset } from '#data/make.ts'
import type { RunData } from '#experiments/race/data.ts'
import { factsOf } from '#stores/landscape-facts.ts'
import { PRESETS, sceneOfPreset } from '#stores/presets.ts'
import type { Race } from '#stores/race.ts'
import { ask } from '../experiments/asking.ts'

interface Shown { readonly race: Race; readonly runs: readonly RunData[] }
const shown = new Map<string, Promise<Shown>>()
async function shoot(id: string): Promise<Shown> {
  const { spec } = await sceneOfPreset(PRESETS.find((preset) => preset.id === id)!)
  const { data } = await ask<{ runs: readonly RunData[] }>({ ...spec, record: ['path', 'values', 'gradientNorms', 'stepSizes'] })
  return { race: spec, runs: data.runs }
}
const open = (id: string): Promise<Shown> => {
  const found = shown.get(id) ?? shoot(id)
  shown.set(id, found)
  return found
}
const at = ({ path }: RunData, k: number): [number, number] => [path!.values[2 * k]!, path!.values[2 * k + 1]!]
const last = (run: RunData): number => run.values!.at(-1)!
const distance = ([x, y]: readonly [number, number], [u, v]: readonly [number, number]): number => Math.hypot(x - u, y - v)

/** f = mean (y - theta.x)^2: minimum, Hessian and least value, by the normal equations. */
async function leastSquares(race: Race): Promise<{ minimum: readonly [number, number]; h: readonly [number, number, number]; floor: number; largest: number; samples: number }> {
  const data = race.objective['data'] as { kind: string }
  const { inputs: x, targets: y, samples: n } = await makeDataset(data as never, { bytes: () => Promise.reject(new Error('no files')) })
  let a = 0, b = 0, d = 0, u = 0, v = 0, yy = 0
  for (let i = 0; i < n; i++) {
    const p = x[2 * i]!, q = x[2 * i + 1]!, t = y[i]!
    a += p * p; b += p * q; d += q * q; u += p * t; v += q * t; yy += t * t
  }
  const det = a * d - b * b, minimum = [(d * u - b * v) / det, (a * v - b * u) / det] as const
  const h = [(2 * a) / n, (2 * b) / n, (2 * d) / n] as const
  return { minimum, h, floor: (yy - minimum[0] * u - minimum[1] * v) / n, largest: (h[0] + h[2]) / 2 + Math.hypot((h[0] - h[2]) / 2, h[1]), samples: n }
}

test.each(PRESETS.map((p) => p.id))('%s runs: whole columns of finite numbers, a title and a note of its own', async (id) => {
  const { race, runs } = await open(id)
  const { title, note } = PRESETS.find((preset) => preset.id === id)!
  expect(PRESETS.filter((preset) => preset.title === title || preset.note === note)).toHaveLength(1)
  expect(runs).toHaveLength(race.runs.length)
  for (const run of runs) {
    expect(run.values!.length).toBe(race.iterations + 1)
    for (const column of [run.values!, run.gradientNorms!, run.path!.values]) expect(column.every(Number.isFinite)).toBe(true)
  }
})

test('Figure 4.2: 14 steps of 0.1 from (-1.8, 2.5), each that of the closed form; 0.1 is 93 % of 2/L and the steps turn round along the steep axis', async () => {
  const { race, runs: [run] } = await open('figure-4-2')
  expect([race.start, race.iterations, race.runs[0]!.optimizer['stepSize']]).toEqual([{ kind: 'point', theta: [-1.8, 2.5] }, 14, 0.1])
  const { minimum, h: [a, b, d], floor, largest, samples } = await leastSquares(race)
  expect(samples).toBe(100)
  expect(0.1 / (2 / largest)).toBeCloseTo(0.93, 1)
  let e: [number, number] = [-1.8 - minimum[0], 2.5 - minimum[1]]
  const v = Math.hypot(b, largest - a), steep = [b / v, (largest - a) / v] as const
  const along: number[] = []
  for (let k = 0; k <= 14; k++) {
    const g = [a * e[0] + b * e[1], b * e[0] + d * e[1]] as const
    expect(distance(at(run!, k), [minimum[0] + e[0], minimum[1] + e[1]])).toBeLessThan(1e-12)
    expect(run!.values![k]).toBeCloseTo(floor + (e[0] * g[0] + e[1] * g[1]) / 2, 10)
    along.push(e[0] * steep[0] + e[1] * steep[1])
    e = [e[0] - 0.1 * g[0], e[1] - 0.1 * g[1]]
  }
  for (let k = 1; k <= 14; k++) expect(Math.sign(along[k]!)).toBe(-Math.sign(along[k - 1]!))
})

test('Figure 4.3: a thousandth off the ridge gradient descent passes the saddle and ends in a minimum', async () => {
  const { runs: [run] } = await open('figure-4-3')
  expect(distance(at(run!, 0), [-1.8, 0.001])).toBe(0)
  // x shrinks by 1 - 2a, y grows by 1 + 2a near the saddle: x_k = -1.8 0.8^k
  for (const k of [1, 5, 20]) expect(at(run!, k)[0]).toBeCloseTo(-1.8 * 0.8 ** k, 12)
  expect(Math.abs(at(run!, 20)[1] / (0.001 * 1.2 ** 20) - 1)).toBeLessThan(0.02)
  expect(Math.min(...run!.gradientNorms!.subarray(0, 40))).toBeLessThan(0.1)
  expect(run!.outcome).toMatchObject({ kind: 'minimum' })
  expect(distance(at(run!, 80), [0, Math.SQRT2])).toBeLessThan(1e-5)
})

describe('batches', () => {
  /** Mean square distance to the minimum after step 50. */
  const scatter = async (id: string, index: number): Promise<number> => {
    const { race, runs } = await open(id), { minimum } = await leastSquares(race), run = runs[index]!
    let sum = 0
    for (let k = 50; k <= race.iterations; k++) sum += distance(at(run, k), minimum) ** 2
    return sum / (race.iterations - 49)
  }
  test('Figure 4.4: one sample against 25, step size 0.03: the scatter is many times smaller (9.9e-2 against 2.9e-3 in the mean)', async () => {
    const { race } = await open('figure-4-4')
    expect(race.runs.map((r) => [r.optimizer['stepSize'], r.sampler['batchSize']])).toEqual([[0.03, 1], [0.03, 25]])
    const one = await scatter('figure-4-4', 0), many = await scatter('figure-4-4', 1)
    expect(one / many).toBeGreaterThan(8)
    expect(one).toBeGreaterThan(0.02)
    expect(one).toBeLessThan(0.5)
    expect(many).toBeLessThan(0.015)
  })
  test('all data, one, 5 and 25: the fewer, the further from the minimum', async () => {
    const { runs, race } = await open('batches'), { minimum } = await leastSquares(race)
    const all = await Promise.all([1, 2, 3].map((i) => scatter('batches', i)))
    expect(all[0]!).toBeGreaterThan(all[1]!)
    expect(all[1]!).toBeGreaterThan(all[2]!)
    expect(distance(at(runs[0]!, 99), minimum)).toBeLessThan(1e-3)
  })
  test('Figure 4.5: 0.002 is far from the minimum after 99 steps, 0.065 is there and wanders about it', async () => {
    const { race, runs: [small, large] } = await open('figure-4-5'), { minimum } = await leastSquares(race)
    expect(race.runs.map((r) => r.optimizer['stepSize'])).toEqual([0.002, 0.065])
    expect(distance(at(small!, 99), minimum)).toBeGreaterThan(2)
    const places = Array.from({ length: 50 }, (_, k) => distance(at(large!, 50 + k), minimum))
    expect(places.reduce((a, b) => a + b, 0) / 50).toBeLessThan(1.5)
    expect(Math.max(...places) / Math.min(...places)).toBeGreaterThan(3)
  })
})

describe('schedules', () => {
  test('Figure 4.6: the three step sizes are the thesis\'s, k counted from 0', async () => {
    const { runs: [piecewise, exponential, polynomial] } = await open('figure-4-6')
    for (const k of [0, 24, 25, 50, 75, 98]) expect(piecewise!.stepSizes![k]).toBeCloseTo(0.03 * 0.5 ** Math.floor(k / 25), 15)
    for (const k of [0, 1, 30]) {
      expect(exponential!.stepSizes![k]).toBeCloseTo(0.03 * Math.exp(-0.2 * k), 15)
      expect(polynomial!.stepSizes![k]).toBeCloseTo(0.03 / Math.sqrt(k + 1), 15)
    }
  })
  test('Figure 4.6: after 99 steps the piecewise one is nearest, the exponential one is frozen far away (medians .108, 1.09, 3.48)', async () => {
    const { race, runs } = await open('figure-4-6'), { minimum } = await leastSquares(race)
    const [piecewise, exponential, polynomial] = runs.map((run) => distance(at(run, 99), minimum)) as [number, number, number]
    expect(piecewise).toBeLessThan(0.6)
    expect(polynomial).toBeGreaterThan(piecewise)
    expect(polynomial).toBeLessThan(2.5)
    expect(exponential).toBeGreaterThan(2.5)
    expect(exponential).toBeLessThan(4.5)
    expect(distance(at(runs[1]!, 60), at(runs[1]!, 99))).toBeLessThan(1e-3)
  })
  test('in the long run the exponential one has not moved since, and all others are nearer', async () => {
    const { race, runs } = await open('schedules'), { minimum } = await leastSquares(race)
    const [piecewise, exponential, polynomial, constant] = runs.map((run) => distance(at(run, 400), minimum)) as [number, number, number, number]
    expect(distance(at(runs[1]!, 99), at(runs[1]!, 400))).toBeLessThan(1e-3)
    for (const other of [piecewise, polynomial, constant]) expect(other).toBeLessThan(exponential)
  })
})

test('too small, right, too large: below 1/L no overshoot, beyond 2/L the run diverges and says so with both figures', async () => {
  const { race, runs: [small, middle, large] } = await open('small-large'), { largest } = await leastSquares(race)
  expect(race.runs.map((r) => r.optimizer['stepSize'] as number).map((a) => [a < 1 / largest, a < 2 / largest])).toEqual([[true, true], [true, true], [false, false]])
  for (const run of [small, middle]) for (let k = 1; k <= 30; k++) expect(run!.values![k]!).toBeLessThan(run!.values![k - 1]!)
  expect(last(large!)).toBeGreaterThan(large!.values![0]!)
  expect(large!.outcome.message).toMatch(new RegExp(`^GD, 0\\.12 diverges from .+: step size 0\\.12 is above 2/L = ${(2 / largest).toFixed(3)}`))
})

test('shuffled ends its epochs nearer to the minimum than drawing with replacement', async () => {
  const { race, runs } = await open('shuffling'), { floor, samples } = await leastSquares(race)
  const excess = (run: RunData): number => {
    let sum = 0
    for (let epoch = 3; epoch * samples <= race.iterations; epoch++) sum += run.values![epoch * samples]! - floor
    return sum
  }
  expect(excess(runs[0]!) / excess(runs[1]!)).toBeGreaterThan(2)
})

test('on curvatures 1 and 100 the best momentum leaves the best fixed step far behind: rates 9/11 against 99/101', async () => {
  const { race, runs: [plain, heavy] } = await open('momentum')
  expect(race.runs[0]!.optimizer['stepSize']).toBeCloseTo(2 / 101, 4)
  expect(race.runs[1]!.optimizer['stepSize']).toBeCloseTo(4 / 121, 4)
  expect(race.runs[1]!.optimizer['momentum']).toBeCloseTo((9 / 11) ** 2, 3)
  const rate = (run: RunData): number => (last(run) / run.values![40]!) ** (1 / 80)
  expect(rate(plain!)).toBeCloseTo(99 / 101, 2)
  // a double root: the distance falls like k (9/11)^k
  expect(Math.abs(rate(heavy!) - 9 / 11)).toBeLessThan(0.08)
  expect(last(heavy!) / last(plain!)).toBeLessThan(1e-4)
})

test('Newton ends on the saddle, by the cubic law; gradient descent and saddle-free Newton end in a minimum', async () => {
  const { runs: [gd, newton] } = await open('newton-saddle')
  expect(newton!.outcome).toMatchObject({ kind: 'saddle', index: 1, held: true })
  expect(distance(at(newton!, 40), [0, 0])).toBeLessThan(1e-12)
  // y -> -2 y^3/(1 - 3 y^2)
  for (let k = 0; k < 3; k++) {
    const [, y] = at(newton!, k)
    expect(at(newton!, k + 1)[1]).toBeCloseTo((-2 * y ** 3) / (1 - 3 * y * y), 12)
  }
  expect(gd!.values!.at(-1)).toBeLessThan(-0.2)
  const { runs: [stays, leaves] } = await open('saddle-free')
  expect(stays!.outcome.kind).toBe('saddle')
  expect(leaves!.outcome).toMatchObject({ kind: 'minimum' })
  expect(last(leaves!)).toBeCloseTo(-0.25, 10)
})

test('exactly on the ridge plain descent never leaves it, noise does', async () => {
  const { runs: [plain, noisy] } = await open('ridge')
  for (let k = 0; k <= 80; k++) expect(at(plain!, k)[1] + 0).toBe(0)
  expect(plain!.outcome).toMatchObject({ kind: 'saddle', held: true })
  expect(Math.abs(at(noisy!, 80)[1])).toBeGreaterThan(0.9)
})

test('turning the bowl leaves gradient descent as it is and changes Adam', async () => {
  const { runs: [gd, adam] } = await open('adam-axes'), { runs: [turnedGd, turnedAdam] } = await open('adam-rotated')
  for (const k of [0, 10, 100, 200]) expect(turnedGd!.values![k]! / gd!.values![k]!).toBeCloseTo(1, 6)
  // along the axes both coordinates shrink alike, although one is a hundred times as steep
  for (const k of [5, 20]) {
    const [x, y] = at(adam!, k)
    expect(x).toBeCloseTo(y, 6)
  }
  expect(Math.abs(turnedAdam!.values![40]! / adam!.values![40]! - 1)).toBeGreaterThan(0.05)
})

test.each(['momentum', 'adam-axes', 'adam-rotated', 'figure-4-3', 'newton-saddle', 'saddle-free', 'ridge'])('%s is seen whole: no path leaves its window', async (id) => {
  const [[x0, x1], [y0, y1]] = PRESETS.find((preset) => preset.id === id)!.view.domain!
  const { runs } = await open(id)
  for (const run of runs)
    for (let k = 0; k < run.values!.length; k++) {
      const [x, y] = at(run, k)
      expect(x >= x0 && x <= x1 && y >= y0 && y <= y1).toBe(true)
    }
})

test('the bowl is written along x and y, and along its own axes once it is turned', async () => {
  const formula = async (id: string): Promise<string | undefined> => {
    const { spec, view } = await sceneOfPreset(PRESETS.find((preset) => preset.id === id)!)
    return factsOf(spec, view).formula
  }
  expect(await formula('adam-axes')).toBe(String.raw`\tfrac12\left(x^2 + 100\,y^2\right)`)
  expect(await formula('adam-rotated')).toBe(String.raw`\tfrac12\left(u^2 + 100\,v^2\right)`)
})
