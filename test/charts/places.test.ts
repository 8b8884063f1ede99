import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shareOf } from '#charts/marks/altimeter.ts'
import { apart } from '#charts/marks/apart.ts'
import { clipPolyline, clipSegment } from '#charts/marks/clip.ts'
import { type Ink, pieces } from '#charts/marks/ink.ts'
import { layPlates } from '#charts/map/drawing.ts'
import { fanned } from '#charts/marks/fan.ts'
import { drawNames, type Head, HEAD, headsOf, leavingsOf } from '#charts/marks/path.ts'
import { drawPoints } from '#charts/marks/points.ts'
import { nothingTaken, placeBeside, type Taken } from '#charts/marks/place.ts'
import { layLegend, type PlateBox } from '#charts/marks/plate.ts'
import { mapKey, startKey } from '#charts/map/keys.ts'
import { panned, pointAt, viewport, visibleWindow, xOf, yOf, zoomed } from '#charts/viewport.ts'
import { styleOf } from '#charts/methods.ts'
import type { Domain, MapRun } from '#charts/props.ts'

const BOX = { left: 40, top: 2, width: 800, height: 600 }
const DOMAIN: Domain = [[-2, 2], [-1, 1]]

test('on equal axes a unit is as long in x as in y, and the whole domain is visible', () => {
  const coordinate = fc.double({ min: -100, max: 100, noNaN: true })
  const span = fc.double({ min: 0.01, max: 100, noNaN: true })
  fc.assert(fc.property(coordinate, coordinate, span, span, fc.integer({ min: 50, max: 2000 }), fc.integer({ min: 50, max: 2000 }), (x, y, w, h, width, height) => {
    const window = visibleWindow([[x, x + w], [y, y + h]], width, height)
    const view = viewport(window, { left: 0, top: 0, width, height })
    expect(Math.abs(view.perX / view.perY - 1)).toBeLessThan(1e-6)
    expect(window[0][0]).toBeLessThanOrEqual(x + 1e-9 * w)
    expect(window[1][1]).toBeGreaterThanOrEqual(y + h - 1e-9 * h)
  }))
})

test('pixels and points are two names of one place', () => {
  const view = viewport(visibleWindow(DOMAIN, BOX.width, BOX.height), BOX)
  const at = pointAt(view, xOf(view, 0.7), yOf(view, -0.3))
  expect(at.x).toBeCloseTo(0.7, 12)
  expect(at.y).toBeCloseTo(-0.3, 12)
  expect(yOf(view, 1)).toBeLessThan(yOf(view, -1))
})

test('zooming keeps the point under the pointer, panning keeps the size', () => {
  const about = { x: 1.2, y: -0.4 }
  const near = zoomed(DOMAIN, 0.5, about)
  expect((about.x - near[0][0]) / (near[0][1] - near[0][0])).toBeCloseTo((about.x + 2) / 4, 12)
  expect(panned(DOMAIN, 1, -1)).toEqual([[-1, 3], [-2, 0]])
})

test('clipped segments lie inside, and what misses is gone', () => {
  const box = { left: 0, top: 0, width: 10, height: 10 }
  expect(clipSegment(-5, 5, 15, 5, box)).toEqual([0.25, 0.75])
  expect(clipSegment(-5, -5, -1, 20, box)).toBeUndefined()
  expect(clipSegment(1, 1, 2, 2, box)).toEqual([0, 1])
  expect(clipSegment(5, 5, NaN, 5, box)).toBeUndefined()
  // a path on its way to 10^200
  const far = clipSegment(5, 5, 1e200, 1e200, box)!
  expect(far[0]).toBe(0)
  expect(5 + (1e200 - 5) * far[1]).toBeCloseTo(10, 6)
})

test('a line that leaves and comes back is two pieces; a hole cuts it', () => {
  const box = { left: 0, top: 0, width: 10, height: 10 }
  expect(clipPolyline(Float64Array.of(5, 5, 20, 5, 20, 8, 5, 8), box)).toHaveLength(2)
  expect(clipPolyline(Float64Array.of(1, 1, 2, 2, NaN, NaN, 3, 3, 4, 4), box)).toHaveLength(2)
})

test('a label goes to the right where nothing is, elsewhere where something is, and never out of the frame', () => {
  const free = placeBeside(nothingTaken(), BOX, 300, 300, 60, 14, 12)
  expect(free).toMatchObject({ x: 312, y: 300, align: 'left' })
  const taken = nothingTaken()
  taken.boxes.push([310, 290, 400, 310])
  expect(placeBeside(taken, BOX, 300, 300, 60, 14, 12).align).not.toBe('left')
  const edge = placeBeside(nothingTaken(), BOX, BOX.left + BOX.width - 5, 300, 60, 14, 12)
  expect(edge.align).toBe('right')
})

test('a second label at the same place does not cover the first', () => {
  const taken = nothingTaken()
  placeBeside(taken, BOX, 300, 300, 60, 14, 12)
  placeBeside(taken, BOX, 302, 300, 60, 14, 12)
  const [a, b] = taken.boxes as [[number, number, number, number], [number, number, number, number]]
  expect(a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1]).toBe(true)
})

test('where all eight places are taken a label stands farther out, and says so where that is taken too', () => {
  const ring = nothingTaken()
  ring.boxes.push([280, 280, 320, 320])
  const out = placeBeside(ring, BOX, 300, 300, 60, 14, 12)
  expect(out.clash).toBe(false)
  expect(Math.abs(out.x - 300)).toBeGreaterThan(20)
  const full = nothingTaken()
  full.boxes.push([200, 200, 400, 400])
  expect(placeBeside(full, BOX, 300, 300, 60, 14, 12).clash).toBe(true)
})

/** Words that a drawing writes, and the boxes of its plates; every letter is seven pixels wide. */
function listening(): { ink: Ink; words: string[] } {
  const words: string[] = []
  const ink = new Proxy({} as Record<string, unknown>, {
    get: (target, name: string) => target[name] ?? (name === 'measureText' ? (text: string) => ({ width: 7 * text.length }) : name === 'fillText' ? (text: string) => void words.push(text) : () => undefined),
    set: (target, name: string, value) => {
      target[name] = value
      return true
    },
  })
  return { ink: ink as unknown as Ink, words }
}

const view = viewport(visibleWindow(DOMAIN, BOX.width, BOX.height), BOX)
const runFrom = (id: string, dx: number): MapRun => ({ id, label: id, style: styleOf('gradient-descent'), points: Float64Array.of(0, 0, dx, 0) })

test('no run is named where all stand on the start; each is once it has left', () => {
  const runs = [runFrom('one', 0.5), runFrom('two', -0.5)]
  const named = (playhead: number): string[] => {
    const { ink, words } = listening()
    drawNames(ink, view, headsOf(view, runs, playhead, { x: 0, y: 0 }), 'light', 1, nothingTaken())
    return words
  }
  expect(named(0)).toEqual([])
  expect(named(1).toSorted()).toEqual(['one', 'two'])
})

test('heads on one place stand in a ring round it, each tied to where its run is; others and those at the start stay', () => {
  const runs = [...Array.from({ length: 5 }, (_, k) => runFrom(`at ${k}`, 0.5)), runFrom('near', 0.5 + 5 / view.perX), runFrom('far', 0.5 + 40 / view.perX)]
  const heads = headsOf(view, runs, 1), apart = fanned(heads, view, 1)
  expect(apart[6]).toEqual(heads[6])
  const ring = apart.slice(0, 6)
  for (const [k, head] of ring.entries()) {
    expect(head.from).toEqual({ x: heads[k]!.x, y: heads[k]!.y })
    for (const other of ring.slice(k + 1)) expect(Math.hypot(head.x - other.x, head.y - other.y)).toBeGreaterThan(2 * HEAD)
    expect(Math.hypot(head.x - head.from!.x, head.y - head.from!.y)).toBeLessThan(3 * HEAD)
  }
  const waiting = headsOf(view, runs, 0, { x: 0, y: 0 })
  expect(fanned(waiting, view, 1)).toEqual(waiting)
  // at the edge the ring moves in
  const cornered = fanned(heads.map((head) => ({ ...head, x: BOX.left, y: BOX.top })), view, 2)
  for (const { x, y } of cornered) expect(x - BOX.left >= 2 * HEAD && y - BOX.top >= 2 * HEAD).toBe(true)
})

test('the number of a point is not hidden by heads that stand in a ring round it', () => {
  const ringed = [0, 1, 2, 3, 4, 5].map((k) => runFrom(`at ${k}`, 0.5)), point = { x: 0.5, y: 0, kind: 'minimum', label: '0.87' } as const
  const numberAt = (playhead: number): { readonly box: Taken['boxes'][number]; readonly heads: readonly Head[] } => {
    const heads = fanned(headsOf(view, ringed, playhead, { x: 0, y: 0 }), view, 1), taken = nothingTaken()
    drawPoints(listening().ink, view, [point], 'light', 1, taken, heads.filter((head) => head.from))
    return { box: taken.boxes.at(-1)!, heads }
  }
  const { box: [left, top, right, bottom], heads } = numberAt(1)
  for (const { x, y } of heads) expect(x + HEAD <= left || x - HEAD >= right || y + HEAD <= top || y - HEAD >= bottom).toBe(true)
  expect(left).toBeGreaterThan(numberAt(0).box[0])
})

test('a name that would cover another is left out, but never that of the selected run', () => {
  const crowd = Array.from({ length: 30 }, (_, k) => ({ ...runFrom(`run ${k}`, 0.5), selected: k === 29 }))
  const { ink, words } = listening()
  const taken = nothingTaken()
  drawNames(ink, view, headsOf(view, crowd, 1), 'light', 1, taken)
  expect(words).toContain('run 29')
  expect(words.length).toBeGreaterThan(4)
  expect(words.length).toBeLessThan(30)
  for (const [k, a] of taken.boxes.entries()) for (const b of taken.boxes.slice(k + 1)) expect(Math.min(a[2], b[2]) - Math.max(a[0], b[0]) > 1 && Math.min(a[3], b[3]) - Math.max(a[1], b[1]) > 1).toBe(false)
})

test('the legend keeps off critical points and paths, and rests where it stood for a small gain', () => {
  const { ink } = listening()
  const entries = [{ sign: 'contours', text: 'contours every 0.1' }] as const
  const lay = (avoid: number[], before?: PlateBox): PlateBox => layLegend(ink, view, entries, 1, avoid, before)!.box
  const home = lay([])
  expect([home[0], home[3]]).toEqual([view.left + 10, view.top + view.height - 10])
  const x = home[0] + 20, y = home[1] + 10
  expect(lay([x, y, 1])[0]).toBeGreaterThan(home[2])
  expect(lay([x, y, 0.25, x + 30, y, 0.25, x + 60, y, 0.25])[0]).toBeGreaterThan(home[2])
  expect(lay([x, y, 0.25], home)).toEqual(home)
  // a point in every corner: it stands between two of them
  const corners = [view.left + 30, view.left + view.width - 30].flatMap((px) => [view.top + 30, view.top + view.height - 30].flatMap((py) => [px, py, 1]))
  const between = lay(corners)
  expect(between[0]).toBeGreaterThan(view.left + 30)
  expect(between[2]).toBeLessThan(view.left + view.width - 30)
})

test('the caption stands below what covers the upper left corner, and where nothing does at the edge', () => {
  const { ink } = listening()
  const caption = (covered?: readonly [number, number, number]): PlateBox => layPlates(ink, view, { theme: 'light', domain: DOMAIN, caption: '66 × 64 values, 48 % refined', layers: { legend: false }, covered }, undefined).boxes.at(-1)!
  expect(caption()[1]).toBe(view.top + 10)
  expect(caption([0, 56, 64])[1]).toBe(view.top + 10)
  expect(caption([156, 56, 64])[1]).toBe(view.top + 64)
})

test('a legend of ends that would hide a tenth of the map leaves out what needs no words', () => {
  const grid = { figure: 'grid', x: Float64Array.of(-2, 0, 2), y: Float64Array.of(-1, 0, 1), values: new Float64Array(9) } as const
  const line = (text: string, brief: string) => Array.from({ length: 6 }, () => ({ end: 0, text, brief }))
  const lay = (width: number, height: number) => {
    const { ink, words } = listening(), box = { left: 40, top: 2, width, height }
    const small = viewport(visibleWindow(DOMAIN, width, height), box)
    const plates = layPlates(ink, small, { theme: 'light', domain: DOMAIN, points: [{ x: 0, y: 0, kind: 'minimum', label: '0' }], ends: { grid, ends: ['one'], legend: line('ends at the minimum at 0, near (3, 2): 23 %', 'minimum at 0: 23 %') } }, undefined)
    plates.draw(ink)
    const [left, top, right, bottom] = plates.legend!
    return { words, share: ((right - left) * (bottom - top)) / (width * height) }
  }
  const large = lay(1200, 800), small = lay(710, 420)
  expect(large.words).toContain('minimum')
  expect(large.words).toContain('ends at the minimum at 0, near (3, 2): 23 %')
  expect(new Set(small.words)).toEqual(new Set(['minimum at 0: 23 %', '1']))
  expect(small.share).toBeLessThan(0.1)
})

test('a legend with one entry a row is no wider than that', () => {
  const { ink } = listening()
  const wide = (entries: Parameters<typeof layLegend>[2]): number => {
    const [left, , right] = layLegend(ink, view, entries, 1)!.box
    return right - left
  }
  const saddle = { sign: 'saddle', text: 'saddle' } as const, curve = { sign: 'curve', text: 'line of minima' } as const
  expect(wide([saddle, curve])).toBe(wide([curve]))
})

test('a run that diverged is named where it leaves the map, and only once it has left', () => {
  const away: MapRun = { ...runFrom('too large', 0.5), points: Float64Array.of(0, 0, 0.5, 0, 90, 0), diverged: true }
  expect(leavingsOf(view, [away], 1, 1)).toEqual([])
  const [leaves] = leavingsOf(view, [away], 2, 1)
  expect(leaves!.x).toBeGreaterThan(view.left + view.width - 12)
  expect(leavingsOf(view, [{ ...away, diverged: false }, { ...away, hidden: true }], 2, 1)).toEqual([])
  const { ink, words } = listening()
  drawNames(ink, view, [leaves!], 'light', 1, nothingTaken())
  expect(words).toEqual(['too large'])
})

test('letters of formulas are told from words', () => {
  expect(pieces('w')).toEqual([{ text: 'w', math: true, shift: 0 }])
  expect(pieces('ω_1')).toEqual([{ text: 'ω', math: true, shift: 0 }, { text: '1', math: false, shift: -1 }])
  expect(pieces('Step size α')).toEqual([{ text: 'Step size ', math: false, shift: 0 }, { text: 'α', math: true, shift: 0 }])
  expect(pieces('2/L')).toEqual([{ text: '2/', math: false, shift: 0 }, { text: 'L', math: true, shift: 0 }])
  expect(pieces('Run a second')).toEqual([{ text: 'Run a second', math: false, shift: 0 }])
  expect(pieces('10⁻⁴')).toEqual([{ text: '10', math: false, shift: 0 }, { text: '−4', math: false, shift: 1 }])
})

const plain = { shift: false, alt: false, other: false }
test('the start moves by 1 %, 10 % and 0.1 % of the view', () => {
  const at = { x: 0, y: 0 }
  expect(startKey({ key: 'ArrowRight', ...plain }, at, DOMAIN)).toEqual({ x: 0.04, y: 0 })
  expect(startKey({ key: 'ArrowUp', ...plain, shift: true }, at, DOMAIN)!.y).toBeCloseTo(0.2, 12)
  expect(startKey({ key: 'ArrowLeft', ...plain, alt: true }, at, DOMAIN)!.x).toBeCloseTo(-0.004, 12)
  expect(startKey({ key: 'x', ...plain }, at, DOMAIN)).toBeUndefined()
})

test('keys on the map mean what the help says', () => {
  const at = { x: 0, y: 0 }
  const means = (key: string, more = {}) => mapKey({ key, ...plain, ...more }, at, DOMAIN)?.does
  expect(['ArrowUp', 'Enter', 'p', '0', '+', '-', 'Escape', 'q'].map((k) => means(k))).toEqual(['cursor', 'set', 'pin', 'fit', 'view', 'view', 'leave', undefined])
  expect(means('ArrowUp', { alt: true })).toBe('view')
  // the page's own shortcuts pass
  expect(means('p', { other: true })).toBeUndefined()
  // the cursor stays on the map
  const edge = mapKey({ key: 'ArrowRight', ...plain }, { x: 2, y: 0 }, DOMAIN)
  expect(edge).toEqual({ does: 'cursor', at: { x: 2, y: 0 } })
})

test('markers on the altimeter stand apart, in their order, inside the bar', () => {
  const places = apart([100, 101, 102, 300], 11, 0, 320)
  for (let k = 1; k < places.length; k++) expect(places[k]! - places[k - 1]!).toBeGreaterThanOrEqual(10.8)
  expect(places[3]).toBe(300)
  const low = apart([318, 319, 320], 11, 0, 320)
  expect(Math.max(...low)).toBeLessThanOrEqual(320)
})

test('the altimeter is even in loss for a power, in tone for a root and for a logarithm', () => {
  expect(shareOf({ form: 'power', low: 0, high: 4, p: 0.5 }, 1)).toBe(0.5)
  expect(shareOf({ form: 'power', low: 0, high: 4, p: 0.75 }, 1)).toBe(0.25)
  expect(shareOf({ form: 'log', low: 0, high: 1, e: 0.03 }, 0.2)).toBeCloseTo(Math.log(0.23 / 0.03) / Math.log(1.03 / 0.03), 12)
  expect(shareOf({ form: 'power', low: 0, high: 4, p: 0.75 }, 1e9)).toBe(1)
})
