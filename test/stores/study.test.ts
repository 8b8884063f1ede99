import { describe, expect, test } from 'vitest'
import { experimentNames, loadExperiment } from '#experiments/registry.ts'
import type { Engine } from '#experiments/engine.ts'
import { decodeScene } from '#spec/codec.ts'
import { STUDIES } from '#stores/study/list.ts'
import { createStudies } from '#stores/study/studies.ts'
import { specsIn, studyAddress, studyIn } from '#stores/study/link.ts'
import { sceneOfRace } from '#stores/study/scene.ts'
import { createStudy, type StudyStore } from '#stores/study/study.ts'
import { timeLeft } from '#stores/study/time-left.ts'
import { freshEngine } from '../experiments/asking.ts'
import { answerOf, bits, memoryKeeper, quick } from '../experiments/studies/studying.ts'
import { SMALL } from '../experiments/studies/small.ts'
import { handClock } from './world.ts'

const NAME = 'step-size-and-curvature'

function world(engine: Engine = freshEngine()) {
  const memory = memoryKeeper(), shelf = new Map<string, string>()
  const keeper = Object.assign(memory, { remove: (keys: readonly string[]) => Promise.resolve(keys.forEach((key) => memory.kept.delete(key))) })
  return { engine, clock: handClock(), keeper, shelf: { get: (key: string) => shelf.get(key) ?? null, set: (key: string, value: string) => void shelf.set(key, value) } }
}

async function opened(w: ReturnType<typeof world>, name = NAME): Promise<StudyStore> {
  const store = createStudy(w, (await loadExperiment(name))!)
  store.open(await quick(name, SMALL[name]))
  await store.settled()
  return store
}

/** An engine that is silent after so many runs, until it is aborted. */
function halting(after: number): Engine {
  const engine = freshEngine()
  let asked = 0
  return {
    ...engine,
    run(spec, options = {}) {
      if (++asked <= after) return engine.run(spec, options)
      return (async function* () {
        options.signal?.throwIfAborted()
        yield { progress: 0 }
        await new Promise((_, reject) => {
          options.signal?.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')))
        })
        throw new Error('never here')
      })() as ReturnType<Engine['run']>
    },
  }
}

test('the list has every experiment with figures', async () => {
  const kinds = await Promise.all(experimentNames.map(async (name) => [name, await loadExperiment(name)] as const))
  const studies = kinds.filter(([, kind]) => kind?.study)
  expect(STUDIES.map((s) => s.kind).toSorted()).toEqual(studies.map(([name]) => name).toSorted())
  for (const [name, kind] of studies) expect(STUDIES.find((s) => s.kind === name)).toMatchObject({ title: kind!.title, source: kind!.study!.source })
})

test('an experiment is opened once and its store kept; one that is not there is refused', async () => {
  const studies = createStudies(world())
  expect(await studies.open(NAME)).toBe(await studies.open(NAME))
  await expect(studies.open('race')).rejects.toThrow('race')
})

describe('a run', () => {
  test('ends with the answer of an unbroken run', async () => {
    const store = await opened(world())
    expect(store.getState()).toMatchObject({ phase: 'idle', done: 0 })
    store.run()
    expect(store.getState().phase).toBe('running')
    await store.settled()
    const { phase, answer, progress, left } = store.getState()
    expect([phase, progress, left]).toEqual(['done', 1, undefined])
    expect(bits(answer)).toBe(bits((await answerOf(store.getState().spec)).answer))
  })

  test('paused at once, it keeps what is done, and goes on from there to the same bits', async () => {
    const w = world(halting(1)), store = await opened(w)
    store.run()
    for (let i = 0; i < 400 && w.keeper.kept.size < 1; i++) await new Promise((resolve) => setTimeout(resolve, 5))
    store.pause()
    expect(store.getState()).toMatchObject({ phase: 'paused', left: undefined })
    await store.settled()
    expect(w.keeper.kept.size).toBe(1)

    const puts = w.keeper.puts, again = createStudy({ ...w, engine: freshEngine() }, (await loadExperiment(NAME))!)
    again.open(store.getState().spec)
    await again.settled()
    expect(again.getState()).toMatchObject({ phase: 'stopped', done: 1, kept: 1 })
    again.run()
    await again.settled()
    expect(w.keeper.puts - puts).toBe(again.getState().jobs - 1)
    expect(bits(again.getState().answer)).toBe(bits((await answerOf(store.getState().spec)).answer))
  })

  test('broken off by a closed page it goes on by itself; paused it does not', async () => {
    const w = world(halting(1)), store = await opened(w)
    store.run()
    for (let i = 0; i < 400 && w.keeper.kept.size < 1; i++) await new Promise((resolve) => setTimeout(resolve, 5))
    // the page is closed here: nobody says pause
    const again = createStudy({ ...w, engine: freshEngine() }, (await loadExperiment(NAME))!)
    again.open(store.getState().spec)
    await again.settled()
    expect(again.getState()).toMatchObject({ phase: 'done', kept: 1 })
    const third = createStudy({ ...w, engine: halting(0) }, (await loadExperiment(NAME))!)
    third.open(await quick(NAME, { ...SMALL[NAME], steps: 33 }))
    await third.settled()
    third.run()
    third.stop()
    expect(third.getState().phase).toBe('stopped')
    await third.settled()
    const fourth = createStudy({ ...w, engine: halting(0) }, (await loadExperiment(NAME))!)
    fourth.open(third.getState().spec)
    await fourth.settled()
    expect(fourth.getState().phase).toBe('idle')
  })

  test('the answer grows while it computes', async () => {
    const engine = freshEngine(), clock = handClock()
    const w = { ...world({ ...engine, async *run(spec, options) {
      clock.advance(200) // what the parts before have told is seen
      return yield* engine.run(spec, options)
    } }), clock }
    const store = await opened(w), seen: number[] = []
    store.subscribe(({ done }) => seen.push(done))
    store.run()
    await store.settled()
    expect(seen.some((n) => n > 0 && n < store.getState().jobs)).toBe(true)
  })

  test('that fails says why, and can be begun again', async () => {
    const engine = freshEngine()
    let broken = true
    const w = world({ ...engine, run: (spec, options) => (broken && 'part' in spec ? (async function* () { yield { progress: 0 }; throw new Error('The line is dead.') })() as ReturnType<Engine['run']> : engine.run(spec, options)) })
    const store = await opened(w)
    store.run()
    await store.settled()
    expect(store.getState()).toMatchObject({ phase: 'failed', failure: 'The line is dead.' })
    broken = false
    store.run()
    await store.settled()
    expect(store.getState()).toMatchObject({ phase: 'done', failure: undefined })
  })

  test('computed afresh, every part is computed again', async () => {
    const w = world(), store = await opened(w)
    store.run()
    await store.settled()
    const puts = w.keeper.puts
    await store.afresh()
    await store.settled()
    expect(store.getState().phase).toBe('done')
    expect(w.keeper.puts - puts).toBe(store.getState().jobs)
  })
})

describe('what is asked', () => {
  test('a preset is recognised, and is left when a field is changed', async () => {
    const store = createStudy(world(), (await loadExperiment('minima-against-width'))!)
    expect(store.getState().preset).toBe('quick')
    store.choose('thesis')
    expect(store.getState().preset).toBe('thesis')
    expect(store.set('starts', 7)).toEqual([])
    expect(store.getState()).toMatchObject({ preset: undefined, spec: { starts: 7 } })
    expect(store.getState().thesis['starts']).toBe(50)
  })
  test('a value that cannot be is refused, and the old one stays', async () => {
    const store = createStudy(world(), (await loadExperiment('minima-against-width'))!), before = store.getState().spec
    expect(store.set('starts', 0)[0]).toMatchObject({ path: 'starts' })
    expect(store.set('fixedSteps', 1_000_000)[0]).toMatchObject({ path: 'fixedSteps' })
    expect(store.open({ widths: 'all' }).length).toBeGreaterThan(0)
    expect(store.getState().spec).toBe(before)
  })
  test('a switch has presets of its own at every position', async () => {
    const store = createStudy(world(), (await loadExperiment('minima-against-width'))!)
    store.choose('thesis')
    store.turn('layers', 2)
    expect(store.getState()).toMatchObject({ preset: 'thesis', spec: { layers: 2, startScale: 1, stepSize: 0.5 } })
  })
  test('how long it would take is measured when the hand rests', async () => {
    const w = world(), store = await opened(w)
    expect(store.getState().estimate).toBeUndefined()
    w.clock.advance(1000)
    await new Promise<void>((resolve) => {
      store.subscribe(({ estimate, thesisEstimate }) => { if (estimate && thesisEstimate) resolve() })
    })
    const { estimate, thesisEstimate } = store.getState()
    expect(estimate!.seconds).toBeGreaterThan(0)
    expect(thesisEstimate!.jobs).toBeGreaterThanOrEqual(estimate!.jobs)
  })
})

test('time left is the estimate at first and the run itself later', () => {
  expect(timeLeft(0, 0, 1, 40)).toBe(40)
  expect(timeLeft(0, 0, 1, undefined)).toBeUndefined()
  expect(timeLeft(10, 0.5, 0.5, 400)).toBeCloseTo(10, 12)
  const early = timeLeft(1, 0.05, 0.95, 40)!
  expect(early).toBeGreaterThan(0.95 * 20)
  expect(early).toBeLessThan(0.95 * 40)
})

test('a link carries the spec, and says which experiment it is', async () => {
  const spec = await quick(NAME), address = await studyAddress(spec), { kind, code } = studyIn(address)
  expect(kind).toBe(NAME)
  expect(await specsIn(code!)).toEqual({ spec })
  const other = { ...spec, seed: 9 }
  expect(await specsIn(studyIn(await studyAddress(spec, other)).code!)).toEqual({ spec, beside: other })
  expect((await decodeScene(code!)).v).toBe(1)
  expect(studyIn('#/experiments')).toEqual({ kind: undefined, code: undefined })
  expect(studyIn('#/explore?s=abc').kind).toBeUndefined()
})

describe('a point of a figure', () => {
  test('opens in Explore with the path in the window, or the plane through its start and end', async () => {
    for (const name of [NAME, 'minima-against-width']) {
      const w = world(), store = await opened(w, name)
      store.run()
      await store.settled()
      const scene = await sceneOfRace(w.engine, (await store.sceneOf(0))!, 'Run 1')
      expect(scene.view.title).toBe('Run 1')
      if (name === NAME) {
        const { data } = await answerlessRace(w.engine, scene.spec)
        const [[x0, x1], [y0, y1]] = scene.view.domain
        for (let k = 0; k < data.length; k += 2) {
          expect(data[k]! >= x0 && data[k]! <= x1 && data[k + 1]! >= y0 && data[k + 1]! <= y1).toBe(true)
        }
      } else expect(scene.view.plane).toMatchObject({ origin: { kind: 'end' }, normalisation: 'none' })
    }
  })
})

async function answerlessRace(engine: Engine, race: Parameters<Engine['run']>[0]): Promise<{ data: Float64Array }> {
  const run = engine.run({ ...race, record: ['path'] })
  for (;;) {
    const { done, value } = await run.next()
    if (done) return { data: (value.data as { runs: { path: { values: Float64Array } }[] }).runs[0]!.path.values }
  }
}
