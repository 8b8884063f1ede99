/** What the panels about curvature ask and hold, on a small network with the real engine. */
import { beforeAll, expect, test } from 'vitest'
import { inProcessEngine } from '#experiments/in-process.ts'
import { createAlong } from '#stores/curvature/along.ts'
import { changesIn, createCopies } from '#stores/curvature/copies.ts'
import { createNearest, kindOf } from '#stores/curvature/nearest.ts'
import { createOver } from '#stores/curvature/over.ts'
import { createSpectrum } from '#stores/curvature/spectrum.ts'
import { createFilm } from '#stores/film.ts'
import { createGuests, shadowOf } from '#stores/guests.ts'
import { createLab } from '#stores/lab.ts'
import type { ExploreScene } from '#stores/permalink.ts'
import { lift, planeFrame } from '#stores/plane.ts'
import { createPlane } from '#stores/plane-store.ts'
import { readScene } from '#stores/scenes.ts'
import { createSurface } from '#stores/surface.ts'
import { createTransport } from '#stores/transport.ts'
import { classesOf } from '#views/explore/network/curvatureClasses.ts'
import { diskResources } from '#workers/node/resources.ts'
import { ask } from '../experiments/asking.ts'
import { handClock } from './world.ts'

const engine = inProcessEngine(diskResources())
const objective = { kind: 'network', widths: [2, 2, 1], activations: ['tanh', 'logistic'], loss: 'log', weightDecay: 0.001, data: { kind: 'xor', samples: 40 } }
const start = { kind: 'initial', initialiser: 'glorot-uniform', scale: 1, seed: 4 }
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

async function page({ spec, view } = scene, length = 60) {
  const clock = handClock(), lab = createLab(spec, view), transport = createTransport(clock, { length })
  const world = { engine, clock, lab, transport }
  const plane = createPlane(world), film = createFilm({ ...world, plane })
  await until(() => film.getState().race !== undefined && !film.getState().filming)
  return { ...world, plane, film, guests: createGuests() }
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

test('the critical point near the run: certified, on the map with its ways down, and a run begins there exactly or beside it', async () => {
  const here = await page(), nearest = createNearest(here, () => 'saddle')
  nearest.search()
  await until(() => nearest.getState().found !== undefined)
  const { data } = nearest.getState().found!
  expect([data.verdict, data.index, kindOf(data)]).toEqual(['critical', 2, 'saddle'])
  expect(data.gradientNorm).toBeLessThan(1e-8)
  const guest = here.guests.getState()['critical']!
  expect([guest.kind, guest.escapes.length]).toEqual(['saddle', 2])
  nearest.start('exactly', 0)
  nearest.start('beside', 0.1)
  const { race, view } = here.lab.getState()
  expect(race.runs.map((run) => run.label)).toEqual([undefined, undefined, 'exactly', 'beside'])
  expect(view.selected).toBe(3)
  here.clock.advance(100)
  await until(() => here.film.getState().runs[3] !== undefined && !here.film.getState().filming)
  const [, , exact, beside] = here.film.getState().runs
  expect(exact!.thetas.values.subarray(0, 9)).toEqual(data.theta)
  expect(exact!.values[60]).toBeCloseTo(data.value, 9)
  expect(beside!.values[60]).toBeLessThan(data.value)
  here.lab.change({ race: { ...race, objective: { ...race.objective, weightDecay: 0.1 } } })
  expect([nearest.getState().found, here.guests.getState()['critical']]).toEqual([undefined, undefined])
  nearest.dispose()
})

test('a way down is as long on the map as the share of it that lies in the plane', () => {
  const frame = planeFrame(new Float64Array(3), Float64Array.of(2, 0, 0), Float64Array.of(0, 0.5, 0)), half = Math.SQRT1_2
  const shadow = shadowOf({ theta: Float64Array.of(4, 1, 7), kind: 'saddle', label: '', escapes: [Float64Array.of(1, 0, 0), Float64Array.of(0, half, half), Float64Array.of(0, 0, 1)] }, frame)!
  expect([shadow.x, shadow.y]).toEqual([2, 2])
  expect(shadow.escapes.map(([x, y]) => [x, y])).toEqual([[1, 0], [0, expect.closeTo(half, 12)], [0, 0]])
  expect(shadowOf({ theta: new Float64Array(2), kind: 'saddle', label: '', escapes: [] }, frame)).toBeUndefined()
})

test('a copy: the loss stays to the last bits, the point moves, and the line to it is the loss between', async () => {
  const here = await page(), copies = createCopies(here, 'copy')
  here.transport.seek(60)
  here.clock.advance(200)
  await until(() => copies.getState().seen?.step === 60)
  const { seen } = copies.getState()
  // the line of a moment ago stays until its own has been computed
  await until(() => Math.abs((copies.getState().line?.loss?.[0] ?? NaN) - seen!.here.loss) < 1e-12)
  const { line } = copies.getState()
  expect(seen!.here.loss).toBe(here.film.getState().runs[0]!.values[60])
  expect(Math.abs(seen!.copy.loss - seen!.here.loss)).toBeLessThan(1e-12)
  expect(seen!.distance).toBeGreaterThan(0.1)
  expect(seen!.copy.length).toBeCloseTo(seen!.here.length, 12)
  expect([line!.loss![0], line!.loss!.at(-1)]).toEqual([expect.closeTo(seen!.here.loss, 12), expect.closeTo(seen!.here.loss, 12)])
  copies.start('copied')
  here.clock.advance(100)
  await until(() => here.film.getState().runs[2] !== undefined && !here.film.getState().filming)
  expect(here.film.getState().runs[2]!.thetas.values.subarray(0, 9)).toEqual(seen!.theta)
  copies.dispose()
  expect(here.guests.getState()['copy']).toBeUndefined()
})

test('only changes that keep the function are offered', () => {
  const of = (activation: string, widths: number[], more = {}) => changesIn({ kind: 'network', widths, activations: [...widths.slice(2).map(() => activation), 'logistic'], bias: true, loss: 'log', ...more }, 1)
  expect(of('tanh', [2, 3, 1])).toEqual(['swap', 'cycle', 'flip'])
  expect(of('relu', [2, 2, 1])).toEqual(['swap', 'scale'])
  expect(of('softplus', [2, 1, 1])).toEqual([])
  expect(changesIn({ kind: 'quadratic' }, 1)).toEqual([])
})

test('all units of a ReLU layer scaled: the same loss, another sharpness, as the scaling orbit has it', async () => {
  const relu = { ...objective, activations: ['relu', 'logistic'], weightDecay: 0 }
  const { objective: read } = (await readScene({ objective: relu, start, runs: [gd(0.3)], iterations: 200, seed: 1 }, scene.view)).spec
  const here = await page()
  here.lab.change({ race: { ...here.lab.getState().race, objective: read } })
  await until(() => here.film.getState().race?.objective === read && !here.film.getState().filming)
  const copies = createCopies(here, 'copy')
  copies.choose({ kind: 'scale', factor: 3 })
  await until(() => copies.getState().seen?.choice.kind === 'scale')
  const { seen } = copies.getState(), { columns, values } = here.film.getState().runs[0]!.thetas
  const { data } = await ask<{ sharpness: Float64Array; loss: Float64Array }>({ experiment: 'scaling-orbit', objective: relu, theta: Array.from(values.subarray(0, columns)), factors: { from: 1, to: 3, count: 2 } })
  expect(Math.abs(seen!.copy.loss / seen!.here.loss - 1)).toBeLessThan(1e-10)
  expect(seen!.copy.sharpness).toBeCloseTo(data.sharpness[1]!, 4)
  expect(seen!.here.sharpness).toBeCloseTo(data.sharpness[0]!, 4)
  expect(Math.abs(seen!.copy.sharpness / seen!.here.sharpness - 1)).toBeGreaterThan(0.1)
  copies.dispose()
})

test('curvature over the map: in the plane or of the whole Hessian, whose ends at the centre are those of the spectrum there', async () => {
  const here = await page(), surface = createSurface(here)
  surface.see([[-1, 1], [-0.75, 0.75]], { width: 40, height: 30 })
  here.lab.look({ curvatureOf: 'whole' })
  const over = createOver({ ...here, surface })
  await until(() => over.getState().seen !== undefined)
  const { least, largest, of } = over.getState().seen!
  expect([of, least.x[0], least.x.at(-1), least.y.at(-1)]).toEqual(['whole', -1, 1, 0.75])
  const corner = lift(-1, -0.75, here.plane.getState().frame!)
  const { data } = await ask<{ eigenvalues: Float64Array }>({ experiment: 'spectrum', objective, theta: Array.from(corner) })
  expect([least.values[0], largest.values[0]]).toEqual([expect.closeTo(data.eigenvalues[0]!, 10), expect.closeTo(data.eigenvalues.at(-1)!, 10)])
  here.lab.look({ curvatureOf: 'plane' })
  here.clock.advance(300)
  expect(over.getState().seen).toBeUndefined()
  await until(() => over.getState().seen !== undefined)
  const plane = over.getState().seen!
  expect(plane.of).toBe('plane')
  // of the whole Hessian no direction bends less than the least
  expect(plane.least.values[0]!).toBeGreaterThanOrEqual(data.eigenvalues[0]! - 1e-10)
  over.dispose()
  surface.dispose()
})

test('six classes by sign and power of ten, each in the legend where it is there', () => {
  const grid = { figure: 'grid' as const, x: Float64Array.of(0, 1), y: Float64Array.of(0, 1, 2), values: Float64Array.of(-5, -0.5, -0.01, 0.02, 3, 3) }
  const { grid: classes, legend, ends } = classesOf(grid, 'Least curvature, in this plane', { down: '#FF0000', up: '#0000FF', pale: '#FFFFFF' })
  // at the points that were computed; between them values are interpolated
  const [columns, every] = [9, 8]
  expect([0, 1, 2].flatMap((row) => [0, 1].map((column) => classes.values[row * every * columns + column * every]))).toEqual([0, 1, 2, 3, 5, 5])
  expect(legend.map(({ end, text }) => end ?? text)).toEqual(['Least curvature, in this plane', 0, 1, 2, 3, 4, 5])
  expect([ends[0], ends[5]]).toEqual(['below −1', 'above 1'])
})

test('the ends of a large spectrum tell how far they are, and stop and go on by hand', async () => {
  const data = { kind: 'moons', samples: 300 }, many = { kind: 'network', widths: [2, 60, 60, 1], activations: ['tanh', 'tanh', 'logistic'], loss: 'log', data }
  const plane = { origin: start, directions: [{ kind: 'random', seed: 1 }, { kind: 'random', seed: 2 }], normalisation: 'filter' }
  const large = await readScene({ objective: { ...many, data: { ...data, samples: 1000 } }, start, runs: [gd(0.1)], iterations: 1, seed: 1 }, { plane, domain: [[-1, 1], [-1, 1]] } as never)
  const here = await page(large, 1), spectrum = createSpectrum(here)
  await until(() => (spectrum.getState().working?.progress ?? 0) > 0)
  expect(spectrum.getState().working).toMatchObject({ whole: false, parameters: 3901 })
  spectrum.stop()
  expect(spectrum.getState()).toMatchObject({ working: undefined, stopped: true, seen: undefined })
  here.clock.advance(1000)
  expect(spectrum.getState().working).toBeUndefined()
  spectrum.goOn()
  await until(() => spectrum.getState().working !== undefined)
  expect(spectrum.getState().stopped).toBe(false)
  spectrum.dispose()
})
