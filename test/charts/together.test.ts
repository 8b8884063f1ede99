import { expect, test } from 'vitest'
import { together } from '#charts/plot/together.ts'
import type { Boxes, Mark, Plot, Points } from '#figures/plot.ts'

const plot = (marks: readonly Mark[], y: Plot['y'], categories?: readonly string[]): Plot =>
  ({ figure: 'plot', name: 'p', title: 'P', x: { label: 'x', scale: 'linear', ...(categories ? { categories } : {}) }, y, marks })
const points = (x: readonly number[], y: readonly number[]): Points => ({ mark: 'points', name: 'p', role: 'ours', x: Float64Array.from(x), y: Float64Array.from(y) })
const boxes = (...at: readonly number[]): Boxes => ({ mark: 'boxes', name: 'b', role: 'ours', groups: at.map((place) => ({ at: place, box: { least: 1, q1: 1, median: 1, q3: 1, greatest: 1 } })) })

test('both axes show all of both', () => {
  const [a, b] = together(plot([points([0, 1], [1, 2])], { label: 'y', scale: 'log' }), plot([points([5, 9], [100, 1000])], { label: 'y', scale: 'log' }))
  expect([a.x.range, a.y.range]).toEqual([b.x.range, b.y.range])
  expect(a.x.range![0]).toBeLessThanOrEqual(0)
  expect(a.x.range![1]).toBeGreaterThanOrEqual(9)
  expect(a.y.range![0]).toBeLessThanOrEqual(1)
  expect(a.y.range![1]).toBeGreaterThanOrEqual(1000)
})

test('named places are those of both in the order of their numbers, and marks go with them', () => {
  const zone: Mark = { mark: 'zone', along: 'x', from: 1.5, to: Infinity, label: 'wide' }
  const y = { label: 'y', scale: 'linear' } as const
  const [a, b] = together(plot([zone, boxes(0, 2)], y, ['1', '5', '50']), plot([boxes(0, 1)], y, ['2', '50']))
  expect(a.x.categories).toEqual(['1', '2', '5', '50'])
  expect(b.x.categories).toEqual(a.x.categories)
  expect((a.marks[1] as Boxes).groups.map((g) => g.at)).toEqual([0, 3])
  expect((b.marks[0] as Boxes).groups.map((g) => g.at)).toEqual([1, 3])
  expect(a.marks[0]).toMatchObject({ from: 2.5, to: Infinity })
})

test('given ends are those that hold both', () => {
  const y = (to: number): Plot['y'] => ({ label: 'y', scale: 'linear', range: [0, to] })
  const [a, b] = together(plot([points([0], [1])], y(2)), plot([points([0], [1])], y(7)))
  expect([a.y.range, b.y.range]).toEqual([[0, 7], [0, 7]])
})
