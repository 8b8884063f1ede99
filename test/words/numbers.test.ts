import { expect, test } from 'vitest'
import { count, formatValue, plainDecimal, superscript } from '#words/numbers.ts'

test.each([
  [0, '0'], [-0, '0'], [1.5, '1.5'], [-2, '−2'], [0.28, '0.28'], [0.05, '0.05'], [12.345, '12.3'], [12345, '12,300'], [123456, '123,000'],
  [0.001, '0.001'], [0.0001, '10⁻⁴'], [-0.0001, '−10⁻⁴'], [0.00012, '1.2·10⁻⁴'], [0.00099999, '0.001'], [1e6, '10⁶'], [3e8, '3·10⁸'], [1.5e308, '1.5·10³⁰⁸'], [-2.5e-12, '−2.5·10⁻¹²'],
  [Infinity, '∞'], [-Infinity, '−∞'], [NaN, 'not a number'],
])('%d is written %s', (value, text) => expect(formatValue(value)).toBe(text))

test('more digits, or zeros kept so that nothing jumps', () => {
  expect(formatValue(1 / 3, 6)).toBe('0.333333')
  expect(formatValue(0.28, 3, true)).toBe('0.280')
  expect(formatValue(2e-7, 3, true)).toBe('2.00·10⁻⁷')
})

test('never an exponent in the English of programs, never a comma', () => {
  expect([0.0001, 1e-7, 1234567, -0.5, 1e-20, 1 / 3, 0].map((x) => plainDecimal(x))).toEqual(['0.0001', '0.0000001', '1234570', '-0.5', '0.00000000000000000001', '0.333333', '0'])
  for (const x of [0.1, 3e-9, 12345.678, -7]) expect(Number(plainDecimal(x, 17))).toBe(x)
})

test('powers and counts', () => {
  expect(superscript(-308)).toBe('⁻³⁰⁸')
  expect([count(0, 'step'), count(1, 'step'), count(2, 'step'), count(1200, 'step'), count(2, 'basis', 'bases')]).toEqual(['0 steps', '1 step', '2 steps', '1,200 steps', '2 bases'])
})
