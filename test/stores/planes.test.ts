import { beforeAll, expect, test } from 'vitest'
import { inProcessEngine } from '#experiments/in-process.ts'
import { createFilm } from '#stores/film.ts'
import { createLab } from '#stores/lab.ts'
import { landscapeById } from '#stores/landscapes.ts'
import { planeKind, principalPlane, seedsOf } from '#stores/plane-kinds.ts'
import { createPlane } from '#stores/plane-store.ts'
import { createPlanes, mostMoved, PAIRS, windowOf } from '#stores/planes.ts'
import { planeFrame } from '#stores/plane.ts'
import type { ExploreScene } from '#stores/permalink.ts'
import { readScene } from '#stores/scenes.ts'
import { createTransport } from '#stores/transport.ts'
import { createTrust, isBetter, verdictOf } from '#stores/trust.ts'
import { diskResources } from '#workers/node/resources.ts'
import { handClock } from './world.ts'

const engine = inProcessEngine(diskResources())
const circles = landscapeById('circles-2-8-1')!
let scene: ExploreScene
beforeAll(async () => {
  scene = await readScene({ ...circles.race, iterations: 40 }, { ...circles.view, landscape: circles.id })
})

/** Lets the engine work until something holds. */
async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; !holds();) {
    if (Date.now() > end) throw new Error('It did not come about.')
    await new Promise(setImmediate)
  }
}

async function page() {
  const clock = handClock(), lab = createLab(scene.spec, scene.view), transport = createTransport(clock, { length: 40 })
  const asked: string[] = []
  const watched: typeof engine = { ...engine, run: (spec, options) => {
    asked.push(spec.experiment)
    return engine.run(spec, options)
  } }
  const world = { engine: watched, clock, lab, transport }
  const plane = createPlane(world), film = createFilm({ ...world, plane })
  await until(() => film.getState().race !== undefined && !film.getState().filming)
  return { ...world, plane, film, asked }
}

test('every plane is offered with a picture, and shown in a window that holds the runs; they are not run again', async () => {
  const { film, lab, asked, ...rest } = await page()
  const planes = createPlanes({ film, lab, ...rest })
  await until(() => Object.keys(planes.getState().grids).length === 8 + PAIRS)
  const { offers, pairs } = planes.getState()
  expect(offers.map((o) => o.kind)).toEqual(['random', 'pca', 'solutions', 'hessian', 'escape', 'velocity', 'gradient', 'weights'])
  expect(pairs.map((o) => seedsOf(o.plane))).toEqual([[3, 4], [5, 6], [7, 8], [9, 10]])
  for (const { id, kind, plane } of offers) {
    const races = asked.filter((name) => name === 'race').length
    await planes.show(plane, id)
    expect(planes.getState().fault).toBeUndefined()
    await until(() => rest.plane.getState().frame !== undefined)
    const { domain: [[x0, x1], [y0, y1]] } = lab.getState().view
    expect(planeKind(lab.getState().view.plane!)).toBe(kind)
    for (const run of film.getState().runs) for (let k = 0; k < run!.path.length; k += 2) {
      expect(run!.path[k]! > x0 && run!.path[k]! < x1 && run!.path[k + 1]! > y0 && run!.path[k + 1]! < y1).toBe(true)
    }
    expect(asked.filter((name) => name === 'race').length).toBe(races)
  }
  // from a plane that has no centre of its own to one that has: the landscape's
  await planes.show(principalPlane(lab.getState().race))
  rest.clock.advance(1000)
  await until(() => planes.getState().offers.length === 8)
  await until(() => rest.plane.getState().frame !== undefined)
  rest.clock.advance(1000)
  for (let i = 0; i < 2000; i++) await new Promise(setImmediate)
  expect(planes.getState().offers).toHaveLength(8)
  planes.dispose()
}, 60_000)

test('"Centre here" puts the plane through the point under the playhead', async () => {
  const { film, lab, transport, plane, ...rest } = await page()
  const planes = createPlanes({ film, lab, transport, ...rest })
  transport.seek(7)
  await planes.centreHere()
  await until(() => plane.getState().frame !== undefined)
  const { columns, values } = film.getState().runs[0]!.thetas
  expect(Array.from(plane.getState().frame!.origin)).toEqual(Array.from(values.subarray(7 * columns, 8 * columns)))
  planes.dispose()
})

test('what is said of a map is measured: share, distance, the loss on the slice, and what the principal plane would hold', async () => {
  const { film, lab, plane, ...rest } = await page()
  const trust = createTrust({ film, lab, plane, ...rest })
  await until(() => trust.getState().seen !== undefined && trust.getState().better !== undefined)
  const { seen, better } = trust.getState(), run = film.getState().runs[0]!
  expect(Array.from(seen!.trueLoss)).toEqual(Array.from(run.values))
  run.away!.forEach((d, k) => expect(seen!.distance[k]).toBeCloseTo(d, 10))
  // the start is in this plane: there the slice tells the truth
  expect(seen!.planeLoss[0]).toBeCloseTo(run.values[0]!, 10)
  expect(seen!.planeLoss[40]! - run.values[40]!).toBeGreaterThan(0.5)
  expect(better!).toBeGreaterThan(seen!.share)
  expect(isBetter(better, seen, lab.getState().view.plane)).toBe(true)
  expect([0.95, 0.9, 0.5, 0.1, 0.09].map(verdictOf)).toEqual(['good', 'good', 'care', 'care', 'distrust'])
  trust.dispose()
})

test('the window holds what stays, and not what diverges', () => {
  const frame = planeFrame(new Float64Array(2), Float64Array.of(1, 0), Float64Array.of(0, 1))
  const at = (...values: number[]) => ({ thetas: { columns: 2, values: Float64Array.from(values) } }) as never
  const lost = { thetas: { columns: 2, values: Float64Array.of(0, 0, 1e9, 0) }, outcome: { kind: 'diverged' } } as never
  const [[x0, x1], [y0, y1]] = windowOf([at(0, 0, 4, 0), lost], frame, { normalisation: 'none' } as never)
  expect([x0 < 0, x1 > 4, x1 < 10, y0 < -1, y1 > 1]).toEqual([true, true, true, true, true])
})

test('the parameters that moved most are named in their order', () => {
  expect(mostMoved({ thetas: { columns: 4, values: Float64Array.of(0, 0, 0, 0, 1, -3, 0, 2) } } as never)).toEqual([1, 3])
})
