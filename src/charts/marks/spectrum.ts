/** A spectrum: one tick an eigenvalue on a symmetric logarithmic axis, what leads down, what is flat and what leads up told apart by colour and by counts. */
import { formatTick } from '../format.ts'
import type { SpectrumPicture } from '../curvature-props.ts'
import { tokens } from '../theme.ts'
import { drawText, type Ink, segment, widthOf, withAlpha } from './ink.ts'

const SIZE = 12
const HEAD = 18, FOOT = 20, SIDE = 8
/** Values below this share of the largest are crowded linearly round 0. */
const LINEAR = 1e-3
/** A limit so many times beyond the largest value is named at the edge and not shown. */
const FAR = 30
/** Values that stand between labels of the axis. */
const DECADES = 14

export interface LaidSpectrum {
  readonly x: (value: number) => number
  readonly from: number
  readonly to: number
  readonly linear: number
  readonly limitSeen: boolean
}

export function laySpectrum({ values, limit }: Pick<SpectrumPicture, 'values' | 'limit'>, width: number): LaidSpectrum {
  let low = 0, high = 0
  for (const w of values) {
    if (w < low) low = w
    if (w > high) high = w
  }
  const largest = Math.max(-low, high)
  const limitSeen = limit !== undefined && limit > 0 && limit < FAR * largest
  const linear = largest > 0 ? LINEAR * largest : 1
  const bend = (value: number): number => Math.asinh(value / linear)
  const a = bend(low), b = bend(limitSeen ? Math.max(high, limit) : high), air = 0.04 * (b - a) + 0.4
  const scale = (width - 2 * SIDE) / (b - a + 2 * air)
  return { x: (value) => SIDE + (bend(value) - a + air) * scale, from: low, to: high, linear, limitSeen }
}

export function drawSpectrum(ink: Ink, picture: SpectrumPicture, laid: LaidSpectrum, width: number, height: number): void {
  const { theme, values, down, flat, limit, limitLabel, between } = picture
  const colours = tokens(theme), { x } = laid
  const top = HEAD, base = Math.round(height - FOOT) + 0.5
  axis(ink, picture, laid, width, base)
  if (between !== undefined) {
    const middle = (x(values[between - 1]!) + x(values[between]!)) / 2
    drawText(ink, picture.betweenLabel ?? '', Math.max(SIDE, middle - widthOf(ink, picture.betweenLabel ?? '', SIZE) / 2), (top + base) / 2, { size: SIZE, colour: colours.ink3 })
  }
  const alpha = values.length > 300 ? 0.45 : values.length > 120 ? 0.65 : 0.9
  ink.setLineDash([])
  ink.lineCap = 'butt'
  ink.lineWidth = 1.7
  values.forEach((value, k) => {
    if (Number.isNaN(value)) return
    const colour = k < down ? colours.warn : k < down + flat ? colours.ink3 : colours.minimum
    ink.strokeStyle = withAlpha(colour, alpha)
    segment(ink, x(value), top + 2, x(value), base - 3)
  })
  if (limit !== undefined && limitLabel !== undefined && limit > 0) {
    ink.strokeStyle = colours.danger
    ink.lineWidth = 1.5
    if (laid.limitSeen) {
      ink.setLineDash([4, 3])
      segment(ink, x(limit), top - 2, x(limit), base)
      ink.setLineDash([])
    }
  }
  heads(ink, picture, laid, width)
}

/** Counts over their ticks, and the limit's name over its line; kept apart from each other. */
function heads(ink: Ink, { theme, values, down, flat, counts, limit, limitLabel }: SpectrumPicture, { x, limitSeen }: LaidSpectrum, width: number): void {
  const colours = tokens(theme)
  const middle = (from: number, to: number): number => (x(values[from]!) + x(values[to]!)) / 2
  const labels = [
    ...(counts.down !== undefined && down > 0 ? [{ text: counts.down, at: middle(0, down - 1), colour: colours.warn, weight: 650 }] : []),
    ...(counts.flat !== undefined && flat > 0 ? [{ text: counts.flat, at: middle(down, down + flat - 1), colour: colours.ink2, weight: 500 }] : []),
    ...(counts.up !== undefined && down + flat < values.length ? [{ text: counts.up, at: middle(down + flat, values.length - 1), colour: colours.minimum, weight: 650 }] : []),
    ...(limitLabel !== undefined && limit !== undefined && limit > 0 ? [{ text: limitSeen ? limitLabel : `${limitLabel} →`, at: limitSeen ? x(limit) : width, colour: colours.danger, weight: 500 }] : []),
  ].map((label) => ({ ...label, half: widthOf(ink, label.text, SIZE, label.weight) / 2 }))
  let left = 0
  const places = labels.map(({ at, half }) => {
    const place = Math.max(left + half, Math.min(width - half - 2, at))
    left = place + half + 10
    return place
  })
  let right = width - 2
  for (let k = labels.length - 1; k >= 0; k--) {
    places[k] = Math.min(places[k]!, right - labels[k]!.half)
    right = places[k]! - labels[k]!.half - 10
  }
  labels.forEach(({ text, colour, weight }, k) => drawText(ink, text, places[k]!, 8, { size: SIZE, weight, colour, align: 'center' }))
}

function axis(ink: Ink, { theme }: SpectrumPicture, { x, from, to, linear, limitSeen }: LaidSpectrum, width: number, base: number): void {
  const colours = tokens(theme)
  ink.setLineDash([])
  ink.lineWidth = 1
  ink.strokeStyle = colours.line2
  segment(ink, SIDE, base, width - SIDE, base)
  const reach = limitSeen ? FAR : 1
  const powers: number[] = []
  const top = Math.floor(Math.log10(Math.max(to * reach, -from, linear)))
  for (let k = top; k >= top - DECADES && 10 ** k >= 3 * linear; k--) powers.push(10 ** k)
  const taken: (readonly [number, number])[] = []
  for (const value of [0, ...powers, ...powers.map((p) => -p)]) {
    const at = x(value), label = value === 0 ? '0' : formatTick(value, Math.abs(value))
    const half = widthOf(ink, label, SIZE) / 2
    if (at < SIDE - 1 || at > width - SIDE + 1) continue
    segment(ink, Math.round(at) + 0.5, base, Math.round(at) + 0.5, base + 3)
    const place = Math.max(half, Math.min(width - half, at))
    if (taken.some(([a, b]) => place + half + 7 > a && place - half - 7 < b)) continue
    taken.push([place - half, place + half])
    drawText(ink, label, place, base + 12, { size: SIZE, colour: colours.ink3, align: 'center' })
  }
}
