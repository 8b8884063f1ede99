/** What is asked when nothing else is to do: at the pointer, above the sliders, ahead of the runs. */
import { createStore } from 'zustand/vanilla'
import { expect, test } from 'vitest'
import { setStepSize } from '#stores/edits.ts'
import type { Film, FilmRun, FilmState } from '#stores/film.ts'
import { createLab } from '#stores/lab.ts'
import type { Facts } from '#stores/landscape-facts.ts'
import type { PlaneState } from '#stores/plane-store.ts'
import { createPointer } from '#stores/pointer.ts'
import { createReach } from '#stores/reach.ts'
import { createSharpness, type SharpnessState } from '#stores/sharpness.ts'
import { stepRange } from '#stores/step-range.ts'
import { createSweep } from '#stores/sweep.ts'
import { createTransport } from '#stores/transport.ts'
import { fakeEngine, handClock, race, view } from './world.ts'

const shot = (changes: Partial<FilmRun> = {}): FilmRun => ({
  from: 0, path: new Float64Array(22), values: new Float64Array(11).fill(2), gradientNorms: new Float64Array(11), stepSizes: new Float64Array(10), thetas: { columns: 2, values: new Float64Array(22), every: 1 },
  outcome: { kind: 'completed', message: '' }, ...changes,
})

function page() {
  const clock = handClock(), engine = fakeEngine(), lab = createLab(race(), view())
  const transport = createTransport(clock, { length: 10, ready: 10 })
  const plane = Object.assign(createStore<PlaneState>(() => ({ frame: undefined, progress: 0, fault: undefined })), { again: () => {}, dispose: () => {} })
  const film: Film = Object.assign(createStore<FilmState>(() => ({ race: lab.getState().race, runs: [shot(), shot()], ghosts: [], filming: false, fault: undefined })), { dispose: () => {} })
  const sharpness = Object.assign(createStore<SharpnessState>(() => ({ present: [], selected: undefined })), { dispose: () => {} })
  return { clock, engine, lab, transport, plane, film, sharpness, reach: createReach({ lab, transport, sharpness }) }
}
const settle = async (): Promise<void> => {
  for (let i = 0; i < 30; i++) await Promise.resolve()
}
const FACTS: Facts = { title: '', formula: undefined, about: undefined, axes: ['x', 'y'], domain: undefined, stepSize: 0.1, dim: 2, tone: 'auto', quadratic: false }
const POINT = { value: 3, gradient: Float64Array.of(3, 4), gradientNorm: 5, hessian: { rows: 2, columns: 2, values: Float64Array.of(2, 0, 0, 8) }, eigenvalues: Float64Array.of(2, 8), curvature: { largest: 8, alongGradient: 5.84 } }

test('the pointer reads loss, slope and curvature, then the cut along -gradient with its prediction', async () => {
  const here = page()
  const pointer = createPointer(here)
  pointer.move([1, 2])
  expect(here.engine.asked[0]!.spec).toMatchObject({ experiment: 'point', theta: [1, 2] })
  await here.engine.asked[0]!.done(POINT)
  expect(pointer.getState().reading).toMatchObject({ at: [1, 2], value: 3, gradientNorm: 5, hessian: [2, 0, 8], eigenvalues: [2, 8], rayleigh: 5.84 })
  const cut = here.engine.asked[1]!
  expect(cut.spec).toMatchObject({ experiment: 'slice', directions: [[-3, -4]] })
  await cut.done({ values: Float64Array.of(3, 2, 1) })
  expect(pointer.getState().reading!.cut!.model).toEqual([3, -25, 5.84 * 25])
})

test('a hand that moves on is followed: the newest place is the one that is read', async () => {
  const here = page()
  const pointer = createPointer(here)
  for (const x of [0, 1, 2, 3]) pointer.move([x, 0])
  await here.engine.asked[0]!.done(POINT)
  await settle()
  await here.engine.asked[1]!.done({ values: Float64Array.of(1) })
  await settle()
  expect(here.engine.asked.at(-1)!.spec).toMatchObject({ experiment: 'point', theta: [3, 0] })
})

test('what is pinned stays, wherever the pointer goes, and travels with the view', async () => {
  const here = page()
  const pointer = createPointer(here)
  pointer.pin([1, 1])
  await here.engine.asked[0]!.done(POINT)
  pointer.move([5, 5])
  expect(here.engine.open('point')).toHaveLength(1)
  expect(here.lab.getState().view.pin).toEqual([1, 1])
  pointer.pin(undefined)
  expect(here.lab.getState().view.pin).toBeUndefined()
})

test('a place where the loss is not defined has no reading, and breaks nothing', async () => {
  const here = page()
  const pointer = createPointer(here)
  pointer.move([1, 1])
  await here.engine.asked[0]!.fail(new Error('not finite'))
  await settle()
  expect(pointer.getState().reading).toBeUndefined()
})

test('the sweep waits until hand and film rest, asks for the selected run first, and once', async () => {
  const here = page()
  here.lab.look({ selected: 1 })
  const sweep = createSweep(here)
  here.clock.advance(200)
  expect(here.engine.asked).toHaveLength(0)
  here.clock.advance(1000)
  await settle()
  expect(here.engine.asked[0]!.spec).toMatchObject({ experiment: 'sweep', run: { optimizer: { kind: 'momentum' } }, iterations: 10, stepSizes: { count: 49 } })
  expect(here.engine.asked[0]!.options.rank).toBe('idle')
  const curve = { stepSizes: Float64Array.of(0.1, 0.2), mean: Float64Array.of(1, 2), low: Float64Array.of(1, 2), high: Float64Array.of(1, 2) }
  await here.engine.asked[0]!.done(curve)
  await settle()
  await here.engine.asked[1]!.done(curve)
  await settle()
  expect(sweep.getState().curves.map((c) => c?.ceiling)).toEqual([2, 2])
  // only the run that was changed is asked for again
  here.lab.change({ race: setStepSize(here.lab.getState().race, 0, 0.07, 'start') })
  here.clock.advance(1000)
  await settle()
  expect(here.engine.asked).toHaveLength(3)
  expect(here.engine.asked[2]!.spec).toMatchObject({ run: { optimizer: { stepSize: 0.07 } } })
})

test('the track goes on beyond 2/L where the run rests, unless that is far off; it stands still while a hand or the playhead moves', () => {
  const { lab, transport, sharpness, reach } = page()
  const track = (): number => stepRange({ ...FACTS, stepSize: 0.15 }, 'gradient-descent', [[0, 1], [0, 1]], 0.15, reach.getState().bounds[0])[1]
  expect(track()).toBe(0.75)
  const flatten = (L: number): void => sharpness.setState({ present: [L, L] })
  for (const L of [3, 1.26, 0.4]) {
    flatten(L)
    expect(track()).toBeGreaterThanOrEqual(2 * (2 / L))
    expect(track()).toBeLessThanOrEqual(6 * (2 / L))
  }
  const before = track()
  for (const L of [0.013, 1e-12, 1e-308, 5e-324]) {
    flatten(L)
    expect(track()).toBe(0.75)
  }
  flatten(0.4)
  lab.change({ race: setStepSize(lab.getState().race, 0, 0.07, 'start') }, 'drag')
  flatten(0.3)
  expect(track()).toBe(before)
  lab.settle()
  expect(track()).toBeGreaterThan(before)
  transport.play()
  flatten(3)
  expect(track()).toBeGreaterThan(before)
  transport.pause()
  expect(track()).toBe(2)
  lab.change({ race: { ...lab.getState().race, objective: { kind: 'himmelblau' } } })
  expect(track()).toBe(0.75)
})

test('a hand that moves again drops a sweep that is under way', async () => {
  const here = page()
  createSweep(here)
  here.clock.advance(1000)
  await settle()
  here.lab.change({ race: setStepSize(here.lab.getState().race, 0, 0.07, 'start') }, 'drag')
  expect(here.engine.asked[0]!.aborted).toBe(true)
})

test('L comes from the film where it was recorded, the last measurement where not every step was measured', () => {
  const here = page()
  const sharpness = Float64Array.from({ length: 11 }, (_, k) => (k % 5 === 0 ? 10 + k : NaN))
  here.film.setState({ runs: [shot({ sharpness }), shot({ sharpness: new Float64Array(11).fill(4) })] })
  const store = createSharpness(here)
  here.transport.seek(7)
  here.clock.advance(500)
  expect(store.getState().present).toEqual([15, 4])
})

test('where nothing was recorded L is asked for', async () => {
  const here = page()
  const store = createSharpness(here)
  here.clock.advance(500)
  await settle()
  for (let i = 0; i < 4; i++) {
    for (const asked of here.engine.asked) await asked.done({ curvature: { largest: 8, alongGradient: 3 } })
    await settle()
  }
  expect(store.getState().present).toEqual([8, 8])
  expect(store.getState().selected).toMatchObject({ largest: 8, alongGradient: 3 })
})
