import { describe, expect, test } from 'vitest'
import { inProcessEngine } from '#experiments/in-process.ts'
import type { PointData } from '#experiments/kinds/point.ts'
import { readSpec } from '#experiments/read-spec.ts'
import { resultOf } from '#experiments/run-spec.ts'
import { tableRows } from '#figures/table.ts'
import { norm } from '#kernel/vec.ts'
import { make, noResources } from '../objectives/cases.ts'

const engine = inProcessEngine(noResources)
const read = (spec: object) => readSpec({ experiment: 'point', ...spec })
const run = async (spec: object): Promise<PointData> => (await resultOf(engine.run(await read(spec)))).data as PointData
const tanh = { kind: 'network', widths: [2, 7, 1], activations: ['tanh', 'logistic'], loss: 'log', data: { kind: 'moons', samples: 40 } }

test('the double well at its saddle: everything by hand', async () => {
  const data = await run({ objective: { kind: 'double-well' }, theta: [0, 0] })
  expect(data.value).toBe(0)
  expect(Array.from(data.gradient!, Math.abs)).toEqual([0, 0])
  expect(tableRows(data.hessian!)).toEqual([[2, 0], [0, -2]])
  expect(Array.from(data.eigenvalues!)).toEqual([-2, 2])
  expect([data.index, data.nullity, data.gradientNorm]).toEqual([1, 0, 0])
})

test('only what is asked for; H v comes where a direction is given', async () => {
  const data = await run({ objective: { kind: 'saddle' }, theta: [1, 1], quantities: ['value'], direction: [3, 5] })
  expect(Object.keys(data).sort()).toEqual(['hessianVectorProduct', 'theta', 'value'])
  expect(Array.from(data.hessianVectorProduct!)).toEqual([6, -10])
})

test('recipes: the point of a random start, the direction of its gradient', async () => {
  const { kind: _, ...fields } = tanh
  const f = await make('network', fields)
  const { theta, gradient, hessianVectorProduct } = await run({ objective: tanh, theta: { kind: 'initial', initialiser: 'normal' }, quantities: ['gradient'], direction: { kind: 'gradient' } })
  const own = new Float64Array(f.dim), image = new Float64Array(f.dim)
  f.gradient(theta, own)
  expect(gradient).toEqual(own)
  f.hvp(theta, own.map((x) => x * (1 / norm(own))), image)
  expect(hessianVectorProduct).toEqual(image)
})

describe('spectrum', () => {
  test('the index counts negative eigenvalues, and those that vanish apart', async () => {
    const { index, nullity, eigenvalues } = await run({ objective: tanh, theta: { kind: 'point', theta: new Array<number>(29).fill(0) }, quantities: ['spectrum'] })
    // science.md T4.4, demo 5: at 0 every unit gives a pair +-a and all but the output bias and one unit's vanish; the sum of eigenvalues is the trace
    expect(eigenvalues).toHaveLength(29)
    expect(index! + nullity! + eigenvalues!.filter((l) => l > 1e-6 * eigenvalues!.at(-1)!).length).toBe(29)
    expect(index).toBe(7)
    expect(nullity).toBe(29 - 7 - 7 - 1)
  })

  test('where the Hessian is not finite it is NaN, not an error', async () => {
    const data = await run({ objective: { kind: 'expression', formula: 'log(x) + y' }, theta: [-1, 0] })
    expect(data.value).toBeNaN()
    expect(data.index).toBeNaN()
    expect(data.eigenvalues!.every(Number.isNaN)).toBe(true)
  })

  test('many parameters: curvature instead, and said so', async () => {
    const large = { ...tanh, widths: [2, 700, 1] }
    await expect(read({ objective: large, theta: { kind: 'initial' } })).rejects.toThrow('quantities.2: expected "value", "gradient" or "curvature" where there are more than 2500 parameters, got "hessian"')
    const { curvature } = await run({ objective: large, theta: { kind: 'initial', initialiser: 'lecun-normal' }, quantities: ['curvature'] })
    expect(curvature!.method).toBe('lanczos')
    expect(curvature!.bound).toBeLessThan(1e-6 * curvature!.largest)
    expect(curvature!.alongGradient).toBeLessThanOrEqual(curvature!.largest)
  })
})

describe('curvature', () => {
  test('of a bowl: L, 1/L, 2/L and the curvature along the gradient', async () => {
    const { curvature } = await run({ objective: { kind: 'quadratic', eigenvalues: [1, 10], rotation: 0 }, theta: [3, 0], quantities: ['curvature'] })
    expect(curvature).toEqual({ largest: 10, bound: 0, method: 'exact', inverse: 0.1, limit: 0.2, alongGradient: 1 })
  })
  test('of a summit: every step size is as good as another', async () => {
    const { curvature } = await run({ objective: { kind: 'quadratic', eigenvalues: [-1, -10], rotation: 0 }, theta: [0, 0], quantities: ['curvature'] })
    expect(curvature).toEqual({ largest: -1, bound: 0, method: 'exact', inverse: Infinity, limit: Infinity, alongGradient: NaN })
  })
})

test.each([
  [{ objective: { kind: 'saddle' } }, 'theta: expected a value, got nothing'],
  [{ objective: { kind: 'saddle' }, theta: [1] }, 'theta: expected 2 numbers, one for each parameter, got 1'],
  [{ objective: { kind: 'saddle' }, theta: [1, 2], direction: [1, 2, 3] }, 'direction: expected 2 numbers, one for each parameter, got 3'],
  [{ objective: { kind: 'saddle' }, theta: [1, 2], quantities: ['values'] }, 'quantities.0: expected one of "value", "gradient", "hessian", "spectrum", "curvature", got "values"'],
  [{ objective: { kind: 'saddle' }, theta: [1, null] }, 'theta.1: expected a number, got null'],
])('%j is refused', async (spec, message) => {
  await expect(read(spec)).rejects.toThrow(message)
})
