import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { makeDataset } from '#data/make.ts'
import { datasets } from '#data/registry.ts'
import { allFinite } from '#kernel/vec.ts'
import { kindSchema } from '#spec/describe.ts'
import { diskResources } from '#workers/node/resources.ts'
import { nameOf, read, specs } from './specs.ts'

const resources = diskResources()
const make = (spec: object) => makeDataset(read(spec), resources)

describe.each(datasets.kinds.map((k) => [k.kind, k] as const))('%s', (kind, k) => {
  test('can be described: a title, a sentence, a label and a description to each field', () => {
    expect(kind).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    expect(k.title.length * k.summary.length).toBeGreaterThan(0)
    for (const field of Object.values(k.fields)) expect(field.meta).toEqual(expect.objectContaining({ label: expect.any(String), description: expect.stringMatching(/\.$/) }))
    expect(JSON.parse(JSON.stringify(kindSchema(k)))).toMatchObject({ title: k.title, properties: { kind: { const: kind } } })
  })

  test('has a spec that the laws are tried on', () => expect(specs.filter((s) => s.kind === kind).length).toBeGreaterThan(0))
})

test('each kind has its file, and each file its kind', () => {
  expect(readdirSync(new URL('../../src/data/kinds/', import.meta.url)).sort()).toEqual(datasets.kinds.map((k) => `${k.kind}.ts`).sort())
})

describe.each(specs.map((s) => [nameOf(s), s] as const))('%s', (_, spec) => {
  const made = makeDataset(spec, resources)

  test('has the shape that its spec announces', async () => {
    const { samples, inputWidth, targetWidth, inputs, targets, inputNames, targetNames } = await made
    expect({ samples, inputWidth, targetWidth }).toEqual(datasets.get(spec.kind).shape(spec))
    expect([inputs.length, targets.length]).toEqual([samples * inputWidth, samples * targetWidth])
    expect([inputNames?.length ?? inputWidth, targetNames?.length ?? targetWidth]).toEqual([inputWidth, targetWidth])
  })

  test('says that its targets are classes exactly where each is 0 or 1', async () => {
    const { targets } = await made, { classes = false } = datasets.get(spec.kind)
    expect(classes).toBe(spec.kind !== 'inline' && targets.every((y) => y === 0 || y === 1))
  })

  test('is finite', async () => {
    const { inputs, targets } = await made
    expect(allFinite(inputs) && allFinite(targets)).toBe(true)
  })

  test('is the same to the last bit when made again', async () => {
    const first = await made, again = await makeDataset(structuredClone(spec), resources)
    expect(Buffer.from(again.inputs.buffer).equals(Buffer.from(first.inputs.buffer))).toBe(true)
    expect(Buffer.from(again.targets.buffer).equals(Buffer.from(first.targets.buffer))).toBe(true)
  })

  test('reads back from JSON as the spec that it was', () => expect(read(JSON.parse(JSON.stringify(spec)))).toEqual(spec))
})

const having = (field: string): string[] => datasets.kinds.filter((k) => field in k.fields).map((k) => k.kind)

test.each(having('seed'))('%s: another seed draws every sample anew', async (kind) => {
  const [one, two] = [await make({ kind, samples: 30, noise: 0.3, seed: 1 }), await make({ kind, samples: 30, noise: 0.3, seed: 2 })]
  const sample = ({ inputs, targets, inputWidth }: typeof one, i: number) => [...inputs.subarray(i * inputWidth, (i + 1) * inputWidth), targets[i]]
  for (let i = 0; i < 30; i++) expect(sample(one, i)).not.toEqual(sample(two, i))
})

// x(noise) = x(0) + noise * draw: the draws hang on the seed alone. Rounding: one ulp of a coordinate below 16 for each of three sums.
test.each(having('noise'))('%s: more noise moves each sample further along the same line', async (kind) => {
  const at = async (noise: number) => {
    const { inputs, targets } = await make({ kind, samples: 41, noise, seed: 9 })
    return [...inputs, ...targets]
  }
  const [still, little, much] = [await at(0), await at(0.25), await at(0.5)]
  expect(still.some((x, i) => x !== little[i])).toBe(true)
  still.forEach((x, i) => expect(Math.abs(much[i]! - x - 2 * (little[i]! - x))).toBeLessThan(16 * 2 ** -52 * 3))
})

test.each(['thesis-circles', 'circles', 'moons', 'spirals', 'xor', 'blobs', 'mnist-3-vs-6'])('%s: labels are 0 and 1, both of them', async (kind) => {
  expect(new Set((await make({ kind })).targets)).toEqual(new Set([0, 1]))
})

test.each(['circles', 'moons', 'spirals', 'xor', 'blobs'])('%s: classes are balanced', async (kind) => {
  for (const samples of [2, 3, 10, 101]) {
    const ones = (await make({ kind, samples })).targets.reduce((sum, y) => sum + y, 0)
    expect(Math.abs(2 * ones - samples)).toBeLessThanOrEqual(1)
  }
})
