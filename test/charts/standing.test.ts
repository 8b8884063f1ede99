/** What stands and lies on the surface in 3D: lines draped over it, arrows of saddles, names of its axes. */
import { expect, test } from 'vitest'
import type { Grid } from '#figures/figure.ts'
import type { Ink } from '#charts/marks/ink.ts'
import type { MapPoint, MapRun } from '#charts/props.ts'
import { lensOf, project } from '#charts/surface/camera.ts'
import { drape, type Draped, drawDraped, drawSaddleArrows, layDraped } from '#charts/surface/draped.ts'
import { eastOf, type Field, fieldOf, groundAt, northOf } from '#charts/surface/field.ts'
import { BASE, heightOf, TALL } from '#charts/surface/height.ts'
import { ABOVE, HOME } from '#charts/surface/keys.ts'
import { drawOverlay } from '#charts/surface/overlay.ts'
import type { SurfacePicture } from '#charts/surface/props.ts'
import type { Sight } from '#charts/surface/sight.ts'
import { LIFT } from '#charts/surface/trails.ts'

const gridOf = (f: (x: number, y: number) => number): Grid => {
  const x = Float64Array.from({ length: 41 }, (_, i) => -2 + i / 10), y = Float64Array.from({ length: 41 }, (_, j) => -2 + j / 10)
  return { figure: 'grid', x, y, values: Float64Array.from({ length: 41 * 41 }, (_, k) => f(x[k % 41]!, y[Math.floor(k / 41)]!)) }
}
const bowl = (x: number, y: number): number => x * x + y * y
const fieldFrom = (f: (x: number, y: number) => number): Field => fieldOf({ grid: gridOf(f), complete: true, toneForm: 'root', levelMode: 'even', height: 'linear', cells: 128 })
const sightOf = (field: Field, camera = HOME(false), width = 800, height = 600): Sight => ({ field, lens: lensOf(camera, { x: field.spanX, y: field.spanY, low: BASE, high: TALL }, width, height) })
const picture = (more: Partial<SurfacePicture> = {}): SurfacePicture => ({ theme: 'light', domain: [[-2, 2], [-2, 2]], height: 'linear', camera: HOME(false), plane: false, ...more })
const run = (more: Partial<MapRun>): MapRun => ({ id: '0', label: 'run', style: { slot: 1, dash: [], width: 2, marker: 'circle', hollow: false }, points: Float64Array.of(0, 0), ...more })

interface Stroke { readonly width: number; readonly colour: string; readonly opacity: number; readonly dash: readonly number[]; readonly path: readonly (readonly ['move' | 'line', number, number])[] }

/** What is stroked, and the words that are written; every letter is seven pixels wide. */
function recording(): { ink: Ink; strokes: Stroke[]; words: string[] } {
  const strokes: Stroke[] = [], words: string[] = []
  let path: (readonly ['move' | 'line', number, number])[] = [], dash: readonly number[] = []
  const acts: Record<string, (...args: never[]) => unknown> = {
    beginPath: () => { path = [] },
    moveTo: (x: number, y: number) => path.push(['move', x, y]),
    lineTo: (x: number, y: number) => path.push(['line', x, y]),
    setLineDash: (next: readonly number[]) => { dash = next },
    stroke: () => strokes.push({ width: Number(ink['lineWidth']), colour: String(ink['strokeStyle']), opacity: Number(ink['globalAlpha'] ?? 1), dash, path }),
    measureText: (text: string) => ({ width: 7 * text.length }),
    fillText: (text: string) => words.push(text),
  }
  const ink = new Proxy<Record<string, unknown>>({}, {
    get: (target, name: string) => target[name] ?? acts[name] ?? (() => undefined),
    set: (target, name: string, value) => {
      target[name] = value
      return true
    },
  })
  return { ink: ink as unknown as Ink, strokes, words }
}

/** Corners of a line, as places of the parameters and heights over the surface. */
const cornersOf = ({ trail }: Draped, { window: [[x0, x1]], spanX }: Field): { x: number; y: number; over: number }[] =>
  Array.from(trail.ground, (ground, k) => ({ x: x0 + ((x1 - x0) * (trail.corners[3 * k]! / spanX + 1)) / 2, y: 2 * trail.corners[3 * k + 1]!, over: trail.corners[3 * k + 2]! - ground }))

test('lines lie on the surface, in the order of the map: watersheds, valleys, lines of minima, contours of batches, old paths', () => {
  const field = fieldFrom(bowl), across = (y: number): Float64Array => Float64Array.of(-1.5, y, 0, y, 1.5, y)
  const all = [...drape(picture({
    watersheds: [across(1)], valleys: [across(0.5)], curves: [across(0)], over: [{ grid: gridOf(bowl), slot: 2, through: 1 }], runs: [run({ ghost: across(-1) })],
  }), field)]
  expect(all.map((line) => Math.round(10 * cornersOf(line, field)[0]!.y) / 10).filter((_, k) => k !== 3)).toEqual([1, 0.5, 0, -1])
  for (const line of all) for (const { over } of cornersOf(line, field)) expect(over).toBeCloseTo(LIFT, 6)
  // an old path is seen at a quarter
  expect(all.at(-1)!.strokes.map(({ opacity }) => opacity)).toEqual([0.25])
})

test('a contour of a batch is where the batch has that loss, closed where it closes, and the strong one is the widest', () => {
  const field = fieldFrom(bowl), batch = (x: number, y: number): number => (x - 0.4) ** 2 + y * y
  const lines = [...drape(picture({ over: [{ grid: gridOf(batch), slot: 2, through: 1, levels: [0.25] }] }), field)]
  expect(lines).toHaveLength(2)
  for (const [k, level] of [0.25, 1].entries()) {
    const corners = cornersOf(lines[k]!, field), first = corners[0]!, last = corners.at(-1)!
    for (const { x, y } of corners) expect(batch(x, y)).toBeCloseTo(level, 1)
    expect(Math.hypot(first.x - last.x, first.y - last.y)).toBeLessThan(1e-9)
  }
  const width = (k: number): number => lines[k]!.strokes.at(-1)!.width
  expect(width(1)).toBeGreaterThan(width(0))
})

test('layers that are switched off have no lines, and neither do the old paths of hidden runs', () => {
  const line = Float64Array.of(-1, 0, 1, 0), all = { watersheds: [line], valleys: [line], curves: [line], runs: [run({ ghost: line, hidden: true })] }
  const count = (layers: SurfacePicture['layers']): number => [...drape(picture({ ...all, ...(layers && { layers }) }), fieldFrom(bowl))].length
  expect(count(undefined)).toBe(3)
  expect(count({ watersheds: false })).toBe(2)
  expect(count({ watersheds: false, valleys: false, points: false })).toBe(0)
})

test('over a plane an old path floats at its own losses', () => {
  const field = fieldFrom(bowl), ghost = Float64Array.of(-1, 0, 1, 0), ghostValues = Float64Array.of(4, 2)
  const [{ trail }] = [...drape(picture({ plane: true, runs: [run({ ghost, ghostValues })] }), field)] as [Draped]
  expect(trail.corners[2]! - LIFT).toBeCloseTo(heightOf(field.scale, 4), 9)
  expect(trail.corners.at(-1)! - LIFT).toBeCloseTo(heightOf(field.scale, 2), 9)
})

test('the part of a line that a hill hides is not drawn; from above all of it is', () => {
  const field = fieldFrom((x) => Math.exp(-12 * x * x)), low = sightOf(field, { azimuth: 90, elevation: 14, zoom: 1 }), above = sightOf(field, ABOVE)
  const lines = [...drape(picture({ valleys: [Float64Array.from({ length: 2 * 73 }, (_, i) => (i & 1 ? 0 : -1.8 + i / 40))] }), field)]
  const drawn = (sight: Sight): { x: number; y: number }[] => {
    const { ink, strokes } = recording()
    drawDraped(ink, layDraped(sight, lines), 1)
    return strokes.flatMap(({ path }) => path.map(([, x, y]) => ({ x, y })))
  }
  const corners = lines[0]!.trail.steps.length
  expect(drawn(above)).toHaveLength(corners)
  // looking east over the ridge: what lies beyond it is hidden
  const shown = drawn(low), out = [0, 0, 0], at = (x: number): { x: number; y: number } => {
    const east = eastOf(field, x), north = northOf(field, 0)
    project(low.lens, east, north, groundAt(field, east, north) + LIFT, out)
    return { x: out[0]!, y: out[1]! }
  }
  const near = (place: { x: number; y: number }): number => Math.min(...shown.map(({ x, y }) => Math.hypot(x - place.x, y - place.y)))
  expect(shown.length).toBeLessThan(0.8 * corners)
  expect(near(at(-1.8))).toBeLessThan(0.01)
  expect(near(at(1))).toBeGreaterThan(0.5)
})

test('a broken line is not joined over its gap', () => {
  const field = fieldFrom(bowl), lines = [...drape(picture({ valleys: [Float64Array.of(-1, 1, 0, 1), Float64Array.of(0.5, 1, 1, 1)], curves: [Float64Array.of(-1, 0, 0, 0, 0, 9, 1, 0, 1.5, 0)] }), field)]
  const { ink, strokes } = recording()
  drawDraped(ink, layDraped(sightOf(field, ABOVE), lines), 2)
  expect(strokes).toHaveLength(4)
  for (const { path } of strokes.slice(0, 2)) expect(path.filter(([kind]) => kind === 'move')).toHaveLength(1)
  // it leaves the map and comes back
  expect(strokes[3]!.path.filter(([kind]) => kind === 'move')).toHaveLength(2)
  // twice as large on a projector
  expect(strokes[3]!.width).toBeCloseTo(4.4, 9)
})

/** Lines of the arrows' shafts: the thin ones, without what shines round them. */
const shafts = (points: readonly MapPoint[], sight: Sight): { from: readonly [number, number]; to: readonly [number, number] }[] => {
  const { ink, strokes } = recording()
  drawSaddleArrows(ink, sight, points, 'light', 1)
  return strokes.filter(({ width }) => width < 2).map(({ path: [from, to] }) => ({ from: [from![1], from![2]], to: [to![1], to![2]] }))
}

test('a saddle has two arrows out along its downhill direction and two in along the uphill one', () => {
  const sight = sightOf(fieldFrom((x, y) => x * x - y * y), ABOVE), arrows = shafts([{ x: 0, y: 0, kind: 'saddle', downhill: [0, 1] }], sight)
  const middle = [sight.lens.width / 2, sight.lens.height / 2] as const, away = ([x, y]: readonly [number, number]): number => Math.hypot(x - middle[0], y - middle[1])
  expect(arrows).toHaveLength(4)
  const down = arrows.filter(({ from, to }) => Math.abs(from[0] - to[0]) < 1), up = arrows.filter(({ from, to }) => Math.abs(from[1] - to[1]) < 1)
  expect(down.map(({ from, to }) => away(to) > away(from))).toEqual([true, true])
  expect(up.map(({ from, to }) => away(to) < away(from))).toEqual([true, true])
})

test('ways down out of a plane are as long as the share of them that lies in it, and those that hardly do have no arrow', () => {
  const sight = sightOf(fieldFrom((x, y) => x * x - y * y), ABOVE), lengths = (share: number): number[] =>
    shafts([{ x: 0, y: 0, kind: 'saddle', escapes: [[share, 0]] }], sight).map(({ from, to }) => Math.hypot(from[0] - to[0], from[1] - to[1]))
  expect(lengths(0.05)).toHaveLength(0)
  const [half, whole] = [lengths(0.5), lengths(1)]
  expect([half.length, whole.length]).toEqual([2, 2])
  expect(whole[0]!).toBeGreaterThan(half[0]! + 10)
})

test('where saddles are many they have no arrows, and one that lies where there is no surface has none', () => {
  const field = fieldFrom((x, y) => (x > 1 ? NaN : x * x - y * y)), sight = sightOf(field, ABOVE), saddle = (x: number): MapPoint => ({ x, y: 0, kind: 'saddle', downhill: [0, 1] })
  expect(shafts([saddle(0)], sight)).toHaveLength(4)
  expect(shafts([saddle(1.5)], sight)).toHaveLength(0)
  expect(shafts(Array.from({ length: 41 }, () => saddle(0)), sight)).toHaveLength(0)
})

test('the name of an axis is left out where it is longer than its edge, and its numbers stay', () => {
  const field = fieldFrom(bowl)
  for (const width of [300, 800]) {
    const sight = sightOf(field, { azimuth: 0, elevation: 40, zoom: 1 }, width, 600), out = [0, 0, 0]
    // looked at from the south: the near edge runs from west to east
    const [left, right] = [-1, 1].map((east) => {
      project(sight.lens, east, -1, BASE, out)
      return out[0]!
    }) as [number, number]
    const letters = (share: number): number => Math.floor((share * (right - left)) / 7)
    const words = (label: string): string[] => {
      const { ink, words: written } = recording()
      drawOverlay(ink, sight, picture({ xLabel: label }), new Map(), [], 0, undefined, { trueLabel: String, sliceLabel: String })
      return written
    }
    const short = 'n'.repeat(letters(1.05)), long = 'n'.repeat(letters(1.15) + 1)
    expect(words(short)).toContain(short)
    expect(words(long)).not.toContain(long)
    expect(words(long).filter((word) => word !== long)).toEqual(words(short).filter((word) => word !== short))
    expect(words(long).length).toBeGreaterThan(0)
  }
})
