/** A straight arrow with a filled head. */
import type { Ink } from './ink.ts'

export function drawArrow(ink: Ink, x0: number, y0: number, x1: number, y1: number, look: { readonly colour: string; readonly width: number; readonly head: number; readonly dash?: readonly number[] }): void {
  const length = Math.hypot(x1 - x0, y1 - y0)
  if (length < 0.5) return
  const ux = (x1 - x0) / length
  const uy = (y1 - y0) / length
  const head = Math.min(look.head, length)
  ink.strokeStyle = look.colour
  ink.fillStyle = look.colour
  ink.lineWidth = look.width
  ink.lineCap = 'butt'
  ink.setLineDash(look.dash ? [...look.dash] : [])
  if (length > head) {
    ink.beginPath()
    ink.moveTo(x0, y0)
    ink.lineTo(x1 - ux * head * 0.8, y1 - uy * head * 0.8)
    ink.stroke()
  }
  ink.setLineDash([])
  const bx = x1 - ux * head
  const by = y1 - uy * head
  const half = head * 0.42
  ink.beginPath()
  ink.moveTo(x1, y1)
  ink.lineTo(bx - uy * half, by + ux * half)
  ink.lineTo(bx + uy * half, by - ux * half)
  ink.closePath()
  ink.fill()
}
