/** Plates on the map: the legend, and a caption that names the grid. */
import { type ThemeName, tokens } from '../theme.ts'
import type { Viewport } from '../viewport.ts'
import { drawEndSign } from './ends.ts'
import { drawText, type Ink, widthOf, withAlpha } from './ink.ts'
import { drawPointGlyph } from './points.ts'

export type LegendSign = 'minimum' | 'maximum' | 'saddle' | 'degenerate' | 'valley' | 'watershed' | 'curve' | 'contours' | 'outside' | 'end' | 'words'
export interface LegendEntry {
  readonly sign: LegendSign
  readonly text: string
  /** Of sign 'end': which one, and of how many. */
  readonly end?: number
  readonly ends?: number
  /** Of a class that has no number. */
  readonly colour?: string | undefined
  /** What stands on the sign. */
  readonly mark?: string | undefined
}
/** left, top, right, bottom */
export type PlateBox = readonly [number, number, number, number]

const SIZE = 12
const ROW = 17.5
const PAD = 9
const SIGN = 26

export function roundedBox(ink: Ink, [left, top, right, bottom]: PlateBox, r: number): void {
  ink.beginPath()
  ink.moveTo(left + r, top)
  ink.lineTo(right - r, top)
  ink.arc(right - r, top + r, r, -Math.PI / 2, 0)
  ink.lineTo(right, bottom - r)
  ink.arc(right - r, bottom - r, r, 0, Math.PI / 2)
  ink.lineTo(left + r, bottom)
  ink.arc(left + r, bottom - r, r, Math.PI / 2, Math.PI)
  ink.lineTo(left, top + r)
  ink.arc(left + r, top + r, r, Math.PI, 1.5 * Math.PI)
  ink.closePath()
}

function plate(ink: Ink, box: PlateBox, theme: ThemeName, scale: number): void {
  const { panel, line } = tokens(theme)
  ink.setLineDash([])
  roundedBox(ink, box, 6 * scale)
  ink.fillStyle = withAlpha(panel, 0.95)
  ink.fill()
  ink.strokeStyle = line
  ink.lineWidth = 1
  ink.stroke()
}

interface Laid { readonly box: PlateBox; readonly cells: readonly { readonly entry: LegendEntry; readonly x: number; readonly y: number }[] }

/**
 * Entries in two columns, long ones over both, at the bottom left unless another place along the lower or upper edge hides less.
 *
 * @param avoid points that should be seen: x and y in pixels, and how much it matters, interleaved
 * @param before where the plate stood: it moves only for a clear gain, so that it rests while a path is dragged past it
 */
export function layLegend(ink: Ink, view: Viewport, entries: readonly LegendEntry[], scale: number, avoid: ArrayLike<number> = [], before?: PlateBox): Laid | undefined {
  if (!entries.length) return undefined
  const width = (entry: LegendEntry) => (entry.sign === 'words' ? 12 : SIGN + 12) * scale + widthOf(ink, entry.text, SIZE * scale, 500)
  const isLine = (e: LegendEntry) => e.sign === 'valley' || e.sign === 'watershed' || e.sign === 'curve'
  const isLong = (e: LegendEntry) => e.sign === 'contours' || e.sign === 'outside' || e.sign === 'end' || e.sign === 'words'
  const short = entries.filter((e) => !isLong(e))
  const long = entries.filter(isLong)
  const column = Math.max(0, ...short.map(width))
  const rows: LegendEntry[][] = []
  // glyphs and lines do not share a row
  for (const group of [short.filter((e) => !isLine(e)), short.filter(isLine)]) for (let k = 0; k < group.length; k += 2) rows.push(group.slice(k, k + 2))
  for (const entry of long) rows.push([entry])
  const inner = Math.max(rows.some((row) => row.length > 1) ? 2 * column - 12 * scale : column, ...long.map((e) => width(e) - 12 * scale))
  const height = rows.length * ROW * scale + 2 * PAD * scale - 4 * scale
  const wide = inner + 2 * PAD * scale
  // a plate that hides a third of a small map explains nothing; colours that nothing explains say less
  const needed = entries.some((e) => e.sign === 'end')
  if (wide > (needed ? 0.9 : 0.62) * view.width || height > (needed ? 0.55 : 0.4) * view.height) return undefined
  const box = emptiest(view, wide, height, scale, avoid, before)
  const cells = rows.flatMap((row, j) => row.map((entry, i) => ({ entry, x: box[0] + PAD * scale + i * column, y: box[1] + (PAD - 2 + ROW * (j + 0.5)) * scale })))
  return { box, cells }
}

/** Weights of `avoid` by which a place between the corners, and one that is not where the plate stood, must be better. */
const OFF_CORNER = 0.6
const MOVED = 0.8
const SLOTS = 7

/** The place along the lower or upper edge that hides least; of equal ones a corner, and of these the first. */
function emptiest(view: Viewport, width: number, height: number, scale: number, avoid: ArrayLike<number>, before: PlateBox | undefined): PlateBox {
  const gap = 10 * scale
  const reach = 15 * scale
  const left = view.left + gap
  const top = view.top + gap
  const right = view.left + view.width - gap - width
  const bottom = view.top + view.height - gap - height
  const along = Array.from({ length: SLOTS }, (_, k) => left + ((right - left) * k) / (SLOTS - 1))
  const places = [[left, bottom], [right, bottom], [right, top], [left, top], ...along.slice(1, -1).flatMap((x) => [[x, bottom], [x, top]])] as [number, number][]
  let best: PlateBox | undefined
  let least = Infinity
  places.forEach(([x, y], rank) => {
    let hidden = rank < 4 ? 0 : OFF_CORNER
    if (before && Math.hypot(x - before[0], y + height - before[3]) > reach && Math.hypot(x - before[0], y - before[1]) > reach) hidden += MOVED
    for (let k = 0; k + 2 < avoid.length; k += 3)
      if (avoid[k]! > x - reach && avoid[k]! < x + width + reach && avoid[k + 1]! > y - reach && avoid[k + 1]! < y + height + reach) hidden += avoid[k + 2]!
    if (hidden < least) {
      least = hidden
      best = [x, y, x + width, y + height]
    }
  })
  return best!
}

export function drawLegend(ink: Ink, laid: Laid, theme: ThemeName, scale: number): void {
  plate(ink, laid.box, theme, scale)
  const { ink2 } = tokens(theme)
  for (const { entry, x, y } of laid.cells) {
    if (entry.sign === 'words') {
      drawText(ink, entry.text, x, y, { size: SIZE * scale, colour: ink2, weight: 600 })
      continue
    }
    if (entry.sign === 'end') drawEndSign(ink, entry.end ?? 0, entry.ends ?? 1, x, y, theme, scale, entry.colour, entry.mark)
    else drawSign(ink, entry.sign, x, y, theme, scale)
    drawText(ink, entry.text, x + SIGN * scale, y, { size: SIZE * scale, colour: ink2 })
  }
}

function drawSign(ink: Ink, sign: Exclude<LegendSign, 'end' | 'words'>, x: number, y: number, theme: ThemeName, scale: number): void {
  const colours = tokens(theme)
  const line = (colour: string, width: number, dash: number[], cap: 'butt' | 'round', wave = false) => {
    ink.strokeStyle = colour
    ink.lineWidth = width * scale
    ink.lineCap = cap
    ink.setLineDash(dash.map((d) => d * scale))
    ink.beginPath()
    if (wave) for (let k = 0; k <= 18; k++) (k ? ink.lineTo : ink.moveTo).call(ink, x + k * scale, y - Math.sin((k / 18) * 2 * Math.PI) * 2 * scale)
    else {
      ink.moveTo(x, y)
      ink.lineTo(x + 18 * scale, y)
    }
    ink.stroke()
    ink.setLineDash([])
  }
  switch (sign) {
    case 'valley': return line(withAlpha(colours.minimum, 0.55), 1.8, [], 'butt')
    case 'curve': return line(colours.minimum, 2.2, [], 'butt')
    case 'watershed': return line(colours.saddle, 2.6, [0, 5.2], 'round')
    case 'contours': return line(withAlpha(colours.iso, 0.75), 1.2, [], 'butt', true)
    case 'outside': {
      line(colours.ink, 1.8, [], 'butt')
      for (const dx of [4, 14]) {
        ink.beginPath()
        ink.arc(x + dx * scale, y, 2.6 * scale, 0, 2 * Math.PI)
        ink.fillStyle = colours.panel
        ink.fill()
        ink.strokeStyle = colours.ink
        ink.lineWidth = 1.3 * scale
        ink.stroke()
      }
      return
    }
    default: drawPointGlyph(ink, sign, theme, x + 9 * scale, y, 5.2 * scale)
  }
}

/**
 * A caption at the top left, over the map.
 *
 * @param below pixels of the map's upper edge that are covered there
 */
export function layCaption(ink: Ink, view: Viewport, text: string, scale: number, below = 0): PlateBox {
  const width = widthOf(ink, text, SIZE * scale, 500) + 2 * PAD * scale
  const left = view.left + 10 * scale
  const top = view.top + Math.max(below, 10 * scale)
  return [left, top, left + width, top + 24 * scale]
}

export function drawCaption(ink: Ink, box: PlateBox, text: string, theme: ThemeName, scale: number): void {
  plate(ink, box, theme, scale)
  drawText(ink, text, box[0] + PAD * scale, (box[1] + box[3]) / 2, { size: SIZE * scale, colour: tokens(theme).ink2 })
}
