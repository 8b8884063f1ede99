import fc from 'fast-check'
import { expect, test } from 'vitest'
import { levelsFor } from '#charts/map/levels.ts'
import { scaled, type Tone, toneAt, toneFor, toneOf, valueAt } from '#charts/map/tone.ts'

const even = Float64Array.from({ length: 101 }, (_, k) => k / 50)
const skewed = Float64Array.from({ length: 1001 }, (_, k) => 2500 * (k / 1000) ** 8)

test('tones run from 0 at the lowest to 1 at the highest, and bend as named', () => {
  expect(toneFor(even, 'power')).toEqual({ form: 'power', low: 0, high: 2, p: 0.75 })
  expect(toneFor(even, 'root')).toMatchObject({ p: 0.5 })
  expect(toneAt(toneFor(even, 'root'), 0.5)).toBeCloseTo(0.5, 12)
  const log = toneFor(even, 'log')
  expect(log).toMatchObject({ form: 'log', low: 0, high: 1.98 })
  expect(toneAt(log, 0)).toBe(0)
  expect(toneAt(log, 5)).toBe(1)
})

test('the log form is the one of design: e = 0.03 (hi - lo)', () => {
  const tone = toneFor(even, 'log', [0, 1])
  expect(toneAt(tone, 0.2)).toBeCloseTo((Math.log(0.23) - Math.log(0.03)) / (Math.log(1.03) - Math.log(0.03)), 12)
})

test('every tone can be turned back into its loss', () => {
  fc.assert(fc.property(fc.constantFrom('root', 'power', 'log'), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (form, t, low, span) => {
    const tone = toneFor([low, low + span], form, [low, low + span])
    // far from zero a loss itself is rounded, and at its foot a root makes much of that
    expect(Math.abs(toneAt(tone, valueAt(tone, t)) - t)).toBeLessThan(1e-5 + 2 * Math.sqrt((Number.EPSILON * (Math.abs(low) + span)) / span))
  }))
})

test('tone rises with loss, on the scale that is interpolated too', () => {
  fc.assert(fc.property(fc.constantFrom('root', 'power', 'log'), fc.double({ min: -1, max: 3, noNaN: true }), fc.double({ min: -1, max: 3, noNaN: true }), (form, a, b) => {
    const tone: Tone = toneFor(even, form)
    const [lo, hi] = a < b ? [a, b] : [b, a]
    expect(toneAt(tone, lo)).toBeLessThanOrEqual(toneAt(tone, hi))
    expect(scaled(tone, lo)).toBeLessThanOrEqual(scaled(tone, hi))
    expect(toneOf(tone, scaled(tone, 1))).toBeCloseTo(toneAt(tone, 1), 9)
  }))
})

test('holes stay holes, and infinite values do not count', () => {
  expect(toneAt(toneFor(even, 'power'), NaN)).toBeNaN()
  expect(toneFor([1, NaN, 3, Infinity, -Infinity], 'power')).toMatchObject({ low: 1, high: 3 })
})

test('a flat or empty surface has a tone all the same', () => {
  for (const values of [[], [2, 2, 2], [0, 0]]) {
    const tone = toneFor(values, 'auto')
    expect(tone.high).toBeGreaterThan(tone.low)
    expect(toneAt(tone, tone.low)).toBe(0)
  }
})

test('auto takes the log form where a power would push most of the map into one colour', () => {
  expect(toneFor(even, 'auto').form).toBe('power')
  const tone = toneFor(skewed, 'auto')
  expect(tone.form).toBe('log')
  expect(toneAt(tone, skewed[500]!)).toBeGreaterThan(0.2)
})

test('a few values beside a pole do not set the scale', () => {
  const values = Float64Array.from({ length: 2000 }, (_, k) => (k < 5 ? 1e4 : 1 + Math.sin(k)))
  expect(toneFor(values, 'auto').high).toBeLessThan(3)
  expect(toneFor(values, 'power').high).toBe(1e4)
})

test('even levels: a nice step, 20 to 26 lines wherever the steps allow it, every fifth bold and round', () => {
  let within = 0
  fc.assert(fc.property(fc.double({ min: -100, max: 100, noNaN: true }), fc.double({ min: 1e-3, max: 1e4, noNaN: true }), (low, span) => {
    const levels = levelsFor(toneFor([low, low + span], 'power'), 'even', low, low + span)
    expect(levels.mode).toBe('even')
    expect(levels.values.length).toBeGreaterThanOrEqual(13)
    expect(levels.values.length).toBeLessThanOrEqual(35)
    if (levels.values.length >= 20 && levels.values.length <= 26) within++
    const every = levels.bold.map((b, i) => (b ? i : -1)).filter((i) => i >= 0)
    for (let k = 1; k < every.length; k++) expect(every[k]! - every[k - 1]!).toBeLessThanOrEqual(5)
  }), { numRuns: 200 })
  expect(within).toBeGreaterThan(90)
})

test('the levels of picture 01: every 0.1, bold at halves', () => {
  const levels = levelsFor(toneFor([0.05, 2.11], 'power'), 'even', 0.05, 2.11)
  expect(levels.step).toBe(0.1)
  expect(levels.values).toHaveLength(21)
  expect(levels.labels.filter((_, i) => levels.bold[i])).toEqual(['0.5', '1.0', '1.5', '2.0'])
})

test('log levels: ten a decade, bold at 1, 2 and 5', () => {
  const levels = levelsFor(toneFor([0.01, 100], 'log'), 'log', 0.5, 100)
  expect(levels.values.slice(0, 8)).toEqual([0.6, 0.8, 1, 1.2, 1.5, 2, 2.5, 3])
  expect(levels.labels.filter((_, i) => levels.bold[i])).toEqual(['1', '2', '5', '10', '20', '50'])
})

test('log levels of a surface that goes below zero count from its floor', () => {
  const levels = levelsFor(toneFor([-1.03, 60], 'log'), 'log', -1.03, 60)
  expect(levels.base).toBeLessThanOrEqual(-1.03)
  expect(levels.values.every((v) => v > -1.03)).toBe(true)
})

test('square levels: rings of a bowl are evenly spaced', () => {
  const levels = levelsFor(toneFor([1, 50], 'root'), 'square', 1, 50)
  const radii = levels.values.map((v) => Math.sqrt(v - 1))
  for (let k = 1; k < radii.length; k++) expect(radii[k]! - radii[k - 1]!).toBeCloseTo(radii[0]!, 9)
  expect(levels.values.length).toBeGreaterThan(15)
  expect(levels.bold.map((b, i) => (b ? i + 1 : 0)).filter(Boolean).every((i) => i % 5 === 0)).toBe(true)
})

test('auto levels follow the tone; a flat surface has none', () => {
  expect(levelsFor(toneFor(skewed, 'auto'), 'auto', 0, 2500).mode).toBe('log')
  expect(levelsFor(toneFor(even, 'auto'), 'auto', 0, 2).mode).toBe('even')
  expect(levelsFor(toneFor([2, 2], 'auto'), 'auto', 2, 2).values).toEqual([])
})

test('square levels: bold ones are round wherever the lowest loss lies near a round number', () => {
  const bold = (low: number, high: number): string[] => {
    const { labels, bold: marks } = levelsFor(toneFor([low, high], 'root'), 'square', low, high)
    return labels.filter((_, i) => marks[i])
  }
  expect(bold(0.87, 118).slice(0, 4)).toEqual(['5', '20', '45', '80'])
  expect(bold(0, 2594)).toEqual(['100', '400', '900', '1,600', '2,500'])
  expect(bold(-1.03, 50).slice(0, 3)).toEqual(['1.4', '8.9', '21.4'])
})

test('log levels go down as far as much of the map does', () => {
  const tone = toneFor([0, 1e5], 'log')
  expect(levelsFor(tone, 'log', 0, 1e5).values[0]).toBe(20)
  expect(levelsFor(tone, 'log', 0, 1e5, 1.4).values[0]).toBe(2)
})
