/** Numbers of ends on the map, and their patches of colour in the legend. */
import { DIVERGES, endColours, patchesOf } from '../map/ends.ts'
import type { EndsLayer, Point } from '../props.ts'
import { type ThemeName, tokens } from '../theme.ts'
import { inside, type Viewport, xOf, yOf } from '../viewport.ts'
import { drawText, type Ink, withAlpha } from './ink.ts'

const RADIUS = 9
/** A patch thinner than this has no room for a number, in pixels from its middle to its border. */
const ROOM = 15
/** As many numbers at most: of a chessboard of ends only the largest fields are named. */
const MOST = 24

/** Where numbers stand, in parameters. */
export function endNumbers(view: Viewport, { grid, colours }: EndsLayer, scale: number): readonly (Point & { readonly end: number })[] {
  if (colours) return []
  const step = (grid.x[1]! - grid.x[0]!) * view.perX
  return patchesOf(grid).filter((patch) => patch.depth * step >= ROOM * scale && inside(view, xOf(view, patch.x), yOf(view, patch.y), -RADIUS * scale)).slice(0, MOST)
}

export function drawEndNumbers(ink: Ink, view: Viewport, layer: EndsLayer, theme: ThemeName, scale: number): void {
  const colours = endColours(layer.ends.length, theme)
  for (const { end, x, y } of endNumbers(view, layer, scale)) badge(ink, String(end + 1), colours[end]!, xOf(view, x), yOf(view, y), theme, scale)
}

function badge(ink: Ink, text: string, colour: string, x: number, y: number, theme: ThemeName, scale: number): void {
  const { ink: dark, panel } = tokens(theme)
  ink.setLineDash([])
  ink.beginPath()
  ink.arc(x, y, RADIUS * scale, 0, 2 * Math.PI)
  ink.fillStyle = panel
  ink.fill()
  ink.strokeStyle = colour
  ink.lineWidth = 2.5 * scale
  ink.stroke()
  drawText(ink, text, x, y, { size: 11.5 * scale, weight: 650, colour: dark, align: 'center' })
}

/** In a row of the legend whose sign is 18 wide: the end's colour with its number, a hatch for what diverges, an empty field for what has not settled. */
export function drawEndSign(ink: Ink, end: number, count: number, x: number, y: number, theme: ThemeName, scale: number, colour?: string): void {
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
  if (end >= 0 && colour !== undefined) return
  if (end >= 0) return drawText(ink, String(end + 1), x + width / 2, y, { size: 11.5 * scale, weight: 650, colour: dark, align: 'center' })
  if (end !== DIVERGES) return
  ink.strokeStyle = ink2
  ink.beginPath()
  for (const k of [4, 10, 16]) {
    ink.moveTo(left + Math.min(width, k * scale), top + Math.max(0, k * scale - width))
    ink.lineTo(left + Math.max(0, k * scale - height), top + Math.min(height, k * scale))
  }
  ink.stroke()
}
