import { describe, expect, test } from 'vitest'
import { random } from '#kernel/random.ts'
import { samplers } from '#optimizers/registry.ts'
import { makeSampler } from '#optimizers/samplers/make.ts'
import { readValue } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'

const read = (spec: KindSpec) => readValue(samplers.field, spec)

/** The batches of the first steps, as lists. */
function batches(given: KindSpec, samples: number, steps: number, seed = 1): (number[] | undefined)[] {
  const spec = read(given), kind = makeSampler(spec)
  const state = kind.init(spec, samples), stream = random(seed).fork('batches')
  return Array.from({ length: steps }, () => {
    const batch = kind.next(spec, samples, state, stream)
    return batch && Array.from(batch)
  })
}
const flat = (spec: KindSpec, samples: number, steps: number, seed?: number) => batches(spec, samples, steps, seed).flatMap((b) => b!)

const EXAMPLES: readonly KindSpec[] = [
  { kind: 'full' },
  { kind: 'with-replacement', batchSize: 5 },
  { kind: 'shuffled', batchSize: 5 },
  { kind: 'shuffled', batchSize: 3, reshuffle: false },
  { kind: 'explicit', batches: [[3, 1], [0, 7, 7]] },
]

test('every sampler has an example here', () => {
  expect(new Set(EXAMPLES.map((e) => e.kind))).toEqual(new Set(samplers.kinds.map((k) => k.kind)))
})

describe.each(EXAMPLES.map((spec) => [JSON.stringify(spec), spec] as const))('%s', (_, spec) => {
  test('names only samples that are there', () => {
    for (const batch of batches(spec, 11, 40)) for (const i of batch ?? []) expect(i >= 0 && i < 11 && Number.isInteger(i)).toBe(true)
  })
  test('draws the same batches for the same seed', () => {
    expect(batches(spec, 11, 40, 7)).toEqual(batches(spec, 11, 40, 7))
  })
  test('keeps all that it remembers in plain data: a copy goes on like the original', () => {
    const read_ = read(spec), kind = makeSampler(read_), stream = random(3).fork('batches')
    const state = kind.init(read_, 11)
    for (let k = 0; k < 17; k++) kind.next(read_, 11, state, stream)
    const copy = structuredClone(state), other = random(3).fork('batches')
    other.restore(structuredClone(stream.snapshot()))
    for (let k = 0; k < 30; k++) expect(kind.next(read_, 11, copy, other)).toEqual(kind.next(read_, 11, state, stream))
  })
  test('says how many samples a step reads, on average', () => {
    const steps = 60, kind = samplers.get(spec.kind)
    const mean = batches(spec, 11, steps).reduce((sum, b) => sum + (b?.length ?? 11), 0) / steps
    expect(kind.size(read(spec), 11)).toBeCloseTo(mean, 12)
  })
})

describe.each(['with-replacement', 'shuffled'])('%s', (kind) => {
  test.each([2, 3, 7, 25])('batch size %i takes the next indices of one stream', (batchSize) => {
    const single = flat({ kind, batchSize: 1 }, 10, 100)
    expect(flat({ kind, batchSize }, 10, Math.floor(100 / batchSize))).toEqual(single.slice(0, Math.floor(100 / batchSize) * batchSize))
  })
  test('another seed draws otherwise', () => {
    expect(flat({ kind, batchSize: 1 }, 50, 50, 1)).not.toEqual(flat({ kind, batchSize: 1 }, 50, 50, 2))
  })
})

describe('shuffled', () => {
  const epochs = (stream: number[], n: number) => Array.from({ length: Math.floor(stream.length / n) }, (_, e) => stream.slice(e * n, (e + 1) * n))
  test.each([1, 3, 4, 10, 13])('with batch size %i every epoch passes through all samples exactly once: nothing is left over at its end', (batchSize) => {
    const stream = flat({ kind: 'shuffled', batchSize }, 10, 200)
    for (const epoch of epochs(stream, 10)) expect(epoch.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  })
  test('a new order each epoch, or one for ever', () => {
    const fresh = epochs(flat({ kind: 'shuffled', batchSize: 1 }, 20, 100), 20)
    expect(new Set(fresh.map(String)).size).toBe(5)
    const same = epochs(flat({ kind: 'shuffled', batchSize: 1, reshuffle: false }, 20, 100), 20)
    expect(new Set(same.map(String)).size).toBe(1)
    expect(same[0]).toEqual(fresh[0])
    expect(same[0]).not.toEqual(same[0]!.toSorted((a, b) => a - b))
  })
})

test('with replacement, every sample is equally likely (chi-square, 9 degrees of freedom, 0.1 % point 27.9)', () => {
  const counts = new Float64Array(10), draws = 20_000
  for (const i of flat({ kind: 'with-replacement', batchSize: 20 }, 10, draws / 20)) counts[i] = counts[i]! + 1
  const expected = draws / 10
  expect(counts.reduce((sum, c) => sum + ((c - expected) * (c - expected)) / expected, 0)).toBeLessThan(27.9)
})

test('explicit batches are cycled', () => {
  expect(batches({ kind: 'explicit', batches: [[3, 1], [0, 7]] }, 8, 5)).toEqual([[3, 1], [0, 7], [3, 1], [0, 7], [3, 1]])
})

test('explicit batches must fit the samples', () => {
  const spec = read({ kind: 'explicit', batches: [[3, 1], [0, 7]] })
  expect(samplers.get('explicit').fits!(spec, 8)).toBeUndefined()
  expect(samplers.get('explicit').fits!(spec, 7)).toBe('batch 1 names sample 7; there are 7, counted from 0')
})

test.each([
  [{ kind: 'with-replacement' }, 'batchSize'],
  [{ kind: 'with-replacement', batchSize: 0 }, 'batchSize'],
  [{ kind: 'shuffled', batchSize: 2.5 }, 'batchSize'],
  [{ kind: 'shuffled', batchSize: 2, reshuffle: 'no' }, 'reshuffle'],
  [{ kind: 'explicit', batches: [] }, 'batches'],
  [{ kind: 'explicit', batches: [[]] }, 'batches.0'],
  [{ kind: 'explicit', batches: [[-1]] }, 'batches.0.0'],
  [{ kind: 'full', batchSize: 3 }, 'batchSize'],
])('%j is refused at %s', (spec, path) => {
  expect(() => read(spec)).toThrow(`${path}: `)
})
