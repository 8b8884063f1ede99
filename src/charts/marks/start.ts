/** The start of the runs: a ring that can be dragged. */
import type { Point } from '../props.ts'
import { type ThemeName, tokens } from '../theme.ts'
import { inside, type Viewport, xOf, yOf } from '../viewport.ts'
import { drawText, type Ink, withAlpha, widthOf } from './ink.ts'
import { placeBeside, type Taken } from './place.ts'

export const START_RADIUS = 13

export function takeStart(view: Viewport, start: Point, scale: number, taken: Taken): void {
  const x = xOf(view, start.x)
  const y = yOf(view, start.y)
  const r = START_RADIUS * scale
  taken.boxes.push([x - r, y - r, x + r, y + r])
}

export function drawStart(ink: Ink, view: Viewport, start: Point, label: string | undefined, theme: ThemeName, scale: number, taken: Taken): void {
  const x = xOf(view, start.x)
  const y = yOf(view, start.y)
  if (!inside(view, x, y, START_RADIUS * scale)) return
  const { ink: dark, halo } = tokens(theme)
  ink.setLineDash([])
  const ring = (r: number) => {
    ink.beginPath()
    ink.arc(x, y, r * scale, 0, 2 * Math.PI)
  }
  ring(START_RADIUS)
  ink.fillStyle = withAlpha(halo, 0.68)
  ink.fill()
  ink.strokeStyle = withAlpha(halo, 0.9)
  ink.lineWidth = 4.6 * scale
  ink.stroke()
  ink.strokeStyle = dark
  ink.lineWidth = 2 * scale
  ink.stroke()
  ring(4)
  ink.fillStyle = dark
  ink.fill()
  if (label === undefined || label === '') return
  const size = 13 * scale
  const at = placeBeside(taken, view, x, y, widthOf(ink, label, size, 600), size * 1.15, (START_RADIUS + 6) * scale)
  drawText(ink, label, at.x, at.y, { size, weight: 600, colour: dark, align: at.align, halo: 4 * scale, haloColour: halo })
}
