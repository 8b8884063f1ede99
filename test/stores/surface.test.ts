import { createStore } from 'zustand/vanilla'
import { expect, test } from 'vitest'
import type { ExperimentSpec } from '#experiments/experiment.ts'
import { createLab } from '#stores/lab.ts'
import type { PlaneState } from '#stores/plane-store.ts'
import { createSurface } from '#stores/surface.ts'
import type { Domain } from '#stores/view.ts'
import { fakeEngine, handClock, race, view } from './world.ts'

const WINDOW: Domain = [[-2, 2], [-1, 1]]
const SIZE = { width: 400, height: 200 }

function page() {
  const clock = handClock(), engine = fakeEngine(), lab = createLab(race(), view())
  const plane = Object.assign(createStore<PlaneState>(() => ({ frame: undefined, progress: 0, fault: undefined })), { again: () => {}, dispose: () => {} })
  const surface = createSurface({ engine, clock, lab, plane })
  return { clock, engine, lab, plane, surface }
}
interface Axis { readonly from: number; readonly to: number; readonly points: number }
const axesOf = (spec: ExperimentSpec): readonly [Axis, Axis] => spec['axes'] as [Axis, Axis]
/** Values x + 10 y, as a slice with the second direction first gives them: rows of a picture. */
function valuesFor(spec: ExperimentSpec): { values: Float64Array } {
  const [y, x] = axesOf(spec)
  const at = ({ from, to, points }: Axis, i: number): number => from + ((to - from) * i) / (points - 1)
  return { values: Float64Array.from({ length: y.points * x.points }, (_, k) => at(x, k % x.points) + 10 * at(y, Math.floor(k / x.points))) }
}
const settle = async (): Promise<void> => {
  for (let i = 0; i < 30; i++) await Promise.resolve()
}
/** Answers every question that is open, again and again until none is. */
async function answerAll(engine: ReturnType<typeof fakeEngine>, clock: ReturnType<typeof handClock>, rounds = 200): Promise<void> {
  const done = new Set<unknown>()
  for (let round = 0, quiet = 0; round < rounds && quiet < 3; round++) {
    clock.advance(200)
    await settle()
    const open = engine.asked.filter((a) => !done.has(a) && !a.aborted)
    quiet = open.length === 0 ? quiet + 1 : 0
    for (const asked of open) {
      done.add(asked)
      await asked.done(valuesFor(asked.spec))
    }
  }
}

test('coarse first, in the frame of the change, then the middling picture, then tiles as fine as pays', async () => {
  const { engine, clock, surface } = page()
  surface.see(WINDOW, SIZE)
  expect(axesOf(engine.asked[0]!.spec).map((a) => a.points)).toEqual([15, 21])
  expect(engine.asked[0]!.options.rank).toBe('hand')
  await engine.asked[0]!.done(valuesFor(engine.asked[0]!.spec))
  expect(surface.getState().grid!.x).toHaveLength(21)
  expect(axesOf(engine.asked[1]!.spec).map((a) => a.points)).toEqual([60, 84])
  await answerAll(engine, clock)
  const { grid, progress, working } = surface.getState()
  expect([progress, working]).toEqual([1, false])
  expect(grid!.x.length).toBeGreaterThan(84)
  // every tile has come to its own place: the value at (x, y) is x + 10 y
  const columns = grid!.x.length
  for (const k of [0, 7, columns * 3 + 50, grid!.values.length - 1])
    expect(grid!.values[k]).toBeCloseTo(grid!.x[k % columns]! + 10 * grid!.y[Math.floor(k / columns)]!, 9)
})

test('holes of the fine picture are shown with the middling one behind them', async () => {
  const { engine, clock, surface } = page()
  surface.see(WINDOW, SIZE)
  await engine.asked[0]!.done(valuesFor(engine.asked[0]!.spec))
  await engine.asked[1]!.done(valuesFor(engine.asked[1]!.spec))
  clock.advance(300)
  await settle()
  const tiles = engine.asked.slice(2)
  expect(tiles.length).toBe(engine.threads + 1)
  clock.advance(200)
  await tiles[0]!.done(valuesFor(tiles[0]!.spec))
  const { grid, coarse, progress } = surface.getState()
  expect(grid!.values.some(Number.isNaN)).toBe(true)
  expect(coarse!.x).toHaveLength(84)
  expect(progress).toBeLessThan(1)
})

test('tiles near the paths come first', async () => {
  const { engine, clock, surface } = page()
  surface.near([[1.9, 0.9]])
  surface.see(WINDOW, SIZE)
  await engine.asked[0]!.done(valuesFor(engine.asked[0]!.spec))
  await engine.asked[1]!.done(valuesFor(engine.asked[1]!.spec))
  clock.advance(300)
  await settle()
  const [y, x] = axesOf(engine.asked[2]!.spec)
  expect([x.to, y.to]).toEqual([2, 1])
})

test('another landscape aborts what is under way and leaves nothing of the old one', async () => {
  const { engine, clock, lab, surface } = page()
  surface.see(WINDOW, SIZE)
  await answerAll(engine, clock)
  const before = engine.asked.length
  lab.change({ race: race({ objective: { kind: 'himmelblau' } }) })
  expect(surface.getState().grid).toBeUndefined()
  expect(engine.asked.length).toBe(before + 1)
  lab.change({ race: race({ objective: { kind: 'rosenbrock' } }) })
  expect(engine.asked[before]!.aborted).toBe(true)
})

test('another window keeps the old values until new ones are there', async () => {
  const { engine, clock, surface } = page()
  surface.see(WINDOW, SIZE)
  await answerAll(engine, clock)
  surface.see([[-1, 1], [-0.5, 0.5]], SIZE)
  expect(surface.getState().grid).toBeDefined()
})

test('a change of the runs is none of the map\'s business', async () => {
  const { engine, clock, lab, surface } = page()
  surface.see(WINDOW, SIZE)
  await answerAll(engine, clock)
  const before = engine.asked.length
  lab.change({ race: { ...lab.getState().race, iterations: 50 } })
  expect(engine.asked.length).toBe(before)
})

test('who stops the refinement keeps what is there, and continuing goes on from there', async () => {
  const { engine, clock, surface } = page()
  surface.see(WINDOW, SIZE)
  await engine.asked[0]!.done(valuesFor(engine.asked[0]!.spec))
  await engine.asked[1]!.done(valuesFor(engine.asked[1]!.spec))
  clock.advance(300)
  await settle()
  clock.advance(200)
  await engine.asked[2]!.done(valuesFor(engine.asked[2]!.spec))
  surface.stop()
  await settle()
  expect(surface.getState()).toMatchObject({ working: false, stopped: true })
  const asked = engine.asked.length
  surface.goOn()
  await settle()
  // no coarse picture again: the tiles that are left
  expect(engine.asked.slice(asked).every((a) => axesOf(a.spec)[0].points <= 34)).toBe(true)
  await answerAll(engine, clock)
  expect(surface.getState()).toMatchObject({ working: false, stopped: false, progress: 1 })
  expect(surface.getState().grid!.values.some(Number.isNaN)).toBe(false)
})

test('a failure is told in its own words', async () => {
  const { engine, surface } = page()
  surface.see(WINDOW, SIZE)
  await engine.asked[0]!.fail(new Error('The data could not be had.'))
  await settle()
  expect(surface.getState()).toMatchObject({ working: false, fault: 'The data could not be had.' })
})

test('a network\'s map waits for its plane', () => {
  const { engine, lab, surface } = page()
  lab.change({ plane: { origin: [0, 0, 0], directions: [[1, 0, 0], [0, 1, 0]], normalisation: 'none' } as never })
  surface.see(WINDOW, SIZE)
  expect(engine.asked).toHaveLength(0)
})

test('over thousands of images a part of them is drawn while it moves, and said; all of them are, when nothing else is to do', async () => {
  const { engine, clock, lab, surface } = page()
  const samples = (spec: ExperimentSpec): number => (spec['objective'] as { data: { samples: number } }).data.samples
  lab.change({ race: race({ objective: { kind: 'network', widths: [196, 1], activations: ['logistic'], bias: false, loss: 'log', data: { kind: 'mnist-3-vs-6', samples: 12_049 } } }) })
  surface.see(WINDOW, SIZE)
  for (const k of [0, 1]) {
    expect(samples(engine.asked[k]!.spec)).toBe(500)
    await engine.asked[k]!.done(valuesFor(engine.asked[k]!.spec))
    expect(surface.getState().sampled).toBe(500)
  }
  clock.advance(200)
  await settle()
  const refining = engine.asked.slice(2)
  expect(refining.length).toBeGreaterThan(0)
  expect(refining.every(({ spec, options }) => samples(spec) === 12_049 && options.rank === 'idle')).toBe(true)
  await answerAll(engine, clock)
  expect(surface.getState()).toMatchObject({ sampled: undefined, progress: 1, working: false })
  expect(surface.getState().grid!.x).toHaveLength(84)
})
