/** The loss along -gradient, and what its second-order model predicts. */
import { colourOf } from '../methods.ts'
import type { CutPicture } from '../props.ts'
import { tokens } from '../theme.ts'
import { drawText, type Ink, withAlpha } from './ink.ts'

export function drawCut(ink: Ink, picture: CutPicture, axis: string, width: number, height: number): void {
  const { theme, stepSizes, loss, model, current, slot } = picture
  const colours = tokens(theme)
  const n = stepSizes.length
  if (n < 2) return
  const from = stepSizes[0]!
  const to = stepSizes[n - 1]!
  let low = Infinity
  let high = -Infinity
  for (const v of loss) {
    if (!Number.isFinite(v)) continue
    low = Math.min(low, v)
    high = Math.max(high, v)
  }
  if (!(high >= low)) return
  // far up one side the small dip at 0 would vanish
  const here = model?.[0] ?? loss[0]!
  high = Math.min(high, here + 3 * Math.max(here - low, (high - low) * 0.1))
  const span = high - low || 1
  const foot = 16
  const x = (a: number) => 8 + ((a - from) / (to - from)) * (width - 16)
  const y = (v: number) => 8 + (1 - (Math.max(low - span, Math.min(high + span, v)) - low) / span) * (height - foot - 18)
  ink.save()
  ink.beginPath()
  ink.rect(0, 0, width, height - foot)
  ink.clip()
  ink.lineJoin = 'round'
  ink.lineCap = 'butt'
  ink.setLineDash([])
  ink.beginPath()
  let down = false
  for (let k = 0; k < n; k++) {
    const v = loss[k]!
    if (!Number.isFinite(v)) {
      down = false
      continue
    }
    if (down) ink.lineTo(x(stepSizes[k]!), y(v))
    else ink.moveTo(x(stepSizes[k]!), y(v))
    down = true
  }
  ink.strokeStyle = colours.ink
  ink.lineWidth = 1.8
  ink.stroke()
  if (model) {
    const [f, slope, bend] = model
    ink.beginPath()
    for (let k = 0; k <= 60; k++) {
      const a = from + ((to - from) * k) / 60
      ;(k ? ink.lineTo : ink.moveTo).call(ink, x(a), y(f + slope * a + (bend * a * a) / 2))
    }
    ink.strokeStyle = colours.accent
    ink.lineWidth = 1.5
    ink.setLineDash([4, 3])
    ink.stroke()
    ink.setLineDash([])
  }
  ink.restore()
  ink.strokeStyle = colours.line2
  ink.lineWidth = 1
  ink.beginPath()
  ink.moveTo(6, height - foot + 0.5)
  ink.lineTo(width - 6, height - foot + 0.5)
  ink.stroke()
  if (current !== undefined && current >= from && current <= to) {
    ink.strokeStyle = slot === undefined ? withAlpha(colours.ink, 0.6) : colourOf(slot, theme)
    ink.lineWidth = 1.5
    ink.beginPath()
    ink.moveTo(x(current), 4)
    ink.lineTo(x(current), height - foot)
    ink.stroke()
  }
  ink.beginPath()
  ink.arc(x(0), y(here), 4, 0, 2 * Math.PI)
  ink.fillStyle = colours.panel
  ink.fill()
  ink.strokeStyle = colours.accent
  ink.lineWidth = 1.8
  ink.stroke()
  drawText(ink, axis, width - 7, height - foot / 2 + 0.5, { size: 11, colour: colours.ink3, align: 'right' })
}
