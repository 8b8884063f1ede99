/** The second-order model at a point: its iso-lines in a circle, at the map's levels, and the step that it proposes. */
import { isolines } from '../map/isolines.ts'
import type { Lens } from '../props.ts'
import { type ThemeName, tokens } from '../theme.ts'
import { type Viewport, xOf, yOf } from '../viewport.ts'
import { drawArrow } from './arrow.ts'
import { type Ink, tracePolyline, withAlpha } from './ink.ts'

export const LENS_RADIUS = 52
const PITCH = 3

/** f + g.d + d.H d/2 */
export function modelAt({ value, gradient: [gx, gy], hessian: [a, b, c] }: Lens, dx: number, dy: number): number {
  return value + gx * dx + gy * dy + (a * dx * dx + 2 * b * dx * dy + c * dy * dy) / 2
}

export function drawLens(ink: Ink, view: Viewport, lens: Lens, levels: readonly number[], theme: ThemeName, scale: number): void {
  const { accent, halo } = tokens(theme)
  const x = xOf(view, lens.at.x)
  const y = yOf(view, lens.at.y)
  const r = LENS_RADIUS * scale
  const circle = (radius: number) => {
    ink.beginPath()
    ink.arc(x, y, radius, 0, 2 * Math.PI)
  }
  ink.save()
  circle(r)
  ink.clip()
  ink.fillStyle = withAlpha(halo, 0.3)
  circle(r)
  ink.fill()
  const pitch = PITCH * scale
  const n = 2 * Math.ceil(r / pitch) + 1
  const values = Float32Array.from({ length: n * n }, (_, k) => {
    const px = ((k % n) - (n - 1) / 2) * pitch
    const py = (Math.floor(k / n) - (n - 1) / 2) * pitch
    return modelAt(lens, px / view.perX, -py / view.perY)
  })
  const lines = isolines({ columns: n, rows: n, stepX: pitch, stepY: pitch, values, state: new Uint8Array(n * n) }, levels)
  ink.strokeStyle = accent
  ink.lineWidth = 1.3 * scale
  ink.lineCap = 'butt'
  ink.setLineDash([4 * scale, 2.5 * scale])
  ink.beginPath()
  for (const line of lines) tracePolyline(ink, line.points, x - ((n - 1) / 2) * pitch, y - ((n - 1) / 2) * pitch)
  ink.stroke()
  ink.setLineDash([])
  ink.restore()
  circle(r)
  ink.strokeStyle = withAlpha(halo, 0.8)
  ink.lineWidth = 3.5 * scale
  ink.stroke()
  ink.strokeStyle = accent
  ink.lineWidth = 1.6 * scale
  ink.stroke()
  if (lens.stepSize !== undefined) {
    const tx = x - lens.stepSize * lens.gradient[0] * view.perX
    const ty = y + lens.stepSize * lens.gradient[1] * view.perY
    // an arrow that leaves the map keeps its direction
    const far = Math.hypot(tx - x, ty - y)
    const cut = far > 4000 ? 4000 / far : 1
    drawArrow(ink, x, y, x + (tx - x) * cut, y + (ty - y) * cut, { colour: halo, width: 5 * scale, head: 11 * scale })
    drawArrow(ink, x, y, x + (tx - x) * cut, y + (ty - y) * cut, { colour: accent, width: 2 * scale, head: 8 * scale })
  }
  circle(3.6 * scale)
  ink.fillStyle = halo
  ink.fill()
  ink.strokeStyle = accent
  ink.lineWidth = 1.6 * scale
  ink.stroke()
}

/** The keyboard cursor: a cross with an open middle. */
export function drawCursor(ink: Ink, x: number, y: number, theme: ThemeName, scale: number): void {
  const { ink: dark, halo } = tokens(theme)
  for (const [colour, width] of [[halo, 4], [dark, 1.6]] as const) {
    ink.strokeStyle = colour
    ink.lineWidth = width * scale
    ink.lineCap = 'round'
    ink.setLineDash([])
    ink.beginPath()
    for (const [ux, uy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
      ink.moveTo(x + ux * 4 * scale, y + uy * 4 * scale)
      ink.lineTo(x + ux * 12 * scale, y + uy * 12 * scale)
    }
    ink.stroke()
  }
}

/** A pinned point: an accent ring with a dot. */
export function drawPin(ink: Ink, x: number, y: number, theme: ThemeName, scale: number): void {
  const { accent, halo } = tokens(theme)
  ink.setLineDash([])
  for (const [colour, width] of [[halo, 5], [accent, 2]] as const) {
    ink.beginPath()
    ink.arc(x, y, 8 * scale, 0, 2 * Math.PI)
    ink.strokeStyle = colour
    ink.lineWidth = width * scale
    ink.stroke()
  }
  ink.beginPath()
  ink.arc(x, y, 2.4 * scale, 0, 2 * Math.PI)
  ink.fillStyle = accent
  ink.fill()
}
