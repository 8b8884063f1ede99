/** The frame of a map: a fine line, ticks outside, short ticks at halves, the names of the axes. */
import type { Domain } from '../props.ts'
import { type ThemeName, tokens } from '../theme.ts'
import { evenTicks } from '../ticks.ts'
import { type Viewport, xOf, yOf } from '../viewport.ts'
import { drawText, type Ink, widthOf, withAlpha } from './ink.ts'

/** Room that ticks and names need round the map, in CSS pixels at scale 1. */
export function margins(frame: 'ticks' | 'bare', scale: number, xLabel: string, yLabel: string): { left: number; right: number; top: number; bottom: number } {
  if (frame === 'bare') return { left: 0, right: 0, top: 0, bottom: 0 }
  // a name that is a word stands in a line of its own
  return { left: (44 + (wordy(yLabel) ? 16 : 0)) * scale, right: 2 * scale, top: 2 * scale, bottom: (29 + (wordy(xLabel) ? 17 : 0)) * scale }
}

/** With fewer ticks an axis of a low map would have one number or none. */
const FEWEST = 3.2

/** A letter, perhaps with an index, stands among the ticks. */
const wordy = (label: string): boolean => !/^\p{L}(_\w)?$/u.test(label) && label !== ''

export function drawFrame(ink: Ink, view: Viewport, theme: ThemeName, scale: number, xLabel: string, yLabel: string): void {
  const { ink: dark, ink2 } = tokens(theme)
  const { left, top, width, height } = view
  const bottom = top + height
  ink.setLineDash([])
  ink.lineWidth = Math.max(1, scale)
  ink.strokeStyle = withAlpha(dark, 0.55)
  ink.beginPath()
  ink.rect(left + 0.5, top + 0.5, width - 1, height - 1)
  ink.stroke()

  const size = 12 * scale
  const [[x0, x1], [y0, y1]]: Domain = view.window
  const xs = evenTicks(x0, x1, Math.max(FEWEST, width / (150 * scale)), { halves: true })
  const ys = evenTicks(y0, y1, Math.max(FEWEST, height / (150 * scale)), { halves: true })
  const snap = (v: number) => Math.round(v - 0.5) + 0.5
  ink.beginPath()
  for (const t of xs) {
    const x = snap(xOf(view, t.at))
    ink.moveTo(x, bottom)
    ink.lineTo(x, bottom + (t.short ? 3.5 : 6) * scale)
  }
  for (const t of ys) {
    const y = snap(yOf(view, t.at))
    ink.moveTo(left, y)
    ink.lineTo(left - (t.short ? 3.5 : 6) * scale, y)
  }
  ink.stroke()

  const letter = 14.5 * scale
  const rowX = bottom + 17 * scale
  // a letter takes the place of the tick that is nearest to the end of its axis
  const nameX = wordy(xLabel) || xLabel === '' ? undefined : left + width - 0.067 * width
  const nameY = wordy(yLabel) || yLabel === '' ? undefined : top + 0.147 * height
  for (const t of xs) {
    const x = xOf(view, t.at)
    const half = widthOf(ink, t.label, size) / 2
    if (t.short || x - half < left - 30 * scale || x + half > left + width - 1 || (nameX !== undefined && Math.abs(x - nameX) < half + 14 * scale)) continue
    drawText(ink, t.label, x, rowX, { size, colour: ink2, align: 'center' })
  }
  for (const t of ys) {
    const y = yOf(view, t.at)
    if (t.short || y > bottom - 4 || y < top + 4 || (nameY !== undefined && Math.abs(y - nameY) < 15 * scale)) continue
    drawText(ink, t.label, left - 10 * scale, y, { size, colour: ink2, align: 'right' })
  }
  if (nameX !== undefined) drawText(ink, xLabel, nameX, rowX, { size: letter, colour: dark, align: 'center' })
  else if (xLabel !== '') drawText(ink, xLabel, left + width / 2, rowX + 17 * scale, { size, colour: ink2, align: 'center' })
  if (nameY !== undefined) drawText(ink, yLabel, left - 12 * scale, nameY, { size: letter, colour: dark, align: 'right' })
  else if (yLabel !== '') {
    ink.save()
    ink.translate(left - 49 * scale, top + height / 2)
    ink.rotate(-Math.PI / 2)
    drawText(ink, yLabel, 0, 0, { size, colour: ink2, align: 'center' })
    ink.restore()
  }
}
