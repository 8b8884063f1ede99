/** Iso-lines with Tanaka's light, and their labels. */
import type { IsoLabel } from '../map/iso-labels.ts'
import type { MapName } from '../map/stops.ts'
import type { Stroke } from '../map/strokes.ts'
import { type ThemeName, tokens } from '../theme.ts'
import { drawText, type Ink, tracePolyline, withAlpha } from './ink.ts'

const ALPHA = { light: { thin: 0.36, bold: 0.68 }, dark: { thin: 0.22, bold: 0.5 } } as const
const WIDTH = { thin: 0.7, bold: 1.15 } as const

/** alpha (1 - .12 facing + .30 away), width (1 - .15 facing + .35 away), and a warm line beside those that face the light. */
export function drawIsolines(ink: Ink, strokes: readonly Stroke[], theme: ThemeName, colours: MapName, scale: number): void {
  const { iso, isoLight } = tokens(theme)
  ink.lineJoin = 'round'
  ink.lineCap = 'butt'
  ink.setLineDash([])
  const stroke = ({ points }: Stroke, colour: string, width: number, shift: number) => {
    ink.strokeStyle = colour
    ink.lineWidth = width
    ink.beginPath()
    tracePolyline(ink, points, shift, shift)
    ink.stroke()
  }
  // maps that run from black to yellow hide a dark line at one end and a pale one at the other
  if (colours === 'viridis' || colours === 'cividis')
    for (const s of strokes) stroke(s, `rgb(255 255 255 / ${s.bold ? 0.34 : 0.2})`, ((s.bold ? WIDTH.bold : WIDTH.thin) + 1) * scale, 0)
  // on a dark ground a warm line would outshine the cool one
  const shine = theme === 'light' ? 0.42 : 0.05
  for (const s of strokes) if (s.facing > 0.05) stroke(s, withAlpha(isoLight, shine * s.facing), (s.bold ? WIDTH.bold : WIDTH.thin) * scale, 0.9 * scale)
  for (const s of strokes) {
    const facing = Math.max(0, s.facing)
    const away = Math.max(0, -s.facing)
    const weight = s.bold ? 'bold' : 'thin'
    stroke(s, withAlpha(iso, ALPHA[theme][weight] * (1 - 0.12 * facing + 0.3 * away)), WIDTH[weight] * (1 - 0.15 * facing + 0.35 * away) * scale, 0)
  }
}

/** @param ground what shines round the letters */
export function drawIsoLabels(ink: Ink, labels: readonly IsoLabel[], theme: ThemeName, scale: number): void {
  const { ink2, halo } = tokens(theme)
  const size = 10.5 * scale
  for (const { text, x, y, angle } of labels) {
    ink.save()
    ink.translate(x, y)
    ink.rotate(angle)
    drawText(ink, text, 0, 0, { size, weight: 550, colour: ink2, align: 'center', halo: 4 * scale, haloColour: withAlpha(halo, theme === 'light' ? 0.72 : 0.8) })
    ink.restore()
  }
}
