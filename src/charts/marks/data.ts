/** Data: a target over an input with curves, or two inputs with classes. */
import { colourOf } from '../methods.ts'
import type { DataCurve, DataPicture } from '../props.ts'
import { type ThemeName, tokens } from '../theme.ts'
import { viewport, visibleWindow, xOf, yOf } from '../viewport.ts'
import type { Ink } from './ink.ts'

/** Class 0 and class 1: blue rings and orange discs, told apart without colour by being hollow and full. */
const CLASS_COLOURS: Readonly<Record<ThemeName, readonly [string, string]>> = { light: ['#0A4FA3', '#C24E00'], dark: ['#8CC4FF', '#FFB454'] }

export function drawData(ink: Ink, picture: DataPicture, width: number, height: number): void {
  const { theme, points, classes, shades, batch, curves = [], pad = 7 } = picture
  const colours = tokens(theme)
  const two = classes !== undefined
  const domain = [picture.xRange ?? extent(points, 0), picture.yRange ?? withCurves(extent(points, 1), curves)] as const
  const box = { left: pad, top: pad, width: Math.max(1, width - 2 * pad), height: Math.max(1, height - 2 * pad) }
  const view = viewport(visibleWindow(domain, box.width, box.height, picture.equalScale ?? two), box)
  ink.setLineDash([])
  ink.save()
  ink.beginPath()
  ink.rect(0, 0, width, height)
  ink.clip()
  ink.lineJoin = 'round'
  ink.lineCap = 'butt'
  for (const curve of curves) {
    ink.beginPath()
    for (let k = 0; k < curve.x.length; k++) {
      const py = Math.max(-1e4, Math.min(1e4, yOf(view, curve.y[k]!)))
      ;(k ? ink.lineTo : ink.moveTo).call(ink, xOf(view, curve.x[k]!), py)
    }
    ink.strokeStyle = curve.slot === undefined ? (curve.tone === 'accent' ? colours.accent : colours.ink) : colourOf(curve.slot, theme)
    ink.lineWidth = 1.7
    ink.setLineDash(curve.dash ? [...curve.dash] : [])
    ink.stroke()
  }
  ink.setLineDash([])
  const n = points.length / 2
  const crowd = n > 400 ? 1.3 : n > 120 ? 1.8 : 2.4
  for (let k = 0; k < n; k++) {
    const kind = classes?.[k]
    const strong = batch?.[k] === 1
    const r = strong ? crowd + 1.2 : crowd
    ink.beginPath()
    ink.arc(xOf(view, points[2 * k]!), yOf(view, points[2 * k + 1]!), r, 0, 2 * Math.PI)
    const colour = kind === undefined ? colours.ink : CLASS_COLOURS[theme][kind === 1 ? 1 : 0]
    ink.globalAlpha = batch && !strong ? 0.45 : 1
    ink.fillStyle = shades?.[k] ?? (kind === 1 || strong ? colour : colours.panel)
    ink.fill()
    ink.strokeStyle = colour
    ink.lineWidth = 1.3
    ink.stroke()
    ink.globalAlpha = 1
  }
  ink.restore()
}

/** Curves are shown whole unless they go far beyond the data. */
function withCurves([low, high]: readonly [number, number], curves: readonly DataCurve[]): readonly [number, number] {
  const reach = 0.6 * (high - low)
  let [least, most] = [low, high]
  for (const { y } of curves)
    for (const v of y) {
      if (!Number.isFinite(v)) continue
      least = Math.min(least, v)
      most = Math.max(most, v)
    }
  return [Math.max(least, low - reach), Math.min(most, high + reach)]
}

function extent(points: Float64Array, offset: 0 | 1): readonly [number, number] {
  let low = Infinity
  let high = -Infinity
  for (let k = offset; k < points.length; k += 2) {
    low = Math.min(low, points[k]!)
    high = Math.max(high, points[k]!)
  }
  if (!(high >= low)) return [0, 1]
  const air = (high - low || 1) * 0.06
  return [low - air, high + air]
}
