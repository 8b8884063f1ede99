import { expect, test } from 'vitest'
import { inProcessEngine } from '#experiments/in-process.ts'
import { createLab } from '#stores/lab.ts'
import { factsOf, planeCaption } from '#stores/landscape-facts.ts'
import { landscapeById } from '#stores/landscapes.ts'
import { planeKind, randomPlane, seedsOf, turned, turnOf, unturned } from '#stores/plane-kinds.ts'
import { createPlane } from '#stores/plane-store.ts'
import type { PlaneFrame } from '#stores/plane.ts'
import { readPlane } from '#stores/read-race.ts'
import { sceneOfLandscape } from '#stores/scenes.ts'
import { diskResources } from '#workers/node/resources.ts'
import { handClock } from './world.ts'

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0)

test('a plane turns under the hand: the frame before stays until the next is there, and the second direction goes round', async () => {
  const { spec, view } = await sceneOfLandscape(landscapeById('circles-2-8-1')!)
  const random = (seeds: readonly [number, number]) => readPlane(spec.objective, randomPlane({ kind: 'initial', initialiser: 'glorot-uniform', seed: 1 }, seeds, { normalisation: 'none', gauge: 'none' }))
  const lab = createLab(spec, { ...view, plane: await random([3, 4]) })
  const store = createPlane({ engine: inProcessEngine(diskResources()), clock: handClock(), lab })
  const frame = async (holds: (frame: PlaneFrame) => boolean): Promise<PlaneFrame> => {
    for (let i = 0; i < 500; i++) {
      const { frame: now } = store.getState()
      if (now && holds(now)) return now
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    throw new Error('the plane does not come')
  }
  const first = await frame(() => true)
  const gaps: unknown[] = []
  store.subscribe((state) => state.frame ?? gaps.push(state))
  const at = async (angle: number): Promise<PlaneFrame> => {
    const before = store.getState().frame
    lab.change({ plane: turned(unturned(lab.getState().view.plane!), angle, 'random', 99) }, 'turn')
    return frame((now) => now !== before)
  }
  const right = (await at(Math.PI / 2)).directions[1]
  for (const angle of [0.4, -1.1]) {
    const [one, two] = (await at(angle)).directions
    expect([...one]).toEqual([...first.directions[0]])
    two.forEach((v, i) => expect(v).toBeCloseTo(Math.cos(angle) * first.directions[1][i]! + Math.sin(angle) * right[i]!, 12))
    expect(dot(two, two)).toBeCloseTo(dot(first.directions[1], first.directions[1]), 9)
  }
  expect(dot(right, first.directions[1])).toBeCloseTo(0, 9)
  expect(gaps).toEqual([])
  // another plane begins with nothing
  lab.change({ plane: await random([7, 8]) })
  expect(store.getState().frame).toBeUndefined()
  store.dispose()
})

test('a turned plane is still what it was, says by how much it is turned, and goes back', async () => {
  const { spec, view } = await sceneOfLandscape(landscapeById('circles-2-8-1')!)
  const plane = randomPlane({ kind: 'end', of: spec }, [3, 4], { normalisation: 'filter', gauge: 'none' })
  const once = turned(plane, Math.PI / 6, 'gradient', 1), twice = turned(once, -0.5, 'curvature', 1)
  expect([planeKind(once), planeKind(twice)]).toEqual(['random', 'random'])
  expect(seedsOf(plane)).toEqual([3, 4])
  expect(turnOf(once)).toEqual({ angle: Math.PI / 6, towards: 'gradient', seed: undefined })
  expect(turnOf(twice)!.towards).toBe('curvature')
  expect(turnOf(plane)).toBeUndefined()
  expect(unturned(twice)).toEqual(once)
  expect(turned(plane, 0, 'random', 1)).toBe(plane)
  expect(factsOf(spec, { ...view, plane: once }).axes[1]).toBe('second random direction, turned by 30°')
})

test('a caption says where the axes come from and how long 1 is', () => {
  const random = randomPlane([0, 0], [3, 4], { normalisation: 'filter', gauge: 'balanced' })
  expect(planeCaption(random)).toBe('random directions, seeds 3 and 4; 1 is as long as each neuron’s weights; ReLU units balanced first')
  expect(planeCaption(turned(random, 0.3, 'gradient', 1))).toBe(planeCaption(random))
  expect(planeCaption({ ...random, directions: [{ kind: 'between', to: [1] }, { kind: 'between', to: [2] }] } as never)).toBe('1 leads from the first solution to the other')
  expect(planeCaption({ ...random, directions: [{ kind: 'gradient' }, { kind: 'turning' }] } as never)).toBe('1 is a move of length 1 in the space of all parameters')
})
