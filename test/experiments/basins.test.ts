import { describe, expect, test } from 'vitest'
import { inProcessEngine } from '#experiments/in-process.ts'
import { type Basins, DIVERGED } from '#experiments/kinds/basins.ts'
import { readSpec } from '#experiments/read-spec.ts'
import { resultOf } from '#experiments/run-spec.ts'
import { diskResources } from '#workers/node/resources.ts'

const engine = inProcessEngine(diskResources())
const basins = async (spec: object): Promise<Basins> =>
  (await resultOf(engine.run(await readSpec({ experiment: 'basins', columns: 17, rows: 17, ...spec })))).data as Basins
const run = (optimizer: object) => ({ optimizer, sampler: { kind: 'full' } })
const pitchfork = { objective: { kind: 'pitchfork' }, domain: [[-2, 2], [-2, 2]] }
const kindAt = (b: Basins, i: number, j: number) => b.ends[b.labels[j * b.columns + i]!]?.kind

describe('where runs end', () => {
  test('gradient descent on the pitchfork: the upper half above, the lower half below, the ridge at the saddle', async () => {
    const b = await basins({ ...pitchfork, run: run({ kind: 'gradient-descent', stepSize: 0.1 }) })
    for (let j = 0; j < 17; j++) for (let i = 0; i < 17; i++) {
      const y = b.y[j]!, end = b.ends[b.labels[j * 17 + i]!]!
      expect(end.theta[1]).toBeCloseTo(Math.sign(y), 8)
    }
    expect(kindAt(b, 3, 8)).toBe('saddle')
  })
  test("Newton's basin of the saddle is a strip: |y| < 1/sqrt(5) always ends there", async () => {
    const b = await basins({ ...pitchfork, run: run({ kind: 'newton' }) })
    const strip = [...b.labels.keys()].filter((k) => Math.abs(b.y[Math.floor(k / 17)]!) < 0.44)
    expect(strip).toHaveLength(3 * 17)
    expect(strip.filter((k) => b.ends[b.labels[k]!]?.kind !== 'saddle')).toEqual([])
  })
  test('beyond 2/L all starts diverge', async () => {
    const b = await basins({ objective: { kind: 'quadratic', eigenvalues: [1, 10] }, domain: [[-2, 2], [-1, 1]], run: run({ kind: 'gradient-descent', stepSize: 0.5 }) })
    const off = [...b.labels].filter((l, k) => l !== DIVERGED && b.y[Math.floor(k / 17)] !== 0)
    expect(off).toEqual([])
  })
  test('the ends that are counted are critical points: diverging is none', async () => {
    const reached = async (spec: object) => (await resultOf(engine.run(await readSpec({ experiment: 'basins', columns: 16, rows: 16, ...spec })))).outcome
    const bowl = { objective: { kind: 'quadratic', eigenvalues: [1, 10] }, domain: [[-2, 2], [-1, 1]] }
    expect(await reached({ ...bowl, run: run({ kind: 'gradient-descent', stepSize: 0.5 }) })).toMatchObject({ ends: 0 })
    expect(await reached({ ...bowl, run: run({ kind: 'gradient-descent', stepSize: 0.1 }) })).toMatchObject({ ends: 1 })
    expect(await reached({ ...pitchfork, run: run({ kind: 'gradient-descent', stepSize: 0.1 }) })).toMatchObject({ ends: 2 })
  })
  test('runs that leave the map are followed to where they end', async () => {
    const b = await basins({ objective: { kind: 'himmelblau' }, domain: [[0, 2.5], [0, 1.5]], run: run({ kind: 'gradient-descent', stepSize: 0.01 }) })
    expect(b.ends.some((end) => Math.abs(end.theta[0] - 3) < 1e-8 && Math.abs(end.theta[1] - 2) < 1e-8)).toBe(true)
  })
  test('frames go from coarse to fine and end as the result', async () => {
    const spec = await readSpec({ experiment: 'basins', columns: 24, rows: 24, ...pitchfork, run: run({ kind: 'gradient-descent', stepSize: 0.1 }) })
    const frames = engine.run(spec), seen: Basins[] = []
    let next = await frames.next()
    for (; !next.done; next = await frames.next()) if (next.value.data) seen.push(next.value.data as Basins)
    expect(seen.length).toBeGreaterThan(3)
    expect(seen.at(-1)!.labels).toEqual((next.value.data as Basins).labels)
  })
})
