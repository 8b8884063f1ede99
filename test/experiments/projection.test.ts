import { describe, expect, test } from 'vitest'
import { shadowOf } from '#analysis/projection.ts'
import type { Tools } from '#experiments/experiment.ts'
import type { PlaneData } from '#experiments/kinds/plane.ts'
import projection, { type ProjectionData } from '#experiments/kinds/projection.ts'
import race from '#experiments/kinds/race.ts'
import type { SliceData } from '#experiments/kinds/slice.ts'
import { objectiveCache, resultOf } from '#experiments/run-spec.ts'
import { type Table, rowOf } from '#figures/table.ts'
import { random } from '#kernel/random.ts'
import { norm } from '#kernel/vec.ts'
import { counted } from '#objectives/wrappers/counted.ts'
import { diskResources } from '#workers/node/resources.ts'
import { ask, faults, read, watch } from './asking.ts'

const network = { kind: 'network', widths: [2, 8, 1], activations: ['tanh', 'logistic'], loss: 'log', data: { kind: 'moons', samples: 60 } }
const start = { kind: 'initial', initialiser: 'lecun-normal' }
const raceOf = (optimizers: object[], iterations = 200) => ({ experiment: 'race', objective: network, start, runs: optimizers.map((optimizer) => ({ optimizer })), iterations })
const gd = { kind: 'gradient-descent', stepSize: 0.3 }, adam = { kind: 'adam', stepSize: 0.03 }
const project = (fields: object): Promise<ProjectionData> => ask<ProjectionData>({ experiment: 'projection', objective: network, origin: start, ...fields }).then(({ data }) => data)
const principal = (of: object) => ({ origin: { kind: 'mean', of }, directions: [{ kind: 'pca', of }, { kind: 'pca', of, component: 2 }] })

describe('on a plane in which the run lies', () => {
  // three points of the run span a plane: there the shadow is the point itself
  test('distance 0, and the loss at the shadow is the true loss to 1e-10', async () => {
    const of = raceOf([gd])
    const first = { kind: 'between', to: { kind: 'step', of, at: 50 } }
    const { runs: [run] } = await project({ of, directions: [first, { kind: 'between', to: { kind: 'step', of, at: 200 } }], points: 201 })
    for (const k of [0, 50, 200]) {
      expect(run!.distance[k]).toBeLessThan(1e-13)
      expect(Math.abs(run!.planeLoss[k]! - run!.trueLoss[k]!)).toBeLessThan(1e-10)
    }
    expect(Array.from(run!.coordinates.values.slice(0, 2))).toEqual([0, 0])
    expect([run!.coordinates.values[100], run!.coordinates.values[101]]).toEqual([expect.closeTo(1, 10), expect.closeTo(0, 10)])
    expect([run!.coordinates.values[400], run!.coordinates.values[401]]).toEqual([expect.closeTo(0, 10), expect.closeTo(1, 10)])
    expect(run!.distance[125]).toBeGreaterThan(1e-4) // between them it leaves the plane
  })

  test('two parameters: every run lies in the plane of all there is', async () => {
    const objective = { kind: 'himmelblau' }
    const of = { experiment: 'race', objective, start: [0, 0], runs: [{ optimizer: { kind: 'gradient-descent', stepSize: 0.01 } }], iterations: 40 }
    const { data: { runs: [run] } } = await ask<ProjectionData>({ experiment: 'projection', objective, directions: [[1, 1], [0, 3]], of })
    expect([run!.share, run!.stepShare, run!.bestShare]).toEqual([expect.closeTo(1, 14), expect.closeTo(1, 14), 1])
    expect(Math.max(...run!.distance)).toBeLessThan(1e-14)
    run!.planeLoss.forEach((loss, i) => expect(Math.abs(loss - run!.trueLoss[i]!)).toBeLessThanOrEqual(1e-10))
  })
})

describe('what can be trusted', () => {
  test('the plane of its own principal directions has the best share, and that is the variance explained', async () => {
    const of = raceOf([gd]), { runs: [run] } = await project({ of, ...principal(of) })
    const { data: { facts, cosine } } = await ask<PlaneData>({ experiment: 'plane', objective: network, ...principal(of) })
    const explained = facts.reduce((sum, { found }) => sum + (found['varianceExplained'] as number), 0)
    expect(run!.share).toBeCloseTo(explained, 10)
    expect(run!.bestShare).toBeCloseTo(explained, 3)
    expect(explained).toBeGreaterThan(run!.walkShare)
    expect(Math.abs(cosine)).toBeLessThan(1e-10)
  })

  test('a random plane in 33 parameters: the shadow is a small part, and the losses part', async () => {
    const of = raceOf([adam]), { runs: [run] } = await project({ of, directions: [{ kind: 'random', seed: 1 }, { kind: 'random', seed: 2 }], normalisation: 'filter' })
    expect(run!.share).toBeLessThan(0.4)
    expect(run!.farthest.distance).toBe(Math.max(...run!.distance))
    expect(run!.planeLoss.at(-1)! - run!.trueLoss.at(-1)!).toBeGreaterThan(0.1)
    expect(run!.planeLoss[0]).toBeCloseTo(run!.trueLoss[0]!, 12)
  })

  test('Pythagoras: the way from the origin is the shadow and the distance; skew directions or straight, the same shadow', () => {
    const draws = random(4), vec = (n: number) => Float64Array.from({ length: n }, () => draws.normal())
    const [origin, d1, d2, values] = [vec(30), vec(30), vec(30), vec(300)]
    const path = { rows: 10, columns: 30, values }, shadow = shadowOf(path, origin, d1, d2)
    const skew = shadowOf(path, origin, d1, d2.map((x, i) => 0.01 * x + 5 * d1[i]!))
    for (let k = 0; k < 10; k++) {
      const [a, b] = [shadow.coordinates[2 * k]!, shadow.coordinates[2 * k + 1]!]
      const away = values.slice(30 * k, 30 * k + 30).map((x, i) => x - origin[i]!)
      expect(norm(away) ** 2).toBeCloseTo(norm(d1.map((x, i) => a * x + b * d2[i]!)) ** 2 + shadow.distance[k]! ** 2, 10)
      expect(skew.distance[k]).toBeCloseTo(shadow.distance[k]!, 9)
    }
    expect(skew.share).toBeCloseTo(shadow.share, 9)
    expect(() => shadowOf(path, origin, d1, d1)).toThrow('parallel')
  })
})

test('the loss on the plane is what a slice shows there', async () => {
  const of = raceOf([gd, adam], 60), plane = { directions: [{ kind: 'gradient' }, { kind: 'turning' }] }
  const { runs } = await project({ of, ...plane, points: 3 })
  const [a, b] = rowOf(runs[1]!.coordinates, 60)
  const { data } = await ask<SliceData>({ experiment: 'slice', objective: network, origin: start, ...plane, axes: [{ from: a, to: a, points: 1 }, { from: b, to: b, points: 1 }] })
  expect((data.values as Table).values[0]).toBeCloseTo(runs[1]!.planeLoss[2]!, 13)
  expect(runs[1]!.compared).toEqual(Float64Array.of(0, 30, 60))
})

test('a race that was shown is not run again for being seen on another plane', async () => {
  const cache = objectiveCache(diskResources()), accounts = new Map<object, ReturnType<typeof counted>>()
  const tools: Tools = {
    resources: diskResources(), breathe: () => undefined,
    async objective(spec) {
      const plain = await cache(spec)
      if (!accounts.has(plain)) accounts.set(plain, counted(plain))
      return accounts.get(plain)!.objective
    },
  }
  const of = await read(raceOf([gd, adam], 300))
  await resultOf(race.run(of, tools))
  const { counts } = [...accounts.values()][0]!, before = counts.gradients
  expect(before).toBeGreaterThan(500)
  const spec = await read({ experiment: 'projection', objective: network, origin: start, directions: [{ kind: 'random', seed: 3 }, { kind: 'velocity', of: raceOf([gd], 300), at: 20 }], of })
  await resultOf(projection.run(spec, tools))
  expect(counts.gradients).toBe(before)
})

test('frames fill the losses coarse to fine', async () => {
  const { frames, result } = await watch<ProjectionData, ProjectionData>({ experiment: 'projection', objective: network, origin: start, directions: [{ kind: 'random', seed: 1 }, { kind: 'random', seed: 2 }], of: raceOf([gd]) })
  expect(frames.length).toBeGreaterThan(5)
  expect(frames[0]!.data!.runs[0]!.planeLoss.every(Number.isNaN)).toBe(true)
  const known = frames.map(({ data }) => data!.runs[0]!.planeLoss.filter((x) => !Number.isNaN(x)).length)
  expect(known).toEqual(known.toSorted((p, q) => p - q))
  expect(result.data.runs[0]!.planeLoss.every(Number.isFinite)).toBe(true)
})

test('facts of a plane: lengths, slopes and curvatures of its directions, with what their recipes found', async () => {
  const { data } = await ask<PlaneData>({ experiment: 'plane', objective: { kind: 'quadratic', eigenvalues: [1, 100] }, origin: [3, 0.5], directions: [{ kind: 'hessian' }, [2, 0]] })
  expect(data.facts[0]).toEqual({ length: 1, curvature: 100, slope: 50, found: { eigenvalue: 100 } })
  expect(data.facts[1]).toEqual({ length: 2, curvature: 1, slope: 3, found: {} })
  expect([data.cosine, data.value]).toEqual([0, 17])
})

test('what does not fit is refused', async () => {
  expect(await faults({ experiment: 'projection', objective: { kind: 'saddle' }, of: raceOf([gd]) })).toEqual(['of.objective: expected a landscape of 2 parameters as here, got one of 33'])
  await expect(project({ of: raceOf([gd]), directions: [{ kind: 'random' }, { kind: 'random' }] })).rejects.toThrow('directions: expected two directions that are not parallel')
})
