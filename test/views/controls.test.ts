import { describe, expect, test } from 'vitest'
import { optimizers, samplers, schedules } from '#optimizers/registry.ts'
import { Reader } from '#spec/field.ts'
import { readKind } from '#spec/kind.ts'
import { expectation, fill } from '#views/controls/FieldControl.tsx'
import { parseNumber, write } from '#views/controls/NumberInput.tsx'
import { greek, plain, title } from '#views/controls/write.ts'
import { withStep } from '#views/explore/RunMenu.tsx'

test.each([
  ['0.1', 0.1], ['.5', 0.5], ['0,25', 0.25], ['1e-3', 1e-3], ['−2', -2], ['10⁻⁴', 1e-4], ['3·10⁸', 3e8], ['2.5 × 10⁻³', 2.5e-3], [' 7 ', 7], ['1E5', 1e5],
])('%s is read as %d', (text, value) => expect(parseNumber(text)).toBeCloseTo(value, 15))

test.each([[1e-8, '10⁻⁸'], [2.5e22, '2.5·10²²'], [-1e-9, '−1·10⁻⁹'], [-0.5, '−0.5'], [1000, '1000']])('%d is written %s, without an e, and read again to the last bit', (value, text) => {
  expect(write(value)).toBe(text)
  expect(parseNumber(text)).toBe(value)
})

test.each(['', 'fast', '1e', '--1', '1.2.3', '0x10', 'Infinity', '1,000,000', '1e999'])('%j is refused', (text) => expect(parseNumber(text)).toBeUndefined())

test.each([[0.0001, '0.0001'], [1e-7, '0.0000001'], [0, '0'], [-0.5, '-0.5'], [123456, '123456'], [0.1, '0.1'], [2 / 3, '0.666667']])('%d is the plain decimal %s', (value, text) => expect(plain(value)).toBe(text))

test('names of fields are written as words, symbols as letters', () => {
  expect([title('weightDecay'), title('batch-size'), greek('alpha'), greek('omega_1'), greek('q')]).toEqual(['Weight decay', 'Batch size', 'α', 'ω₁', 'q'])
})

test('what a number must be is said in a sentence', () => {
  const say = (shape: object): string => expectation({ type: 'number', integer: false, ...shape })
  expect([say({ above: 0 }), say({ min: 0, max: 1 }), say({ min: 1 }), say({ max: 5 }), say({}), say({ integer: true })]).toEqual([
    'Type a number above 0.', 'Type a number from 0 to 1.', 'Type a number of at least 1.', 'Type a number of at most 5.', 'Type a number, such as 0.1 or 1e-3.', 'Type a whole number.'])
})

describe('changing the kind of a setting', () => {
  const sound = (kind: Parameters<typeof readKind>[0], spec: object): string[] => {
    const reader = new Reader()
    readKind(kind, spec as Record<string, unknown>, reader)
    return reader.faults.map((f) => `${f.path}: ${f.message}`)
  }
  test.each(optimizers.kinds.map((k) => k.kind))('any method becomes a sound %s that keeps its step size', (to) => {
    for (const from of optimizers.kinds) {
      const filled = withStep(fill(optimizers.get(to), { ...fill(from, { stepSize: 0.25 }), kind: from.kind }), 0.1)
      expect(sound(optimizers.get(to), filled)).toEqual([])
      if ('stepSize' in filled && 'stepSize' in from.fields) expect(filled['stepSize']).toBe(0.25)
    }
  })
  test.each(schedules.kinds.map((k) => k.kind))('a sound schedule %s comes out of nothing', (to) => expect(sound(schedules.get(to), fill(schedules.get(to), {}))).toEqual([]))
  test.each(samplers.kinds.filter((k) => k.kind !== 'explicit').map((k) => k.kind))('a sampler %s keeps the batch size', (to) => {
    const filled = fill(samplers.get(to), { batchSize: 7 })
    expect(sound(samplers.get(to), filled)).toEqual([])
    if (to !== 'full') expect(filled['batchSize']).toBe(7)
  })
  test('a value that the other kind does not admit is not kept', () => {
    const filled = fill(optimizers.get('adam'), { beta1: 7 })
    expect(filled['beta1']).toBe(0.9)
  })
})
