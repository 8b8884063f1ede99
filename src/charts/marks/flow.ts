/** Valley lines down from saddles, watersheds up from them, and lines of minima. */
import { type ThemeName, tokens } from '../theme.ts'
import { type Viewport, xOf, yOf } from '../viewport.ts'
import { clipPolyline } from './clip.ts'
import { type Ink, tracePolyline, withAlpha } from './ink.ts'

export type FlowKind = 'valley' | 'watershed' | 'curve'

export function drawFlow(ink: Ink, view: Viewport, lines: readonly Float64Array[], kind: FlowKind, theme: ThemeName, scale: number): void {
  if (!lines.length) return
  const { minimum, saddle, halo } = tokens(theme)
  const inPixels = lines.flatMap((line) => clipPolyline(toPixels(view, line), view, 4))
  ink.lineJoin = 'round'
  const stroke = (colour: string, width: number, cap: 'butt' | 'round', dash: number[]) => {
    ink.strokeStyle = colour
    ink.lineWidth = width * scale
    ink.lineCap = cap
    ink.setLineDash(dash.map((d) => d * scale))
    ink.beginPath()
    for (const line of inPixels) tracePolyline(ink, line)
    ink.stroke()
    ink.setLineDash([])
  }
  if (kind === 'watershed') {
    // dots large enough to stay dots on a projector of fewer pixels
    stroke(withAlpha(halo, 0.75), 4.4, 'butt', [])
    stroke(saddle, 2.6, 'round', [0, 5.2])
  } else if (kind === 'valley') stroke(withAlpha(minimum, 0.55), 1.3, 'butt', [])
  else {
    stroke(withAlpha(halo, 0.8), 4.4, 'butt', [])
    stroke(minimum, 2.2, 'butt', [])
  }
}

export function toPixels(view: Viewport, points: ArrayLike<number>, from = 0, to = points.length / 2): Float64Array {
  const out = new Float64Array(2 * (to - from))
  for (let k = from; k < to; k++) {
    out[2 * (k - from)] = xOf(view, points[2 * k]!)
    out[2 * (k - from) + 1] = yOf(view, points[2 * k + 1]!)
  }
  return out
}
