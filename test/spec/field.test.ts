import { describe, expect, test } from 'vitest'
import { SpecError } from '#spec/fault.ts'
import { type AnyField, choice, dictionary, either, flag, type Infer, integer, list, number, optional, readValue, record, text, tuple, vector } from '#spec/field.ts'
import { catalogue } from '#spec/kind.ts'
import { fieldSchema, kindSchema } from '#spec/describe.ts'

const faultsOf = (field: AnyField, value: unknown): readonly string[] => {
  try {
    readValue(field, value)
    return []
  } catch (error) {
    if (!(error instanceof SpecError)) throw error
    return error.faults.map((f) => `${f.path}: ${f.message}`)
  }
}

const colours = catalogue('colour', [
  { kind: 'grey', title: 'Grey', summary: 'One number.', fields: { level: number({ min: 0, max: 1, default: 0.5, label: 'Level' }) } },
  { kind: 'mixed', title: 'Mixed', summary: 'Three numbers.', fields: { parts: vector({ min: 3, max: 3 }) },
    check: (spec: { parts: readonly number[] }, reader: { fault(message: string): void }) => { if (spec.parts.every((p) => p === 0)) reader.fault('at least one part must be above 0') } },
])

const paint = record({ name: text(), colour: colours.field, coats: integer({ min: 1, default: 2 }), note: optional(text()) })

describe('reading', () => {
  test('spells defaults out and leaves optional members away', () =>
    expect(readValue(paint, { name: 'fog', colour: { kind: 'grey' } })).toEqual({ name: 'fog', colour: { kind: 'grey', level: 0.5 }, coats: 2 }))
  test('names every fault with its path, what was expected and what was found', () =>
    expect(faultsOf(paint, { name: 3, colour: { kind: 'grey', level: 2 }, coats: 1.5, lid: true })).toEqual([
      'lid: unknown field; known here: name, colour, coats, note',
      'name: expected text of at most 1000 characters, got 3',
      'colour.level: expected a number from 0 to 1, got 2',
      'coats: expected a whole number >= 1, got 1.5',
    ]))
  test('names the kinds there are when a kind is unknown', () =>
    expect(faultsOf(colours.field, { kind: 'red' })).toEqual(['kind: expected one of "grey", "mixed", got "red"']))
  test('runs conditions between fields only on sound fields', () => {
    expect(faultsOf(colours.field, { kind: 'mixed', parts: [0, 0, 0] })).toEqual([': at least one part must be above 0'])
    expect(faultsOf(colours.field, { kind: 'mixed', parts: [0, 'a', 0] })).toEqual(['parts.1: expected a number, got "a"'])
  })
  test.each([
    [number({ above: 0 }), -1, 'expected a number > 0, got -1'],
    [number({ above: 0 }), Number.NaN, 'expected a number > 0, got NaN'],
    [number(), '1', 'expected a number, got "1"'],
    [integer(), 2 ** 53, `expected a whole number, got ${2 ** 53}`],
    [number({ min: 0, below: 1 }), 1, 'expected a number >= 0 and < 1, got 1'],
    [flag(), 'yes', 'expected true or false, got "yes"'],
    [choice(['a', 'b']), 'c', 'expected one of "a", "b", got "c"'],
    [list(flag(), { min: 1 }), [], 'expected a list of at least 1 entries, got "0 entries"'],
    [tuple([number(), number()]), [1], 'expected a list of 2 entries, got [1]'],
    [record({}), [], 'expected an object, got []'],
    [record({}), null, 'expected an object, got null'],
  ])('%# refuses %s', (field, value, message) => expect(faultsOf(field as AnyField, value)).toEqual([`: ${message}`]))
  test('a required value that is left out is a fault', () => expect(faultsOf(record({ n: number() }), {})).toEqual(['n: expected a number, got nothing']))
  test('of alternatives the first is the default', () => expect(readValue(record({ c: choice(['a', 'b']) }), {})).toEqual({ c: 'a' }))
  test('a form is chosen by its outer shape, so that its own faults are told', () => {
    const rate = either<number | { from: number }>([{ accepts: (v) => typeof v === 'number', field: number({ above: 0 }) }, { accepts: (v) => typeof v === 'object', field: record({ from: number() }) }], 'a rate')
    expect(readValue(rate, 2)).toBe(2)
    expect(faultsOf(rate, { from: 'x' })).toEqual(['from: expected a number, got "x"'])
    expect(faultsOf(rate, 'x')).toEqual([': expected a rate, got "x"'])
  })
  test('inherited names are not members', () => expect(faultsOf(record({ toString: number() }), {})).toEqual(['toString: expected a number, got nothing']))
  test('names in a dictionary are checked', () => {
    const table = dictionary(number())
    expect(readValue(table, { a: 1 })).toEqual({ a: 1 })
    expect(faultsOf(table, { '1a': 1 })).toHaveLength(1)
  })
  test('a faulty value is quoted short', () => expect(faultsOf(number(), 'x'.repeat(5000))[0]!.length).toBeLessThan(120))
})

test('types follow fields', () => {
  const value: Infer<typeof paint> = { name: 'fog', colour: { kind: 'grey' }, coats: 1 }
  expect(value.note).toBeUndefined()
})

test('a kind describes itself as JSON Schema', () => {
  expect(kindSchema(colours.get('grey'))).toEqual({
    $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'Grey', description: 'One number.', type: 'object', additionalProperties: false,
    properties: { kind: { const: 'grey' }, level: { title: 'Level', type: 'number', minimum: 0, maximum: 1, default: 0.5 } }, required: ['kind'],
  })
  expect(fieldSchema(list(integer(), { min: 2 }))).toEqual({ type: 'array', items: { type: 'integer' }, minItems: 2 })
})

test('a catalogue refuses two kinds of one name and says what it has', () => {
  expect(() => catalogue('colour', [colours.kinds[0]!, colours.kinds[0]!])).toThrow(/twice/)
  expect(() => colours.get('red')).toThrow('There is no colour "red"; there are grey, mixed.')
})
