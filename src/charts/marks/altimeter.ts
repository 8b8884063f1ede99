/** The colour bar as an altimeter: ticks of loss, and each run's marker at its present loss. */
import type { MapName } from '../map/stops.ts'
import { toneColour } from '../map/table.ts'
import { type Tone, toneAt, valueAt } from '../map/tone.ts'
import { colourOf } from '../methods.ts'
import type { AltimeterMark } from '../props.ts'
import { type ThemeName, tokens } from '../theme.ts'
import { evenTicks, logTicks, type Tick } from '../ticks.ts'
import type { Box } from '../viewport.ts'
import { apart } from './apart.ts'
import { drawText, type Ink, widthOf, withAlpha } from './ink.ts'
import { drawMarker } from './marker.ts'

export interface AltimeterPicture {
  readonly theme: ThemeName
  readonly tone: Tone
  readonly colours: MapName
  readonly marks: readonly AltimeterMark[]
  readonly label: string
  readonly scale: number
  readonly margin: { readonly top: number; readonly bottom: number }
}

const BAR = 11
const LEFT = 6
const APART = 11

export function drawAltimeter(ink: Ink, picture: AltimeterPicture, width: number, height: number, values: readonly number[]): void {
  drawScale(ink, picture, width, height)
  drawMarks(ink, picture, height, values)
}

const barOf = ({ scale, margin }: Pick<AltimeterPicture, 'scale' | 'margin'>, height: number): Box =>
  ({ left: LEFT * scale, top: margin.top, width: BAR * scale, height: Math.max(1, height - margin.top - margin.bottom) })

/** The bar with its numbers: what stays while runs play. */
export function drawScale(ink: Ink, picture: Omit<AltimeterPicture, 'marks'>, width: number, height: number): void {
  const { theme, tone, colours, scale } = picture
  const { ink: dark, ink2 } = tokens(theme)
  const bar = barOf(picture, height)
  const bottom = bar.top + bar.height
  const rows = Math.max(2, Math.ceil(bar.height))
  for (let k = 0; k < rows; k++) {
    const share = 1 - (k + 0.5) / rows
    ink.fillStyle = toneColour(colours, theme, toneAt(tone, lossAt(tone, share)))
    ink.beginPath()
    ink.rect(bar.left, bar.top + (k * bar.height) / rows, bar.width, bar.height / rows + 0.6)
    ink.fill()
  }
  ink.setLineDash([])
  ink.strokeStyle = withAlpha(dark, 0.55)
  ink.lineWidth = 1
  ink.beginPath()
  ink.rect(bar.left - 0.5, bar.top - 0.5, bar.width + 1, bar.height + 1)
  ink.stroke()

  const size = 12 * scale
  for (const tick of ticksOf(tone, bar.height / scale)) {
    const y = bottom - shareOf(tone, tick.at) * bar.height
    if (!(y >= bar.top - 1 && y <= bottom + 1)) continue
    ink.strokeStyle = withAlpha(dark, 0.55)
    ink.beginPath()
    ink.moveTo(bar.left + bar.width, Math.round(y) + 0.5)
    ink.lineTo(bar.left + bar.width + (tick.short ? 2.5 : 4) * scale, Math.round(y) + 0.5)
    ink.stroke()
    if (tick.short) continue
    // long numbers move in under the markers rather than over the edge, and get smaller rather than over the bar
    const from = bar.left + bar.width + 6 * scale, room = width - 2 * scale - from
    const fits = size * Math.min(1, room / widthOf(ink, tick.label, size))
    drawText(ink, tick.label, Math.max(from, Math.min(bar.left + bar.width + 22 * scale, width - 5 * scale - widthOf(ink, tick.label, fits))), Math.min(Math.max(y, bar.top + size / 2), bottom - size / 2), { size: fits, colour: ink2 })
  }
  drawText(ink, picture.label, Math.min(bar.left + bar.width / 2, width / 2), Math.min(bottom + 17 * scale, height - size / 2), { size, colour: ink2, align: 'center' })
}

/** The runs' markers beside it. */
export function drawMarks(ink: Ink, picture: Omit<AltimeterPicture, 'colours' | 'label'>, height: number, values: readonly number[]): void {
  const { theme, tone, scale } = picture
  const { halo, bg } = tokens(theme)
  const bar = barOf(picture, height)
  const bottom = bar.top + bar.height
  ink.setLineDash([])
  const shown = picture.marks.flatMap((mark, i) => {
    const value = values[i] ?? mark.value
    return mark.hidden || !(value === value) ? [] : [{ mark, y: bottom - shareOf(tone, value) * bar.height }]
  }).sort((a, b) => a.y - b.y)
  const places = apart(shown.map((s) => s.y), Math.min(APART * scale, bar.height / Math.max(1, shown.length)), bar.top, bottom)
  const right = bar.left + bar.width
  shown.forEach(({ mark, y }, k) => {
    const colour = colourOf(mark.style.slot, theme)
    const at = places[k]!
    for (const [stroke, wide] of [[halo, 4.4], [colour, 2]] as const) {
      ink.strokeStyle = stroke
      ink.lineWidth = wide * scale
      ink.lineCap = 'butt'
      ink.beginPath()
      ink.moveTo(bar.left - 4 * scale, y)
      ink.lineTo(right + 1.5 * scale, y)
      if (stroke === colour) ink.lineTo(right + 7 * scale, at)
      ink.stroke()
    }
  })
  shown.forEach(({ mark }, k) => drawMarker(ink, mark.style, theme, right + 11 * scale, places[k]!, 4.6 * scale, 1.2 * scale, bg))
}

/** Bowls and networks: what runs do happens near the foot, and gets the room that the map gives it. */
const bent = (tone: Tone): boolean => tone.form === 'log' || tone.p <= 0.5

/** Even in loss for the usual power, even in tone for a root or a logarithm: the bar's ends are the tone's. */
export function shareOf(tone: Tone, value: number): number {
  return bent(tone) ? toneAt(tone, value) : Math.max(0, Math.min(1, (value - tone.low) / (tone.high - tone.low)))
}

const lossAt = (tone: Tone, share: number): number => (bent(tone) ? valueAt(tone, share) : tone.low + share * (tone.high - tone.low))

function ticksOf(tone: Tone, height: number): Tick[] {
  if (!bent(tone)) return evenTicks(tone.low, tone.high, Math.max(2, Math.min(8, height / 110)), { fixed: true })
  // 1 2 5 down to where labels would touch
  const foot = tone.form === 'log' ? tone.e * 0.2 : (tone.high - tone.low) * 2e-3
  const all = (tone.low >= 0 ? logTicks(Math.max(tone.low, foot), tone.high, 12) : evenTicks(tone.low, tone.high, 5, { fixed: true })).toReversed()
  const kept: Tick[] = []
  for (const tick of all) {
    const last = kept.findLast((t) => !t.short)
    const near = last !== undefined && Math.abs(shareOf(tone, tick.at) - shareOf(tone, last.at)) * height < 26
    kept.push(near ? { ...tick, short: true, label: '' } : tick)
  }
  return kept
}
