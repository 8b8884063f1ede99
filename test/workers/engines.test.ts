import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { macrotask } from '#experiments/breathe.ts'
import { inProcessEngine } from '#experiments/in-process.ts'
import { experimentNames } from '#experiments/registry.ts'
import { readSpec } from '#experiments/read-spec.ts'
import { objectiveCache, runSpec } from '#experiments/run-spec.ts'
import { nodeThread, openNodeEngine } from '#workers/node/open.ts'
import { diskResources } from '#workers/node/resources.ts'
import { createPool } from '#workers/pool.ts'
import { drain, printOf, type Told } from './prints.ts'
import { printsOf, SPECS } from './specs.ts'

const resources = diskResources()
const names = Object.keys(SPECS)
/** Every experiment three times over, frame by frame, on a machine that has other things to do. Milliseconds. */
const LONG = 180_000
let here: Record<string, string>
beforeAll(async () => { here = await printsOf(inProcessEngine(resources)) }, 60_000)

test('every experiment has a spec here', () => {
  expect(experimentNames.filter((name) => !Object.values(SPECS).some((spec) => (spec as { experiment: string }).experiment === name))).toEqual([])
})

test('two threads give the bits that this one gives, and no experiment costs one of them its life', async () => {
  let started = 0
  const engine = createPool({
    threads: 2,
    start() {
      started++
      return nodeThread(new URL('../../src/workers/node/entry.ts', import.meta.url))
    },
  })
  expect(await printsOf(engine)).toEqual(here)
  engine.dispose()
  expect(started).toBe(2)
}, LONG)

describe('one thread', () => {
  const engine = openNodeEngine(1)
  afterAll(() => engine.dispose())

  test.each(['race, batches of real data', 'slice, a network on a random plane'])('%s: killed after a frame, it is taken up by another worker and gives the same bits', async (name) => {
    const run = engine.run(await readSpec(SPECS[name]))
    expect((await run.next()).done).toBe(false)
    engine.crash(0)
    expect(printOf((await drain(run)).result)).toBe(here[name])
  })

  test('gives the bits that this one gives, whatever was broken off before, and gives them again', async () => {
    for (const name of names) for await (const _ of engine.run(await readSpec(SPECS[name]))) break
    expect(await printsOf(engine)).toEqual(here)
    expect(await printsOf(engine)).toEqual(here)
    expect(await engine.census()).toEqual({ here: 0, there: 0 })
  }, LONG)
})

test.each(names)('%s: the frames are the same whether it pauses always or never', async (name) => {
  const spec = await readSpec(SPECS[name])
  // Objectives of its own each time: what was computed on one may be kept with it.
  const told = (breathe: () => Promise<void> | undefined): Promise<Told> => drain(runSpec(spec, { resources, objective: objectiveCache(resources), breathe }))
  expect(printOf(await told(macrotask))).toBe(printOf(await told(() => undefined)))
})
