import { createStore } from 'zustand/vanilla'
import { expect, test } from 'vitest'
import { setStepSize } from '#stores/edits.ts'
import { createEnds, endsOffered, gridFor, inForce } from '#stores/ends.ts'
import { createLab } from '#stores/lab.ts'
import type { SurfaceState } from '#stores/surface.ts'
import type { Surface } from '#stores/surface.ts'
import { createTransport } from '#stores/transport.ts'
import { type Domain, defaultView, type View } from '#stores/view.ts'
import { fakeEngine, handClock, race, view } from './world.ts'

const WINDOW: Domain = [[-2, 2], [-1.5, 1.5]]
const on: Partial<View> = { layers: { ...defaultView().layers, ends: true } }
/** Two wells and the saddle between them. */
const ENDS = [
  { theta: [0, 0], value: 0, kind: 'saddle', index: 1, eigenvalues: [-2, 1] },
  { theta: [-1, 0], value: -1, kind: 'minimum', index: 0, eigenvalues: [1, 4] },
  { theta: [1, 0], value: -1, kind: 'minimum', index: 0, eigenvalues: [1, 4] },
]
const settle = async (): Promise<void> => { for (let i = 0; i < 20; i++) await Promise.resolve() }
const basins = (labels: readonly number[], ends = ENDS): unknown =>
  ({ columns: labels.length, rows: 1, x: Float64Array.from(labels, (_, i) => i), y: Float64Array.of(0), labels: Float64Array.from(labels), ends })

function page(looked: Partial<View> = on, first = race()) {
  const clock = handClock(), engine = fakeEngine()
  const lab = createLab(first, view(looked))
  const transport = createTransport(clock, { length: first.iterations })
  const surface = createStore<Pick<SurfaceState, 'window'>>(() => ({ window: WINDOW }))
  const ends = createEnds({ engine, clock, lab, transport, surface: surface as unknown as Surface })
  const drag = (size: number): void => lab.change({ race: setStepSize(lab.getState().race, 0, size, 'start') }, 'drag')
  return { clock, engine, lab, transport, surface, ends, drag, open: () => engine.open('basins') }
}
const runOf = (spec: unknown): { optimizer: { kind: string; stepSize: number }; seed: number } => (spec as { run: { optimizer: { kind: string; stepSize: number }; seed: number } }).run

test('nothing is asked while the layer is off; switched on, the selected run is asked about when nothing else is to do', async () => {
  const { engine, lab, open, ends } = page({})
  expect(engine.asked).toHaveLength(0)
  lab.look(on)
  expect(open()).toHaveLength(1)
  const { spec, options } = open()[0]!
  expect(options.rank).toBe('idle')
  expect(spec).toMatchObject({ objective: { kind: 'double-well' }, domain: WINDOW, columns: 96, rows: 72, iterations: 400 })
  expect(runOf(spec)).toMatchObject({ optimizer: { kind: 'gradient-descent', stepSize: 0.1 }, seed: 1 })
  lab.look({ layers: { ...defaultView().layers, ends: false } })
  await settle()
  expect(open()).toHaveLength(0)
  expect(ends.getState()).toMatchObject({ picture: undefined, working: false })
})

test('frames are passed on, with shares; the largest end comes first and what diverges or has not settled is no end', async () => {
  const { open, ends, clock } = page()
  await open()[0]!.frame(basins([1, 2, 2, 2, -1, -2, 0, -3]))
  const picture = ends.getState().picture!
  expect(picture.ends.map((e) => [e.kind, e.value, e.share])).toEqual([['minimum', -1, 3 / 8], ['minimum', -1, 1 / 8], ['saddle', 0, 1 / 8], ['elsewhere', NaN, 1 / 8]])
  expect(Array.from(picture.grid.values)).toEqual([1, 0, 0, 0, -1, NaN, 2, 3])
  expect(picture).toMatchObject({ diverged: 1 / 8, unsettled: 1 / 8, iterations: 400, run: 0 })
  expect(ends.getState().working).toBe(true)
  clock.advance(200)
  await open()[0]!.done(basins([1, 1, 1, 1, 1, 2, 0, 0]))
  // it has its number now, whoever is larger
  expect(ends.getState().picture!.ends.map((e) => [e.at[0], e.share])).toEqual([[1, 1 / 8], [-1, 5 / 8], [0, 2 / 8], [NaN, 0]])
  expect(ends.getState().working).toBe(false)
})

test('ends keep their numbers while a step size moves, however the search lists them', async () => {
  const { open, ends, drag, lab } = page()
  await open()[0]!.done(basins([2, 2, 1]))
  drag(0.2)
  lab.settle()
  await open().at(-1)!.done(basins([0, 1, 1], [ENDS[1]!, ENDS[2]!, ENDS[0]!]))
  expect(ends.getState().picture!.ends.map((e) => e.at[0])).toEqual([1, -1])
  expect(Array.from(ends.getState().picture!.grid.values)).toEqual([1, 0, 0])
})

test('under a hand the picture is coarse; when the hand lets go the whole one follows', async () => {
  const { open, drag, lab } = page()
  await open()[0]!.done(basins([1, 2]))
  drag(0.2)
  const coarse = open().at(-1)!
  expect(coarse.spec).toMatchObject({ columns: 32, rows: 24 })
  expect(runOf(coarse.spec).optimizer.stepSize).toBe(0.2)
  await coarse.done(basins([1, 2]))
  lab.settle()
  expect(open().at(-1)!.spec).toMatchObject({ columns: 96, rows: 72 })
})

test('the newest wins: of many changes the last is asked next, and what is under way may show one picture first', async () => {
  const { open, drag, clock, engine, ends } = page()
  drag(0.2)
  drag(0.3)
  drag(0.4)
  expect(engine.asked).toHaveLength(1)
  clock.advance(100)
  await engine.asked[0]!.frame(basins([1, 1]))
  expect(ends.getState().picture).toBeDefined()
  await settle()
  expect(engine.asked[0]!.aborted).toBe(true)
  expect(engine.asked.map((a) => runOf(a.spec).optimizer.stepSize)).toEqual([0.1, 0.4])
  drag(0.5)
  clock.advance(500)
  await settle()
  expect(open().map((a) => runOf(a.spec).optimizer.stepSize)).toEqual([0.5])
})

test('another run or another landscape clears the picture at once; another window keeps it until it has come to rest', async () => {
  const { open, lab, ends, surface, clock, engine } = page()
  await open()[0]!.done(basins([1, 2]))
  surface.setState({ window: [[-1, 1], [-1, 1]] })
  expect(ends.getState().picture).toBeDefined()
  expect(engine.asked).toHaveLength(1)
  clock.advance(300)
  expect(engine.asked.at(-1)!.spec).toMatchObject({ domain: [[-1, 1], [-1, 1]], columns: 83, rows: 83 })
  lab.look({ selected: 1 })
  expect(ends.getState().picture).toBeUndefined()
  expect(runOf(open().at(-1)!.spec).optimizer.kind).toBe('momentum')
  await open().at(-1)!.done(basins([1, 2]))
  lab.change({ race: race({ objective: { kind: 'himmelblau' } }) })
  expect(ends.getState().picture).toBeUndefined()
})

test('what does not touch the selected run asks nothing again: another start, another run, the playhead', () => {
  const { engine, lab, transport } = page()
  lab.change({ race: { ...lab.getState().race, start: { kind: 'point', theta: [0, 0] } } }, 'start-mouse')
  lab.change({ race: setStepSize(lab.getState().race, 1, 0.5, 'start') }, 'drag')
  lab.settle()
  transport.seek(5)
  expect(engine.asked).toHaveLength(1)
})

test('the step size in force counts: a change in mid-run acts once the playhead has passed it', () => {
  const changed = race()
  const run = { ...changed.runs[0]!, changes: [{ at: 4, stepSize: 0.7 }] }
  expect(inForce(run, 3).optimizer['stepSize']).toBe(0.1)
  expect(inForce(run, 4).optimizer['stepSize']).toBe(0.7)
  const { engine, transport } = page(on, { ...changed, runs: [run] })
  transport.seek(6)
  return settle().then(async () => {
    await engine.asked[0]!.done(basins([1, 2]))
    expect(runOf(engine.asked.at(-1)!.spec).optimizer.stepSize).toBe(0.7)
  })
})

test('a window is filled with about as many starts whatever its shape, as far apart across as up', () => {
  expect(gridFor([[0, 4], [0, 3]], 96 * 72)).toEqual([96, 72])
  expect(gridFor([[0, 1], [0, 4]], 6400)).toEqual([40, 160])
})

test('it is offered for two parameters and a run, and nowhere else', () => {
  expect(endsOffered(race(), {})).toBe(true)
  expect(endsOffered(race({ runs: [] }), {})).toBe(false)
  expect(endsOffered(race({ objective: { kind: 'rosenbrock', dim: 2 } as never }), { plane: {} as never })).toBe(false)
})
