import { createStore } from 'zustand/vanilla'
import { expect, test } from 'vitest'
import { createFilm, recordedAt, thetaAt } from '#stores/film.ts'
import { addRun, forkRun, rename, setIterations, setStepSize } from '#stores/edits.ts'
import { createLab } from '#stores/lab.ts'
import { type PlaneFrame, planeFrame } from '#stores/plane.ts'
import { type Race, setStart } from '#stores/race.ts'
import { createTransport } from '#stores/transport.ts'
import { fakeEngine, filmOf, handClock, race, view } from './world.ts'

function page(first = race(), looked = view()) {
  const clock = handClock(), engine = fakeEngine()
  const lab = createLab(first, looked)
  const transport = createTransport(clock, { length: first.iterations })
  const plane = createStore<{ readonly frame: PlaneFrame | undefined }>(() => ({ frame: undefined }))
  const film = createFilm({ engine, clock, lab, transport, plane })
  const change = (edit: (race: Race) => Race, gesture?: string): void => lab.change({ race: edit(lab.getState().race) }, gesture)
  /** Answers the question in flight. */
  const answer = async (tag = 0): Promise<void> => {
    const asked = engine.asked.at(-1)!
    await asked.done(filmOf(asked.spec, tag))
  }
  return { clock, engine, lab, transport, plane, film, change, answer }
}
const asRace = (spec: unknown): Race => spec as Race

test('the race is filmed at once, and the transport learns how long the film is', async () => {
  const { engine, film, transport, answer } = page()
  expect(engine.asked).toHaveLength(1)
  await answer()
  expect(film.getState()).toMatchObject({ filming: false, fault: undefined })
  expect(film.getState().runs.map((run) => run?.values.length)).toEqual([11, 11])
  expect(transport.getState()).toMatchObject({ length: 10, ready: 10 })
})

test('one question is in flight, and of those that come meanwhile only the newest follows', async () => {
  const { engine, change, answer, film } = page()
  await answer()
  for (const size of [0.2, 0.3, 0.4, 0.5]) change((r) => setStepSize(r, 0, size, 'start'), 'drag')
  expect(engine.asked).toHaveLength(2)
  await answer()
  expect(engine.asked).toHaveLength(3)
  await answer()
  expect(film.getState().runs[0]!.stepSizes[0]).toBe(0.5)
})

test('an answer that nobody asks for any more is given up after a moment', async () => {
  const { engine, change, answer, clock, film } = page()
  await answer()
  change((r) => setStepSize(r, 0, 0.2, 'start'), 'drag')
  const slow = engine.asked.at(-1)!
  change((r) => setStepSize(r, 0, 0.3, 'start'), 'drag')
  clock.advance(30)
  expect(slow.aborted).toBe(false)
  clock.advance(100)
  expect(slow.aborted).toBe(true)
  for (let i = 0; i < 20; i++) await Promise.resolve()
  await answer()
  expect(film.getState().runs[0]!.stepSizes[0]).toBe(0.3)
})

test('only the run that a change touches is shot again', async () => {
  const { engine, change, answer, film } = page()
  await answer()
  const other = film.getState().runs[1]
  change((r) => setStepSize(r, 0, 0.2, 'start'))
  expect(asRace(engine.asked.at(-1)!.spec).runs).toHaveLength(1)
  await answer(7)
  expect(film.getState().runs[1]).toBe(other)
  expect(film.getState().runs[0]!.path[0]).toBe(7)
})

test('a new start, another length or another seed shoots every run again', async () => {
  const { engine, change, answer } = page()
  await answer()
  for (const edit of [(r: Race) => setStart(r, { kind: 'point', theta: [0, 0] }), (r: Race) => setIterations(r, 20), (r: Race) => ({ ...r, seed: 2 })]) {
    change(edit)
    expect(asRace(engine.asked.at(-1)!.spec).runs).toHaveLength(2)
    await answer()
  }
})

test('a fork is shot together with its parent, whose place in the question it names', async () => {
  const { engine, change, answer } = page()
  await answer()
  change((r) => forkRun(r, 1, 4))
  const asked = asRace(engine.asked.at(-1)!.spec)
  expect(asked.runs.map((r) => r.fork)).toEqual([undefined, { run: 0, at: 4 }])
})

test('undo needs no new computation of runs that are as they were', async () => {
  const { engine, change, answer, lab, film } = page()
  await answer()
  change((r) => addRun(r, { optimizer: { kind: 'adam', stepSize: 0.1 }, sampler: { kind: 'full' } }))
  await answer()
  const before = engine.asked.length
  lab.undo()
  await Promise.resolve()
  expect(engine.asked.length).toBe(before)
  expect(film.getState().runs).toHaveLength(2)
})

test('while a hand moves something the old film stays as a ghost, and goes when it lets go', async () => {
  const { change, answer, lab, film } = page()
  await answer()
  const old = film.getState().runs[0]
  change((r) => setStepSize(r, 0, 0.2, 'start'), 'drag')
  await answer(3)
  change((r) => setStepSize(r, 0, 0.3, 'start'), 'drag')
  await answer(4)
  expect(film.getState().ghosts[0]).toBe(old)
  expect(film.getState().runs[0]).not.toBe(old)
  lab.settle()
  expect(film.getState().ghosts).toEqual([])
})

test('frames are shown as they come, and the playhead does not pass them', async () => {
  const { engine, film, transport, clock } = page()
  const asked = engine.asked[0]!
  clock.advance(100)
  const whole = filmOf(asked.spec) as { runs: { values: Float64Array; path: { rows: number; columns: number; values: Float64Array }; outcome?: unknown }[] }
  const part = whole.runs.map(({ outcome: _, ...run }, i) => ({ ...run, run: i, from: 0, values: run.values.slice(0, 5), path: { rows: 5, columns: 2, values: run.path.values.slice(0, 10) } }))
  await asked.frame({ runs: part })
  expect(film.getState().filming).toBe(true)
  expect(transport.getState().ready).toBe(4)
})

test('a failure is told, and the next change tries again', async () => {
  const { engine, film, change, answer } = page()
  await engine.asked[0]!.fail(new Error('The worker is gone.'))
  expect(film.getState().fault).toBe('The worker is gone.')
  change((r) => setStepSize(r, 0, 0.2, 'start'))
  await answer()
  expect(film.getState().fault).toBeUndefined()
})

test('on a plane, paths are projected and know how far away they run', async () => {
  const looked = view({ plane: { origin: [0, 0, 0], directions: [[1, 0, 0], [1, 1, 0]], normalisation: 'none' } as never })
  const { engine, plane, film } = page(race(), looked)
  expect(engine.asked).toHaveLength(0) // the plane comes first
  plane.setState({ frame: planeFrame(new Float64Array(3), Float64Array.of(1, 0, 0), Float64Array.of(1, 1, 0)) })
  const path = { rows: 2, columns: 3, values: Float64Array.of(0, 0, 0, 3, 2, 6) }
  const run = { path, values: new Float64Array(2), gradientNorms: new Float64Array(2), stepSizes: new Float64Array(1), outcome: { kind: 'done' } }
  await engine.asked[0]!.done({ runs: [run, run] })
  const shot = film.getState().runs[0]!
  expect(Array.from(shot.path)).toEqual([0, 0, 1, 2]) // (3, 2, 6) = 1 d1 + 2 d2 + (0, 0, 6)
  expect(shot.away![1]).toBeCloseTo(6, 12)
  expect(shot.reach![1]).toBeCloseTo(7, 12)
})

test('a new name is not a new film', async () => {
  const { change, answer, engine } = page()
  await answer()
  change((r) => rename(r, 0, 'Careful'))
  expect(engine.asked).toHaveLength(1)
})

test('parameters along all runs of a film take no more than 64 MB: of a long one they are kept now and then, and the path is drawn straight between', async () => {
  const objective = { kind: 'network', widths: [196, 10, 10, 10, 1], activations: ['tanh', 'tanh', 'tanh', 'logistic'], loss: 'log', data: { kind: 'mnist-3-vs-6' } }
  const { engine, film, plane } = page(race({ objective, start: { kind: 'initial' }, iterations: 4000 }), view({ plane: { origin: [0], directions: [[1], [1]], normalisation: 'none' } as never }))
  const dim = 2201, first = new Float64Array(dim), second = new Float64Array(dim)
  first[0] = second[1] = 1
  plane.setState({ frame: planeFrame(new Float64Array(dim), first, second) })
  const { pathEvery } = engine.asked.at(-1)!.spec as unknown as { pathEvery: number }
  expect(2 * 4001 * dim * 8 / pathEvery).toBeLessThanOrEqual(64 * 2 ** 20)
  expect(2 * 4001 * dim * 8 / (pathEvery - 1)).toBeGreaterThan(64 * 2 ** 20)
  const rows = Math.ceil(4001 / pathEvery), values = new Float64Array(rows * dim)
  for (let j = 0; j < rows; j++) values.set([j * pathEvery, (j * pathEvery) ** 2], j * dim)
  const shot = { path: { rows, columns: dim, values }, values: new Float64Array(4001), gradientNorms: new Float64Array(4001), stepSizes: new Float64Array(4000), outcome: { kind: 'done' } }
  await engine.asked.at(-1)!.done({ runs: [shot, shot] })
  const run = film.getState().runs[0]!, at = (k: number): readonly number[] => [...run.path.subarray(2 * k, 2 * k + 2)]
  expect([run.path.length, run.away!.length, run.thetas.every]).toEqual([8002, 4001, pathEvery])
  expect(at(2 * pathEvery)).toEqual([2 * pathEvery, (2 * pathEvery) ** 2])
  expect(at(2 * pathEvery + 1)[0]).toBeCloseTo(2 * pathEvery + 1, 9)
  expect(at(2 * pathEvery + 1)[1]).toBeCloseTo((2 * pathEvery) ** 2 * (1 - 1 / pathEvery) + (3 * pathEvery) ** 2 / pathEvery, 6)
  // what asks for the parameters of a step is told those of the last one that is kept
  const known = recordedAt(run, 2 * pathEvery + 1)
  expect([known, thetaAt(run, known)[0]]).toEqual([2 * pathEvery, 2 * pathEvery])
})

test('a short film keeps all parameters', () => {
  const { engine } = page()
  expect(engine.asked.at(-1)!.spec).not.toHaveProperty('pathEvery')
})
