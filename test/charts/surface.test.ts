import { expect, test } from 'vitest'
import type { Grid } from '#figures/figure.ts'
import { scaled, toneFor } from '#charts/map/tone.ts'
import { type Lens3, lensOf, project, rayThrough, within } from '#charts/surface/camera.ts'
import { eastOf, type Field, fieldOf, type FieldJob, groundAt, northOf, placeOf } from '#charts/surface/field.ts'
import { BASE, heightOf, heightScale, lossAt, TALL } from '#charts/surface/height.ts'
import { ABOVE, cameraKey, HOME } from '#charts/surface/keys.ts'
import { levelTable, STEPS, trianglesOf, wallsOf } from '#charts/surface/mesh.ts'
import { FIRST_SPEED, qualityFor, speedAfter } from '#charts/surface/quality.ts'
import { hit, seen } from '#charts/surface/rays.ts'
import { LIFT, trailOf } from '#charts/surface/trails.ts'

const grid = (f: (x: number, y: number) => number, columns = 41, rows = 31, [x0, x1, y0, y1] = [-2, 2, -1.5, 1.5]): Grid => {
  const x = Float64Array.from({ length: columns }, (_, i) => x0! + ((x1! - x0!) * i) / (columns - 1))
  const y = Float64Array.from({ length: rows }, (_, j) => y0! + ((y1! - y0!) * j) / (rows - 1))
  return { figure: 'grid', x, y, values: Float64Array.from({ length: columns * rows }, (_, k) => f(x[k % columns]!, y[Math.floor(k / columns)]!)) }
}
const bowl = (x: number, y: number): number => x * x + 2 * y * y
const field = (f = bowl, more: Partial<FieldJob> = {}): Field => fieldOf({ grid: grid(f), complete: true, toneForm: 'root', levelMode: 'even', height: 'linear', ...more })
const WINDOW = { x: 1, y: 0.75, low: BASE, high: TALL }
const lens = (camera = HOME(false)): Lens3 => lensOf(camera, WINDOW, 800, 600)

test('a bowl has the heights and slopes of its closed form, to its edges', () => {
  const { columns, rows, heights, slopes, spanX, spanY } = field()
  expect([columns, rows, spanX, spanY]).toEqual([257, 193, 1, 0.75])
  // half a unit of the block is a unit of x; the highest value is 8.5
  const k = TALL / 8.5
  for (const [i, j] of [[0, 0], [256, 0], [128, 96], [17, 150], [256, 192]] as const) {
    const n = j * columns + i, x = -2 + (4 * i) / 256, y = 1.5 - (3 * j) / 192
    expect(heights[n]!).toBeCloseTo(k * bowl(x, y), 5)
    expect(slopes[2 * n]!).toBeCloseTo(k * 2 * x * 2, 3)
    expect(slopes[2 * n + 1]!).toBeCloseTo(k * 4 * y * 2, 3)
  }
})

test('log height is the logarithm of the loss where all losses are positive, and of the loss with a stated number added elsewhere', () => {
  const plain = heightScale('log', 0.01, 10)
  expect(plain.shift).toBe(0)
  expect(heightOf(plain, 0.01)).toBe(0)
  expect(heightOf(plain, 10)).toBeCloseTo(TALL, 12)
  expect(heightOf(plain, Math.sqrt(0.1))).toBeCloseTo(TALL / 2, 12)
  for (const [low, high] of [[0, 8.5], [-3, 1], [1e-12, 200]] as const) {
    const scale = heightScale('log', low, high)
    expect(scale.shift).not.toBe(0)
    expect([heightOf(scale, low), heightOf(scale, high)].map((h) => Math.round(h * 1e9) / 1e9)).toEqual([0, TALL])
    for (const loss of [low + 0.1 * (high - low), high, 1.3 * high - 0.3 * low]) expect(lossAt(scale, heightOf(scale, loss))).toBeCloseTo(loss, 9)
    expect(heightOf(scale, (low + high) / 2)).toBeGreaterThan(TALL / 2)
  }
  expect(heightOf(plain, NaN)).toBeNaN()
})

test('the scale reaches down to the least loss of a run that floats under the surface', () => {
  const sunk = field((x, y) => 1 + bowl(x, y), { least: 0.25, height: 'log' })
  expect(heightOf(sunk.scale, 0.25)).toBe(0)
  expect(Math.min(...sunk.heights)).toBeCloseTo(heightOf(sunk.scale, 1), 3)
})

test('iso-lines lie at their losses: the table names the level below and the level above of every place', () => {
  for (const [job, f] of [[{ levelMode: 'even', toneForm: 'root' }, bowl], [{ levelMode: 'log', toneForm: 'log' }, (x: number, y: number) => 0.01 + bowl(x, y)]] as const) {
    const made = field(f, job), { levels, first, low, high, count } = levelTable(made)
    expect(count).toBe(made.levels.values.length + 2)
    made.levels.values.forEach((value, k) => {
      expect(levels[4 * (k + 1)]!).toBeCloseTo(scaled(made.tone, value), 4)
      expect(levels[4 * (k + 1) + 1]).toBe(made.levels.bold[k] ? 1 : 0)
    })
    for (let k = 0; k < STEPS; k += 7) {
      const q = low + ((high - low) * (k + 0.5)) / STEPS
      let at = first[k]!
      while (levels[4 * (at + 1)]! <= q) at++
      expect(at - first[k]!).toBeLessThanOrEqual(6)
      expect(levels[4 * at]!).toBeLessThanOrEqual(q)
      expect(levels[4 * (at + 1)]!).toBeGreaterThan(q)
    }
  }
})

test('cells with a hole have no triangles, and walls break off there', () => {
  const whole = field(), broken = field((x, y) => (x > 0.5 && y > 0.5 ? NaN : bowl(x, y)))
  expect(trianglesOf(whole).length).toBe(6 * 256 * 192)
  const triangles = trianglesOf(broken)
  expect(triangles.length).toBeLessThan(trianglesOf(whole).length)
  expect([...triangles].every((n) => broken.heights[n]! >= 0)).toBe(true)
  const walls = wallsOf(broken)
  expect([...walls.corners].every(Number.isFinite)).toBe(true)
  expect(walls.triangles.length).toBeLessThan(wallsOf(whole).triangles.length)
  expect(broken.slopes.every(Number.isFinite)).toBe(true)
})

test('a slow card draws fewer triangles and pixels, a fast one more of both; every stride covers the block', () => {
  expect(qualityFor(FIRST_SPEED, false, 1).stride).toBe(2)
  let speed = FIRST_SPEED
  for (let k = 0; k < 8; k++) speed = speedAfter(speed, qualityFor(speed, true, 2), 6)
  expect([qualityFor(speed, false, 2), qualityFor(speed, true, 2)].map(({ stride, ratio }) => [stride, ratio])).toEqual([[1, 2], [1, 2]])
  for (let k = 0; k < 8; k++) speed = speedAfter(speed, qualityFor(speed, true, 1), 60)
  expect(qualityFor(speed, true, 1)).toEqual(expect.objectContaining({ stride: 4, ratio: 0.6 }))
  const made = field()
  for (const stride of [2, 3, 4]) {
    const triangles = trianglesOf(made, stride)
    let area = 0
    for (let k = 0; k < triangles.length; k += 3) {
      const [a, b, c] = [0, 1, 2].map((m) => [triangles[k + m]! % made.columns, Math.floor(triangles[k + m]! / made.columns)] as const) as [readonly [number, number], readonly [number, number], readonly [number, number]]
      area += Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2
    }
    expect(area).toBe(256 * 192)
  }
})

test('a pixel shows the place whose projection it is', () => {
  const made = field(), out = [0, 0, 0]
  for (const camera of [HOME(false), { azimuth: 140, elevation: 60, zoom: 2 }, ABOVE]) {
    const seenBy = lens(camera)
    for (const [x, y] of [[0.3, -0.4], [-0.1, 0.2], [0, 0]] as const) {
      const east = eastOf(made, x), north = northOf(made, y)
      project(seenBy, east, north, groundAt(made, east, north), out)
      const found = hit(made, seenBy.eye, rayThrough(seenBy, out[0]!, out[1]!))!
      const place = placeOf(made, found.east, found.north)
      expect(place.x).toBeCloseTo(x, 4)
      expect(place.y).toBeCloseTo(y, 4)
    }
    expect(hit(made, seenBy.eye, rayThrough(seenBy, 2, 2))).toBeUndefined()
  }
})

test('from above east is right and north is up, as on the map', () => {
  const seenBy = lens(ABOVE), out = [0, 0, 0], at = (east: number, north: number): number[] => {
    project(seenBy, east, north, 0, out)
    return [out[0]!, out[1]!]
  }
  const [middle, right, top] = [at(0, 0), at(0.5, 0), at(0, 0.5)]
  expect(right[0]!).toBeGreaterThan(middle[0]! + 50)
  expect(right[1]!).toBeCloseTo(middle[1]!, 6)
  expect(top[1]!).toBeLessThan(middle[1]! - 50)
})

test('a hill hides what is behind it and nothing else', () => {
  const ridge = field((x) => Math.exp(-20 * x * x))
  const low = { azimuth: 90, elevation: 12, zoom: 1 }, { eye } = lens(low)
  // looking east, from the west
  expect(eye[0]).toBeLessThan(-1)
  expect(seen(ridge, eye, -0.8, 0, groundAt(ridge, -0.8, 0) + LIFT)).toBe(true)
  expect(seen(ridge, eye, 0.5, 0, groundAt(ridge, 0.5, 0) + LIFT)).toBe(false)
  expect(seen(ridge, eye, 0.5, 0, TALL * 1.5)).toBe(true)
  expect(seen(ridge, eye, -0.8, 0, BASE)).toBe(false)
})

test('iterates stand at their own losses, lines between them are straight, and what leaves the block is cut at its edge', () => {
  const made = field()
  const run = { points: Float64Array.of(-1, 0, 1, 0, 1, 8, 0, 0), values: Float64Array.of(3, 1, 130, 0) }
  const trail = trailOf(run, made, true)
  const corner = (step: number): number[] => {
    const k = trail.steps.indexOf(step)
    return [trail.corners[3 * k]!, trail.corners[3 * k + 1]!, trail.corners[3 * k + 2]!]
  }
  expect(corner(0)[2]! - LIFT).toBeCloseTo(heightOf(made.scale, 3), 12)
  expect(corner(1)[2]! - LIFT).toBeCloseTo(heightOf(made.scale, 1), 12)
  // half way it is at the mean of both, not on the bowl
  const half = [...trail.steps].reduce((best, s, k) => (Math.abs(s - 0.5) < Math.abs(trail.steps[best]! - 0.5) ? k : best), 0)
  expect(trail.corners[3 * half + 2]! - LIFT).toBeCloseTo(heightOf(made.scale, 3 - 2 * trail.steps[half]!), 6)
  expect(trail.ground[half]!).toBeLessThan(0.1)
  expect(trail.steps.indexOf(2)).toBe(-1)
  for (let k = 0; k < trail.steps.length; k++) expect(Math.abs(trail.corners[3 * k + 1]!)).toBeLessThanOrEqual(made.spanY + 1e-9)
  const back = [...trail.joined].filter((joined) => joined === 0).length
  expect(back).toBe(2)
})

test('keys turn the camera, and it stays above the ground', () => {
  const press = (key: string, shift = false) => cameraKey({ key, shift, alt: false, other: false }, HOME(false), false)
  expect(press('ArrowLeft')?.camera.azimuth).toBe(-38)
  expect(press('ArrowUp', true)?.camera.elevation).toBe(55)
  expect(press('0')).toEqual({ camera: ABOVE, far: true })
  expect(press('x')).toBeUndefined()
  expect(within({ azimuth: 541, elevation: -20, zoom: 99 })).toEqual({ azimuth: -179, elevation: 12, zoom: 6 })
})

test('blocks side by side: equal losses are equally high and have one tone and one set of levels', () => {
  const deep = grid(bowl), shallow = grid((x, y) => 1 + bowl(x, y) / 4)
  const tone = toneFor(Float64Array.of(...deep.values, ...shallow.values), 'root'), reach = [0, 8.5] as const
  const [left, right] = [deep, shallow].map((one) => fieldOf({ grid: one, complete: true, toneForm: 'root', levelMode: 'even', height: 'linear', tone, reach })) as [Field, Field]
  expect(right.scale).toEqual(left.scale)
  expect(right.levels).toEqual(left.levels)
  // the middle of the shallow one, loss 1, and where the deep one has loss 1
  const level = groundAt(left, eastOf(left, 1), northOf(left, 0))
  expect(groundAt(right, 0, 0)).toBeCloseTo(level, 3)
  expect(groundAt(right, 0, 0)).toBeCloseTo(TALL / 8.5, 5)
})
