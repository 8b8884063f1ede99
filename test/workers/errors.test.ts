import { expect, test } from 'vitest'
import { abortError } from '#experiments/breathe.ts'
import { SpecError } from '#spec/fault.ts'
import { carry, revive } from '../../src/workers/errors.ts'

const over = (error: unknown): Error => revive(structuredClone(carry(error)))

test('a spec error keeps its faults and its class', () => {
  const faults = [{ path: 'runs.0', message: 'expected a run, got 3' }, { path: '', message: 'expected a spec, got 4' }]
  const error = over(new SpecError(faults))
  expect(error).toBeInstanceOf(SpecError)
  expect((error as SpecError).faults).toEqual(faults)
  expect(error.message).toBe('runs.0: expected a run, got 3\nexpected a spec, got 4')
})

test('an abort is recognised by its name and class', () => {
  const error = over(abortError())
  expect(error.name).toBe('AbortError')
  expect(error).toBeInstanceOf(DOMException)
})

test('the common kinds keep their class, others their name', () => {
  expect(over(new RangeError('r'))).toBeInstanceOf(RangeError)
  expect(over(new TypeError('t'))).toBeInstanceOf(TypeError)
  const own = over(Object.assign(new Error('own'), { name: 'FormulaError' }))
  expect([own.name, own.message]).toEqual(['FormulaError', 'own'])
})

test('the stack tells of the place in the worker', () => {
  const error = new Error('deep')
  expect(over(error).stack).toBe(error.stack)
})

test('what is no error becomes one', () => {
  expect(over('a text').message).toBe('a text')
  expect(over(undefined).message).toBe('undefined')
})
