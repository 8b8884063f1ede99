/** Numbers of ends on the map, and their patches of colour in the legend. */
import { DIVERGES, endColours, patchesOf, type Spot } from '../map/ends.ts'
import type { EndsLayer, Point } from '../props.ts'
import { type ThemeName, tokens } from '../theme.ts'
import { inside, type Viewport, xOf, yOf } from '../viewport.ts'
import { drawText, type Ink, withAlpha } from './ink.ts'

const RADIUS = 9
/** A patch thinner than this has no room for a number, in pixels from its middle to its border. */
const ROOM = 15
/** As many numbers at most: of a chessboard of ends only the largest fields are named. */
const MOST = 24

/** What numbers keep away from, in pixels: points, and boxes of left, top, right and bottom. */
export interface Avoided { readonly points: ArrayLike<number>; readonly boxes: readonly (readonly [number, number, number, number])[] }
/** Farther than this nothing is in the way, in pixels. */
const CLEAR_OF = 26

/** Where numbers stand, in parameters: deep in their patch, and clear of paths, points and plates where it has room for that. */
export function endNumbers(view: Viewport, { grid }: EndsLayer, scale: number, avoided: Avoided): readonly (Point & { readonly end: number })[] {
  const step = (grid.x[1]! - grid.x[0]!) * view.perX
  const roomAt = ({ x, y, depth }: Spot): number => {
    const px = xOf(view, x), py = yOf(view, y)
    if (!inside(view, px, py, -RADIUS * scale)) return -1
    let room = Math.min(depth * step, CLEAR_OF * scale)
    for (const [left, top, right, bottom] of avoided.boxes) room = Math.min(room, Math.hypot(Math.max(left - px, 0, px - right), Math.max(top - py, 0, py - bottom)))
    for (let k = 0; k + 1 < avoided.points.length; k += 2) room = Math.min(room, Math.hypot(avoided.points[k]! - px, avoided.points[k + 1]! - py))
    return room
  }
  return patchesOf(grid).filter((patch) => patch.depth * step >= ROOM * scale).slice(0, MOST).flatMap((patch) => {
    let best: Spot = patch, most = roomAt(patch)
    for (const other of patch.others) {
      const room = roomAt(other)
      if (room > most) [best, most] = [other, room]
    }
    return most < 0 ? [] : [{ end: patch.end, x: best.x, y: best.y }]
  })
}

export function drawEndNumbers(ink: Ink, view: Viewport, layer: EndsLayer, theme: ThemeName, scale: number, avoided: Avoided): void {
  const colours = layer.colours ?? endColours(layer.ends.length, theme)
  for (const { end, x, y } of endNumbers(view, layer, scale, avoided)) badge(ink, layer.signs?.[end] ?? String(end + 1), colours[end]!, xOf(view, x), yOf(view, y), theme, scale)
}

/** A number in a ring; of more letters, in an oval. */
function badge(ink: Ink, text: string, colour: string, x: number, y: number, theme: ThemeName, scale: number): void {
  const { ink: dark, panel } = tokens(theme)
  const half = Math.max(0, text.length - 2) * 4 * scale
  ink.setLineDash([])
  ink.beginPath()
  ink.arc(x - half, y, RADIUS * scale, Math.PI / 2, 1.5 * Math.PI)
  ink.arc(x + half, y, RADIUS * scale, -Math.PI / 2, Math.PI / 2)
  ink.closePath()
  ink.fillStyle = panel
  ink.fill()
  ink.strokeStyle = colour
  ink.lineWidth = 2.5 * scale
  ink.stroke()
  drawText(ink, text, x, y, { size: 11.5 * scale, weight: 650, colour: dark, align: 'center' })
}

/** In a row of the legend whose sign is 18 wide: the end's colour with its number, a hatch for what diverges, an empty field for what has not settled. */
export function drawEndSign(ink: Ink, end: number, count: number, x: number, y: number, theme: ThemeName, scale: number, colour?: string, sign = colour === undefined ? String(end + 1) : ''): void {
  const { line2, ink2, ink: dark } = tokens(theme)
  const [left, top, width, height] = [x, y - 7 * scale, 18 * scale, 14 * scale]
  ink.setLineDash([])
  ink.beginPath()
  ink.rect(left, top, width, height)
  if (end >= 0) {
    ink.fillStyle = withAlpha(colour ?? endColours(count, theme)[end]!, 0.7)
    ink.fill()
  }
  ink.strokeStyle = end >= 0 ? withAlpha(dark, 0.4) : line2
  ink.lineWidth = scale
  ink.stroke()
  if (end >= 0) return drawText(ink, sign, x + width / 2, y, { size: (sign.length > 2 ? 9 : 11.5) * scale, weight: 650, colour: dark, align: 'center' })
  if (end !== DIVERGES) return
  ink.strokeStyle = ink2
  ink.beginPath()
  for (const k of [4, 10, 16]) {
    ink.moveTo(left + Math.min(width, k * scale), top + Math.max(0, k * scale - width))
    ink.lineTo(left + Math.max(0, k * scale - height), top + Math.min(height, k * scale))
  }
  ink.stroke()
}
