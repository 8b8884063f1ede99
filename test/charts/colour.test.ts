import { interpolateCividis, interpolateViridis, rgb as d3Rgb } from 'd3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contrast, fromHex, lightness, oklabToRgb, type Rgb, rgbToOklab, toHex } from '#charts/map/oklab.ts'
import { shade, shadeOf, strengthFor } from '#charts/map/shade.ts'
import { MAP_NAMES, stopsOf } from '#charts/map/stops.ts'
import { colourTable, lightnessAt, SHADES, toneColour, TONES } from '#charts/map/table.ts'

const THEMES = ['light', 'dark'] as const
const FLAT = (SHADES - 1) / 2

test('OKLab and back is the colour it was', () => {
  const channel = fc.integer({ min: 0, max: 255 })
  fc.assert(fc.property(channel, channel, channel, (r, g, b) => {
    const rgb: Rgb = [r / 255, g / 255, b / 255]
    // the published matrices are rounded to ten digits
    oklabToRgb(rgbToOklab(rgb)).forEach((c, i) => expect(Math.abs(c - rgb[i]!)).toBeLessThan(2e-5))
    expect(toHex(rgb)).toBe(toHex(fromHex(toHex(rgb))))
  }))
})

test('known colours: OKLab of white and of red (Ottosson 2020), L* and contrast of black and white', () => {
  rgbToOklab([1, 1, 1]).forEach((v, i) => expect(v).toBeCloseTo([1, 0, 0][i]!, 4))
  rgbToOklab([1, 0, 0]).forEach((v, i) => expect(v).toBeCloseTo([0.6279, 0.2249, 0.1258][i]!, 3))
  expect(lightness([1, 1, 1])).toBeCloseTo(100, 2)
  expect(lightness([0, 0, 0])).toBe(0)
  expect(lightness(fromHex('#777777'))).toBeCloseTo(50.03, 1)
  expect(contrast([1, 1, 1], [0, 0, 0])).toBeCloseTo(21, 6)
})

test.each([['viridis', interpolateViridis], ['cividis', interpolateCividis]] as const)('%s: even samples of the published map as d3 has it', (name, published) => {
  const { at, colours } = stopsOf(name, 'light')
  expect(colours).toEqual(at.map((t) => d3Rgb(published(t)).formatHex().toUpperCase()))
})

test('our stops have the lightness of design', () => {
  const at = (theme: 'light' | 'dark') => stopsOf('thalweg', theme).colours.map((hex) => Math.round(lightness(fromHex(hex))))
  expect(at('light')).toEqual([65, 73, 81, 87, 92, 97])
  expect(at('dark')).toEqual([7, 14, 24, 35, 46, 57])
})

test.each(MAP_NAMES.flatMap((name) => THEMES.map((theme) => [name, theme] as const)))('%s, %s: higher is never darker', (name, theme) => {
  const table = colourTable(name, theme)
  let last = -1
  for (let i = 0; i < TONES; i++) {
    const here = lightnessAt(table, i, FLAT)
    // half a step of an 8-bit channel
    expect(here).toBeGreaterThan(last - 0.25)
    last = Math.max(last, here)
  }
})

test.each(THEMES)('%s: relief moves lightness by at most 10', (theme) => {
  const table = colourTable('thalweg', theme)
  for (let i = 0; i < TONES; i += 7) {
    const flat = lightnessAt(table, i, FLAT)
    for (let j = 0; j < SHADES; j++) expect(Math.abs(lightnessAt(table, i, j) - flat)).toBeLessThanOrEqual(10)
    expect(lightnessAt(table, i, 0)).toBeLessThan(flat + 0.2)
    expect(lightnessAt(table, i, SHADES - 1)).toBeGreaterThan(flat - 0.2)
  }
})

test('the table begins and ends with the stops', () => {
  for (const theme of THEMES) {
    const { colours } = stopsOf('thalweg', theme)
    const rgb = (hex: string) => `rgb(${fromHex(hex).map((c) => Math.round(c * 255)).join(', ')})`
    expect(toneColour('thalweg', theme, 0)).toBe(rgb(colours[0]!))
    expect(toneColour('thalweg', theme, 1)).toBe(rgb(colours.at(-1)!))
  }
})

test('slopes that face north-west are lit, those that face south-east lie in shadow, level ground neither', () => {
  // tone that rises to the south-east faces north-west
  expect(shadeOf(1, 1, 1)).toBeGreaterThan(0.3)
  expect(shadeOf(-1, -1, 1)).toBeLessThan(-0.3)
  expect(Math.abs(shadeOf(0, 0, 1))).toBeLessThan(0.02)
  fc.assert(fc.property(fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.double({ min: -1e3, max: 1e3, noNaN: true }), (x, y) => Math.abs(shadeOf(x, y, 0.84)) <= 1))
})

test('relief does not change with the size of the picture, and is nothing when it is off', () => {
  const cone = (n: number) => Float32Array.from({ length: n * n }, (_, k) => Math.hypot((k % n) / (n - 1) - 0.5, Math.floor(k / n) / (n - 1) - 0.5))
  const at = (n: number, step: number, relief: number) => {
    const out = new Float32Array(n * n)
    shade(cone(n), n, n, step, step, relief, out)
    return out
  }
  const small = at(41, 4, 1)
  const large = at(81, 2, 1)
  // the same place, a quarter in from the top left
  expect(small[10 * 41 + 10]!).toBeCloseTo(large[20 * 81 + 20]!, 2)
  expect(at(41, 4, 0).every((s) => s === 0)).toBe(true)
})

test('a small table, mixed between its entries as a graphics card does, is the large one to a level or two', () => {
  const large = colourTable('thalweg', 'dark'), small = colourTable('thalweg', 'dark', 128, 17)
  let worst = 0
  for (let i = 0; i < 512; i += 7) for (let j = 0; j < 65; j += 3) {
    const u = (i / 511) * 127, v = (j / 64) * 16, a = Math.min(126, Math.floor(u)), b = Math.min(15, Math.floor(v)), p = u - a, q = v - b
    for (let c = 0; c < 3; c++) {
      const at = (k: number, l: number): number => small[4 * (k * 17 + l) + c]!
      const mixed = (1 - p) * ((1 - q) * at(a, b) + q * at(a, b + 1)) + p * ((1 - q) * at(a + 1, b) + q * at(a + 1, b + 1))
      worst = Math.max(worst, Math.abs(mixed - large[4 * (i * 65 + j) + c]!))
    }
  }
  expect(worst).toBeLessThan(2.5)
})

test('a valley of equal banks looks the same on both: relief is held back where all slopes lie along one line, and only there', () => {
  const bend = (narrow: number): number => {
    const n = 61, tones = Float32Array.from({ length: n * n }, (_, k) => Math.sqrt(((k % n) - 30) ** 2 / narrow + (Math.floor(k / n) - 30) ** 2) / 45), shades = new Float32Array(n * n)
    shade(tones, n, n, 4, 4, 1, shades)
    return Math.abs(shades[10 * n + 30]! - shades[50 * n + 30]!)
  }
  expect(bend(400)).toBeLessThan(0.6 * bend(1))
  expect([strengthFor(0), strengthFor(0.8)]).toEqual([1, 1])
  expect(strengthFor(1)).toBeCloseTo(0.25, 12)
})
