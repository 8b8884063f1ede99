import { expect, test } from 'vitest'
import { CLEAR, endColours, endsOver, patchesOf } from '#charts/map/ends.ts'
import { fromHex, type Lab, type Rgb, rgbToOklab } from '#charts/map/oklab.ts'
import { endNumbers } from '#charts/marks/ends.ts'
import { viewport, xOf, yOf } from '#charts/viewport.ts'
import type { Grid } from '#figures/figure.ts'

function grid(f: (x: number, y: number) => number, columns: number, rows: number): Grid {
  const x = Float64Array.from({ length: columns }, (_, i) => i), y = Float64Array.from({ length: rows }, (_, j) => j)
  return { figure: 'grid', x, y, values: Float64Array.from({ length: columns * rows }, (_, n) => f(n % columns, Math.floor(n / columns))) }
}

test('pixels are told their end, the top row first; beyond the grid, and where nothing is known, they stay clear', () => {
  const over = endsOver(grid((_, y) => (y >= 2 ? 1 : 0), 4, 4), [[0, 3], [0, 3]], 8, 8)
  expect([over[0], over[63]]).toEqual([1, 0])
  expect(new Set(endsOver(grid(() => NaN, 4, 4), [[0, 3], [0, 3]], 8, 8))).toEqual(new Set([CLEAR]))
  const wider = endsOver(grid(() => 0, 4, 4), [[-6, 9], [0, 3]], 30, 4)
  expect([wider[0], wider[15], wider[29]]).toEqual([CLEAR, 0, CLEAR])
})

test('a border between starts on a diagonal runs aslant, not in stairs', () => {
  const n = 200, over = endsOver(grid((x, y) => (x > y ? 1 : 0), 11, 11), [[0, 10], [0, 10]], n, n)
  // the border lies half a step right of the diagonal, and nowhere farther than half a step from there
  let wrong = 0
  for (let y = 0; y < n; y++) for (let x = 0; x < n; x++) {
    const off = (10 * (x + 0.5)) / n - (10 * (n - y - 0.5)) / n - 0.5
    if (Math.abs(off) > 0.5 && over[y * n + x] !== (off > 0 ? 1 : 0)) wrong++
  }
  expect(wrong).toBe(0)
})

test('the number of an end stands innermost, once for every patch, and has other places well inside', () => {
  const patches = patchesOf(grid((x) => (x < 9 ? 0 : x < 14 ? NaN : x < 17 ? 0 : 1), 30, 9))
  expect(patches.map((p) => p.end)).toEqual([0, 1, 0])
  expect(patches[0]).toMatchObject({ x: 4, y: 4, depth: 5 })
  expect(patches[0]!.others.length).toBeGreaterThan(10)
  for (const { x, y, depth } of patches[0]!.others) expect(Math.min(x + 1, 9 - x, y + 1, 9 - y)).toBeGreaterThanOrEqual(Math.max(2.5, depth - 1e-9))
})

test('a number keeps clear of paths and plates where its patch has room, and stands there all the same where it has none', () => {
  const layer = { grid: grid((x) => (x < 20 ? 0 : 1), 40, 20), ends: ['a', 'b'] }, view = viewport([[0, 39], [0, 19]], { left: 0, top: 0, width: 390, height: 190 })
  const free = endNumbers(view, layer, 1, { points: [], boxes: [] })
  expect(free.map((n) => n.end)).toEqual([0, 1])
  const middle = [xOf(view, free[0]!.x), yOf(view, free[0]!.y)] as const
  const [moved] = endNumbers(view, layer, 1, { points: middle, boxes: [] })
  expect(Math.hypot(xOf(view, moved!.x) - middle[0], yOf(view, moved!.y) - middle[1])).toBeGreaterThan(20)
  expect(endNumbers(view, layer, 1, { points: [], boxes: [[0, 0, 390, 190]] }).map((n) => n.end)).toEqual([0, 1])
})

/** Machado, Oliveira and Fernandes 2009, full deuteranopia and protanopia, on linear RGB. */
const SIGHTS: Readonly<Record<string, readonly (readonly number[])[]>> = {
  normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  protan: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
}
const linear = (c: number): number => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
const gamma = (c: number): number => (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055)
const seen = (hex: string, matrix: readonly (readonly number[])[]): Lab => {
  const rgb = fromHex(hex).map(linear)
  return rgbToOklab(matrix.map((row) => gamma(Math.min(1, Math.max(0, row.reduce((sum, m, k) => sum + m * rgb[k]!, 0))))) as unknown as Rgb)
}

test.each(['light', 'dark'] as const)('%s: the first four ends stay apart for every kind of sight', (theme) => {
  for (const [sight, matrix] of Object.entries(SIGHTS)) {
    const colours = endColours(4, theme).map((hex) => seen(hex, matrix))
    colours.forEach((a, i) => colours.slice(i + 1).forEach((b, j) => {
      expect(100 * Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]), `${sight}: ${i + 1} and ${i + j + 2}`).toBeGreaterThan(8)
    }))
  }
})
