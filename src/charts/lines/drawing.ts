/** The line chart: zones, grid, limits, lines bright up to the playhead and faded beyond it, markers at the playhead. */
import { apart } from '../marks/apart.ts'
import { drawText, type Ink, segment, tracePolyline, widthOf, withAlpha } from '../marks/ink.ts'
import { drawMarker } from '../marks/marker.ts'
import { colourOf } from '../methods.ts'
import type { ChartSeries, LinePicture } from '../props.ts'
import { type Tokens, tokens } from '../theme.ts'
import type { Box } from '../viewport.ts'
import { type Axis, countOf, placeOf, xAxis, yAxis } from './axes.ts'
import { decimate, type Polyline } from './decimate.ts'

/** A chart laid out for a size: what does not change while it plays. */
export interface LaidLines {
  readonly box: Box
  readonly x: Axis
  readonly y: Axis
  readonly lines: readonly { readonly series: ChartSeries; readonly line: Polyline }[]
}

export const FADED = 0.22
const TITLE = 24
const TICK = 12

export function layLines(ink: Ink, picture: LinePicture, width: number, height: number): LaidLines {
  const scale = picture.scale ?? 1
  const top = (picture.title === undefined ? 8 : TITLE + 6) * scale
  const bottom = (20 + (picture.xLabel === undefined ? 0 : 15)) * scale
  const room = Math.max(1, height - top - bottom)
  const y = yAxis(picture, room / scale)
  const widest = Math.max(14 * scale, ...y.ticks.map((t) => widthOf(ink, t.label, TICK * scale)))
  const left = Math.min(widest + 8 * scale, width / 2)
  const right = 10 * scale
  const box = { left, top, width: Math.max(1, width - left - right), height: room }
  const x = xAxis(picture, box.width / scale)
  const lines = picture.series.filter((s) => !s.hidden).map((series) => ({
    series,
    line: decimate(countOf(series), (k) => box.left + x.at(placeOf(series, k)) * box.width, (k) => {
      const share = y.at(series.y[k]!)
      // far outside is as good as just outside, and a canvas can hold it
      return box.top + (1 - Math.max(-4, Math.min(5, share))) * box.height
    }),
  }))
  return { box, x, y, lines }
}

/** Entry of a series at a common step; -1 before it begins, its last after it ends. */
export const entryAt = (series: ChartSeries, playhead: number): number => Math.min(countOf(series) - 1, Math.floor(playhead) - (series.from ?? 0))

/** The common step nearest to a pixel, by the first visible series. */
export function stepAt(laid: LaidLines, px: number): number | undefined {
  const series = laid.lines.reduce<ChartSeries | undefined>((best, { series: s }) => (!best || countOf(s) > countOf(best) ? s : best), undefined)
  if (!series) return undefined
  const value = laid.x.from + ((px - laid.box.left) / laid.box.width) * (laid.x.to - laid.x.from)
  let lo = 0
  let hi = Math.max(0, countOf(series) - 1)
  while (lo < hi) {
    const mid = (lo + hi) >> 1
    if (placeOf(series, mid) < value) lo = mid + 1
    else hi = mid
  }
  if (lo > 0 && value - placeOf(series, lo - 1) < placeOf(series, lo) - value) lo--
  return lo + (series.from ?? 0)
}

export function drawLines(ink: Ink, picture: LinePicture, laid: LaidLines, width: number, height: number, playhead: number | undefined): void {
  drawGround(ink, picture, laid, width, height)
  const { box } = laid
  ink.save()
  ink.beginPath()
  ink.rect(box.left, box.top - 3, box.width + 6, box.height + 3)
  ink.clip()
  for (const pass of ['future', 'past'] as const)
    for (const { series, line } of laid.lines) drawSeries(ink, picture, series, line, playhead, pass)
  ink.restore()
  drawLimits(ink, picture, laid)
  drawEnds(ink, picture, laid)
  if (playhead !== undefined) drawPlayhead(ink, picture, laid, playhead)
  if (picture.directLabels) drawNames(ink, picture, laid)
}

function drawGround(ink: Ink, picture: LinePicture, { box, x, y }: LaidLines, width: number, height: number): void {
  const colours = tokens(picture.theme)
  const scale = picture.scale ?? 1
  const size = TICK * scale
  ink.setLineDash([])
  if (picture.title !== undefined) drawText(ink, picture.title, 0, 11 * scale, { size: 13 * scale, colour: colours.ink2 })
  for (const zone of picture.zones ?? []) {
    const a = share(y, zone.from)
    const b = share(y, zone.to)
    if (!(b > a)) continue
    ink.fillStyle = zone.tone === 'soft' ? colours.soft : zone.tone === 'warn' ? colours.warnSoft : colours.dangerSoft
    ink.beginPath()
    ink.rect(box.left, box.top + (1 - b) * box.height, box.width, (b - a) * box.height)
    ink.fill()
  }
  ink.lineWidth = 1
  for (const t of y.ticks) {
    const at = Math.round(box.top + (1 - y.at(t.at)) * box.height) + 0.5
    if (at < box.top - 1 || at > box.top + box.height + 1) continue
    if (!t.short || y.ticks.length < 12) {
      ink.strokeStyle = t.short ? withAlpha(colours.line, 0.5) : colours.line
      segment(ink, box.left, at, box.left + box.width, at)
    }
  }
  // where numbers would touch, a power of ten stays
  const taken: number[] = []
  for (const t of [...y.ticks].sort((a, b) => Number(powerOfTen(b.at)) - Number(powerOfTen(a.at)))) {
    const at = Math.round(box.top + (1 - y.at(t.at)) * box.height) + 0.5
    if (t.short || at < box.top - 1 || at > box.top + box.height + 1) continue
    const place = Math.min(Math.max(at, size / 2), box.top + box.height)
    if (taken.some((other) => Math.abs(other - place) < size + scale)) continue
    taken.push(place)
    drawText(ink, t.label, box.left - 7 * scale, place, { size, colour: colours.ink3, align: 'right' })
  }
  const base = Math.round(box.top + box.height) + 0.5
  ink.strokeStyle = colours.line2
  segment(ink, box.left, base, box.left + box.width, base)
  // ticks start at the left end and leave out what would be cut or touch
  let free = -Infinity
  for (const t of x.ticks) {
    const at = box.left + x.at(t.at) * box.width
    segment(ink, Math.round(at) + 0.5, base, Math.round(at) + 0.5, base + 3 * scale)
    const half = widthOf(ink, t.label, size) / 2
    const place = Math.min(at, width - half)
    if (t.short || place - half < free || place - at < -half) continue
    drawText(ink, t.label, place, base + 12 * scale, { size, colour: colours.ink3, align: 'center' })
    free = place + half + 8 * scale
  }
  if (picture.xLabel !== undefined) drawText(ink, picture.xLabel, box.left + box.width / 2, height - 7 * scale, { size, colour: colours.ink3, align: 'center' })
  for (const zone of picture.zones ?? []) {
    const b = share(y, zone.to)
    // a zone that lies outside the picture has no name in it
    if (zone.label === undefined || !(b > share(y, zone.from))) continue
    drawText(ink, zone.label, box.left + box.width - 4 * scale, box.top + (1 - b) * box.height + 9 * scale, {
      size, align: 'right', colour: zone.tone === 'soft' ? colours.accent : zone.tone === 'warn' ? colours.warn : colours.danger,
    })
  }
}

/** Whether a number is 1, 10, 100, 0.1 and so on. */
const powerOfTen = (value: number): boolean => value > 0 && Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-9

/** Share of an axis, held inside. */
const share = (axis: Axis, value: number): number => {
  if (value === Infinity) return 1
  if (value === -Infinity) return 0
  const at = axis.at(value)
  return at === at ? Math.max(0, Math.min(1, at)) : 0
}

function drawSeries(ink: Ink, picture: LinePicture, series: ChartSeries, { points, index }: Polyline, playhead: number | undefined, pass: 'past' | 'future'): void {
  const scale = picture.scale ?? 1
  const head = playhead === undefined ? Infinity : entryAt(series, playhead)
  let cut = 0
  while (cut < index.length && index[cut]! <= head) cut++
  const past = pass === 'past'
  if (past ? cut === 0 : cut >= index.length) return
  ink.strokeStyle = colourOf(series.style.slot, picture.theme)
  ink.globalAlpha = past ? 1 : FADED
  ink.lineWidth = Math.min(series.style.width, 1.9) * (series.selected ? 1.25 : 1) * scale
  ink.lineJoin = 'round'
  ink.lineCap = 'butt'
  ink.setLineDash(series.style.dash.map((d) => d * 0.8 * scale))
  ink.beginPath()
  if (past) tracePolyline(ink, points, 0, 0, 0, 2 * cut)
  else tracePolyline(ink, points, 0, 0, 2 * Math.max(0, cut - 1))
  ink.stroke()
  ink.setLineDash([])
  ink.globalAlpha = 1
}

function drawLimits(ink: Ink, picture: LinePicture, { box, y }: LaidLines): void {
  const colours = tokens(picture.theme)
  const scale = picture.scale ?? 1
  for (const limit of picture.limits ?? []) {
    const at = y.at(limit.y)
    if (!(at >= 0 && at <= 1)) continue
    const py = box.top + (1 - at) * box.height
    const colour = limit.slot === undefined ? toneColour(colours, limit.tone) : colourOf(limit.slot, picture.theme)
    ink.strokeStyle = colour
    ink.lineWidth = 1.5 * scale
    ink.lineCap = 'butt'
    // a dash and a dot: no method's line has it
    ink.setLineDash([7 * scale, 2.5 * scale, 1.5 * scale, 2.5 * scale])
    segment(ink, box.left, py, box.left + box.width, py)
    ink.setLineDash([])
    if (limit.label !== undefined)
      drawText(ink, limit.label, box.left + box.width - 3 * scale, py - (py - box.top < 16 * scale ? -10 : 10) * scale, { size: TICK * scale, colour, align: 'right', halo: 3 * scale, haloColour: colours.panel })
  }
}

const toneColour = (colours: Tokens, tone: 'danger' | 'ink' | 'warn' = 'danger'): string => (tone === 'danger' ? colours.danger : tone === 'warn' ? colours.warn : colours.ink2)

/** The common x of the playhead, where all runs share one. */
export function playheadX(laid: LaidLines, playhead: number): number | undefined {
  const units = new Set(laid.lines.map(({ series }) => (series.x ? NaN : (series.unit ?? 1))))
  const [unit] = units
  if (units.size !== 1 || unit === undefined || unit !== unit) return undefined
  const at = laid.x.at(playhead * unit)
  return at >= 0 && at <= 1 ? laid.box.left + at * laid.box.width : undefined
}

function drawPlayhead(ink: Ink, picture: LinePicture, laid: LaidLines, playhead: number): void {
  const { box, x, y } = laid
  const colours = tokens(picture.theme)
  const scale = picture.scale ?? 1
  const common = playheadX(laid, playhead)
  if (common !== undefined) {
    ink.strokeStyle = withAlpha(colours.ink, 0.55)
    ink.lineWidth = Math.max(1, scale)
    ink.setLineDash([])
    segment(ink, Math.round(common) + 0.5, box.top - 6 * scale, Math.round(common) + 0.5, box.top + box.height)
  }
  for (const { series } of chosenLast(laid)) {
    const k = entryAt(series, playhead)
    if (k < 0) continue
    const at = y.at(series.y[k]!)
    if (!(at >= -0.02 && at <= 1.02)) continue
    drawMarker(ink, series.style, picture.theme, box.left + x.at(placeOf(series, k)) * box.width, box.top + (1 - at) * box.height, 4.3 * scale, 1.1 * scale, colours.panel)
  }
}

/** Where markers lie on each other, that of the selected run is seen. */
const chosenLast = ({ lines }: LaidLines): LaidLines['lines'] => lines.toSorted((a, b) => Number(a.series.selected ?? false) - Number(b.series.selected ?? false))

/** Where a line last stands in the chart; -1 where it never does. */
function lastWithin(series: ChartSeries, y: Axis): number {
  let k = countOf(series) - 1
  while (k >= 0 && !within(y.at(series.y[k]!))) k--
  return k
}

/** A small marker at the end of each line: colour is not the only thing that tells it from others. */
function drawEnds(ink: Ink, picture: LinePicture, laid: LaidLines): void {
  const { box, x, y } = laid
  const scale = picture.scale ?? 1
  const { panel } = tokens(picture.theme)
  for (const { series } of chosenLast(laid)) {
    const k = lastWithin(series, y), along = k < 0 ? NaN : x.at(placeOf(series, k))
    if (within(along)) drawMarker(ink, series.style, picture.theme, box.left + along * box.width, box.top + (1 - y.at(series.y[k]!)) * box.height, 3.1 * scale, 1 * scale, panel)
  }
}

/** Names at the ends of lines, where these last stand in the chart, kept apart from each other. They rest while the lines grow. */
function drawNames(ink: Ink, picture: LinePicture, laid: LaidLines): void {
  const { box, x, y } = laid
  const scale = picture.scale ?? 1
  const size = 13 * scale
  const { panel } = tokens(picture.theme)
  const lowest = box.top + box.height - size * 0.6
  const places = laid.lines.flatMap(({ series, line }) => {
    const k = lastWithin(series, y)
    if (k < 0) return []
    const width = widthOf(ink, series.label, size, 600)
    const px = box.left + x.at(placeOf(series, k)) * box.width
    const py = box.top + (1 - y.at(series.y[k]!)) * box.height
    const after = px + 9 * scale + width <= box.left + box.width
    return [{ series, after, px, at: Math.max(size * 0.6, after ? py : besideLine(line, px - 9 * scale - width, px, py, 11 * scale, lowest)) }]
  }).sort((a, b) => a.at - b.at)
  apart(places.map((p) => p.at), Math.min(size * 1.2, (lowest - size * 0.6) / Math.max(1, places.length)), size * 0.6, lowest).forEach((at, k) => {
    const { series, after, px } = places[k]!
    drawText(ink, series.label, after ? px + 9 * scale : px - 9 * scale, at, { size, weight: 600, colour: colourOf(series.style.slot, picture.theme), align: after ? 'left' : 'right', halo: 4 * scale, haloColour: panel })
  })
}

const within = (share: number): boolean => share >= -0.001 && share <= 1.001

/** Height at which a name that ends at (px, py) stands clear of its own line: below where the line comes from above, else above. */
function besideLine({ points }: Polyline, left: number, px: number, py: number, gap: number, lowest: number): number {
  let top = py, bottom = py
  for (let i = 0; i + 1 < points.length; i += 2) {
    if (points[i]! < left || points[i]! > px) continue
    top = Math.min(top, points[i + 1]!)
    bottom = Math.max(bottom, points[i + 1]!)
  }
  // a name far from its end would be another line's
  return bottom - py < py - top && bottom + 0.4 * gap <= lowest ? Math.min(bottom + gap, lowest) : Math.max(top, py - 2 * gap) - gap
}
