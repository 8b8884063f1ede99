/** What a network says over the plane of its two inputs: tones from one class to the other, and the line on which it is undecided. */
import type { Grid } from '#figures/figure.ts'
import { isolines } from '../map/isolines.ts'
import { lattice } from '../map/lattice.ts'
import { fromHex, mix, oklabToRgb, rgbToOklab, toHex } from '../map/oklab.ts'
import { type ThemeName, tokens } from '../theme.ts'
import { visibleWindow } from '../viewport.ts'
import type { Ink } from './ink.ts'

type Lab = readonly [number, number, number]
const GROUND: Readonly<Record<ThemeName, readonly [string, string, string]>> = { light: ['#B4CEE6', '#F3F1EA', '#F1CFA6'], dark: ['#1F4A75', '#11161A', '#7A4D10'] }
/** Tones between two equal ends; more are not told apart. */
const TONES = 48
/** Pixels between nodes. */
const SPACING = 2

/** @param grid 0 to 1; what lies beyond is drawn as the nearer end */
export function drawOutputs(ink: Ink, { theme, grid, boundary }: { theme: ThemeName; grid: Grid; boundary: boolean }, width: number, height: number): void {
  const window = visibleWindow([[grid.x[0]!, grid.x.at(-1)!], [grid.y[0]!, grid.y.at(-1)!]], width, height)
  const surface = lattice({ grid, complete: true, window, width, height, spacing: SPACING, scale: (v) => v })
  const { columns, rows, stepX, stepY, values } = surface
  const colours = tonesOf(theme)
  const tone = (n: number): number => (values[n]! === values[n]! ? Math.max(0, Math.min(TONES - 1, Math.floor(values[n]! * TONES))) : -1)
  for (let j = 0; j < rows; j++) {
    // neighbours of one tone are one rectangle
    for (let i = 0; i < columns;) {
      const now = tone(j * columns + i), from = i
      while (i < columns && tone(j * columns + i) === now) i++
      if (now < 0) continue
      ink.fillStyle = colours[now]!
      ink.beginPath()
      // edges on whole pixels: no seam shows between two rectangles
      const left = Math.round((from - 0.5) * stepX), top = Math.round((j - 0.5) * stepY)
      ink.rect(left, top, Math.round((i - 0.5) * stepX) - left, Math.round((j + 0.5) * stepY) - top)
      ink.fill()
    }
  }
  if (!boundary) return
  ink.strokeStyle = tokens(theme).ink
  ink.lineWidth = 1.6
  ink.lineJoin = 'round'
  ink.setLineDash([])
  for (const { points, closed } of isolines(surface, [0.5])) {
    ink.beginPath()
    for (let k = 0; k < points.length; k += 2) (k ? ink.lineTo : ink.moveTo).call(ink, points[k]!, points[k + 1]!)
    if (closed) ink.closePath()
    ink.stroke()
  }
}

/** The colour of a value from 0 to 1. */
export const toneAt = (theme: ThemeName, share: number): string => tonesOf(theme)[Math.max(0, Math.min(TONES - 1, Math.floor(share * TONES)))]!

const made = new Map<ThemeName, readonly string[]>()
function tonesOf(theme: ThemeName): readonly string[] {
  const known = made.get(theme)
  if (known) return known
  const [low, middle, high] = GROUND[theme].map((hex) => rgbToOklab(fromHex(hex))) as [Lab, Lab, Lab]
  const tones = Array.from({ length: TONES }, (_, k) => {
    const p = (k + 0.5) / TONES
    return toHex(oklabToRgb(p < 0.5 ? mix(low, middle, 2 * p) : mix(middle, high, 2 * p - 1)))
  })
  made.set(theme, tones)
  return tones
}
