import { expect, test } from 'vitest'
import { createBatches, NO_BATCHES, readsBatches } from '#stores/batches.ts'
import type { Grid } from '#figures/figure.ts'
import { followBatches, valueAt } from '#stores/batches-live.ts'
import { lowestOf } from '#stores/lowest.ts'
import { createStores } from '#stores/stores.ts'
import { sceneOfPreset, PRESETS } from '#stores/presets.ts'
import { readSpec } from '#experiments/read-spec.ts'
import { resultOf } from '#experiments/run-spec.ts'
import { inProcessEngine } from '#experiments/in-process.ts'
import { diskResources } from '#workers/node/resources.ts'
import { batchContours, batchLayer } from '#views/explore/batchLayer.ts'
import { handClock, race } from './world.ts'

async function page() {
  const clock = handClock(), scene = await sceneOfPreset(PRESETS.find((p) => p.id === 'batch-landscape')!)
  const stores = createStores({ engine: inProcessEngine(diskResources()), clock, shelf: { get: () => null, set: () => undefined }, system: 'light' }, scene)
  stores.surface.see([[-3, 4], [-1, 4]], { width: 700, height: 500 })
  const end = followBatches(stores)
  const until = async (holds: () => boolean): Promise<void> => {
    for (let i = 0; i < 2000 && !holds(); i++) {
      clock.advance(40)
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    expect(holds()).toBe(true)
  }
  return { stores, end, until, now: () => stores.batches.getState() }
}

test('the last eight batches up to the playhead are shown, the newest through the iterate; at rest all single gradients', async () => {
  const { stores, end, until, now } = await page()
  stores.transport.seek(12)
  await until(() => now().frames.at(-1)?.step === 12 && now().frames.every((f) => f.grid))
  const { frames, full, samples } = now()
  expect(frames.map((f) => f.step)).toEqual([5, 6, 7, 8, 9, 10, 11, 12])
  expect(samples).toBe(100)
  const last = frames.at(-1)!
  expect(last.rows).toHaveLength(5)
  // the surface that is drawn has the batch's loss where the run stands, up to the width of a cell
  expect(valueAt(last.grid!, last.at)).toBeGreaterThan(last.through * 0.8)
  expect(valueAt(last.grid!, last.at)).toBeLessThan(last.through * 1.25 + 0.1)
  // each frame's step leads to the next frame's place
  for (let k = 0; k + 1 < frames.length; k++)
    for (const i of [0, 1] as const) expect(frames[k]!.at[i] - frames[k]!.stepSize * frames[k]!.gradient[i]).toBeCloseTo(frames[k + 1]!.at[i], 12)
  await until(() => now().cloud !== undefined)
  const cloud = now().cloud!
  expect(cloud.mean[0]).toBeCloseTo(full![0], 12)
  const mean = [...last.rows].reduce((sum, i) => sum + cloud.gradients.values[2 * i]! / last.rows.length, 0)
  expect(mean).toBeCloseTo(last.gradient[0], 12)
  end()
  expect(now()).toBe(NO_BATCHES)
})

test('the mean of the last batches over the map: of a shuffled epoch it is the landscape of all samples', async () => {
  const { stores, end, until, now } = await page()
  const { race: before } = stores.lab.getState()
  stores.lab.change({ race: { ...before, runs: before.runs.map((run) => ({ ...run, sampler: { kind: 'shuffled', batchSize: 25 } })) } })
  stores.transport.seek(3)
  await until(() => now().frames.at(-1)?.step === 3 && now().frames.length === 4 && now().frames.every((f) => f.grid))
  expect(now().mean).toBeUndefined()
  stores.lab.look({ blend: '4' })
  const { mean, frames } = now()
  expect(mean!.grid.values[500]).toBeCloseTo(frames.reduce((sum, f) => sum + f.grid!.values[500]! / 4, 0), 12)
  const { x, y, values } = mean!.grid, race = stores.lab.getState().race
  const all = (await resultOf(inProcessEngine(diskResources()).run(await readSpec({ experiment: 'point', objective: race.objective, theta: [x[5]!, y[7]!] })))).data as { value: number }
  expect(values[7 * x.length + 5]).toBeCloseTo(all.value, 10)
  stores.lab.look({ blend: '1' })
  expect(now().mean).toBeUndefined()
  end()
})

test('a run over all data has no batches to show', async () => {
  const { stores, end, until, now } = await page()
  await until(() => now().frames.length > 0)
  const { race: before } = stores.lab.getState()
  stores.lab.change({ race: { ...before, runs: before.runs.map((run) => ({ ...run, sampler: { kind: 'full' } })) } })
  await until(() => now().frames.length === 0)
  expect(readsBatches(stores.lab.getState().race, 0)).toBe(false)
  expect(readsBatches(race(), 0)).toBe(false)
  end()
})

test('on the map: one strong level through the iterate, four batches before as one line each, both steps as arrows', () => {
  const axis = Float64Array.from({ length: 11 }, (_, i) => i / 5 - 1)
  const grid = { figure: 'grid' as const, x: axis, y: axis, values: Float64Array.from({ length: 121 }, (_, k) => axis[k % 11]! ** 2 + axis[Math.floor(k / 11)]! ** 2) }
  const frame = (step: number) => ({ step, rows: Int32Array.of(1), at: [0.5, 0] as const, gradient: [1, 0] as const, stepSize: 0.1, grid, through: 0.25 })
  const { over, arrows } = batchLayer({ ...createBatches().getState(), frames: [0, 1, 2, 3, 4, 5].map(frame), full: [0, 2] }, 3, true)
  expect(over.map((o) => o.opacity)).toEqual([0.1, 0.2, 0.3, 0.4, undefined])
  expect(arrows.map(({ kind, to }) => [kind, to])).toEqual([['gradient', { x: 0.5, y: -0.2 }], ['step', { x: 0.4, y: 0 }]])
  expect(batchLayer({ ...createBatches().getState(), frames: [frame(0)], full: [0, 2] }, 3, false).arrows).toEqual([])
  const mean = { grid, through: 0.3 }, mixed = batchLayer({ ...createBatches().getState(), frames: [0, 1].map(frame), mean, full: [0, 2] }, 3, true)
  expect(mixed.over.map((o) => [o.through, o.opacity])).toEqual([[0.3, undefined]])
  const { levels, through } = batchContours(frame(0), grid, 3)
  expect(through).toBe(0.25)
  expect(levels!.length).toBeGreaterThan(4)
  expect(levels!.every((level) => level > 0 && level < 2)).toBe(true)
})

test('between the values of a grid a loss is interpolated; outside there is none', () => {
  const grid = { figure: 'grid' as const, x: Float64Array.of(0, 1), y: Float64Array.of(0, 2), values: Float64Array.of(0, 1, 2, 3) }
  expect(valueAt(grid, [0.5, 1])).toBe(1.5)
  expect(valueAt(grid, [1, 2])).toBe(3)
  expect(valueAt(grid, [1.1, 0])).toBeNaN()
})

test('the lowest place of a surface on a grid: exact for a tilted paraboloid, none at the edge and in a valley', () => {
  const x = Float64Array.from({ length: 21 }, (_, i) => -1 + i / 10), y = Float64Array.from({ length: 15 }, (_, j) => -0.7 + j / 10)
  const grid = (f: (x: number, y: number) => number): Grid => ({ figure: 'grid', x, y, values: Float64Array.from({ length: 21 * 15 }, (_, k) => f(x[k % 21]!, y[Math.floor(k / 21)]!)) })
  const found = lowestOf(grid((a, b) => 3 * (a - 0.234) ** 2 + (a - 0.234) * (b + 0.167) + 2 * (b + 0.167) ** 2))!
  expect(found[0]).toBeCloseTo(0.234, 10)
  expect(found[1]).toBeCloseTo(-0.167, 10)
  expect(lowestOf(grid((a, b) => (a - 3) ** 2 + b * b))).toBeUndefined()
  expect(lowestOf(grid((a, b) => (a + b) ** 2))).toBeUndefined()
  expect(lowestOf(grid(() => NaN))).toBeUndefined()
})
