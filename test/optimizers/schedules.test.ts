import { describe, expect, test } from 'vitest'
import { stepSizes } from '#optimizers/make.ts'
import { schedules } from '#optimizers/registry.ts'
import { makeSchedule } from '#optimizers/schedules/make.ts'
import { leadingStepSize, withLeadingStepSize } from '#optimizers/step-size.ts'
import type { StepSize } from '#optimizers/fields.ts'
import { readValue } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'

const EXAMPLES: readonly KindSpec[] = [
  { kind: 'constant', value: 0.1 },
  { kind: 'piecewise-constant', initial: 0.03, factor: 0.5, thresholds: [25, 50, 75] },
  { kind: 'exponential-decay', initial: 0.5, rate: 0.05 },
  { kind: 'polynomial-decay', initial: 0.03, rate: 1, power: 0.5 },
  { kind: 'cosine', initial: 0.2, final: 0.01, steps: 40 },
  { kind: 'warm-up', value: 0.1, steps: 10 },
  { kind: 'one-cycle', peak: 1, steps: 100 },
]
const read = (spec: KindSpec) => readValue(schedules.field, spec)
const at = (spec: KindSpec, k: number) => makeSchedule(read(spec))(k)

describe.each(EXAMPLES.map((spec) => [spec.kind, spec] as const))('%s', (_, given) => {
  const spec = read(given)
  const at = makeSchedule(spec)
  test('gives finite step sizes, never below 0', () => {
    for (let k = 0; k < 2000; k++) {
      const size = at(k)
      expect(Number.isFinite(size) && size >= 0).toBe(true)
    }
  })
  test('depends on the step alone', () => {
    const backwards = Array.from({ length: 50 }, (_, i) => at(49 - i)).toReversed()
    expect(backwards).toEqual(Array.from({ length: 50 }, (_, k) => at(k)))
  })
  test('has a leading field, which moves the largest step size', () => {
    const twice = withLeadingStepSize(spec, 2 * leadingStepSize(spec)) as KindSpec
    expect(leadingStepSize(twice)).toBe(2 * leadingStepSize(spec))
    expect(readValue(schedules.field, twice)).toEqual(twice)
    const largest = (s: KindSpec) => Math.max(...Array.from({ length: 200 }, (_, k) => makeSchedule(s)(k)))
    expect(largest(twice)).toBeCloseTo(2 * largest(spec), 12)
  })
})

test('every schedule has an example here', () => {
  expect(EXAMPLES.map((e) => e.kind).toSorted()).toEqual(schedules.kinds.map((k) => k.kind).toSorted())
})

test('a plain number is the same for every step', () => {
  const sizes = stepSizes({ kind: 'gradient-descent', stepSize: 0.25 })
  expect([0, 1, 1000].map(sizes)).toEqual([0.25, 0.25, 0.25])
  expect(withLeadingStepSize(0.25 as StepSize, 0.5)).toBe(0.5)
})

test('piecewise constant: one factor for every threshold t with k >= t, in whatever order they are written', () => {
  const spec = { kind: 'piecewise-constant', initial: 8, factor: 0.5, thresholds: [20, 10] }
  expect([0, 9, 10, 19, 20, 100].map((k) => at(spec, k))).toEqual([8, 8, 4, 4, 2, 2])
})

test('exponential decay: constant ratio, and a way of finite length, initial/(1 - e^-rate) (science: freezes)', () => {
  const spec = { kind: 'exponential-decay', initial: 0.03, rate: 0.2 }
  let way = 0
  for (let k = 0; k < 1000; k++) way += at(spec, k)
  expect(way).toBeCloseTo(0.03 / (1 - Math.exp(-0.2)), 12)
  expect(at(spec, 0)).toBe(0.03)
})

test('polynomial decay: 1/sqrt(k + 1) with power 1/2 and rate 1', () => {
  const spec = { kind: 'polynomial-decay', initial: 1, rate: 1, power: 0.5 }
  for (const k of [0, 3, 8, 99]) expect(at(spec, k)).toBeCloseTo(1 / Math.sqrt(k + 1), 14)
})

test('cosine: starts at initial, is half way in the middle, stays at final', () => {
  const spec = { kind: 'cosine', initial: 0.2, final: 0.1, steps: 40 }
  expect(at(spec, 0)).toBe(0.2)
  expect(at(spec, 20)).toBeCloseTo(0.15, 15)
  expect([40, 41, 1000].map((k) => at(spec, k))).toEqual([0.1, 0.1, 0.1])
})

test('warm-up: equal parts, then constant', () => {
  const spec = { kind: 'warm-up', value: 1, steps: 4 }
  expect([0, 1, 2, 3, 4, 50].map((k) => at(spec, k))).toEqual([0.25, 0.5, 0.75, 1, 1, 1])
})

test('one cycle: from its start to the peak at rise * steps, and down to its end', () => {
  const spec = { kind: 'one-cycle', peak: 2, steps: 10, rise: 0.3, start: 0.1, end: 0.01 }
  expect(at(spec, 0)).toBeCloseTo(0.2, 15)
  expect(at(spec, 3)).toBeCloseTo(2, 15)
  expect(at(spec, 10)).toBeCloseTo(0.02, 15)
  expect(at(spec, 500)).toBeCloseTo(0.02, 15)
})

test.each([
  [{ kind: 'constant', value: 0 }, 'value'],
  [{ kind: 'piecewise-constant', initial: -1 }, 'initial'],
  [{ kind: 'piecewise-constant', initial: 1, thresholds: [1.5] }, 'thresholds.0'],
  [{ kind: 'cosine', initial: 1, steps: 0 }, 'steps'],
  [{ kind: 'one-cycle', peak: 1, steps: 5, rise: 2 }, 'rise'],
  [{ kind: 'constant', value: 1, start: 2 }, 'start'],
  [{ kind: 'linear', value: 1 }, 'kind'],
])('%j is refused at %s', (spec, path) => {
  expect(() => read(spec)).toThrow(`${path}: `)
})

test('cosine pieces begin with the very number that is written, and end with it', () => {
  for (const [from, to] of [[0.04, 1], [1e-20, 1], [0.3, 0.1], [0.7, 1e-9]] as const) {
    expect(at({ kind: 'cosine', initial: from, final: to, steps: 7 }, 0)).toBe(from)
    expect(at({ kind: 'cosine', initial: from, final: to, steps: 7 }, 7)).toBe(to)
  }
  for (const start of [0.04, 0.1, 1e-20]) expect(at({ kind: 'one-cycle', peak: 1, steps: 10, start }, 0)).toBe(start)
  expect(at({ kind: 'one-cycle', peak: 0.3, steps: 10 }, 3)).toBe(0.3)
  expect(at({ kind: 'one-cycle', peak: 1, steps: 10, end: 1e-20 }, 10)).toBe(1e-20)
})
