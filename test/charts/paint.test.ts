import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { Grid } from '#figures/figure.ts'
import { chartToSvg } from '#charts/export/chart.ts'
import { mapToSvg } from '#charts/export/map.ts'
import { encodePng } from '#charts/export/png.ts'
import { SvgInk } from '#charts/export/svg-ink.ts'
import { fromHex, lightness } from '#charts/map/oklab.ts'
import { styleOf } from '#charts/methods.ts'
import { paint, type PaintJob, placeAgain } from '#charts/painter/paint.ts'
import { openPainter } from '#charts/painter/painter.ts'
import type { MapPicture } from '#charts/props.ts'

const grid = (f: (x: number, y: number) => number, n = 41): Grid => {
  const axis = Float64Array.from({ length: n }, (_, i) => -1 + (2 * i) / (n - 1))
  return { figure: 'grid', x: axis, y: axis, values: Float64Array.from({ length: n * n }, (_, k) => f(axis[k % n]!, axis[Math.floor(k / n)]!)) }
}
const job = (f: (x: number, y: number) => number, more: Partial<PaintJob> = {}): PaintJob => ({
  grid: grid(f), complete: true, window: [[-1, 1], [-1, 1]], width: 240, height: 240, density: 1, theme: 'light', colours: 'thalweg', toneForm: 'root', levelMode: 'even', relief: 0,
  contours: false, labels: false, scale: 1, ...more,
})
const at = (painted: ReturnType<typeof paint>['painted'], x: number, y: number) => {
  const i = Math.round(((x + 1) / 2) * (painted.columns - 1))
  const j = Math.round(((1 - y) / 2) * (painted.rows - 1))
  return [...painted.pixels.subarray(4 * (j * painted.columns + i), 4 * (j * painted.columns + i) + 4)]
}
const near = (got: readonly number[], hex: string) => fromHex(hex).forEach((c, i) => expect(Math.abs(got[i]! - c * 255)).toBeLessThan(6))
const bowl = (x: number, y: number) => x * x + y * y
const L = ([r, g, b]: readonly number[]) => lightness([r! / 255, g! / 255, b! / 255])

test('the lowest place has the lowest colour, the highest the highest, in both themes', () => {
  expect.assertions(12)
  near(at(paint(job(bowl)).painted, 0, 0), '#6FA5BE')
  near(at(paint(job(bowl)).painted, 1, 1), '#FAF6EA')
  near(at(paint(job(bowl, { theme: 'dark' })).painted, 0, 0), '#071623')
  near(at(paint(job(bowl, { theme: 'dark' })).painted, -1, 1), '#62928A')
})

test('low is dark and high is pale whatever the light does: relief moves no place by more than 10 L*', () => {
  const flat = paint(job((x, y) => x * y + x, { toneForm: 'power' })).painted
  const lit = paint(job((x, y) => x * y + x, { toneForm: 'power', relief: 1 })).painted
  let moved = 0
  for (let k = 0; k < flat.pixels.length; k += 4 * 37) {
    const d = L([...lit.pixels.subarray(k, k + 3)]) - L([...flat.pixels.subarray(k, k + 3)])
    expect(Math.abs(d)).toBeLessThanOrEqual(10)
    moved = Math.max(moved, Math.abs(d))
  }
  expect(moved).toBeGreaterThan(2)
})

test('losses of 10³⁰⁰, of 10⁻³⁰⁰ and of a million and a little are seen like those of 1, with as many lines', () => {
  const seen = (f: (x: number, y: number) => number) => paint(job(f, { contours: true })).painted
  const plain = seen(bowl)
  for (const factor of [2 ** 996, 2 ** -996]) {
    const { pixels, strokes, levels } = seen((x, y) => factor * bowl(x, y))
    expect(strokes.length).toBeGreaterThan(15)
    expect(levels.labels.every((label) => label.includes('·10') || label.startsWith('10'))).toBe(true)
    let far = 0
    for (let k = 0; k < pixels.length; k++) far = Math.max(far, Math.abs(pixels[k]! - plain.pixels[k]!))
    // levels are other round numbers, so bands are
    expect(far).toBeLessThan(24)
  }
  expect(seen((x, y) => 1e6 + 1e-3 * bowl(x, y)).strokes.length).toBeGreaterThan(15)
})

test('bands: with contours on, tone changes by steps at the levels', () => {
  const row = (contours: boolean) => {
    const { pixels, columns } = paint(job((x) => x, { toneForm: 'power', contours })).painted
    return new Set(Array.from({ length: columns }, (_, i) => pixels[4 * (100 * columns + i)]!)).size
  }
  expect(row(true)).toBeLessThan(row(false))
})

test('holes are hatched on the panel colour, what is not computed yet is left clear', () => {
  const holed = (x: number, y: number) => (x < -0.2 ? NaN : bowl(x, y))
  const done = paint(job(holed)).painted
  const colours = new Set(Array.from({ length: 40 }, (_, k) => at(done, -0.9 + k * 0.015, 0.5).join(' ')))
  expect(colours).toEqual(new Set(['255 255 255 255', '205 201 188 255']))
  expect(at(paint(job(holed, { complete: false })).painted, -0.7, 0)[3]).toBe(0)
  near(at(paint(job(holed, { complete: false, coarse: grid(bowl, 9) })).painted, -1, 1), '#FAF6EA')
})

test('where every start ends is coloured over the map, with a line between two ends; what diverges is hatched, what has not settled stays clear', () => {
  const ends = { grid: grid((x) => (x < -0.5 ? 0 : x < 0 ? 1 : x < 0.5 ? -1 : NaN), 41), colours: ['#FF0000', '#0000FF'] }
  const bare = paint(job(() => 1)).painted
  const painted = paint(job(() => 1, { ends })).painted
  const row = (p: typeof painted, from: number, to: number) => Array.from({ length: 30 }, (_, k) => at(p, from + ((to - from) * k) / 29, 0.02))
  expect(at(painted, -0.75, 0)[0]).toBeGreaterThan(at(bare, -0.75, 0)[0]!)
  expect(at(painted, -0.25, 0)[2]).toBeGreaterThan(at(bare, -0.25, 0)[2]!)
  const hatched = new Set(row(painted, 0.06, 0.44).map((c) => c.join(' ')))
  expect(hatched).toContain(at(bare, 0.25, 0.02).join(' '))
  expect(hatched.size).toBe(2)
  expect(row(painted, 0.56, 0.95)).toEqual(row(bare, 0.56, 0.95))
  expect(Math.min(...row(painted, -0.6, -0.4).map((c) => c[1]!))).toBeLessThan(at(painted, -0.75, 0)[1]!)
})

test('one job gives levels, strokes and labels, and labels can be placed again', () => {
  const { painted, lines } = paint(job(bowl, { contours: true, labels: true, width: 500, height: 500 }))
  expect(painted.levels.mode).toBe('even')
  expect(painted.strokes.some((s) => s.bold)).toBe(true)
  expect(painted.labels.length).toBeGreaterThan(2)
  const { x, y } = painted.labels[0]!
  const moved = placeAgain(lines, { points: Float32Array.of(x, y), boxes: new Float32Array(0) })
  expect(moved.every((l) => Math.hypot(l.x - x, l.y - y) > 10)).toBe(true)
})

test('large pictures are filled no finer than is seen', () => {
  const { columns, rows } = paint(job(bowl, { width: 1320, height: 726, density: 3 })).painted
  expect(columns * rows).toBeLessThan(1_700_000)
})

test('the newest painting wins: one that waits is dropped when another comes', async () => {
  const painter = openPainter()
  const answers = await Promise.all([painter.paint(job(bowl)), painter.paint(job(bowl, { width: 100 })), painter.paint(job(bowl, { width: 50 }))])
  expect(answers.map((a) => a?.width)).toEqual([240, undefined, 50])
  painter.close()
  expect(await painter.paint(job(bowl))).toBeUndefined()
})

test('a PNG holds the pixels that went in', async () => {
  const pixels = Uint8ClampedArray.from({ length: 5 * 3 * 4 }, (_, k) => (k * 37) % 256)
  const png = await encodePng(pixels, 5, 3)
  expect([...png.subarray(0, 4)]).toEqual([137, 80, 78, 71])
  const view = new DataView(png.buffer)
  expect([view.getUint32(16), view.getUint32(20)]).toEqual([5, 3])
  const length = view.getUint32(33)
  const raw = inflateSync(png.subarray(41, 41 + length))
  const out = new Uint8Array(60)
  for (let y = 0; y < 3; y++) for (let k = 0; k < 20; k++) out[y * 20 + k] = (raw[y * 21 + 1 + k]! + (y ? out[(y - 1) * 20 + k]! : 0)) & 255
  expect([...out]).toEqual([...pixels])
})

const PICTURE: MapPicture = {
  theme: 'light', grid: grid(bowl), domain: [[-1, 1], [-1, 1]], xLabel: 'w', yLabel: 'b', start: { x: 0.8, y: 0.6 }, playhead: 2,
  points: [{ x: 0, y: 0, kind: 'minimum', label: '0.00' }],
  runs: [{ id: '0', label: 'Momentum <1>', style: styleOf('momentum'), points: Float64Array.of(0.8, 0.6, 0.4, 0.3, 0.1, 0.2), values: Float64Array.of(1, 0.25, 0.05) }],
}
const NOTES = { caption: 'A bowl & its bottom.', link: '#/explore/abc', seed: 7 }

test('the map as SVG needs no browser: fill, lines, labels, caption, link and seed are in it', async () => {
  const svg = (await mapToSvg(PICTURE, NOTES, { width: 420, height: 300 })).replace(/base64,[^"]+/, 'base64,')
  expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"')).toBe(true)
  for (const part of ['data:image/png;base64,', 'A bowl &amp; its bottom.', '#/explore/abc', 'seed 7', 'Momentum &lt;1&gt;', '>start<', '>minimum<', '#003ec4']) expect([part, svg.toLowerCase().includes(part.toLowerCase())]).toEqual([part, true])
  expect(svg.match(/<g /g)?.length).toBe(svg.match(/<\/g>/g)?.length)
  expect(/NaN|undefined|Infinity/.exec(svg)).toBeNull()
})

test('a chart as SVG likewise', () => {
  const y = Float64Array.from({ length: 40 }, (_, k) => 0.8 ** k)
  const svg = chartToSvg({ theme: 'light', title: 'Loss', yScale: 'log', playhead: 10, series: [{ id: '0', label: 'Adam', style: styleOf('adam'), y }], limits: [{ y: 0.5, label: '2/L' }] }, NOTES)
  for (const part of ['>Loss<', 'stroke-dasharray', '>2/<', 'seed 7']) expect([part, svg.includes(part)]).toEqual([part, true])
  expect(/NaN|undefined|Infinity/.exec(svg)).toBeNull()
})

test('SVG ink follows turns, clips and colours with an alpha', () => {
  const ink = new SvgInk()
  ink.save()
  ink.beginPath()
  ink.rect(0, 0, 10, 10)
  ink.clip()
  ink.translate(5, 5)
  ink.rotate(Math.PI / 2)
  ink.beginPath()
  ink.moveTo(1, 0)
  ink.lineTo(0, 0)
  ink.strokeStyle = '#11223380'
  ink.stroke()
  ink.restore()
  const svg = ink.document(10, 10, { title: 'a', description: 'b' })
  expect(svg).toContain('M5 6L5 5')
  expect(svg).toContain('stroke="#112233" stroke-opacity="0.502"')
  expect(svg).toContain('</g></svg>')
})

test('two maps stand in one picture, each under its title, over one caption and one scale of colours', async () => {
  const svg = (await mapToSvg([PICTURE, PICTURE], NOTES, { width: 760, height: 300, titles: ['Left: GD', 'Right: Adam'] })).replaceAll(/base64,[^"]+/g, 'base64,')
  expect(svg.match(/<image /g)).toHaveLength(2)
  for (const once of ['>Left: GD<', '>Right: Adam<', '>seed 7<']) expect([once, svg.split(once).length]).toEqual([once, 2])
})
