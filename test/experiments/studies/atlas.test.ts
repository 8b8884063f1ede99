/** The files of public/atlas hold what this version computes. */
import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readSpec } from '#experiments/read-spec.ts'
import { resultOf } from '#experiments/run-spec.ts'
import { ATLAS_INDEX, type AtlasEntry, type AtlasFile, atlasFile, atlasFileName, groundKeysOf, partsIn, slim } from '#experiments/study/atlas.ts'
import { pack, unpack } from '#experiments/study/packed.ts'
import { groundOf, type Job, partKey, partSpec } from '#experiments/study/study.ts'
import { freshEngine } from '../asking.ts'
import { SMALL } from './small.ts'
import { bits, quick, resultsOf, studyOf } from './studying.ts'

const FOLDER = new URL('../../../public/atlas/', import.meta.url)
const names = readdirSync(FOLDER).filter((name) => name !== ATLAS_INDEX)
const text = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8')
const fileOf = (name: string): AtlasFile => JSON.parse(text(name)) as AtlasFile

test('the list names every file, and says of it what it says of itself', () => {
  const entries = JSON.parse(text(ATLAS_INDEX)) as AtlasEntry[]
  expect(entries.map((entry) => entry.file)).toEqual(names.toSorted())
  for (const entry of entries) {
    const { parts, grounds: _, ...own } = fileOf(entry.file)
    expect(entry).toEqual(own)
    expect(parts.filter((part) => part !== null)).toHaveLength(entry.done)
  }
})

test('the files are small', () => {
  const sizes = names.map((name) => gzipSync(text(name)).length)
  expect(Math.max(...sizes)).toBeLessThan(200_000)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_500_000)
})

describe.each(names)('%s', (name) => {
  test('is of a spec that can be read, and of the study as it is', async () => {
    const file = fileOf(name), study = await studyOf(file.spec.experiment)
    expect(await readSpec(file.spec)).toEqual(file.spec)
    expect(atlasFileName(file.spec)).toBe(name)
    expect(file.revision).toBe(study.revision)
    expect(study.jobs(file.spec)).toHaveLength(file.parts.length)
    const parts = partsIn(study, file), results = (study.jobs(file.spec) as Job[]).map((job) => parts.get(partKey(study, job)))
    expect(study.answer(file.spec, results).sentence).not.toMatch(/NaN|undefined/)
  })

  test('holds the bits that its lightest part has when it is computed again', async () => {
    const file = fileOf(name), study = await studyOf(file.spec.experiment), jobs = study.jobs(file.spec) as Job[]
    const [lightest] = jobs.flatMap((job, i) => (file.parts[i] === null ? [] : [{ job, part: file.parts[i], weight: study.weight(job) }])).toSorted((a, b) => a.weight - b.weight)
    const ground = groundOf(lightest!.job)
    if (ground && study.groundwork!.weight(ground) > lightest!.weight) return // its start alone takes minutes
    const { data } = await resultOf(freshEngine().run(partSpec(study, lightest!.job)))
    expect(bits(pack(slim(study, data)))).toBe(bits(lightest!.part))
  }, 60_000)
})

test.each(Object.keys(SMALL))('what is packed of %s comes back to the last bit', async (name) => {
  const spec = await quick(name, SMALL[name]), study = await studyOf(name), results = await resultsOf<unknown>(spec)
  const file = JSON.parse(JSON.stringify(atlasFile(study, spec, [undefined, ...results.slice(1)], {} as AtlasFile['provenance']))) as AtlasFile
  const parts = partsIn(study, file), keys = (study.jobs(spec) as Job[]).map((job) => partKey(study, job))
  expect(file.done).toBe(results.length - 1)
  expect(parts.has(keys[0]!)).toBe(false)
  for (let i = 1; i < results.length; i++) expect(parts.get(keys[i]!)).toEqual(slim(study, results[i]))
  expect(bits(study.answer(spec, keys.map((key) => parts.get(key))))).toBe(bits(study.answer(spec, [undefined, ...results.slice(1)])))
})

test('what heavy parts start from comes with them', async () => {
  const name = 'average-gradient-norm', study = await studyOf(name), spec = await quick(name, { runs: 1 }, { problem: 'mnist-3-vs-6' })
  const [key] = groundKeysOf(study, { ...spec, startSteps: 1_000_000 }), ground = { theta: Float64Array.of(1, -0, NaN) }
  expect(key).toBeDefined()
  expect(groundKeysOf(study, await quick(name))).toEqual([])
  const file = JSON.parse(JSON.stringify(atlasFile(study, spec, [], {} as AtlasFile['provenance'], new Map([[key!, ground]])))) as AtlasFile
  expect(partsIn(study, file).get(key!)).toEqual(ground)
})

test('infinities, NaN, negative zero and typed arrays survive being packed', () => {
  const value = { a: [NaN, -0, Infinity], b: Float64Array.of(0.1, -0, NaN, -Infinity), c: Int32Array.of(1, -2), d: Uint8Array.of(1, 0), e: { number: 3 }, f: 'text', g: true, h: new Float64Array(0) }
  expect(unpack(JSON.parse(JSON.stringify(pack(value))))).toEqual(value)
  expect(() => pack(new Float32Array(1))).toThrow('Float32Array')
})
