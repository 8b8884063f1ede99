import { expect, test } from 'vitest'
import { loadExperiment } from '#experiments/registry.ts'
import { atlasFile } from '#experiments/study/atlas.ts'
import { makeObjective } from '#objectives/make.ts'
import { createAtlas } from '#stores/study/atlas.ts'
import { createStudies } from '#stores/study/studies.ts'
import { createStudy } from '#stores/study/study.ts'
import { diskResources } from '#workers/node/resources.ts'
import { freshEngine } from '../experiments/asking.ts'
import { memoryKeeper, quick, resultsOf, studyOf } from '../experiments/studies/studying.ts'
import { handClock } from './world.ts'

const NAME = 'minima-against-width'
const by = { version: '1', node: 'v20', kernel: 'simd', date: '2026-01-02T03:04:05Z', command: 'lab', seconds: 5, threads: 2 }

function world() {
  const memory = memoryKeeper()
  const keeper = Object.assign(memory, { remove: (keys: readonly string[]) => Promise.resolve(keys.forEach((key) => memory.kept.delete(key))) })
  return { engine: freshEngine(), clock: handClock(), keeper, shelf: { get: () => null, set: () => undefined } }
}

test('a minimum is drawn over its inputs; one whose end was left out is computed again, once, to the same picture', async () => {
  const spec = await quick(NAME, { widths: [12], starts: 1, fixedSteps: 60, maxSteps: 150 }), study = await studyOf(NAME), results = await resultsOf<{ end: Float64Array; cost: number }>(spec)
  expect(results[0]!.end.length).toBeGreaterThan(0)
  const file = atlasFile(study, spec, results, by), { parts: _, ...entry } = file, w = world()
  const store = createStudy({ ...w, atlas: createAtlas({ list: () => Promise.resolve([entry]), file: () => Promise.resolve(file) }) }, (await loadExperiment(NAME))!)
  store.open(spec)
  await store.settled()
  const ask = async () => {
    let again = 0, name = ''
    const portrait = await store.portraitOf(0, { signal: new AbortController().signal, sits: (sitter) => void (name = sitter.name), again: () => void again++ })
    return { portrait: portrait!, again, name }
  }
  const first = await ask()
  expect(first.again).toBeGreaterThan(0)
  expect(first.name).toBe('Width 12, start 1')
  expect(first.portrait.data.samples).toBe(100)
  expect(first.portrait.outputs.lattice!.rows).toBe(72 * 72)
  const second = await ask()
  expect(second.again).toBe(0)
  expect(second.portrait).toEqual(first.portrait)
  const { objective } = study.portrait!(study.jobs(spec)[0], results[0])
  expect(second.portrait.outputs.loss).toBe((await makeObjective(objective, diskResources())).value(results[0]!.end))
})

test('a second result stands beside the first with a spec of its own, and is taken away', async () => {
  const studies = createStudies(world()), store = await studies.open(NAME), spec = await quick(NAME, { starts: 3 })
  const beside = studies.putBeside(NAME, spec)
  expect(studies.beside.get(NAME)).toBe(beside)
  expect(beside.getState().spec).toEqual(spec)
  expect(store.getState().preset).toBe('quick')
  expect(studies.putBeside(NAME, store.getState().thesis)).toBe(beside)
  expect(beside.getState().preset).toBe('thesis')
  studies.takeAway(NAME)
  expect(studies.beside.size).toBe(0)
})
