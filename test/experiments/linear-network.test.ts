import { expect, test } from 'vitest'
import type { LinearNetworkData } from '#experiments/kinds/linear-network.ts'
import type { GramData } from '#experiments/kinds/gram-matrix.ts'
import { ask, faults } from './asking.ts'

const root = Math.sqrt
/** Sigma / n = diag(3, 2, 1). */
const axes = [[3, 0, 0], [-3, 0, 0], [0, root(6), 0], [0, -root(6), 0], [0, 0, root(3)], [0, 0, -root(3)]]
const linear = (inputs: number[][], hidden: number, targets = inputs) => ask<LinearNetworkData>({ experiment: 'linear-network', inputs, targets, hidden })

test('three axes, two hidden units: losses and indices by hand, of full rank and below', async () => {
  const { data, outcome } = await linear(axes, 2)
  expect(Array.from(data.eigenvalues, (l) => l / 6)).toEqual([3, 2, 1].map((v) => expect.closeTo(v, 12) as number))
  const seen = (points: LinearNetworkData['criticalPoints']) => points.map((p) => [p.indices.join(''), Math.round(p.value * 1e9) / 1e9, p.index])
  expect(seen(data.criticalPoints)).toEqual([['12', 1, 0], ['13', 2, 1], ['23', 3, 2]])
  expect(seen(data.rankDeficient)).toEqual([['1', 3, 2], ['2', 4, 3], ['3', 5, 4], ['', 6, 6]])
  expect(data.criticalPoints.every((p) => p.nullity === 4)).toBe(true)
  expect(outcome).toMatchObject({ points: 7, minima: 1, agree: true, distinct: true })
})

test('targets that are not the inputs: every index is as the formula says, and only the best set is a minimum', async () => {
  const inputs = [[1, 0.2, -0.5], [0.3, -1.1, 0.7], [-0.8, 0.4, 1.2], [0.5, 0.9, -0.3], [-1.4, 0.1, 0.6], [0.2, -0.6, -1]]
  const targets = inputs.map(([a, b, c]) => [a! - b!, 2 * c!, a! + b! * c!, 0.3 * b! - c!])
  const { data } = await linear(inputs, 2, targets) // rank of Sigma is 3, of 4 targets
  const all = [...data.criticalPoints, ...data.rankDeficient].filter((p) => p.indices.every((i) => i < 4))
  for (const p of all.filter((q) => q.indices.length === 2)) expect([p.indices, p.index]).toEqual([p.indices, p.predictedIndex])
  expect(all.filter((p) => p.index === 0).map((p) => p.indices)).toEqual([[1, 2]])
  expect(data.distinct).toBe(false) // the fourth eigenvalue is 0
})

test('equal eigenvalues are said to be outside the theorem', async () => {
  const { data } = await linear([[2, 0], [-2, 0], [0, 2], [0, -2]], 1)
  expect(data.distinct).toBe(false)
  expect(data.criticalPoints[1]!.index).toBe(0) // a continuum of minima: the formula counts strictly better directions only
})

test('what a linear network cannot be asked is refused', async () => {
  expect(await faults({ experiment: 'linear-network', inputs: [[1, 2]], targets: [[1, 2]], hidden: 3 })).toEqual(['hidden: expected at most 2, as many as there are inputs or targets, got 3'])
  await expect(linear([[1, 2], [2, 4], [3, 6]], 1)).rejects.toThrow('inputs: expected inputs that do not depend on each other')
})

test('two equal inputs make the Gram matrix singular; opposite ones do not see each other', async () => {
  const gram = (inputs: number[][]) => ask<GramData>({ experiment: 'gram-matrix', inputs, weights: [[1, 0.5], [-1, 0.3]] })
  expect(Math.abs((await gram([[1, 0], [1, 0]])).data.leastEigenvalue)).toBeLessThan(1e-15)
  const { data } = await gram([[1, 0], [-1, 0]])
  expect(Array.from(data.limit.values)).toEqual([0.5, -0, -0, 0.5])
  expect(Array.from(data.finite!.matrix.values)).toEqual([0.5, -0, -0, 0.5])
  expect(await faults({ experiment: 'gram-matrix', inputs: [[1, 1]] })).toEqual([expect.stringMatching(/^inputs\.0: expected an input of length 1/)])
})
