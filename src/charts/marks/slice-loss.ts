/** Two losses of one run: the true one, and the one that a slice shows where the run seems to be; the difference is filled. */
import { layLines, type LaidLines } from '../lines/drawing.ts'
import { colourOf, type RunStyle } from '../methods.ts'
import type { ChartSeries, LinePicture, SliceLossPicture } from '../props.ts'
import { tokens } from '../theme.ts'
import { apart } from './apart.ts'
import { drawText, type Ink, segment, tracePolyline, widthOf, withAlpha } from './ink.ts'

const SIZE = 12
const PLAIN: RunStyle = { slot: 0, marker: 'circle', hollow: false, dash: [], width: 2 }

export function laySliceLoss(ink: Ink, { theme, steps, trueLoss, planeLoss, xTo }: SliceLossPicture, width: number, height: number): LaidLines {
  const series = (id: string, y: Float64Array): ChartSeries => ({ id, label: '', style: PLAIN, x: steps, y })
  const all = [series('true', trueLoss), series('slice', planeLoss)]
  const positive = all.every(({ y }) => y.every((v) => !(v <= 0)))
  const picture: LinePicture = { theme, series: all, yScale: positive ? 'log' : 'linear', xTo }
  return layLines(ink, picture, width, height)
}

export function drawSliceLoss(ink: Ink, picture: SliceLossPicture, laid: LaidLines, at: number): void {
  const { theme, steps, trueLoss, planeLoss } = picture
  const colours = tokens(theme), own = colourOf(picture.style.slot, theme), { box, x, y } = laid
  const px = (k: number): number => box.left + x.at(steps[k]!) * box.width
  const py = (v: number): number => {
    const share = y.at(v)
    return share === share ? box.top + (1 - Math.max(0, Math.min(1, share))) * box.height : NaN
  }
  ground(ink, picture, laid)
  ink.save()
  ink.beginPath()
  ink.rect(box.left, box.top - 3, box.width + 6, box.height + 3)
  ink.clip()
  ink.fillStyle = withAlpha(colours.warn, 0.16)
  ink.beginPath()
  let down = false
  for (let k = 0; k < steps.length; k++) {
    const v = py(planeLoss[k]!)
    if (v !== v) continue
    ;(down ? ink.lineTo : ink.moveTo).call(ink, px(k), v)
    down = true
  }
  for (let k = steps.length - 1; k >= 0; k--) {
    const v = py(trueLoss[k]!)
    if (v === v && planeLoss[k]! === planeLoss[k]!) ink.lineTo(px(k), v)
  }
  if (down) ink.fill()
  const line = (values: Float64Array, from: number, to: number): void => {
    const points: number[] = []
    for (let k = from; k <= to; k++) points.push(px(k), py(values[k]!))
    ink.beginPath()
    tracePolyline(ink, points)
    ink.stroke()
  }
  const last = steps.length - 1
  ink.lineJoin = 'round'
  for (const [from, to, alpha] of [[at, last, 0.3], [0, at, 1]] as const) {
    ink.globalAlpha = alpha
    ink.strokeStyle = colours.warn
    ink.lineWidth = 1.6
    ink.setLineDash([4, 3])
    line(planeLoss, from, to)
    ink.strokeStyle = own
    ink.lineWidth = 1.8
    ink.setLineDash([])
    line(trueLoss, from, to)
  }
  ink.globalAlpha = 1
  ink.restore()
  names(ink, picture, laid, at, px(at), py(planeLoss[at]!), py(trueLoss[at]!), own)
}

function ground(ink: Ink, { theme }: SliceLossPicture, { box, x, y }: LaidLines): void {
  const colours = tokens(theme)
  ink.setLineDash([])
  ink.lineWidth = 1
  const rows: number[] = []
  for (const t of y.ticks) {
    const py = Math.round(box.top + (1 - y.at(t.at)) * box.height) + 0.5
    if (t.short || py < box.top - 1 || py > box.top + box.height + 1 || rows.some((other) => Math.abs(other - py) < SIZE + 1)) continue
    rows.push(py)
    ink.strokeStyle = colours.line
    segment(ink, box.left, py, box.left + box.width, py)
    drawText(ink, t.label, box.left - 7, py, { size: SIZE, colour: colours.ink3, align: 'right' })
  }
  const base = Math.round(box.top + box.height) + 0.5
  ink.strokeStyle = colours.line2
  segment(ink, box.left, base, box.left + box.width, base)
  let free = -Infinity
  for (const t of x.ticks) {
    const at = box.left + x.at(t.at) * box.width, half = widthOf(ink, t.label, SIZE) / 2, place = Math.min(at, box.left + box.width + 8 - half)
    if (t.short || place - half < free) continue
    drawText(ink, t.label, place, base + 12, { size: SIZE, colour: colours.ink3, align: 'center' })
    free = place + half + 8
  }
}

/** The playhead, a dot on either line, and what each says there; the two labels stand on the side with more room, apart from each other. */
function names(ink: Ink, picture: SliceLossPicture, { box }: LaidLines, at: number, px: number, slice: number, real: number, own: string): void {
  const colours = tokens(picture.theme)
  ink.strokeStyle = withAlpha(colours.ink, 0.55)
  ink.lineWidth = 1
  segment(ink, Math.round(px) + 0.5, box.top - 6, Math.round(px) + 0.5, box.top + box.height)
  const labels = [
    { y: slice, colour: colours.warn, text: picture.sliceLabel(picture.planeLoss[at]!) },
    { y: real, colour: own, text: picture.trueLabel(picture.trueLoss[at]!) },
  ].filter((l) => l.y === l.y)
  for (const { y, colour } of labels) {
    ink.beginPath()
    ink.arc(px, y, 4, 0, 2 * Math.PI)
    ink.fillStyle = colour
    ink.fill()
    ink.strokeStyle = colours.panel
    ink.lineWidth = 1.2
    ink.stroke()
  }
  const widest = Math.max(0, ...labels.map((l) => widthOf(ink, l.text, SIZE, 600)))
  const right = px + 10 + widest <= box.left + box.width + 8
  const order = [...labels].sort((a, b) => a.y - b.y)
  // where both losses are near each other the labels stand above both; on its own line a label would be crossed by it
  const near = order.length === 2 && order[1]!.y - order[0]!.y < 2 * SIZE
  const wished = order.map((l, k) => (right ? l.y : near ? order[0]!.y - (order.length - 1 - k) * (SIZE + 4) - SIZE : l.y - SIZE))
  const places = apart(wished, SIZE + 4, box.top + 2, box.top + box.height - 6)
  order.forEach((label, k) => {
    drawText(ink, label.text, right ? px + 10 : px - 10, places[k]!, { size: SIZE, weight: 600, colour: label.colour, align: right ? 'left' : 'right', halo: 4, haloColour: colours.panel })
  })
}
