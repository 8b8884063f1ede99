import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimalsOf, exponentOf, formatTick, formatValue } from '#charts/format.ts'
import { evenTicks, logTicks, niceStep, niceTicks } from '#charts/ticks.ts'

test('numbers as people write them', () => {
  const said: readonly [number, string][] = [
    [0, '0'], [1.5, '1.5'], [-2, '−2'], [0.05, '0.05'], [0.1 + 0.2, '0.3'], [1234.5, '1,235'], [123456, '123,000'], [0.0001, '10⁻⁴'], [-0.0001, '−10⁻⁴'], [0.00012, '1.2·10⁻⁴'],
    [3e8, '3·10⁸'], [1e308, '10³⁰⁸'], [0.001, '0.001'], [Infinity, '∞'], [-Infinity, '−∞'], [NaN, 'not a number'], [0.9999, '1'],
  ]
  for (const [value, text] of said) expect([value, formatValue(value, value === 1234.5 ? 4 : 3)]).toEqual([value, text])
})

test('no hyphen stands for a minus, and no e for a power', () => {
  fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (v) => {
    expect(formatValue(v)).not.toMatch(/[-eE]/)
    expect(formatValue(v).startsWith('−')).toBe(v < 0)
  }))
})

test('exponents are exact at powers of ten', () => {
  for (let k = -300; k <= 300; k += 7) expect(exponentOf(Number(`1e${k}`))).toBe(k)
})

test('labels of one axis have the decimals of its step', () => {
  expect([0.5, 1, 1.5].map((v) => formatTick(v, 0.5, true))).toEqual(['0.5', '1.0', '1.5'])
  expect([0.5, 1, 1.5].map((v) => formatTick(v, 0.5))).toEqual(['0.5', '1', '1.5'])
  expect(formatTick(-1e-20, 0.1)).toBe('0')
  expect(formatTick(20_000, 10_000)).toBe('20,000')
  expect(decimalsOf(0.25)).toBe(2)
})

test('steps are 1, 2, 2.5 or 5 times a power of ten', () => {
  fc.assert(fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: 1e-6, max: 1e6, noNaN: true }), fc.integer({ min: 2, max: 30 }), (from, span, count) => {
    const step = niceStep(from, from + span, count)
    const mantissa = Number((step / 10 ** exponentOf(step)).toPrecision(4))
    expect([1, 2, 2.5, 5]).toContain(mantissa)
    expect(span / step / count).toBeGreaterThan(0.5)
    expect(span / step / count).toBeLessThan(2)
  }))
})

test('even ticks lie inside, evenly, with short ones at halves', () => {
  const ticks = evenTicks(-0.25, 4.85, 5, { halves: true })
  expect(ticks.filter((t) => !t.short).map((t) => t.label)).toEqual(['0', '1', '2', '3', '4'])
  expect(ticks.filter((t) => t.short).map((t) => t.at)).toEqual([0.5, 1.5, 2.5, 3.5, 4.5])
  expect(niceTicks(0, 80, 8)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80])
})

test('log ticks: powers over many decades, 1 2 5 over few, even ones within half a decade', () => {
  const labels = (from: number, to: number, count: number) => logTicks(from, to, count).filter((t) => !t.short).map((t) => t.label)
  expect(labels(1e-4, 10, 6)).toEqual(['10⁻⁴', '10⁻³', '0.01', '0.1', '1', '10'])
  expect(labels(0.03, 1.6, 6)).toEqual(['0.05', '0.1', '0.2', '0.5', '1'])
  expect(labels(1e-12, 1, 4).length).toBeLessThanOrEqual(5)
  // beside 0.01 and 0.02 a thousandth is a plain decimal too
  expect(labels(0.0015, 0.06, 6)).toEqual(['0.002', '0.005', '0.01', '0.02', '0.05'])
  expect(labels(2, 3, 4)).toEqual(['2', '2.2', '2.4', '2.6', '2.8', '3'])
  expect(logTicks(-1, 3, 4)).toEqual([])
})

test('half a decade between 2 and 5 has labels of its own', () => {
  expect(logTicks(2.0000000020000006, 2.0000000020000006 * 3.162277660168379, 4).filter((t) => !t.short).length).toBeGreaterThanOrEqual(2)
})

test('a low chart of many decades names powers of ten, not even steps at its upper end', () => {
  const labels = logTicks(1.5e-4, 0.15, 2.6).filter((t) => !t.short).map((t) => t.label)
  expect(labels).toEqual(['10⁻³', '0.1'])
})

test('a logarithmic axis always has two labels, so that a decade can be read off', () => {
  fc.assert(fc.property(fc.double({ min: 1e-12, max: 1e3, noNaN: true }), fc.double({ min: 1.5, max: 1e12, noNaN: true }), (from, factor) => {
    expect(logTicks(from, from * factor, 4).filter((t) => !t.short).length).toBeGreaterThanOrEqual(2)
  }))
})
