import { afterAll, describe, expect, test } from 'vitest'
import type { ExperimentKind, Tools } from '#experiments/experiment.ts'
import realRace from '#experiments/kinds/race.ts'
import { directionField, directionFits, pointField, pointFits } from '#experiments/points.ts'
import { resolveDirection, resolvePlane, resolvePoint } from '#experiments/recipes/make.ts'
import { provideRace } from '#experiments/race-recipe.ts'
import { dot, norm } from '#kernel/vec.ts'
import type { Objective } from '#objectives/objective.ts'
import { objectives } from '#objectives/registry.ts'
import { SpecError } from '#spec/fault.ts'
import { integer, list, Reader, readValue, text } from '#spec/field.ts'
import { make, noResources } from '../objectives/cases.ts'

/** Stands for the race: its one run walks along the parabola (k, k^2), and is counted. */
let races = 0
const toyFields = { objective: objectives.field, runs: list(integer(), { min: 1 }), iterations: integer({ default: 3 }), record: list(text(), { default: [] }) }
const toyRace: ExperimentKind = {
  kind: 'race', title: 'Toy', summary: 'Walks.', fields: toyFields,
  async *run(spec) {
    races++
    yield { progress: 0.5 }
    const rows = (spec['iterations'] as number) + 1
    const values = Float64Array.from({ length: 2 * rows }, (_, i) => (i % 2 ? (i >> 1) * (i >> 1) : i >> 1))
    return Promise.resolve({ outcome: { kind: 'done' }, data: { runs: [{ path: { rows, columns: 2, values }, end: values.slice(-2) }] } })
  },
}
provideRace(toyRace)
afterAll(() => provideRace(realRace))
const race = (change: object = {}) => ({ experiment: 'race', objective: { kind: 'saddle' }, runs: [1], ...change })

const tools: Tools = { resources: noResources, objective: () => Promise.reject(new Error('not asked for')), breathe: () => undefined }
const point = (recipe: unknown, objective: Objective) => resolvePoint(readValue(pointField, recipe), objective, tools, 'origin')
const direction = (recipe: unknown, objective: Objective, origin?: Float64Array) => resolveDirection(readValue(directionField, recipe), objective, tools, 'directions.0', origin)
const saddle = await make('saddle')
const network = await make('network', { widths: [2, 3, 1], activations: ['tanh', 'logistic'], loss: 'log', data: { kind: 'moons' } })

describe('points', () => {
  test('numbers, short and long', async () => {
    expect(await point([1, -2], saddle)).toEqual(Float64Array.of(1, -2))
    expect(await point({ kind: 'point', theta: [1, -2] }, saddle)).toEqual(Float64Array.of(1, -2))
  })

  test('a random start: by the layers of a network, or of any landscape; the seed decides', async () => {
    const recipe = { kind: 'initial', initialiser: 'glorot-uniform', scale: 2, seed: 7 }
    const theta = await point(recipe, network)
    expect(await point(recipe, network)).toEqual(theta)
    expect(await point({ ...recipe, seed: 8 }, network)).not.toEqual(theta)
    expect(Array.from(theta.subarray(9))).toEqual([0, 0, 0, 0])
    expect(await point({ ...recipe, scale: 1 }, network)).toEqual(theta.map((x) => x / 2))
    const anywhere = await point({ kind: 'initial', scale: 3 }, saddle)
    expect(anywhere.every((x) => Math.abs(x) <= 3 && x !== 0)).toBe(true)
    await expect(point(recipe, saddle)).rejects.toThrow('origin.initialiser: expected "uniform" or "normal"')
  })

  test('the end of a race, run once however often it is asked for', async () => {
    races = 0
    for (let i = 0; i < 3; i++) {
      const end = await point({ kind: 'end', of: race() }, saddle)
      expect(end).toEqual(Float64Array.of(3, 9))
      end[0] = NaN // the caller owns it
    }
    expect(races).toBe(1)
  })

  test('a point with some parameters set to other values', async () => {
    const of = { kind: 'initial', initialiser: 'glorot-uniform', seed: 7 }, theta = await point(of, network), moved = await point({ kind: 'moved', of, to: [[2, 0.5], [12, -1]] }, network)
    expect(moved).toEqual(theta.map((x, i) => (i === 2 ? 0.5 : i === 12 ? -1 : x)))
    const reader = new Reader()
    pointFits(readValue(pointField, { kind: 'moved', of: [1, 2], to: [[2, 1]] }), 2, reader)
    expect(reader.faults).toEqual([{ path: 'to.0.0', message: 'expected a parameter from 0 to 1, got 2' }])
  })

  test('on a plane: the one given, else the two parameters themselves', async () => {
    expect(await point({ kind: 'on-plane', at: [0.5, 2] }, saddle)).toEqual(Float64Array.of(0.5, 2))
    const plane = { origin: { kind: 'end', of: race() }, directions: [[1, 1], { kind: 'coordinate', index: 1 }] }
    expect(await point({ kind: 'on-plane', at: [0.5, 2], plane }, saddle)).toEqual(Float64Array.of(3.5, 11.5))
    await expect(point({ kind: 'on-plane', at: [0.5, 2] }, network)).rejects.toThrow('origin.plane: expected a plane')
    const seen = await resolvePoint(readValue(pointField, { kind: 'on-plane', at: [1, 2] }), saddle, tools, 'start', { origin: Float64Array.of(1, 1), directions: [Float64Array.of(1, 0), Float64Array.of(0, 3)] })
    expect(seen).toEqual(Float64Array.of(2, 7))
  })
})

describe('directions', () => {
  test('numbers, one parameter, between two points', async () => {
    expect(await direction([3, 4], saddle)).toEqual(Float64Array.of(3, 4))
    expect(await direction({ kind: 'coordinate', index: 1 }, saddle)).toEqual(Float64Array.of(0, 1))
    expect(await direction({ kind: 'between', from: [1, 1], to: [4, 0] }, saddle)).toEqual(Float64Array.of(3, -1))
    expect(await direction({ kind: 'between', to: { kind: 'end', of: race() } }, saddle, Float64Array.of(1, 1))).toEqual(Float64Array.of(2, 8))
    await expect(direction({ kind: 'between', to: [1, 1] }, saddle)).rejects.toThrow('directions.0.from: expected a point')
  })

  test('random: normal entries, by the seed alone', async () => {
    const v = await direction({ kind: 'random', seed: 4 }, network)
    expect(await direction({ kind: 'random', seed: 4 }, network)).toEqual(v)
    expect(Math.abs(dot(v, await direction({ kind: 'random', seed: 5 }, network)) / dot(v, v))).toBeLessThan(0.9)
  })

  test('gradient: uphill, of length 1; refused where there is none', async () => {
    expect(dot(await direction({ kind: 'gradient', at: [3, -4] }, saddle), Float64Array.of(0.6, 0.8))).toBeCloseTo(1, 15)
    expect(await direction({ kind: 'gradient' }, saddle, Float64Array.of(0, -1))).toEqual(Float64Array.of(0, 1))
    await expect(direction({ kind: 'gradient', at: [0, 0] }, saddle)).rejects.toThrow('zero or not finite')
  })

  test('eigenvectors of the Hessian: of length 1, each with its eigenvalue', async () => {
    expect(await direction({ kind: 'hessian', at: [0, 0] }, saddle)).toEqual(Float64Array.of(1, 0))
    expect(await direction({ kind: 'hessian', at: [0, 0], which: 'smallest' }, saddle)).toEqual(Float64Array.of(0, 1))
    const at = await point({ kind: 'initial' }, network), image = new Float64Array(13), curvatures: number[] = []
    for (const which of ['smallest', 4, 11, 'largest']) {
      const v = await direction({ kind: 'hessian', which }, network, at)
      network.hvp(at, v, image)
      const curvature = dot(v, image)
      expect(norm(v)).toBeCloseTo(1, 13)
      expect(norm(image.map((x, i) => x - curvature * v[i]!))).toBeLessThan(1e-13)
      curvatures.push(curvature)
    }
    expect(curvatures).toEqual(curvatures.toSorted((p, q) => p - q))
  })

  test('principal directions of a race: most first, at right angles', async () => {
    const first = await direction({ kind: 'pca', of: race() }, saddle), second = await direction({ kind: 'pca', of: race(), component: 2 }, saddle)
    expect(Math.abs(dot(first, second))).toBeLessThan(1e-14)
    expect(first[1]).toBeGreaterThan(0.9) // k^2 varies more than k
    await expect(direction({ kind: 'pca', of: race({ iterations: 1 }), component: 2 }, saddle)).rejects.toThrow('spreads over 2 directions')
  })

  test('a plane: directions normalised to the weights at its origin; refused where there are no layers', async () => {
    const recipe = (normalisation: 'none' | 'filter') => ({ origin: readValue(pointField, { kind: 'initial' }), directions: [1, 2].map((seed) => readValue(directionField, { kind: 'random', seed })), normalisation })
    const { origin, directions } = await resolvePlane(recipe('filter'), network, tools)
    for (const d of directions) {
      expect(norm(d.subarray(2, 4))).toBeCloseTo(norm(origin.subarray(2, 4)), 13)
      expect(Array.from(d.subarray(9))).toEqual([0, 0, 0, 0])
    }
    await expect(resolvePlane(recipe('filter'), saddle, tools)).rejects.toThrow('normalisation: expected "none"')
    expect((await resolvePlane(recipe('none'), saddle, tools)).directions).toHaveLength(2)
  })
})

describe('what is refused', () => {
  const faults = (read: (reader: Reader) => void): string[] => {
    const reader = new Reader('at')
    read(reader)
    return reader.faults.map(({ path, message }) => `${path}: ${message}`)
  }
  const refused = (field: typeof pointField, value: unknown): string => {
    try {
      readValue(field, value, 'at')
    } catch (error) {
      return (error as SpecError).message
    }
    return ''
  }
  test.each([
    [3, 'at: expected a list of numbers or a point ({"kind": ...}), got 3'],
    [['x'], 'at.0: expected a number, got "x"'],
    [{ kind: 'nowhere' }, 'at.kind: expected one of "point", "initial", "end", "on-plane", "step", "mean", "noisy", "symmetric-copy", "moved", "balanced", got "nowhere"'],
    [{ kind: 'initial', initialiser: 'xavier' }, 'at.initialiser: expected one of "uniform", "normal"'],
    [{ kind: 'end', of: { experiment: 'slice' } }, 'at.of.experiment: expected "race", got "slice"'],
    [{ kind: 'end', of: race({ runs: [1, 2] }) }, 'at.of.runs: expected one run, got 2'],
    [{ kind: 'end', of: race({ stepz: 1 }) }, 'at.of.stepz: unknown field'],
    [{ kind: 'on-plane', at: [1] }, 'at.at: expected a list of 2 entries, got [1]'],
  ])('as a point: %j', (value, message) => expect(refused(pointField, value)).toContain(message))

  test.each([
    [{ kind: 'hessian', which: 'middle' }, 'at.which: expected one of "largest", "smallest", "second-largest", "second-smallest", got "middle"'],
    [{ kind: 'between' }, 'at.to: expected a value, got nothing'],
    [{ kind: 'coordinate', index: -1 }, 'at.index: expected a whole number >= 0, got -1'],
  ])('as a direction: %j', (value, message) => expect(refused(directionField, value)).toContain(message))

  const fits = (recipe: unknown) => faults((reader) => pointFits(readValue(pointField, recipe) , 2, reader))
  const leads = (recipe: unknown) => faults((reader) => directionFits(readValue(directionField, recipe), 2, reader))
  test('a dimension that does not fit is named before anything runs, however deep it stands', () => {
    expect(fits([1, 2, 3])).toEqual(['at: expected 2 numbers, one for each parameter, got 3'])
    expect(fits({ kind: 'point', theta: [1] })).toEqual(['at.theta: expected 2 numbers, one for each parameter, got 1'])
    expect(fits({ kind: 'on-plane', at: [0, 0], plane: { origin: [0, 0], directions: [[1, 2, 3], { kind: 'coordinate', index: 2 }] } })).toEqual([
      'at.plane.directions.0: expected 2 numbers, one for each parameter, got 3', 'at.plane.directions.1.index: expected a parameter from 0 to 1, got 2',
    ])
    expect(fits({ kind: 'end', of: race({ objective: { kind: 'network', widths: [2, 1], activations: ['tanh'], data: { kind: 'plane' } } }) })).toEqual(['at.of.objective: expected a landscape of 2 parameters as here, got one of 3'])
    expect(leads({ kind: 'between', from: [1], to: { kind: 'point', theta: [1, 2] } })).toEqual(['at.from: expected 2 numbers, one for each parameter, got 1'])
    expect(leads({ kind: 'hessian', which: 2 })).toEqual(['at.which: expected an eigenvalue from 0 to 1, got 2'])
    expect(leads({ kind: 'random' })).toEqual([])
    expect(leads({ kind: 'pca', of: race({ iterations: 1e8 }) })).toEqual(['at.of.iterations: expected a path of at most 20000000 numbers, got one of 200000000; take fewer iterations'])
  })

  test('and once more when it is resolved', async () => {
    await expect(resolvePoint([1, 2, 3], saddle, tools, 'start')).rejects.toThrow('start: expected 2 numbers, one for each parameter, got 3')
  })
})
