/** Step size over steps, small: flat pieces stay flat, jumps are upright. */
import { colourOf } from '../methods.ts'
import type { SchedulePicture } from '../props.ts'
import { tokens } from '../theme.ts'
import { type Ink, withAlpha } from './ink.ts'

export interface ScheduleScale {
  readonly x: (step: number) => number
  readonly y: (value: number) => number
  readonly step: (px: number) => number
  readonly value: (py: number) => number
}

const PAD = 8

export function scheduleScale({ values, yScale, knots = [] }: SchedulePicture, width: number, height: number): ScheduleScale {
  const log = yScale === 'log'
  const bend = (v: number) => (log ? Math.log(Math.max(v, 1e-300)) : v)
  let low = Infinity
  let high = -Infinity
  for (const v of [...values, ...knots.map((k) => k.value)]) {
    if (!Number.isFinite(v) || (log && v <= 0)) continue
    low = Math.min(low, v)
    high = Math.max(high, v)
  }
  if (!(low <= high)) [low, high] = [0.1, 1]
  // a constant stands in the middle
  if (high - low < 1e-12 * high) [low, high] = log ? [low / 2, high * 2] : [low * 0.5, high * 1.5 || 1]
  else if (!log && low > 0) low = 0
  const [a, b] = [bend(low), bend(high)]
  const last = Math.max(1, values.length - 1)
  return {
    x: (step) => PAD + (step / last) * (width - 2 * PAD),
    y: (value) => height - PAD - ((bend(value) - a) / (b - a)) * (height - 2 * PAD),
    step: (px) => Math.round(Math.min(1, Math.max(0, (px - PAD) / (width - 2 * PAD))) * last),
    value(py) {
      const q = a + ((height - PAD - py) / (height - 2 * PAD)) * (b - a)
      return log ? Math.exp(q) : Math.max(0, q)
    },
  }
}

export function drawSchedule(ink: Ink, picture: SchedulePicture, width: number, height: number): void {
  const { theme, slot, values, playhead, knots = [] } = picture
  const colours = tokens(theme)
  const colour = colourOf(slot, theme)
  const { x, y } = scheduleScale(picture, width, height)
  ink.setLineDash([])
  ink.lineJoin = 'round'
  ink.lineCap = 'butt'
  ink.strokeStyle = colours.line2
  ink.lineWidth = 1
  ink.beginPath()
  ink.moveTo(0, height - 0.5)
  ink.lineTo(width, height - 0.5)
  ink.stroke()
  if (playhead !== undefined && playhead < values.length) {
    const px = Math.round(x(playhead)) + 0.5
    ink.strokeStyle = withAlpha(colours.ink, 0.5)
    ink.beginPath()
    ink.moveTo(px, 0)
    ink.lineTo(px, height)
    ink.stroke()
  }
  ink.strokeStyle = colour
  ink.lineWidth = 1.8
  ink.beginPath()
  for (let k = 0; k < values.length; k++) {
    const before = values[k - 1]
    if (k === 0) ink.moveTo(x(0), y(values[0]!))
    else {
      // a jump, not a slope: step k uses the new value from k on
      if (Math.abs(values[k]! - before!) > 0.15 * Math.abs(before!)) ink.lineTo(x(k), y(before!))
      ink.lineTo(x(k), y(values[k]!))
    }
  }
  ink.stroke()
  for (const knot of knots) {
    ink.beginPath()
    ink.arc(x(knot.step), y(knot.value), 4, 0, 2 * Math.PI)
    ink.fillStyle = colours.panel
    ink.fill()
    ink.strokeStyle = colour
    ink.lineWidth = 1.8
    ink.stroke()
  }
}
