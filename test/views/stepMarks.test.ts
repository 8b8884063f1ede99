import { expect, test } from 'vitest'
import { limitOf, type Run } from '#stores/race.ts'
import { stepMarks, sweepHint } from '#views/explore/stepMarks.ts'

const run = (optimizer: Run['optimizer']): Run => ({ optimizer, sampler: { kind: 'full' } })
const labels = (found: ReturnType<typeof stepMarks>): string[] => found.marks.map((m) => m.label)

test('gradient descent has 1/L and 2/L, and its step size is said to lie below, between or beyond', () => {
  const at = (value: number): string | undefined => stepMarks(value, 4, 2, false).standing
  expect([at(0.1), at(0.3), at(0.6)]).toEqual(['below 1/L', 'between 1/L and 2/L', 'beyond 2/L, unstable'])
  expect(stepMarks(0.1, 4, 2, false)).toMatchObject({ bound: 0.5, marks: [{ at: 0.25, label: '1/L', title: '1/L = 0.25' }, { at: 0.5, label: '2/L', title: '2/L = 0.5' }] })
})

test('on single batches 2/L holds for the mean only, and the mark says so', () => {
  expect(labels(stepMarks(0.1, 4, 2, true))).toEqual(['1/L', '2/L, mean only'])
  expect(stepMarks(0.6, 4, 2, true).standing).toBe('beyond 2/L, unstable')
})

test('momentum and Nesterov have limits of their own, by their own formulas', () => {
  const momentum = limitOf(run({ kind: 'momentum', stepSize: 0.1, momentum: 0.9 }))!, nesterov = limitOf(run({ kind: 'nesterov', stepSize: 0.1, momentum: 0.9 }))!
  expect([momentum, nesterov]).toEqual([3.8, 3.8 / 2.8])
  expect(stepMarks(0.9, 4, momentum, false)).toMatchObject({ bound: 0.95, standing: 'between 1/L and 3.8/L' })
  expect(labels(stepMarks(0.9, 4, nesterov, false))).toEqual(['1/L', '1.36/L'])
  expect(stepMarks(0.9, 4, nesterov, false).standing).toBe('beyond 1.36/L, unstable')
})

test('Adam has no fixed limit, and where nothing curves upward there is none to name', () => {
  expect(stepMarks(0.1, 4, limitOf(run({ kind: 'adam', stepSize: 0.1 })), false)).toEqual({ bound: undefined, marks: [], standing: 'no fixed limit' })
  expect(stepMarks(0.1, -2, 2, false)).toEqual({ bound: undefined, marks: [], standing: undefined })
  expect(stepMarks(0.1, undefined, 2, false).standing).toBeUndefined()
})

test('a curve of fewer values or seeds says of how many', () => {
  const all = sweepHint(undefined, true)
  expect(sweepHint({ values: 25, seeds: 2 }, true)).toBe(`${all} It has 25 of them and 2 seeds here: more would cost too much.`)
  expect(sweepHint({ values: 13, seeds: 2 }, false)).toBe(`${all} It has 13 of them here: more would cost too much.`)
})
