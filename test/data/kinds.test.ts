/** What each kind that is computed must be, by its definition. */
import { describe, expect, test } from 'vitest'
import { makeDataset } from '#data/make.ts'
import type { Dataset, Resources } from '#data/dataset.ts'
import { SpecError } from '#spec/fault.ts'
import { read } from './specs.ts'

const nothing: Resources = { bytes: (name) => Promise.reject(new Error(`no ${name} here`)) }
const make = (spec: object): Promise<Dataset> => makeDataset(read(spec), nothing)
const rows = ({ inputs, inputWidth, samples }: Dataset): number[][] => Array.from({ length: samples }, (_, i) => Array.from(inputs.subarray(i * inputWidth, (i + 1) * inputWidth)))
const close = (got: readonly number[], want: readonly number[]): void => {
  expect(got).toHaveLength(want.length)
  want.forEach((w, i) => expect(got[i]).toBeCloseTo(w, 14))
}
const mean = (xs: readonly number[]): number => xs.reduce((sum, x) => sum + x, 0) / xs.length

describe('circles (scikit-learn make_circles without shuffling)', () => {
  test('without noise class 0 lies on the unit circle, class 1 on the circle of radius factor, from angle 0 counter-clockwise', async () => {
    const d = await make({ kind: 'circles', samples: 9, noise: 0, factor: 0.25 })
    expect(Array.from(d.targets)).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 1])
    close(rows(d).slice(0, 4).flat(), [1, 0, 0, 1, -1, 0, 0, -1])
    rows(d).slice(4).forEach(([x, y], i) => {
      expect(Math.hypot(x!, y!)).toBeCloseTo(0.25, 14)
      expect((Math.atan2(y!, x!) + 2 * Math.PI) % (2 * Math.PI)).toBeCloseTo((2 * Math.PI * i) / 5, 13)
    })
  })

  test('factor 0 makes class 1 a point, and with noise a blob of that standard deviation', async () => {
    const still = await make({ kind: 'circles', samples: 10, noise: 0, factor: 0 })
    expect(rows(still).slice(5).every(([x, y]) => x! === 0 && y! === 0)).toBe(true)
    const blob = rows(await make({ kind: 'circles', samples: 20_000, noise: 0.35, factor: 0 })).slice(10_000).flat()
    // standard errors for 20,000 draws: 0.35/sqrt(n) = 0.0025 and 0.35/sqrt(2n) = 0.00175; five of them
    expect(Math.abs(mean(blob))).toBeLessThan(0.0125)
    expect(Math.abs(Math.sqrt(mean(blob.map((x) => x * x))) - 0.35)).toBeLessThan(0.009)
  })
})

test('moons are two half circles with both ends (scikit-learn make_moons)', async () => {
  const d = await make({ kind: 'moons', samples: 6, noise: 0 })
  expect(Array.from(d.targets)).toEqual([0, 0, 0, 1, 1, 1])
  close(rows(d).flat(), [1, 0, 0, 1, -1, 0, 0, 0.5, 1, -0.5, 2, 0.5])
})

test('spirals turn once from radius 0.15 to 1, the second half a turn ahead', async () => {
  const d = await make({ kind: 'spirals', samples: 10, noise: 0 }), points = rows(d)
  expect(Array.from(d.targets)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
  close(points.map(([x, y]) => Math.hypot(x!, y!)), [0.15, 0.3625, 0.575, 0.7875, 1, 0.15, 0.3625, 0.575, 0.7875, 1])
  close(points[1]!, [0, 0.3625])
  for (let i = 0; i < 5; i++) close(points[i + 5]!, points[i]!.map((x) => -x))
})

test('xor: class 1 is where signs differ; quadrants take turns', async () => {
  const d = await make({ kind: 'xor', samples: 40, noise: 0 })
  rows(d).forEach(([x, y], i) => {
    expect(Math.max(Math.abs(x!), Math.abs(y!))).toBeLessThan(1)
    expect(d.targets[i]).toBe(Math.sign(x!) === Math.sign(y!) ? 0 : 1)
  })
  expect(rows(d).slice(0, 4).map(([x, y]) => [Math.sign(x!), Math.sign(y!)])).toEqual([[1, 1], [-1, 1], [-1, -1], [1, -1]])
})

test('blobs sit at (-1, -1) and (1, 1)', async () => {
  expect(rows(await make({ kind: 'blobs', samples: 4, noise: 0 }))).toEqual([[-1, -1], [-1, -1], [1, 1], [1, 1]])
})

describe('plane (thesis section 4.2)', () => {
  test('is x1 + x2 where there is no noise, x in [0, 4]^2', async () => {
    const d = await make({ kind: 'plane', noise: 0 })
    expect(d.samples).toBe(100)
    rows(d).forEach(([x, y], i) => {
      expect(Math.min(x!, y!)).toBeGreaterThanOrEqual(0)
      expect(Math.max(x!, y!)).toBeLessThan(4)
      expect(d.targets[i]).toBe(x! + y!)
    })
  })

  test('2 E[x x^T] has eigenvalues 8/3 and 56/3', async () => {
    const points = rows(await make({ kind: 'plane', samples: 100_000 }))
    const square = 2 * mean(points.map(([x, y]) => (x! * x! + y! * y!) / 2)), cross = 2 * mean(points.map(([x, y]) => x! * y!))
    // standard errors of the two means are about 0.02 and 0.025: five of either
    expect(Math.abs(square - cross - 8 / 3)).toBeLessThan(0.15)
    expect(Math.abs(square + cross - 56 / 3)).toBeLessThan(0.25)
  })

  test('the noise has standard deviation sigma', async () => {
    const d = await make({ kind: 'plane', samples: 20_000, noise: 2 })
    const noise = rows(d).map(([x, y], i) => d.targets[i]! - x! - y!)
    expect(Math.abs(mean(noise))).toBeLessThan(0.07) // five standard errors of 2/sqrt(n)
    expect(Math.abs(Math.sqrt(mean(noise.map((e) => e * e))) - 2)).toBeLessThan(0.05)
  })

  test('centred, every mean is 0 and distances stay', async () => {
    const [plain, centred] = [await make({ kind: 'plane' }), await make({ kind: 'plane', centred: true })]
    for (const column of [0, 1]) expect(mean(rows(centred).map((r) => r[column]!))).toBeCloseTo(0, 14)
    expect(mean(Array.from(centred.targets))).toBeCloseTo(0, 14)
    expect(centred.inputs[6]! - centred.inputs[8]!).toBeCloseTo(plain.inputs[6]! - plain.inputs[8]!, 13)
    expect(centred.targets[6]! - centred.targets[8]!).toBeCloseTo(plain.targets[6]! - plain.targets[8]!, 13)
  })
})

describe('neuron-curve', () => {
  test('by default is 40 x on [-3, 3] and sin(1.5 x + 0.5)', async () => {
    const d = await make({ kind: 'neuron-curve' })
    expect([d.samples, d.inputs[0], d.inputs[39]]).toEqual([40, -3, 3])
    d.inputs.forEach((x, i) => {
      expect(x).toBeCloseTo(-3 + (6 * i) / 39, 14)
      expect(d.targets[i]).toBeCloseTo(Math.sin(1.5 * x + 0.5), 14)
    })
  })

  test.each([['tanh', Math.tanh], ['logistic', (z: number) => 1 / (1 + Math.exp(-z))], ['relu', (z: number) => Math.max(0, z)], ['identity', (z: number) => z]] as const)('%s of 2x - 1', async (name, f) => {
    const d = await make({ kind: 'neuron-curve', function: name, slope: 2, shift: -1 })
    d.inputs.forEach((x, i) => expect(d.targets[i]).toBeCloseTo(f(2 * x - 1), 13))
  })

  test('uniform inputs lie within the ends and differ', async () => {
    const { inputs } = await make({ kind: 'neuron-curve', spacing: 'uniform', from: 2, to: 5, samples: 200 })
    expect(new Set(inputs).size).toBe(200)
    expect(Math.min(...inputs)).toBeGreaterThanOrEqual(2)
    expect(Math.max(...inputs)).toBeLessThan(5)
  })
})

test('inline holds what is written', async () => {
  expect(await make({ kind: 'inline', inputs: [[1, 2], [3, 4], [5, 6]], targets: [[0], [1], [0]] })).toEqual({
    samples: 3, inputWidth: 2, targetWidth: 1, inputs: Float64Array.of(1, 2, 3, 4, 5, 6), targets: Float64Array.of(0, 1, 0),
  })
})

// Links keep their meaning: the order of draws is part of a kind. To 12 digits, which last bits of log, sin and cos do not reach.
test.each([
  [{ kind: 'circles' }, [0.8823353763727659, 0.04505475722216016, 0]],
  [{ kind: 'moons' }, [0.8823353763727659, 0.04505475722216016, 0]],
  [{ kind: 'spirals' }, [0.11470061291182979, 0.013516427166648047, 0]],
  [{ kind: 'xor' }, [0.7646885993394116, 0.8398164468976665, 0]],
  [{ kind: 'blobs' }, [-1.58832311813617, -0.7747262138891993, 0]],
  [{ kind: 'plane' }, [3.2940836446121144, 3.2691562731463457, 5.38659368148612]],
  [{ kind: 'neuron-curve', spacing: 'uniform', noise: 1 }, [1.9411254669181712, -1.4434697569565091]],
])('the first sample of %j at seed 1 stays what it is', async (spec, first) => {
  const { inputs, targets, inputWidth } = await make(spec)
  const got = [...inputs.subarray(0, inputWidth), targets[0]!]
  first.forEach((x, i) => expect(got[i]).toBeCloseTo(x, 12))
})

describe('what is refused, and in which words', () => {
  test.each([
    [{ kind: 'inline', inputs: [[1], [2]], targets: [[0]] }, 'targets: expected as many samples as inputs, 2, got 1'],
    [{ kind: 'inline', inputs: [[1, 2], [3, 4], [5]], targets: [[0], [0], [0]] }, 'inputs.2: expected 2 numbers as in the first sample, got 1'],
    [{ kind: 'inline', inputs: [[1], [2]], targets: [[0], [0, 1]] }, 'targets.1: expected 1 number as in the first sample, got 2'],
    [{ kind: 'inline', inputs: [], targets: [] }, 'inputs: expected a list of at least 1 entries, got "0 entries"\ntargets: expected a list of at least 1 entries, got "0 entries"'],
    [{ kind: 'neuron-curve', from: 3, to: 3 }, 'to: expected a number > from = 3, got 3'],
    [{ kind: 'california-housing', samples: 500 }, 'samples: expected one of 100, 1000, 10000, got 500'],
    [{ kind: 'california-housing', samples: '100' }, 'samples: expected one of 100, 1000, 10000, got "100"'],
    [{ kind: 'california-housing', columns: [] }, 'columns: expected a list of at least 1 entries, got "0 entries"'],
    [{ kind: 'california-housing', columns: ['Income'] }, 'columns.0: expected one of "MedInc", "HouseAge", "AveRooms", "AveBedrms", "Population", "AveOccup", "Latitude", "Longitude", got "Income"'],
    [{ kind: 'mnist-3-vs-6', samples: 12_050 }, 'samples: expected a whole number from 1 to 12049, got 12050'],
    [{ kind: 'circles', factor: 1.5 }, 'factor: expected a number from 0 to 1, got 1.5'],
    [{ kind: 'moons', factor: 0.5 }, 'factor: unknown field; known here: kind, samples, noise, seed'],
    [{ kind: 'blobs', noise: -1 }, 'noise: expected a number from 0 to 100, got -1'],
  ])('%j', (spec, message) => {
    expect(() => read(spec)).toThrow(new SpecError(message.split('\n').map((line) => ({ path: line.slice(0, line.indexOf(':')), message: line.slice(line.indexOf(':') + 2) }))))
  })
})
