import { expect, test } from 'vitest'
import type { Grid } from '#figures/figure.ts'
import { type IsoLabel, NO_OBSTACLES, placeIsoLabels } from '#charts/map/iso-labels.ts'
import { isolines } from '#charts/map/isolines.ts'
import { HOLE, lattice, type Lattice, MISSING, OK } from '#charts/map/lattice.ts'
import { simplified, strokesOf } from '#charts/map/strokes.ts'

const grid = (f: (x: number, y: number) => number, columns: number, rows: number, [x0, x1, y0, y1] = [-1, 1, -1, 1]): Grid => {
  const x = Float64Array.from({ length: columns }, (_, i) => x0! + ((x1! - x0!) * i) / (columns - 1))
  const y = Float64Array.from({ length: rows }, (_, j) => y0! + ((y1! - y0!) * j) / (rows - 1))
  const values = Float64Array.from({ length: columns * rows }, (_, k) => f(x[k % columns]!, y[Math.floor(k / columns)]!))
  return { figure: 'grid', x, y, values }
}
const WINDOW = [[-1, 1], [-1, 1]] as const
const sheet = (g: Grid, more: Partial<Parameters<typeof lattice>[0]> = {}): Lattice => lattice({ grid: g, complete: true, window: WINDOW, width: 400, height: 400, spacing: 2, scale: (v) => v, ...more })
const px = (x: number) => (x + 1) * 200
const bowl = (x: number, y: number) => x * x + 2 * y * y

test('a bowl sampled 9 x 7 is itself again on the lattice, to its edges', () => {
  const surface = sheet(grid((x, y) => bowl(x, y) + x * y - 3 * x + 1, 9, 7))
  const f = (x: number, y: number) => bowl(x, y) + x * y - 3 * x + 1
  for (const [i, j] of [[0, 0], [7, 3], [100, 100], [200, 200], [33, 199], [200, 0]] as const)
    expect(surface.values[j * surface.columns + i]!).toBeCloseTo(f(-1 + i / 100, 1 - j / 100), 5)
})

test('upward in parameters is upward on the screen', () => {
  const surface = sheet(grid((_, y) => y, 5, 5))
  expect(surface.values[0]!).toBeCloseTo(1, 6)
  expect(surface.values.at(-1)!).toBeCloseTo(-1, 6)
})

test('what is outside the grid is missing; a hole inside is a hole once all is computed', () => {
  const holed = grid((x, y) => (x < 0 ? NaN : bowl(x, y)), 41, 41)
  const done = sheet(holed)
  expect(done.state[100 * done.columns + 20]).toBe(HOLE)
  expect(done.state[100 * done.columns + 150]).toBe(OK)
  const going = sheet(holed, { complete: false })
  expect(going.state[100 * going.columns + 20]).toBe(MISSING)
  const wide = sheet(grid(bowl, 41, 41), { window: [[-2, 2], [-1, 1]] })
  expect(wide.state[100 * wide.columns + 2]).toBe(MISSING)
})

test('the coarse picture stands where the fine one is not computed yet', () => {
  const fine = grid((x, y) => (x < 0 ? NaN : bowl(x, y)), 81, 81)
  const surface = sheet(fine, { complete: false, coarse: grid(bowl, 9, 9) })
  expect(surface.state.every((s) => s === OK)).toBe(true)
  expect(surface.values[100 * surface.columns + 20]!).toBeCloseTo(bowl(-0.8, 0), 4)
})

test('iso-lines of a cone are circles of the right radius', () => {
  const lines = isolines(sheet(grid((x, y) => Math.hypot(x, y), 101, 101)), [0.3, 0.6])
  expect(lines.map((l) => l.level)).toEqual([0, 1])
  for (const { points, level, closed } of lines) {
    expect(closed).toBe(true)
    expect([points[0], points[1]]).toEqual([points.at(-2), points.at(-1)])
    for (let k = 0; k < points.length; k += 2) expect(Math.abs(Math.hypot(points[k]! - 200, points[k + 1]! - 200) - [60, 120][level]!)).toBeLessThan(0.3)
  }
})

test('no piece of a line runs along the edge: lines that leave end on it', () => {
  const lines = isolines(sheet(grid(bowl, 60, 60)), [0.5, 1.3, 1.7, 2.2, 2.5])
  const onEdge = (x: number, y: number) => [x, y].some((v) => v < 1e-3 || v > 400 - 1e-3)
  for (const { points, closed } of lines) {
    for (let k = 2; k < points.length; k += 2) expect(onEdge(points[k]!, points[k + 1]!) && onEdge(points[k - 2]!, points[k - 1]!)).toBe(false)
    if (!closed) expect([onEdge(points[0]!, points[1]!), onEdge(points.at(-2)!, points.at(-1)!)]).toEqual([true, true])
  }
  // level 2.2 of x^2 + 2y^2 leaves through all four sides: an arc in each corner
  expect(lines.filter((l) => l.level === 3)).toHaveLength(4)
})

test('lines stop at holes', () => {
  const lines = isolines(sheet(grid((x, y) => (x < 0 ? NaN : bowl(x, y)), 81, 81)), [0.5])
  expect(lines).toHaveLength(1)
  expect(lines[0]!.closed).toBe(false)
  for (let k = 0; k < lines[0]!.points.length; k += 2) expect(lines[0]!.points[k]!).toBeGreaterThanOrEqual(px(0) - 6)
})

test('the two branches at a saddle do not touch', () => {
  const above = isolines(sheet(grid((x, y) => x * y, 40, 40)), [0.02])
  expect(above).toHaveLength(2)
  const signs = above.map(({ points }) => Math.sign(points[0]! - 200))
  expect(new Set(signs).size).toBe(2)
})

test('thinning moves no point by more than the tolerance', () => {
  const circle = Float32Array.from({ length: 722 }, (_, k) => (k % 2 ? Math.sin : Math.cos)((Math.floor(k / 2) / 360) * 2 * Math.PI) * 100)
  const thin = simplified(circle, 0.1)
  expect(thin.length).toBeLessThan(circle.length / 3)
  for (let k = 0; k < circle.length; k += 2) {
    let least = Infinity
    for (let m = 2; m < thin.length; m += 2) {
      const [ax, ay, bx, by] = [thin[m - 2]!, thin[m - 1]!, thin[m]!, thin[m + 1]!]
      const u = Math.max(0, Math.min(1, ((circle[k]! - ax) * (bx - ax) + (circle[k + 1]! - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)))
      least = Math.min(least, Math.hypot(circle[k]! - ax - u * (bx - ax), circle[k + 1]! - ay - u * (by - ay)))
    }
    expect(least).toBeLessThan(0.11)
  }
})

test('of a pit, the far south-east side faces the light and the north-west side turns away; bold and thin are apart', () => {
  const surface = sheet(grid((x, y) => Math.hypot(x, y), 81, 81))
  const lines = isolines(surface, [0.4, 0.6])
  const strokes = strokesOf(lines, [true, false], (x, y) => Math.hypot(x - 200, y - 200))
  expect(new Set(strokes.map((s) => s.bold))).toEqual(new Set([true, false]))
  for (const { facing, points } of strokes) {
    for (let k = 2; k < points.length; k += 2) {
      if (Number.isNaN(points[k]!) || Number.isNaN(points[k - 2]!)) continue
      const side = ((points[k]! + points[k - 2]!) / 2 - 200 + ((points[k + 1]! + points[k - 1]!) / 2 - 200)) * Math.SQRT1_2
      const radius = Math.hypot(points[k]! - 200, points[k + 1]! - 200)
      expect(Math.abs(side / radius - facing)).toBeLessThan(0.25)
    }
  }
})

const LEVELS = { mode: 'even' as const, values: [0.2, 0.4, 0.6], bold: [false, true, false], labels: ['0.2', '0.4', '0.6'] }
const cone = () => isolines(sheet(grid((x, y) => Math.hypot(x, y), 81, 81)), LEVELS.values)
const upright = ({ angle }: IsoLabel) => Math.abs(angle) <= Math.PI / 2 + 1e-9

test('only bold lines are labelled, at most twice, upright, on the line and inside the map', () => {
  const labels = placeIsoLabels(cone(), LEVELS, 400, 400, NO_OBSTACLES)
  expect(labels.length).toBeGreaterThanOrEqual(1)
  expect(labels.length).toBeLessThanOrEqual(2)
  for (const label of labels) {
    expect(label.text).toBe('0.4')
    expect(upright(label)).toBe(true)
    expect(Math.abs(Math.hypot(label.x - 200, label.y - 200) - 80)).toBeLessThan(3)
  }
})

test('labels keep away from paths and out of plates', () => {
  const free = placeIsoLabels(cone(), LEVELS, 400, 400, NO_OBSTACLES)[0]!
  const beside = placeIsoLabels(cone(), LEVELS, 400, 400, { points: Float32Array.of(free.x, free.y), boxes: new Float32Array(0) })
  for (const label of beside) expect(Math.hypot(label.x - free.x, label.y - free.y)).toBeGreaterThan(15)
  const plate = Float32Array.of(0, 0, 400, 200)
  for (const label of placeIsoLabels(cone(), LEVELS, 400, 400, { points: new Float32Array(0), boxes: plate })) expect(label.y).toBeGreaterThan(200)
  expect(placeIsoLabels(cone(), LEVELS, 400, 400, { points: new Float32Array(0), boxes: Float32Array.of(0, 0, 400, 400) })).toEqual([])
})

test('a line too short for its label has none', () => {
  const tiny = isolines(sheet(grid((x, y) => Math.hypot(x, y), 81, 81)), [0.05])
  expect(placeIsoLabels(tiny, { mode: 'even', values: [0.05], bold: [true], labels: ['0.05'] }, 400, 400, NO_OBSTACLES)).toEqual([])
})

test('a map of many small rings is not covered with labels', () => {
  const lines = Array.from({ length: 400 }, (_, k) => {
    const x = 25 + 48 * (k % 20), y = 25 + 48 * Math.floor(k / 20)
    return { level: 0, closed: true, points: Float32Array.from(Array.from({ length: 33 }, (__, i) => [x + 20 * Math.cos((i * Math.PI) / 16), y + 20 * Math.sin((i * Math.PI) / 16)]).flat()) }
  })
  const levels = { mode: 'even', values: [1], bold: [true], labels: ['1'] } as const
  expect(placeIsoLabels(lines, levels, 1000, 1000, NO_OBSTACLES)).toHaveLength(60)
})
