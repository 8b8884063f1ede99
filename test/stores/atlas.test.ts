import { expect, test } from 'vitest'
import { loadExperiment } from '#experiments/registry.ts'
import { type AtlasEntry, type AtlasFile, atlasFile } from '#experiments/study/atlas.ts'
import { createAtlas } from '#stores/study/atlas.ts'
import { createStudy } from '#stores/study/study.ts'
import { freshEngine } from '../experiments/asking.ts'
import { SMALL } from '../experiments/studies/small.ts'
import { answerOf, bits, memoryKeeper, quick, resultsOf, studyOf } from '../experiments/studies/studying.ts'
import { handClock } from './world.ts'

const NAME = 'step-size-and-curvature'
const by: AtlasEntry['provenance'] = { version: '1.2.3', node: 'v20', kernel: 'simd', date: '2026-01-02T03:04:05Z', command: 'lab', seconds: 5, threads: 2 }

/** A world with a file of the first `some` parts of the small spec. */
async function world(some: number, change: (file: AtlasFile) => AtlasFile = (file) => file) {
  const spec = await quick(NAME, SMALL[NAME]), study = await studyOf(NAME), results = await resultsOf<unknown>(spec)
  const file = change(atlasFile(study, spec, results.map((r, i) => (i < some ? r : undefined)), by)), fetched: string[] = []
  const { parts: _, ...entry } = file
  const atlas = createAtlas({ list: () => Promise.resolve([entry]), file: (name) => {
    fetched.push(name)
    return Promise.resolve(file)
  } })
  const memory = memoryKeeper(), shelf = new Map<string, string>()
  const keeper = Object.assign(memory, { remove: (keys: readonly string[]) => Promise.resolve(keys.forEach((key) => memory.kept.delete(key))) })
  const store = createStudy({ engine: freshEngine(), clock: handClock(), keeper, shelf: { get: (key) => shelf.get(key) ?? null, set: (key, value) => void shelf.set(key, value) }, atlas }, (await loadExperiment(NAME))!)
  store.open(spec)
  await store.settled()
  return { store, spec, keeper, fetched, jobs: results.length }
}

test('all that was computed beforehand is shown at once, and what computed it', async () => {
  const { store, spec, keeper, jobs } = await world(99)
  expect(store.getState()).toMatchObject({ phase: 'done', done: jobs, kept: 0, beforehand: { parts: jobs, by, whole: true } })
  expect(keeper.puts).toBe(0)
  expect(bits(store.getState().answer)).toBe(bits((await answerOf(spec)).answer))
})

test('a part of it counts as done, and a run computes the rest', async () => {
  const { store, spec, keeper, jobs } = await world(1)
  expect(store.getState()).toMatchObject({ phase: 'stopped', done: 1, beforehand: { parts: 1 } })
  store.run()
  await store.settled()
  expect(keeper.puts).toBe(jobs - 1)
  expect(bits(store.getState().answer)).toBe(bits((await answerOf(spec)).answer))
})

test('another spec with the same parts shares them; one with none of them fetches no file', async () => {
  const { store, fetched } = await world(99), study = await studyOf(NAME)
  expect(fetched).toHaveLength(1)
  expect(store.set('relative', [...(SMALL[NAME] as { relative: number[] }).relative, 0.3])).toEqual([])
  await store.settled()
  expect(store.getState()).toMatchObject({ phase: 'stopped', done: study.jobs(store.getState().spec).length - 1, beforehand: { whole: true } })
  store.set('relative', (SMALL[NAME] as { relative: number[] }).relative.slice(1))
  await store.settled()
  expect(store.getState()).toMatchObject({ phase: 'done', beforehand: { whole: false } })
  store.set('steps', 17)
  await store.settled()
  expect(store.getState()).toMatchObject({ phase: 'idle', done: 0, beforehand: undefined })
  expect(fetched).toHaveLength(3)
})

test('computed here it is left aside, compared at the end, and can be taken up again', async () => {
  const { store, keeper, jobs } = await world(99)
  await store.afresh()
  await store.settled()
  expect(keeper.puts).toBe(jobs)
  expect(store.getState()).toMatchObject({ phase: 'done', differing: 0, beforehand: undefined })
  keeper.kept.clear()
  store.set('steps', 17)
  store.open({ ...SMALL[NAME], ...(await quick(NAME, SMALL[NAME])) })
  await store.settled()
  expect(store.getState()).toMatchObject({ phase: 'idle', done: 0, aside: true })
  store.takeBeforehand()
  await store.settled()
  expect(store.getState()).toMatchObject({ phase: 'done', aside: false, beforehand: { parts: jobs } })
})

test('a part that differs in one bit is told', async () => {
  const { store } = await world(99, (file) => ({ ...file, parts: file.parts.map((part, i) => (i === 0 ? { ...(part as { L: number }), L: (part as { L: number }).L * (1 + 2 ** -52) } : part)) }))
  await store.afresh()
  await store.settled()
  expect(store.getState().differing).toBe(1)
})

test('files of another revision, and files that cannot be had, are not there', async () => {
  expect((await world(99, (file) => ({ ...file, revision: file.revision + 1 }))).store.getState().phase).toBe('idle')
  const study = await studyOf(NAME), broken = createAtlas({ list: () => Promise.reject(new Error('no line')), file: () => Promise.reject(new Error('no line')) })
  expect(await broken.of(study, await quick(NAME, SMALL[NAME]))).toBeUndefined()
  expect(await broken.holds(study, await quick(NAME, SMALL[NAME]))).toBe(false)
})
