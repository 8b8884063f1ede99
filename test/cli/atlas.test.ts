import { expect, test } from 'vitest'
import { secondsOf } from '../../src/cli/atlas.ts'

test('what a run took is told without the hours for which it was broken off', () => {
  const minutes = (...at: number[]): number[] => at.map((m) => m * 60_000)
  expect(secondsOf(minutes(0, 1, 3, 10))).toBe(600)
  expect(secondsOf(minutes(0, 1, 3, 203, 204))).toBe(240)
  expect(secondsOf([7])).toBe(0)
})
