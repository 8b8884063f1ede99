import fc from 'fast-check'
import { expect, test } from 'vitest'
import { xAxis, yAxis, yRange } from '#charts/lines/axes.ts'
import { decimate } from '#charts/lines/decimate.ts'
import { entryAt, layLines, playheadX, stepAt } from '#charts/lines/drawing.ts'
import { styleOf } from '#charts/methods.ts'
import { SvgInk } from '#charts/export/svg-ink.ts'
import type { ChartSeries, LinePicture } from '#charts/props.ts'

const series = (y: readonly number[], more: Partial<ChartSeries> = {}): ChartSeries => ({ id: 'a', label: 'GD', style: styleOf('gradient-descent'), y: Float64Array.from(y), ...more })
const picture = (...all: readonly ChartSeries[]): LinePicture => ({ theme: 'light', series: all })

test('a thinned line keeps the extremes of every pixel column, its ends, and few points', () => {
  fc.assert(fc.property(fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 50, maxLength: 3000 }), (values) => {
    const x = (k: number) => (k / values.length) * 40
    const { points, index } = decimate(values.length, x, (k) => values[k]!)
    expect(index.length).toBeLessThanOrEqual(4 * 41)
    for (let column = 0; column < 40; column++) {
      const all = values.filter((_, k) => Math.floor(x(k)) === column)
      if (!all.length) continue
      const kept = [...index].flatMap((k, i) => (k >= 0 && Math.floor(x(k)) === column ? [points[2 * i + 1]!] : []))
      expect(Math.max(...kept)).toBe(Math.fround(Math.max(...all)))
      expect(Math.min(...kept)).toBe(Math.fround(Math.min(...all)))
    }
    expect(index[0]).toBe(0)
    expect(index.at(-1)).toBe(values.length - 1)
  }), { numRuns: 40 })
})

test('indices rise, and gaps lift the pen', () => {
  const y = Array.from({ length: 30 }, (_, k) => (k >= 10 && k < 20 ? NaN : k))
  const { points, index } = decimate(30, (k) => k, (k) => y[k]!)
  const real = [...index].filter((k) => k >= 0)
  expect(real).toEqual([...real].sort((a, b) => a - b))
  expect([...index].filter((k) => k < 0)).toHaveLength(1)
  expect([...points].filter(Number.isNaN)).toHaveLength(2)
})

test('ranges hold every value, limits near by, and room for what lies beyond a zone', () => {
  const all = picture(series([3, 1, 0.5]), series([2, 0.05, 0.02]))
  const [low, high] = yRange(all, true)
  expect(low).toBeLessThan(0.02)
  expect(high).toBeGreaterThan(3)
  expect(yRange({ ...all, limits: [{ y: 4 }] }, false)[1]).toBeGreaterThan(4)
  expect(yRange({ ...picture(series([0.2, 0.3])), zones: [{ from: 1, to: Infinity }] }, false)[1]).toBeGreaterThanOrEqual(1.25)
  // in a low chart the name of a zone, 12 px high, stands between its edge and the top
  const [foot, top] = yRange({ ...picture(series([0.9, 0.95])), zones: [{ from: 1, to: Infinity }] }, false, 50)
  expect(foot).toBe(0)
  expect(((top - 1) / (top - foot)) * 50).toBeGreaterThan(18)
  // a limit at 10^9 would flatten the run
  expect(yRange({ ...all, limits: [{ y: 1e9 }] }, true)[1]).toBeLessThan(10)
})

test('a run that diverges does not flatten the others', () => {
  const [, high] = yRange(picture(series([1, 0.5, 0.2]), series([1, 1e3, 1e6])), true)
  expect(high).toBeLessThan(50)
})

test('what rose from flat ground is shown whole: a curvature up to the limit, a gradient that came back', () => {
  // from a plain with curvature 0.001 into a valley, still stable
  const curvature = { ...picture(series([0.001, 0.05, 0.149]), series([0.001, 0.02, 0.02])), zones: [{ from: 1, to: Infinity }] }
  expect(yRange(curvature, false)[1]).toBeGreaterThan(0.149)
  expect(yRange(picture(series([1e-6, 1, 1e-9])), true)[1]).toBeGreaterThan(1)
})

test('a run that plunges where there is no lowest loss does not flatten the others; elsewhere the lowest loss is shown', () => {
  const runs = picture(series([5, -10, -40]), series([5, -1e4, -1e8]))
  const [low, high] = yRange({ ...runs, bottomless: true }, false)
  expect(low).toBeLessThan(-40)
  expect(low).toBeGreaterThan(-400)
  expect(high).toBeGreaterThan(5)
  expect(yRange(runs, false)[0]).toBeLessThan(-1e8)
  // a loss near zero at the start does not narrow the chart
  expect(yRange({ ...picture(series([0.01, -30]), series([0.01, -80])), bottomless: true }, false)[0]).toBeLessThan(-80)
})

test('zeros and holes have no logarithm and are left out; nothing at all has a range', () => {
  expect(yRange(picture(series([1, 0, -1, NaN, 0.1])), true)[0]).toBeGreaterThan(0.05)
  expect(yRange(picture(), true)).toEqual([0.1, 1])
  expect(yRange(picture(series([2, 2, 2])), false)[1]).toBeGreaterThan(2)
})

test('hidden series count for nothing', () => {
  expect(xAxis(picture(series([1, 2, 3]), series([1, 2, 3, 4, 5, 6], { hidden: true })), 200).to).toBe(2)
})

test('x counts in any unit, and forks begin where they left', () => {
  expect(xAxis(picture(series([1, 2, 3], { unit: 16 })), 200).to).toBe(32)
  expect(xAxis(picture(series([1, 2, 3], { from: 40 })), 200).to).toBe(42)
  expect(entryAt(series([1, 2, 3], { from: 40 }), 41)).toBe(1)
  expect(entryAt(series([1, 2, 3], { from: 40 }), 10)).toBeLessThan(0)
  expect(entryAt(series([1, 2, 3]), 99)).toBe(2)
})

test('the playhead is one line where all runs count alike, and none where they do not', () => {
  const ink = new SvgInk()
  const same = layLines(ink, picture(series([1, 2, 3]), series([1, 2, 3])), 240, 150)
  expect(playheadX(same, 1)).toBeCloseTo(same.box.left + same.box.width / 2, 6)
  expect(playheadX(layLines(ink, picture(series([1, 2, 3]), series([1, 2, 3], { unit: 5 })), 240, 150), 1)).toBeUndefined()
})

test('a pixel gives back the step that it shows', () => {
  const laid = layLines(new SvgInk(), picture(series(Array.from({ length: 81 }, (_, k) => k + 1), { unit: 5 })), 247, 150)
  for (const step of [0, 18, 40, 80]) expect(stepAt(laid, laid.box.left + (step / 80) * laid.box.width)).toBe(step)
  expect(stepAt(laid, -50)).toBe(0)
  expect(stepAt(laid, 9999)).toBe(80)
})

test('shares of an axis run from 0 to 1', () => {
  const axis = yAxis({ ...picture(series([100, 1, 0.01])), yScale: 'log' }, 100)
  expect(axis.at(axis.from)).toBeCloseTo(0, 12)
  expect(axis.at(axis.to)).toBeCloseTo(1, 12)
  expect(axis.at(-1)).toBeNaN()
})

test('one run that goes far below all others does not flatten them; alone it is seen to its end', () => {
  expect(yRange(picture(series([1, 0.5, 0.1]), series([1, 1e-4, 1e-9])), true)[0]).toBeGreaterThan(1e-5)
  expect(yRange(picture(series([1, 1e-4, 1e-9])), true)[0]).toBeLessThan(1e-9)
})
