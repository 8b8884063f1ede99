import { describe, expect, test } from 'vitest'
import { type FlowLine, flowLine, type FlowLines, flowLines } from '#analysis/flow.ts'
import { type Domain, PlaneField } from '#analysis/plane-field.ts'
import type { Objective } from '#objectives/objective.ts'
import { objectives } from '#objectives/registry.ts'
import { find, formula, landscape, square, tally } from './plane.ts'

function lines(objective: Objective, domain: Domain): FlowLines & { ends: Record<string, number>[] } {
  const found = find(objective, domain), search = flowLines(objective, found, domain)
  for (;;) {
    const { done, value } = search.next()
    if (done) {
      const name = (line: FlowLine) => ({ kind: line.end === 'point' ? found.points[line.to]!.kind : line.end })
      return { ...value, ends: [tally(value.valleys.map(name)), tally(value.watersheds.map(name))] }
    }
  }
}
const windowOf = (kind: string): Domain => objectives.get(kind).scenery!({ kind }).domain

describe('valley lines end in minima, watersheds in maxima or at the edge', () => {
  test.each([
    ['double-well', { minimum: 2 }, { edge: 2 }], ['himmelblau', { minimum: 8 }, { maximum: 4, edge: 4 }], ['mueller-brown', { minimum: 4 }, { edge: 4 }], ['six-hump-camel', { minimum: 14 }, { maximum: 8, edge: 6 }],
    ['goldstein-price', { minimum: 8 }, { maximum: 4, edge: 4 }], ['branin', { minimum: 4 }, { edge: 4 }], ['rastrigin', { minimum: 440 }, { maximum: 400, edge: 40 }], ['easom', { minimum: 8 }, { maximum: 8 }],
    ['ackley', { minimum: 436, corner: 4 }, { maximum: 400, edge: 40 }], ['saddle', { edge: 2 }, { edge: 2 }], ['product', { flat: 2 }, { edge: 2 }], ['monkey-saddle', {}, {}],
  ])('%s', async (kind, valleys, watersheds) => {
    expect(lines(await landscape(kind), windowOf(kind)).ends).toEqual([valleys, watersheds])
  })
})

test.each(['himmelblau', 'beale', 'mueller-brown', 'goldstein-price'])('%s: f falls along every valley line and rises along every watershed, inside the domain', async (kind) => {
  const f = await landscape(kind), domain = windowOf(kind), [[x0, x1], [y0, y1]] = domain
  const { valleys, watersheds } = lines(f, domain)
  for (const [list, sense] of [[valleys, -1], [watersheds, 1]] as const) for (const { points } of list) {
    let worst = 0, outside = 0
    for (let i = 2; i < points.length; i += 2) {
      const before = f.value(points.subarray(i - 2, i)), after = f.value(points.subarray(i, i + 2))
      worst = Math.max(worst, -sense * (after - before) - 1e-12 * Math.abs(before))
      if (points[i]! < x0 || points[i]! > x1 || points[i + 1]! < y0 || points[i + 1]! > y1) outside++
    }
    expect([worst <= 0, outside]).toEqual([true, 0])
  }
})

test('a line follows the solution of theta\' = -grad f', async () => {
  // x^2 + 2 y^2: along a line of steepest descent y/x^2 stays constant
  const field = new PlaneField(await formula('x^2 + 2*y^2'))
  const { points, end, to } = flowLine(field, [0.9, 0.5], [-0.68, -0.74], -1, square(1), [{ theta: [0, 0], index: 7 }])
  expect([end, to]).toEqual(['point', 7])
  expect(Array.from(points.slice(-2))).toEqual([0, 0])
  const ratio = points[3]! / points[2]! ** 2
  for (let i = 4; points[i]! > 0.05; i += 2) expect(points[i + 1]! / points[i]! ** 2 / ratio).toBeCloseTo(1, 2)
})

test('on the floor of a valley a million times steeper across than along it glides instead of bouncing', async () => {
  const field = new PlaneField(await formula('1e6*(y - sin(x))^2 + x'))
  const { points, end } = flowLine(field, [1.5, Math.sin(1.5)], [-1, 0], -1, square(2))
  expect(end).toBe('edge')
  expect(points.length / 2).toBeLessThan(3000)
  for (let i = 20; i < points.length; i += 2) expect(Math.abs(points[i + 1]! - Math.sin(points[i]!))).toBeLessThan(1e-3)
})

test('it stops in a kink, at the edge of what is defined, and where it is level', async () => {
  const run = async (text: string, start: [number, number], heading: [number, number]) => flowLine(new PlaneField(await formula(text)), start, heading, -1, square(2)).end
  expect(await run('abs(x) + abs(y)', [1, 0.3], [-1, 0])).toBe('flat')
  expect(await run('log(x + 1)', [1, 0], [-1, 0])).toBe('undefined')
  expect(await run('relu(x)^2*0', [1, 0], [-1, 0])).toBe('flat')
})

test('a saddle-free landscape has no lines', async () => {
  expect(lines(await landscape('rosenbrock'), windowOf('rosenbrock'))).toMatchObject({ valleys: [], watersheds: [] })
})
