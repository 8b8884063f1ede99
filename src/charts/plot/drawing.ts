/** Draws a plot on any ink: zones, grid, axes, then its marks, with a key above. */
import type { Boxes, Line, Mark, Plot, Points, Role, Rule, Zone } from '#figures/plot.ts'
import { drawText, type Ink, segment, tracePolyline, widthOf, withAlpha } from '../marks/ink.ts'
import { studyPage as text } from '#words/en/study-page.ts'
import { type ThemeName, tokens } from '../theme.ts'
import type { Box } from '../viewport.ts'
import type { Axis } from '../lines/axes.ts'
import { plotAxis } from './axes.ts'
import { lookOf } from './look.ts'

export interface PlotPicture { readonly plot: Plot; readonly theme: ThemeName; readonly scale?: number }

/** A plot laid out for a size. */
export interface LaidPlot {
  /** The title's lines. */
  readonly title: readonly string[]
  readonly box: Box
  readonly x: Axis
  readonly y: Axis
  readonly key: readonly { readonly name: string; readonly role: Role; readonly slot: number; readonly kinds: readonly Mark['mark'][]; readonly left: number; readonly top: number }[]
}

const TICK = 12
const TITLE = 14
const TITLE_LINE = 18
/** Left free beside a title, for what stands there. */
const TITLE_AIR = 32
const KEY_ROW = 18
const SWATCH = 22

export function layPlot(ink: Ink, { plot, scale = 1 }: PlotPicture, width: number, height: number): LaidPlot {
  const named = new Map<string, { name: string; role: Role; slot: number; kinds: Mark['mark'][]; told: boolean }>()
  for (const mark of plot.marks) {
    if (!('name' in mark)) continue
    const id = `${mark.role} ${mark.name}`, entry = named.get(id) ?? { name: mark.name, role: mark.role, slot: mark.slot ?? 0, kinds: [], told: false }
    entry.told ||= tells(mark)
    entry.kinds.push(mark.mark === 'boxes' && mark.groups.length > 0 && mark.groups.every(({ box }) => Number.isNaN(box.median)) ? 'points' : mark.mark)
    named.set(id, entry)
  }
  let left = 0, row = 0
  const title = lines(ink, plot.title, TITLE * scale, width - TITLE_AIR * scale), titled = (26 + (title.length - 1) * TITLE_LINE) * scale
  const key = [...named.values()].map(({ told, ...named }) => {
    const entry = told || named.role !== 'ours' ? named : { ...named, name: text.noneSoFar(named.name) }
    const wide = (SWATCH + 6) * scale + widthOf(ink, entry.name, TICK * scale) + 18 * scale
    if (left > 0 && left + wide > width) {
      left = 0
      row++
    }
    const place = { ...entry, left, top: titled + row * KEY_ROW * scale }
    left += wide
    return place
  })
  const top = titled + (key.length ? (row + 1) * KEY_ROW * scale : 0) + 22 * scale // the y axis is named above its end
  const bottom = 36 * scale
  const room = Math.max(1, height - top - bottom)
  const y = plotAxis(plot, 'y', room / scale)
  const widest = Math.max(14 * scale, ...y.ticks.map((t) => widthOf(ink, t.label, TICK * scale)))
  const margin = Math.min(widest + 9 * scale, width / 2)
  const box = { left: margin, top, width: Math.max(1, width - margin - 8 * scale), height: room }
  return { title, box, x: plotAxis(plot, 'x', box.width / scale), y, key }
}

/** Whether a mark has anything to show. */
const tells = (mark: Line | Points | Boxes): boolean => (mark.mark === 'boxes' ? mark.groups.length > 0 : mark.y.some((v) => !Number.isNaN(v)))

export function drawPlot(ink: Ink, picture: PlotPicture, laid: LaidPlot, width: number, height: number): void {
  const { plot, scale = 1 } = picture, { box } = laid
  const colours = tokens(picture.theme)
  ink.setLineDash([])
  laid.title.forEach((line, i) => drawText(ink, line, 0, (9 + i * TITLE_LINE) * scale, { size: TITLE * scale, weight: 600, colour: colours.ink }))
  drawKey(ink, picture, laid)
  for (const mark of plot.marks) if (mark.mark === 'zone') drawZone(ink, picture, laid, mark)
  drawAxes(ink, picture, laid, width, height)
  for (const mark of plot.marks) if (mark.mark === 'zone') nameZone(ink, picture, laid, mark)
  ink.save()
  ink.beginPath()
  ink.rect(box.left - 5 * scale, box.top - 5 * scale, box.width + 10 * scale, box.height + 10 * scale)
  ink.clip()
  for (const mark of plot.marks) {
    if (mark.mark === 'line') drawLine(ink, picture, laid, mark)
    else if (mark.mark === 'points') drawPoints(ink, picture, laid, mark)
    else if (mark.mark === 'boxes') drawBoxes(ink, picture, laid, mark)
  }
  ink.restore()
  for (const mark of plot.marks) if (mark.mark === 'rule') drawRule(ink, picture, laid, mark)
}

/** Words in as many lines as they need. */
function lines(ink: Ink, text: string, size: number, width: number): readonly string[] {
  const found: string[] = []
  for (const word of text.split(' ')) {
    const longer = found.length > 0 ? `${found.at(-1)!} ${word}` : word
    if (found.length > 0 && widthOf(ink, longer, size, 600) <= width) found[found.length - 1] = longer
    else found.push(word)
  }
  return found
}

/** Pixel of a value; one below the axis stands at its edge. NaN where it has none. */
export const pixelX = ({ box, x }: LaidPlot, value: number): number => box.left + x.at(value) * box.width
export function pixelY({ box, y }: LaidPlot, value: number, least?: number): number {
  const share = least !== undefined && !(value > least) && !Number.isNaN(value) ? 0 : y.at(value)
  return box.top + (1 - Math.max(-2, Math.min(3, share))) * box.height
}

function drawKey(ink: Ink, { theme, scale = 1 }: PlotPicture, { key }: LaidPlot): void {
  for (const { name, role, slot, kinds, left, top } of key) {
    const { colour, dash, width, style } = lookOf(role, slot, theme)
    const middle = top + 6 * scale
    ink.strokeStyle = colour
    ink.fillStyle = colour
    if (kinds.includes('boxes')) {
      ink.lineWidth = 1.4 * scale
      ink.setLineDash([])
      ink.fillStyle = withAlpha(colour, role === 'ours' ? 0.18 : 0)
      ink.beginPath()
      ink.rect(left + 3 * scale, middle - 5 * scale, 16 * scale, 10 * scale)
      ink.fill()
      ink.stroke()
      segment(ink, left + 3 * scale, middle, left + 19 * scale, middle)
    }
    if (kinds.includes('line')) {
      ink.lineWidth = width * scale
      ink.setLineDash(dash.map((d) => d * scale))
      segment(ink, left, middle, left + SWATCH * scale, middle)
      ink.setLineDash([])
    }
    if (kinds.includes('points')) dot(ink, left + (SWATCH / 2) * scale, middle, 3.2 * scale, colour, style.hollow, tokens(theme).panel)
    drawText(ink, name, left + (SWATCH + 6) * scale, middle, { size: TICK * scale, colour: tokens(theme).ink2 })
  }
}

function drawAxes(ink: Ink, { plot, theme, scale = 1 }: PlotPicture, laid: LaidPlot, width: number, height: number): void {
  const { box, x, y } = laid, colours = tokens(theme), size = TICK * scale
  drawText(ink, plot.y.label, 0, box.top - 13 * scale, { size, weight: 600, colour: colours.ink2 })
  ink.lineWidth = 1
  let free = Infinity
  for (const t of y.ticks) {
    const at = Math.round(box.top + (1 - y.at(t.at)) * box.height) + 0.5
    if (at < box.top - 1 || at > box.top + box.height + 1) continue
    ink.strokeStyle = t.short ? withAlpha(colours.line, 0.5) : colours.line
    segment(ink, box.left, at, box.left + box.width, at)
    if (t.short || at > free) continue
    drawText(ink, t.label, box.left - 7 * scale, at, { size, colour: colours.ink3, align: 'right' })
    free = at - size - scale
  }
  const base = Math.round(box.top + box.height) + 0.5
  ink.strokeStyle = colours.line2
  segment(ink, box.left, base, box.left + box.width, base)
  let from = -Infinity
  for (const t of x.ticks) {
    const at = box.left + x.at(t.at) * box.width
    if (!plot.x.categories) segment(ink, Math.round(at) + 0.5, base, Math.round(at) + 0.5, base + 3 * scale)
    const half = widthOf(ink, t.label, size) / 2, place = Math.min(at, width - half)
    if (t.short || place - half < from) continue
    drawText(ink, t.label, place, base + 12 * scale, { size, colour: colours.ink3, align: 'center' })
    from = place + half + 6 * scale
  }
  drawText(ink, plot.x.label, box.left + box.width / 2, height - 7 * scale, { size, weight: 600, colour: colours.ink2, align: 'center' })
}

/** Shares of its axis at which a zone begins and ends. */
function zoneEnds(laid: LaidPlot, { along, from, to }: Zone): readonly [number, number] {
  const share = (value: number): number => (value === Infinity ? 1 : value === -Infinity ? 0 : Math.max(0, Math.min(1, laid[along].at(value))))
  return [share(from), share(to)]
}

function drawZone(ink: Ink, { theme }: PlotPicture, laid: LaidPlot, zone: Zone): void {
  const { box } = laid, { along } = zone, [a, b] = zoneEnds(laid, zone)
  if (!(b > a)) return
  ink.fillStyle = tokens(theme).soft
  ink.beginPath()
  if (along === 'x') ink.rect(box.left + a * box.width, box.top, (b - a) * box.width, box.height)
  else ink.rect(box.left, box.top + (1 - b) * box.height, box.width, (b - a) * box.height)
  ink.fill()
}

/** Over the grid, with a shine: a line through the name would strike it out. */
function nameZone(ink: Ink, { theme, scale = 1 }: PlotPicture, laid: LaidPlot, zone: Zone): void {
  const { box } = laid, { along, label } = zone, [a, b] = zoneEnds(laid, zone), colours = tokens(theme)
  if (!(b > a)) return
  const [x, y] = along === 'x' ? [box.left + a * box.width + 8 * scale, box.top + 11 * scale] : [box.left + 8 * scale, box.top + (1 - b) * box.height + 11 * scale]
  const size = TICK * scale, fits = Math.max(box.left, Math.min(x, box.left + box.width - widthOf(ink, label, size, 600) - 4 * scale))
  drawText(ink, label, fits, y, { size, weight: 600, colour: colours.accent, halo: 4 * scale, haloColour: colours.soft })
}

function drawRule(ink: Ink, { theme, scale = 1 }: PlotPicture, laid: LaidPlot, { along, at, label, role }: Rule): void {
  const { box } = laid, share = laid[along].at(at)
  if (!(share >= 0 && share <= 1)) return
  const { colour } = lookOf(role, 0, theme), colours = tokens(theme)
  ink.strokeStyle = colour
  ink.lineWidth = 1.2 * scale
  ink.setLineDash([4 * scale, 3 * scale])
  const text = { size: TICK * scale, colour, halo: 3 * scale, haloColour: colours.panel }
  if (along === 'x') {
    const px = Math.round(box.left + share * box.width) + 0.5
    segment(ink, px, box.top, px, box.top + box.height)
    ink.setLineDash([])
    drawText(ink, label, px + 5 * scale, box.top + 8 * scale, text)
  } else {
    const py = Math.round(box.top + (1 - share) * box.height) + 0.5
    segment(ink, box.left, py, box.left + box.width, py)
    ink.setLineDash([])
    drawText(ink, label, box.left + box.width - 4 * scale, py - 8 * scale, { ...text, align: 'right' })
  }
}

function drawLine(ink: Ink, { plot, theme, scale = 1 }: PlotPicture, laid: LaidPlot, { x, y, low, high, role, slot = 0 }: Line): void {
  const { colour, dash, width } = lookOf(role, slot, theme)
  const places = (values: Float64Array): number[] => Array.from(x, (v, k) => [pixelX(laid, v), pixelY(laid, values[k]!, plot.y.least)]).flat()
  if (low && high) {
    const up = places(high), down = places(low)
    ink.fillStyle = withAlpha(colour, 0.14)
    ink.beginPath()
    tracePolyline(ink, up)
    for (let k = down.length - 2; k >= 0; k -= 2) ink.lineTo(down[k]!, down[k + 1]!)
    ink.closePath()
    ink.fill()
  }
  ink.strokeStyle = colour
  ink.lineWidth = width * scale
  ink.lineJoin = 'round'
  ink.setLineDash(dash.map((d) => d * scale))
  ink.beginPath()
  tracePolyline(ink, places(y))
  ink.stroke()
  ink.setLineDash([])
}

function drawPoints(ink: Ink, { plot, theme, scale = 1 }: PlotPicture, laid: LaidPlot, { x, y, low, high, role, slot = 0 }: Points): void {
  const { colour, style } = lookOf(role, slot, theme), { panel } = tokens(theme)
  // many points are small, few are large
  const radius = (x.length > 120 ? 2 : x.length > 40 ? 2.6 : 3.4) * scale
  for (let k = 0; k < x.length; k++) {
    const px = pixelX(laid, x[k]!)
    if (low && high) {
      ink.strokeStyle = colour
      ink.lineWidth = 1.2 * scale
      segment(ink, px, pixelY(laid, low[k]!), px, pixelY(laid, high[k]!))
    }
    point(ink, laid, px, y[k]!, plot.y.least, radius, colour, style.hollow, panel)
  }
}

/** Shares of a category's width: the middle of a box from the middle of the category, its half width, and where its points stand. */
const SIDE = 0.2
const HALF = 0.11
const STRIP = 0.17
/** Points of one group are spread by the golden section: evenly, and the same on every drawing. */
const GOLDEN = 0.6180339887498949

/** Where the k-th value of a group stands beside its box. */
export function boxPointX(laid: LaidPlot, at: number, k: number, role: Role): number {
  const unit = laid.box.width / Math.max(1, laid.x.to - laid.x.from), spread = (((k + 1) * GOLDEN) % 1) - 0.5
  return pixelX(laid, at) + (role === 'published' ? 1 : -1) * (SIDE + STRIP + 0.06 * spread) * unit
}

function drawBoxes(ink: Ink, { plot, theme, scale = 1 }: PlotPicture, laid: LaidPlot, { groups, role, slot = 0 }: Boxes): void {
  const { colour, style } = lookOf(role, slot, theme), { panel } = tokens(theme)
  const unit = laid.box.width / Math.max(1, laid.x.to - laid.x.from)
  const side = role === 'published' ? 1 : -1
  for (const { at, box, values } of groups) {
    const middle = pixelX(laid, at) + side * SIDE * unit, half = HALF * unit
    const place = (value: number): number => pixelY(laid, value, plot.y.least)
    values?.forEach((value, k) => {
      point(ink, laid, boxPointX(laid, at, k, role), value, plot.y.least, 1.7 * scale, colour, style.hollow, panel)
    })
    if (Number.isNaN(box.median)) continue
    ink.strokeStyle = colour
    ink.lineWidth = 1.4 * scale
    segment(ink, middle, place(box.greatest), middle, place(box.q3))
    segment(ink, middle, place(box.q1), middle, place(box.least))
    const top = place(box.q3), bottom = place(box.q1)
    ink.fillStyle = withAlpha(colour, role === 'ours' ? 0.18 : 0)
    ink.beginPath()
    ink.rect(middle - half, top, 2 * half, Math.max(1, bottom - top))
    ink.fill()
    ink.stroke()
    ink.lineWidth = 2.4 * scale
    segment(ink, middle - half, place(box.median), middle + half, place(box.median))
  }
}

/** A point, or a triangle at the lower edge for what lies below it. */
function point(ink: Ink, laid: LaidPlot, px: number, value: number, least: number | undefined, radius: number, colour: string, hollow: boolean, paper: string): void {
  const py = pixelY(laid, value, least)
  if (!(Number.isFinite(px) && Number.isFinite(py))) return
  if (least === undefined || value > least) return dot(ink, px, py, radius, colour, hollow, paper)
  ink.fillStyle = colour
  ink.beginPath()
  ink.moveTo(px - 1.6 * radius, py - 3 * radius)
  ink.lineTo(px + 1.6 * radius, py - 3 * radius)
  ink.lineTo(px, py)
  ink.closePath()
  ink.fill()
}

function dot(ink: Ink, x: number, y: number, radius: number, colour: string, hollow: boolean, paper: string): void {
  ink.beginPath()
  ink.arc(x, y, radius, 0, 2 * Math.PI)
  ink.closePath()
  ink.fillStyle = hollow ? paper : colour
  ink.fill()
  if (!hollow) return
  ink.strokeStyle = colour
  ink.lineWidth = 1.4
  ink.stroke()
}
