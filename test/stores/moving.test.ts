import { expect, test } from 'vitest'
import { inProcessEngine } from '#experiments/in-process.ts'
import { movedPoint } from '#stores/edits.ts'
import { createLab } from '#stores/lab.ts'
import { landscapeById } from '#stores/landscapes.ts'
import { randomPlane } from '#stores/plane-kinds.ts'
import { createPlane } from '#stores/plane-store.ts'
import type { PlaneFrame } from '#stores/plane.ts'
import { readPlane } from '#stores/read-race.ts'
import { sceneOfLandscape } from '#stores/scenes.ts'
import type { Plane } from '#stores/view.ts'
import { diskResources } from '#workers/node/resources.ts'
import { handClock } from './world.ts'

test('the plane goes along with a moved weight: the frame before stays until the next is there, and only that parameter of its origin is another', async () => {
  const { spec, view } = await sceneOfLandscape(landscapeById('circles-2-8-1')!)
  const plane = await readPlane(spec.objective, randomPlane({ kind: 'initial', initialiser: 'glorot-uniform', seed: 1 }, [3, 4], { normalisation: 'none', gauge: 'none' }))
  const lab = createLab(spec, { ...view, plane }), store = createPlane({ engine: inProcessEngine(diskResources()), clock: handClock(), lab })
  const other = async (than: PlaneFrame | undefined): Promise<PlaneFrame> => {
    for (let i = 0; i < 500; i++) {
      const { frame } = store.getState()
      if (frame && frame !== than) return frame
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    throw new Error('the plane does not come')
  }
  const first = await other(undefined), gaps: unknown[] = []
  store.subscribe((state) => state.frame ?? gaps.push(state))
  let last = first
  for (const value of [0.5, 0.7]) {
    const now = lab.getState().view.plane!
    lab.change({ plane: { ...now, origin: movedPoint(now.origin, 3, value) as Plane['origin'] } }, 'weight')
    last = await other(last)
    expect(last.origin).toEqual(first.origin.with(3, value))
    expect(last.directions).toEqual(first.directions)
  }
  expect(gaps).toEqual([])
  store.dispose()
})
