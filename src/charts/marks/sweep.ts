/** The loss by now at every other step size, over the slider's logarithmic track. */
import { colourOf } from '../methods.ts'
import type { SweepPicture } from '../props.ts'
import { type Ink, withAlpha } from './ink.ts'
import { tokens } from '../theme.ts'

/** The curve's scale: losses from least to ceiling, by their fourth root so that small ones are told apart. */
function heights(picture: SweepPicture): (loss: number) => number {
  const { mean, low, high } = picture
  let least = Infinity
  let most = -Infinity
  for (const values of [mean, low, high]) {
    if (!values) continue
    for (const v of values) {
      if (!Number.isFinite(v)) continue
      least = Math.min(least, v)
      most = Math.max(most, v)
    }
  }
  const ceiling = picture.ceiling ?? most
  const top = Math.max(ceiling, least + 1e-300)
  const bend = (v: number) => Math.sqrt(Math.max(0, v - least) / (top - least))
  return (loss) => (Number.isFinite(loss) ? Math.min(1, bend(loss)) : 1)
}

export function drawSweep(ink: Ink, picture: SweepPicture, width: number, height: number): void {
  const { theme, slot, range, stepSizes, mean, low, high, current, scale = 1 } = picture
  if (!mean.length) return
  const colour = colourOf(slot, theme)
  const at = heights(picture)
  const [from, to] = [Math.log(range[0]), Math.log(range[1])]
  const x = (step: number) => ((Math.log(step) - from) / (to - from)) * width
  const y = (loss: number) => height - 6 * scale - at(loss) * (height - 10 * scale)
  ink.lineJoin = 'round'
  ink.lineCap = 'round'
  ink.setLineDash([])
  if (low && high) {
    ink.beginPath()
    for (let k = 0; k < mean.length; k++) (k ? ink.lineTo : ink.moveTo).call(ink, x(stepSizes[k]!), y(high[k]!))
    for (let k = mean.length - 1; k >= 0; k--) ink.lineTo(x(stepSizes[k]!), y(low[k]!))
    ink.closePath()
    ink.fillStyle = withAlpha(colour, 0.16)
    ink.fill()
  }
  ink.beginPath()
  for (let k = 0; k < mean.length; k++) (k ? ink.lineTo : ink.moveTo).call(ink, x(stepSizes[k]!), y(mean[k]!))
  ink.strokeStyle = withAlpha(colour, 0.85)
  ink.lineWidth = 1.4 * scale
  ink.stroke()
  if (current === undefined || !(current >= range[0] && current <= range[1])) return
  const px = x(current)
  const py = y(between(stepSizes, mean, current))
  ink.beginPath()
  ink.moveTo(px, py)
  ink.lineTo(px, height)
  ink.strokeStyle = withAlpha(colour, 0.6)
  ink.lineWidth = scale
  ink.stroke()
  ink.beginPath()
  ink.arc(px, py, 2.6 * scale, 0, 2 * Math.PI)
  ink.fillStyle = colour
  ink.fill()
  ink.strokeStyle = tokens(theme).panel
  ink.lineWidth = scale
  ink.stroke()
}

/** The sweep's value at a step size, linear in its logarithm. */
function between(stepSizes: Float64Array, values: Float64Array, at: number): number {
  let k = 1
  while (k < stepSizes.length - 1 && stepSizes[k]! < at) k++
  const a = Math.log(stepSizes[k - 1]!)
  const b = Math.log(stepSizes[k] ?? stepSizes[k - 1]!)
  const u = b > a ? Math.min(1, Math.max(0, (Math.log(at) - a) / (b - a))) : 0
  const v = values[k - 1]! + ((values[k] ?? values[k - 1]!) - values[k - 1]!) * u
  return v === v ? v : Infinity
}
