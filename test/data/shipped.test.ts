/** The data that comes with the project: what is on the disk, and what is read from it. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { COLUMNS, SAMPLES } from '#data/housing-columns.ts'
import { housing, sampleRows, standardisedHousing } from '#data/housing.ts'
import { makeDataset } from '#data/make.ts'
import { diskResources } from '#workers/node/resources.ts'
import { read } from './specs.ts'

const resources = diskResources()
const make = (spec: object) => makeDataset(read(spec), resources)
const FOLDER = new URL('../../public/data/', import.meta.url)
const README = readFileSync(new URL('README.md', FOLDER), 'utf8')

test.each(readdirSync(FOLDER).filter((f) => f !== 'README.md'))('%s has the contents whose checksum the README and the script state', (name) => {
  const bytes = readFileSync(new URL(name, FOLDER))
  const digest = createHash('sha256').update(name.endsWith('.bin') ? gunzipSync(bytes) : bytes).digest('hex')
  expect(README).toContain(`| \`${name}\` | \`${digest}\` |`)
  expect(readFileSync(new URL('../../scripts/prepare-data.mjs', import.meta.url), 'utf8')).toContain(`'${name}': '${digest}'`)
})

describe('MNIST, 3 against 6', () => {
  const digits = make({ kind: 'mnist-3-vs-6' })

  test('6,131 threes and 5,918 sixes; the first six are 3 3 3 6 6 3', async () => {
    const { samples, targets } = await digits
    const sixes = targets.reduce((sum, y) => sum + y, 0)
    expect([samples, samples - sixes, sixes]).toEqual([12_049, 6131, 5918])
    expect(Array.from(targets.subarray(0, 6))).toEqual([0, 0, 0, 1, 1, 0])
  })

  test('block sums add up to 335,920,221, their squares to 250,819,044,079', async () => {
    let sum = 0, squares = 0, off = 0
    for (const pixel of (await digits).inputs) {
      const block = Math.round(1020 * pixel)
      if (pixel !== block / 1020) off++
      sum += block
      squares += block * block
    }
    expect([sum, squares, off]).toEqual([335_920_221, 250_819_044_079, 0])
  })

  test('fewer samples are the first ones', async () => {
    const all = await digits, few = await make({ kind: 'mnist-3-vs-6', samples: 40 })
    expect(few.inputs).toEqual(all.inputs.slice(0, 40 * 196))
    expect(few.targets).toEqual(all.targets.slice(0, 40))
  })

  test('an image stands upright: a three has less ink on its left half, most of a six is in its lower half', async () => {
    const { inputs, targets } = await digits
    const share = (label: number, inside: (x: number, y: number) => boolean): number => {
      let ink = 0, all = 0
      inputs.forEach((v, i) => {
        if (targets[Math.floor(i / 196)] !== label) return
        all += v
        if (inside(i % 14, Math.floor((i % 196) / 14))) ink += v
      })
      return ink / all
    }
    expect(share(0, (x) => x < 6)).toBeLessThan(0.45)
    expect(share(1, (_x, y) => y >= 7)).toBeGreaterThan(0.52)
  })
})

describe('California housing', () => {
  // scikit-learn's fetch_california_housing, first and last row
  test('is scikit-learn\'s table, to the last bit', async () => {
    const { columns, target } = await housing(resources)
    const row = (i: number) => [...COLUMNS.map((name) => columns[name][i]), target[i]]
    expect(target).toHaveLength(20_640)
    expect(row(0)).toEqual([8.3252, 41, 6.984126984126984, 1.0238095238095237, 322, 2.5555555555555554, 37.88, -122.23, 4.526])
    expect(row(1)).toEqual([8.3014, 21, 6.238137082601054, 0.9718804920913884, 2401, 2.109841827768014, 37.86, -122.22, 3.585])
    expect(row(20_639)).toEqual([2.3886, 16, 5.254716981132075, 1.1622641509433962, 1387, 2.616981132075472, 39.37, -121.24, 0.894])
  })

  test('standardised over all rows, each column has mean 0 and population variance 1', async () => {
    const { columns, target } = await standardisedHousing(resources)
    for (const column of [...COLUMNS.map((name) => columns[name]), target]) {
      const mean = column.reduce((sum, x) => sum + x, 0) / column.length
      expect(Math.abs(mean)).toBeLessThan(1e-12)
      expect(Math.abs(column.reduce((sum, x) => sum + x * x, 0) / column.length - 1)).toBeLessThan(1e-12)
    }
  })

  // numpy.random.default_rng(42): one choice of 10 discarded, then 100, 1000, 10000 of 20,640 without replacement
  test.each([
    [100, [6437, 11399, 9251, 1571, 1893, 9166], 9257],
    [1000, [14385, 9960, 2241, 1457, 17028, 9051], 9226],
    [10_000, [4566, 17292, 6363, 5064, 612, 20175], 16702],
  ] as const)('the rows of the sample of %i are numpy\'s, each once', async (samples, first, last) => {
    const rows = await sampleRows(resources, samples)
    expect(Array.from(rows.subarray(0, 6))).toEqual(first)
    expect([rows.length, rows[samples - 1], new Set(rows).size]).toEqual([samples, last, samples])
    expect(rows.every((r) => r < 20_640)).toBe(true)
  })

  test.each(SAMPLES)('the sample of %i is those rows of the standardised table', async (samples) => {
    const [d, rows, table] = [await make({ kind: 'california-housing', samples }), await sampleRows(resources, samples), await standardisedHousing(resources)]
    for (const i of [0, 1, 57, samples - 1]) {
      expect(Array.from(d.inputs.subarray(8 * i, 8 * i + 8))).toEqual(COLUMNS.map((name) => table.columns[name][rows[i]!]))
      expect(d.targets[i]).toBe(table.target[rows[i]!])
    }
  })

  test('columns come by name, in the order asked for, with their titles', async () => {
    const all = await make({ kind: 'california-housing' }), two = await make({ kind: 'california-housing', columns: ['Longitude', 'MedInc'] })
    expect(two.inputNames).toEqual(['Longitude', 'Median income'])
    for (let i = 0; i < 100; i++) expect([two.inputs[2 * i], two.inputs[2 * i + 1], two.targets[i]]).toEqual([all.inputs[8 * i + 7], all.inputs[8 * i], all.targets[i]])
  })

  // The normal equations solved by the closed form for two unknowns; the numbers are those of this table and guard its columns.
  test('latitude and longitude make a valley: curvatures 23 to 1, steep across (1, -1)', async () => {
    const { samples, inputs, targets } = await make({ kind: 'california-housing', samples: 1000, columns: ['Latitude', 'Longitude'] })
    const mean = (of: (x: number, y: number, t: number) => number): number => targets.reduce((sum, t, i) => sum + of(inputs[2 * i]!, inputs[2 * i + 1]!, t), 0) / samples
    const [xx, xy, yy, xt, yt] = [mean((x) => 2 * x * x), mean((x, y) => 2 * x * y), mean((_, y) => 2 * y * y), mean((x, _, t) => 2 * x * t), mean((_, y, t) => 2 * y * t)]
    const radius = Math.hypot((xx - yy) / 2, xy), middle = (xx + yy) / 2, det = xx * yy - xy * xy
    const [w, v] = [(yy * xt - xy * yt) / det, (xx * yt - xy * xt) / det]
    expect([middle - radius, middle + radius, w, v].map((x) => x.toFixed(4))).toEqual(['0.1700', '3.8774', '-1.2781', '-1.2671'])
    expect(mean((x, y, t) => (t - w * x - v * y) * (t - w * x - v * y))).toBeCloseTo(0.70749346112, 10)
  })

  test('there is no other sample', async () => {
    await expect(sampleRows(resources, 500)).rejects.toThrow('There is no sample of 500 districts; there are samples of 100, 1000, 10000.')
  })
})

describe('the circles of the thesis', () => {
  test('100 points, 44 of class 1', async () => {
    const { samples, targets } = await make({ kind: 'thesis-circles' })
    expect([samples, targets.reduce((sum, y) => sum + y, 0)]).toEqual([100, 44])
  })

  test('class 1 is a blob at the origin of standard deviation 0.35, class 0 a ring of radius 1', async () => {
    const { inputs, targets } = await make({ kind: 'thesis-circles' })
    const meanSquare = [0, 1].map((label) => {
      const mine = Array.from(targets.keys()).filter((i) => targets[i] === label)
      return mine.reduce((sum, i) => sum + inputs[2 * i]! * inputs[2 * i]! + inputs[2 * i + 1]! * inputs[2 * i + 1]!, 0) / mine.length
    })
    // E r^2 is 1 + 2 * 0.35^2 and 2 * 0.35^2; its standard deviation a point is about 0.74 and 0.245: four standard errors
    expect(Math.abs(meanSquare[0]! - 1.245)).toBeLessThan(0.4)
    expect(Math.abs(meanSquare[1]! - 0.245)).toBeLessThan(0.15)
  })

  test('the first point, in full digits', async () => {
    const { inputs, targets } = await make({ kind: 'thesis-circles' })
    expect([inputs[0], inputs[1], targets[0]]).toEqual([0.02517635605679832, 0.0745853713666872, 1])
  })
})
