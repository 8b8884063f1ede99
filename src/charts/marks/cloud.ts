/** The gradients of single samples at a point: all as dots, those of a batch marked, their mean and the mean of all as arrows, and where batches fall. */
import { colourOf } from '../methods.ts'
import { type ThemeName, tokens } from '../theme.ts'
import { drawArrow } from './arrow.ts'
import { type Ink, withAlpha } from './ink.ts'

export interface CloudPicture {
  readonly theme: ThemeName
  readonly slot: number
  /** One gradient after another, x and y interleaved. */
  readonly gradients: Float64Array
  /** Those of the batch, as indices; repeats allowed. */
  readonly batch: ArrayLike<number>
  readonly full: readonly [number, number]
  readonly mean: readonly [number, number]
}

/** Of a normal distribution in the plane 95 % lie within so many standard deviations. */
const WITHIN = Math.sqrt(-2 * Math.log(0.05))
const PAD = 10

export function drawCloud(ink: Ink, { theme, slot, gradients, batch, full, mean }: CloudPicture, width: number, height: number): void {
  const { ink: dark, ink2, line, panel } = tokens(theme), colour = colourOf(slot, theme)
  const n = gradients.length / 2
  const reach = reachOf(gradients, full, mean)
  const scale = Math.min((width - 2 * PAD) / (reach[1] - reach[0]), (height - 2 * PAD) / (reach[3] - reach[2]))
  const left = width / 2 - scale * (reach[0] + reach[1]) / 2, bottom = height / 2 + scale * (reach[2] + reach[3]) / 2
  const x = (v: number): number => left + scale * v, y = (v: number): number => bottom - scale * v
  ink.setLineDash([])
  ink.strokeStyle = line
  ink.lineWidth = 1
  for (const [x0, y0, x1, y1] of [[0, y(0), width, y(0)], [x(0), 0, x(0), height]] as const) {
    ink.beginPath()
    ink.moveTo(Math.round(x0) + 0.5, Math.round(y0) + 0.5)
    ink.lineTo(Math.round(x1) + 0.5, Math.round(y1) + 0.5)
    ink.stroke()
  }
  ellipse(ink, covariance(gradients, full), batch.length, x(full[0]), y(full[1]), scale, withAlpha(colour, 0.16))
  const size = n > 2000 ? 1.1 : n > 300 ? 1.6 : 2.6
  ink.fillStyle = withAlpha(ink2, n > 2000 ? 0.35 : 0.5)
  for (let i = 0; i < n; i++) dot(ink, x(gradients[2 * i]!), y(gradients[2 * i + 1]!), size)
  for (const i of new Set(Array.from(batch))) {
    const px = x(gradients[2 * i]!), py = y(gradients[2 * i + 1]!)
    ink.fillStyle = colour
    dot(ink, px, py, 4.2)
    ink.strokeStyle = panel
    ink.lineWidth = 1.2
    ink.stroke()
  }
  for (const [[a, b], stroke, dash] of [[full, dark, [5, 3]], [mean, colour, undefined]] as const) {
    drawArrow(ink, x(0), y(0), x(a), y(b), { colour: panel, width: 4.6, head: 10 })
    drawArrow(ink, x(0), y(0), x(a), y(b), { colour: stroke, width: 2, head: 8, ...(dash ? { dash } : {}) })
  }
}

function dot(ink: Ink, x: number, y: number, r: number): void {
  ink.beginPath()
  ink.arc(x, y, r, 0, 2 * Math.PI)
  ink.fill()
}

/** Nearly all gradients: a few that lie far out would press the others into one spot. */
function reachOf(gradients: Float64Array, full: readonly [number, number], mean: readonly [number, number]): readonly [number, number, number, number] {
  const ends = ([0, 1] as const).map((axis) => {
    const sorted = gradients.filter((_, k) => k % 2 === axis).sort()
    const at = (q: number): number => sorted[Math.round(q * (sorted.length - 1))] ?? 0
    const few = sorted.length < 200
    const low = Math.min(0, full[axis], mean[axis], few ? at(0) : at(0.005)), high = Math.max(0, full[axis], mean[axis], few ? at(1) : at(0.995))
    return [low, high > low ? high : low + 1] as const
  })
  return [...ends[0]!, ...ends[1]!]
}

/** Sxx, Sxy, Syy of single gradients round the full one. */
function covariance(gradients: Float64Array, [mx, my]: readonly [number, number]): readonly [number, number, number] {
  const n = gradients.length / 2
  let xx = 0, xy = 0, yy = 0
  for (let i = 0; i < n; i++) {
    const dx = gradients[2 * i]! - mx, dy = gradients[2 * i + 1]! - my
    xx += dx * dx
    xy += dx * dy
    yy += dy * dy
  }
  return [xx / n, xy / n, yy / n]
}

/** Where 95 % of the means of so many gradients would fall if they were normally distributed. */
function ellipse(ink: Ink, [a, b, c]: readonly [number, number, number], size: number, cx: number, cy: number, scale: number, colour: string): void {
  const mid = (a + c) / 2, half = Math.hypot((a - c) / 2, b), angle = Math.atan2(2 * b, a - c) / 2
  const long = WITHIN * scale * Math.sqrt(Math.max(0, mid + half) / size), short = WITHIN * scale * Math.sqrt(Math.max(0, mid - half) / size)
  ink.beginPath()
  for (let k = 0; k <= 72; k++) {
    const t = (k / 72) * 2 * Math.PI, u = long * Math.cos(t), v = short * Math.sin(t)
    ;(k ? ink.lineTo : ink.moveTo).call(ink, cx + u * Math.cos(angle) - v * Math.sin(angle), cy - u * Math.sin(angle) - v * Math.cos(angle))
  }
  ink.closePath()
  ink.fillStyle = colour
  ink.fill()
}
