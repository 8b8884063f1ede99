import { expect, test } from 'vitest'
import type { FilmRun } from '#stores/film.ts'
import { endOf, headingOf } from '#views/explore/heading.ts'

const film = (changes: Partial<FilmRun> = {}): FilmRun => ({
  from: 0, path: new Float64Array(22), values: new Float64Array(11).fill(1), gradientNorms: new Float64Array(11), stepSizes: new Float64Array(10), thetas: { columns: 2, values: new Float64Array(22), every: 1 },
  outcome: { kind: 'completed', message: 'Loss 1 after 10 steps.' }, ...changes,
})

test('a run says where it is heading until what became of it is reached', () => {
  const run = film({ outcome: { kind: 'minimum', since: 7, step: 10, message: 'At a minimum, 0.05.' } })
  const bound = { kind: 'basin', point: { x: 0, y: 0, value: 0.05, kind: 'minimum', index: 0, eigenvalues: [1, 1] } } as const
  expect(headingOf(run, 3, bound)).toEqual({ text: 'in the basin of the minimum at 0.05', tone: 'plain', sign: 'none' })
  expect(headingOf(run, 7, bound)).toEqual({ text: 'At a minimum, 0.05.', tone: 'ok', sign: 'check' })
})

test('a run that merely was long enough says where it is heading to the end', () => {
  expect(headingOf(film(), 10, { kind: 'off-map' }).text).toBe('in the basin of a minimum off the map')
})

test('a run that grows says why from the step on from which it does, long before the guard ends it', () => {
  const run = film({ outcome: { kind: 'growing', since: 2, step: 10, message: 'GD diverges from step 2: step size 0.112 is above 2/L = 0.102.' } })
  expect(headingOf(run, 1, undefined).text).toBe('')
  expect(headingOf(run, 2, undefined)).toEqual({ text: 'GD diverges from step 2: step size 0.112 is above 2/L = 0.102.', tone: 'danger', sign: 'alert' })
  expect(endOf(run, false)).toBeUndefined()
})

test('a run far above where it began, that may come back, says only that', () => {
  const run = film({ values: Float64Array.from({ length: 11 }, (_, k) => 2 ** k) })
  expect(headingOf(run, 1, undefined).sign).toBe('none')
  expect(headingOf(run, 6, undefined)).toMatchObject({ tone: 'danger', sign: 'alert' })
  const back = film({ values: Float64Array.from({ length: 11 }, (_, k) => (k === 10 ? 0.5 : 2 ** k)) })
  expect(headingOf(back, 6, undefined)).toEqual({ text: 'overshoots; comes down again later', tone: 'plain', sign: 'none' })
})

test('lanes end with a check where a run has come to rest and with a cross where it was lost', () => {
  expect(endOf(film({ outcome: { kind: 'minimum', since: 7, step: 10, message: '' } }), false)).toEqual({ step: 7, sign: 'check' })
  expect(endOf(film({ outcome: { kind: 'diverged', since: 2, step: 10, message: '' } }), false)).toEqual({ step: 10, sign: 'cross' })
  expect(endOf(film(), false)).toBeUndefined()
  expect(endOf(film({ outcome: { kind: 'minimum', since: 7, step: 10, message: '' } }), true)).toBeUndefined()
})
