/** What the panels about curvature ask and hold, on a small network with the real engine. */
import { beforeAll, expect, test } from 'vitest'
import { inProcessEngine } from '#experiments/in-process.ts'
import { createAlong } from '#stores/curvature/along.ts'
import { createSpectrum } from '#stores/curvature/spectrum.ts'
import { createFilm } from '#stores/film.ts'
import { createLab } from '#stores/lab.ts'
import type { ExploreScene } from '#stores/permalink.ts'
import { createPlane } from '#stores/plane-store.ts'
import { readScene } from '#stores/scenes.ts'
import { createTransport } from '#stores/transport.ts'
import { diskResources } from '#workers/node/resources.ts'
import { ask } from '../experiments/asking.ts'
import { handClock } from './world.ts'

const engine = inProcessEngine(diskResources())
const objective = { kind: 'network', widths: [2, 2, 1], activations: ['tanh', 'logistic'], loss: 'log', data: { kind: 'xor', samples: 40 } }
const start = { kind: 'initial', initialiser: 'glorot-uniform', scale: 1, seed: 1 }
const gd = (stepSize: number): object => ({ optimizer: { kind: 'gradient-descent', stepSize }, sampler: { kind: 'full' } })
let scene: ExploreScene
beforeAll(async () => {
  const plane = { origin: start, directions: [{ kind: 'random', seed: 1 }, { kind: 'random', seed: 2 }], normalisation: 'filter' }
  scene = await readScene({ objective, start, runs: [gd(0.5), gd(0.1)], iterations: 60, seed: 1 }, { plane, domain: [[-1, 1], [-1, 1]] } as never)
})

/** Lets the engine work until something holds. */
async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; !holds();) {
    if (Date.now() > end) throw new Error('It did not come about.')
    await new Promise(setImmediate)
  }
}

async function page() {
  const clock = handClock(), lab = createLab(scene.spec, scene.view), transport = createTransport(clock, { length: 60 })
  const world = { engine, clock, lab, transport }
  const plane = createPlane(world), film = createFilm({ ...world, plane })
  await until(() => film.getState().race !== undefined && !film.getState().filming)
  return { ...world, plane, film }
}

test('the spectrum follows the playhead and the selected run, and is that of the engine at that step', async () => {
  const here = await page(), spectrum = createSpectrum(here)
  await until(() => spectrum.getState().seen !== undefined)
  expect(spectrum.getState().seen!.present.step).toBe(0)
  here.transport.seek(37)
  here.clock.advance(100)
  await until(() => spectrum.getState().seen!.present.step === 37)
  const of = { experiment: 'race', objective, start, runs: [gd(0.5)], iterations: 60 }
  const { data } = await ask<{ eigenvalues: Float64Array; down: number }>({ experiment: 'spectrum', objective, theta: { kind: 'step', of, at: 37 } })
  expect(spectrum.getState().seen!.data.eigenvalues).toEqual(data.eigenvalues)
  const before = spectrum.getState().seen!.data
  here.lab.look({ selected: 1 })
  here.clock.advance(100)
  await until(() => spectrum.getState().seen!.data !== before)
  expect(spectrum.getState().seen!.data.value).toBe(here.film.getState().runs[1]!.values[37])
  spectrum.dispose()
})

test('every step of a short run is measured: losses are the film\'s, and another run is another measurement', async () => {
  const here = await page(), along = createAlong(here)
  await until(() => along.getState().seen !== undefined && along.getState().progress === undefined)
  const { data } = along.getState().seen!
  expect(data.steps).toHaveLength(61)
  expect(data.loss).toEqual(here.film.getState().runs[0]!.values)
  expect(data.limit.every((limit) => limit === 4)).toBe(true)
  expect(data.index.every(Number.isFinite)).toBe(true)
  here.lab.look({ selected: 1 })
  here.clock.advance(300)
  expect(along.getState().seen).toBeUndefined()
  await until(() => along.getState().seen !== undefined && along.getState().progress === undefined)
  expect(along.getState().seen!.data.loss).toEqual(here.film.getState().runs[1]!.values)
  along.dispose()
})
