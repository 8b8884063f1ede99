/** How many directions lead down against the loss, along a run: one dot a measured step, those to come faint, the present one named. */
import { axis, type Axis, yRange } from '../lines/axes.ts'
import { FADED } from '../lines/drawing.ts'
import { colourOf, type RunStyle } from '../methods.ts'
import type { IndexLossPicture } from '../curvature-props.ts'
import { tokens } from '../theme.ts'
import { evenTicks, logTicks } from '../ticks.ts'
import type { Box } from '../viewport.ts'
import { drawText, type Ink, segment, tracePolyline, widthOf, withAlpha } from './ink.ts'
import { drawMarker } from './marker.ts'

const SIZE = 12
const PLAIN: RunStyle = { slot: 0, marker: 'circle', hollow: false, dash: [], width: 2 }

export interface LaidIndexLoss { readonly box: Box; readonly x: Axis; readonly y: Axis }

export function layIndexLoss(ink: Ink, { theme, loss, index }: IndexLossPicture, width: number, height: number): LaidIndexLoss {
  let least = Infinity, most = 0
  for (const n of index) {
    if (n < least) least = n
    if (n > most) most = n
  }
  // from 0 on, unless that would press all dots into the upper half
  const bottom = least > 0.5 * most && least < Infinity ? least : 0, top = Math.max(bottom + 1, most), air = 0.1 * (top - bottom)
  const y = axis(bottom - air, top + 1.2 * air, false, evenTicks(bottom, top, Math.min(4, top - bottom)).filter((t) => Number.isInteger(t.at)))
  const left = Math.max(14, ...y.ticks.map((t) => widthOf(ink, t.label, SIZE))) + 8
  const box = { left, top: 8, width: Math.max(1, width - left - 12), height: Math.max(1, height - 43) }
  const log = loss.every((v) => !(v <= 0))
  const [from, to] = yRange({ theme, series: [{ id: '', label: '', style: PLAIN, y: loss }] }, log)
  const count = Math.max(2, Math.min(5, box.width / 60))
  return { box, y, x: axis(from, to, log, log ? logTicks(from, to, count) : evenTicks(from, to, count)) }
}

/** @param at entry of the last measured step up to the playhead */
export function drawIndexLoss(ink: Ink, picture: IndexLossPicture, { box, x, y }: LaidIndexLoss, at: number, width: number, height: number): void {
  const { theme, loss, index, style } = picture
  const colours = tokens(theme)
  const px = (k: number): number => box.left + share(x, loss[k]!) * box.width
  const py = (k: number): number => box.top + (1 - share(y, index[k]!)) * box.height
  ground(ink, picture, { box, x, y }, width, height)
  ink.lineJoin = 'round'
  ink.setLineDash([])
  for (const [from, to, alpha] of [[at, loss.length - 1, FADED], [0, at, 1]] as const) {
    const points: number[] = []
    for (let k = Math.max(0, from); k <= to; k++) if (Number.isFinite(index[k]) && Number.isFinite(loss[k])) points.push(px(k), py(k))
    ink.globalAlpha = alpha
    ink.strokeStyle = withAlpha(colours.ink3, 0.6)
    ink.lineWidth = 1
    ink.beginPath()
    tracePolyline(ink, points)
    ink.stroke()
    ink.fillStyle = colours.warn
    for (let k = 0; k < points.length; k += 2) {
      ink.beginPath()
      ink.arc(points[k]!, points[k + 1]!, 2.4, 0, 2 * Math.PI)
      ink.fill()
    }
  }
  ink.globalAlpha = 1
  let now = at
  while (now >= 0 && !(Number.isFinite(index[now]) && Number.isFinite(loss[now]))) now--
  const present = picture.here ?? (now < 0 ? undefined : { loss: loss[now]!, index: index[now]! })
  if (!present) return
  const here = { x: box.left + share(x, present.loss) * box.width, y: box.top + (1 - share(y, present.index)) * box.height }
  const text = picture.nowLabel(present.index), wide = widthOf(ink, text, SIZE, 600)
  drawMarker(ink, style, theme, here.x, here.y, 4.6, 1.2, colours.panel)
  // the name stands where it covers the fewest dots
  const dots = Array.from(loss, (_, k) => [px(k), py(k)] as const)
  const covered = (side: 1 | -1, down: number): number => {
    const x0 = here.x + (side > 0 ? 10 : -10 - wide), y0 = here.y + down
    const outside = x0 < box.left || x0 + wide > width || y0 < box.top + 2 || y0 > box.top + box.height - 6
    return (outside ? 1e6 : 0) + dots.filter(([x, y]) => x > x0 - 4 && x < x0 + wide + 4 && Math.abs(y - y0) < 10).length
  }
  const [side, down] = ([[1, 0], [-1, 0], [1, -14], [1, 14], [-1, -14], [-1, 14]] as const).map((place) => ({ place, cost: covered(place[0], place[1]) })).sort((a, b) => a.cost - b.cost)[0]!.place
  drawText(ink, text, here.x + 11 * side, here.y + down, { size: SIZE, weight: 600, colour: colourOf(style.slot, theme), align: side > 0 ? 'left' : 'right', halo: 4, haloColour: colours.bg })
}

/** Share of an axis; what lies beyond stands at its edge. */
const share = (along: Axis, value: number): number => Math.max(-0.02, Math.min(1.02, along.at(value)))

function ground(ink: Ink, { theme, xLabel }: IndexLossPicture, { box, x, y }: LaidIndexLoss, width: number, height: number): void {
  const colours = tokens(theme)
  ink.setLineDash([])
  ink.lineWidth = 1
  for (const t of y.ticks) {
    const at = Math.round(box.top + (1 - y.at(t.at)) * box.height) + 0.5
    ink.strokeStyle = colours.line
    segment(ink, box.left, at, box.left + box.width, at)
    drawText(ink, t.label, box.left - 7, at, { size: SIZE, colour: colours.ink3, align: 'right' })
  }
  const base = Math.round(box.top + box.height) + 0.5
  ink.strokeStyle = colours.line2
  segment(ink, box.left, base, box.left + box.width, base)
  let free = -Infinity
  for (const t of x.ticks) {
    const at = box.left + x.at(t.at) * box.width, half = widthOf(ink, t.label, SIZE) / 2
    if (at < box.left - 1 || at > box.left + box.width + 1) continue
    segment(ink, Math.round(at) + 0.5, base, Math.round(at) + 0.5, base + 3)
    const place = Math.min(at, width - half)
    if (t.short || place - half < free) continue
    drawText(ink, t.label, place, base + 12, { size: SIZE, colour: colours.ink3, align: 'center' })
    free = place + half + 8
  }
  drawText(ink, xLabel, box.left + box.width / 2, height - 7, { size: SIZE, colour: colours.ink3, align: 'center' })
}
