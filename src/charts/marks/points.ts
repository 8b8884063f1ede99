/** Critical points: a glyph for each kind, the arrows of a saddle, and the loss beside it. */
import type { MapPoint, PointKind } from '../props.ts'
import { type ThemeName, tokens } from '../theme.ts'
import { type Viewport, inside, xOf, yOf } from '../viewport.ts'
import { drawArrow } from './arrow.ts'
import { drawText, type Ink, widthOf } from './ink.ts'
import { placeBeside, type Taken } from './place.ts'

export function pointColour(kind: PointKind, theme: ThemeName): string {
  const colours = tokens(theme)
  return kind === 'minimum' ? colours.minimum : kind === 'maximum' ? colours.maximum : kind === 'saddle' ? colours.saddle : colours.ink3
}

/** Outline at radius 1: triangles point down and up, a saddle is a diamond. */
const OUTLINES: Readonly<Record<PointKind, readonly (readonly [number, number])[] | undefined>> = {
  minimum: [[-1.18, -0.86], [1.18, -0.86], [0, 1.2]],
  maximum: [[-1.18, 0.86], [1.18, 0.86], [0, -1.2]],
  saddle: [[0, -1.22], [1.22, 0], [0, 1.22], [-1.22, 0]],
  degenerate: undefined,
}

function trace(ink: Ink, kind: PointKind, x: number, y: number, r: number): void {
  const outline = OUTLINES[kind]
  ink.beginPath()
  if (!outline) {
    ink.arc(x, y, r * 0.95, 0, 2 * Math.PI)
    return
  }
  outline.forEach(([cx, cy], k) => (k ? ink.lineTo(x + cx * r, y + cy * r) : ink.moveTo(x + cx * r, y + cy * r)))
  ink.closePath()
}

/**
 * @param r 7 on the map
 * @param hollow its colour, where it is not one of the map's own points
 */
export function drawPointGlyph(ink: Ink, kind: PointKind, theme: ThemeName, x: number, y: number, r: number, hollow?: string): void {
  const { halo, panel } = tokens(theme)
  const colour = hollow ?? pointColour(kind, theme)
  ink.setLineDash([])
  ink.lineJoin = 'round'
  trace(ink, kind, x, y, r)
  ink.strokeStyle = halo
  ink.lineWidth = r * 0.5 + 1
  ink.stroke()
  if (!hollow && (kind === 'minimum' || kind === 'maximum')) {
    ink.fillStyle = colour
    ink.fill()
    return
  }
  ink.fillStyle = panel
  ink.fill()
  ink.strokeStyle = colour
  ink.lineWidth = r * 0.3
  if (kind === 'degenerate') ink.setLineDash([r * 0.42, r * 0.34])
  ink.stroke()
  ink.setLineDash([])
  if (kind === 'saddle') {
    ink.beginPath()
    ink.arc(x, y, r * 0.25, 0, 2 * Math.PI)
    ink.fillStyle = colour
    ink.fill()
  }
}

const SIZE = 7

/** More points than this are drawn small and bare, so that the ground is seen between them. */
const MANY = 40
const SMALL = 3.5
/** A glyph of which a part would stick out of the frame. */
const within = (view: Viewport, x: number, y: number): boolean => inside(view, x, y, -SIZE)

/** A way down of which so little lies in the picture has no arrow. */
const LEAST = 0.1

/** Two arrows out along the downhill direction, two in along the uphill one. */
function drawSaddleArrows(ink: Ink, view: Viewport, point: MapPoint, theme: ThemeName, scale: number): void {
  if (!point.downhill && !point.escapes?.length) return
  const { halo } = tokens(theme)
  const colour = pointColour('saddle', theme)
  const x = xOf(view, point.x)
  const y = yOf(view, point.y)
  const near = 12 * scale
  const far = 25 * scale
  const arrow = (ux: number, uy: number, from: number, to: number) => {
    const [x0, y0, x1, y1] = [x + ux * from, y + uy * from, x + ux * to, y + uy * to]
    drawArrow(ink, x0, y0, x1, y1, { colour: halo, width: 4 * scale, head: 9 * scale })
    drawArrow(ink, x0, y0, x1, y1, { colour, width: 1.5 * scale, head: 6 * scale })
  }
  for (const [vx, vy] of point.escapes ?? []) {
    const share = Math.hypot(vx, vy), [ux, uy] = unit(vx * view.perX, -vy * view.perY)
    if (share > LEAST) for (const sign of [1, -1]) arrow(sign * ux, sign * uy, near, near + (8 + 30 * share) * scale)
  }
  if (!point.downhill) return
  const [vx, vy] = point.downhill
  const out = unit(vx * view.perX, -vy * view.perY)
  // at a right angle in parameters, not on a stretched screen
  const along = unit(-vy * view.perX, -vx * view.perY)
  for (const sign of [1, -1]) {
    arrow(sign * out[0], sign * out[1], near, far)
    arrow(sign * along[0], sign * along[1], far, near)
  }
}

/**
 * All points that are visible, and their labels. Glyphs and labels are added to `taken`.
 *
 * @param ring heads that stand aside, in pixels: the label of a point among them stands beyond them
 */
export function drawPoints(ink: Ink, view: Viewport, points: readonly MapPoint[], theme: ThemeName, scale: number, taken: Taken, ring: readonly { readonly x: number; readonly y: number }[] = []): void {
  const seen = points.filter((p) => inside(view, xOf(view, p.x), yOf(view, p.y), 4))
  // where glyphs stand is known before any label looks for a place
  if (seen.length > MANY) {
    for (const { kind, x, y } of seen) if (within(view, xOf(view, x), yOf(view, y))) drawPointGlyph(ink, kind, theme, xOf(view, x), yOf(view, y), SMALL * scale)
    return
  }
  for (const point of seen) if (point.kind !== 'minimum') drawSaddleArrows(ink, view, point, theme, scale)
  for (const point of seen) drawPointGlyph(ink, point.kind, theme, xOf(view, point.x), yOf(view, point.y), SIZE * scale)
  for (const point of seen) {
    if (point.label === undefined || point.label === '') continue
    const size = 12 * scale
    const width = widthOf(ink, point.label, size, 550)
    const x = xOf(view, point.x)
    const y = yOf(view, point.y)
    const at = placeBeside(taken, view, x, y, width, size * 1.1, beyond(ring.map((head) => Math.hypot(head.x - x, head.y - y) / scale)) * scale)
    drawText(ink, point.label, at.x, at.y, { size, weight: 550, colour: pointColour(point.kind, theme), align: at.align, halo: 4 * scale, haloColour: tokens(theme).halo })
  }
}

/** How far from a point its label begins, with heads so far from it. */
const beyond = (heads: readonly number[]): number => Math.max(SIZE, ...heads.filter((far) => far < AMONG).map((far) => far + SIZE)) + 4
/** Heads in a ring round a point are no farther from it. */
const AMONG = 26

/** Room that glyphs and arrows take, before labels are placed. */
export function takePoints(view: Viewport, points: readonly Omit<MapPoint, 'kind'>[], scale: number, taken: Taken): void {
  for (const point of points) {
    const x = xOf(view, point.x)
    const y = yOf(view, point.y)
    const r = (SIZE + 2) * scale
    taken.boxes.push([x - r, y - r, x + r, y + r])
    if (!point.downhill) continue
    const [vx, vy] = point.downhill
    for (const [ux, uy] of [unit(vx * view.perX, -vy * view.perY), unit(-vy * view.perX, -vx * view.perY)])
      for (const d of [-22, -15, 15, 22]) taken.points.push(x + ux * d * scale, y + uy * d * scale)
  }
}

function unit(x: number, y: number): readonly [number, number] {
  const length = Math.hypot(x, y) || 1
  return [x / length, y / length]
}
