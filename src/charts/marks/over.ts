/** Iso-lines of another surface over the map, such as the loss of one batch: one level strong, the others fading. */
import type { Grid } from '#figures/figure.ts'
import { type Isoline, isolines } from '../map/isolines.ts'
import { lattice } from '../map/lattice.ts'
import { colourOf } from '../methods.ts'
import type { OverContours } from '../props.ts'
import { type ThemeName, tokens } from '../theme.ts'
import { type Viewport, xOf, yOf } from '../viewport.ts'
import { drawPointGlyph } from './points.ts'
import { type Ink, tracePolyline, withAlpha } from './ink.ts'

interface Known { readonly key: string; readonly lines: readonly Isoline[] }
const traced = new WeakMap<Grid, Known>()

export function drawOver(ink: Ink, view: Viewport, over: OverContours, theme: ThemeName, scale: number): void {
  const { halo } = tokens(theme)
  const levels = [...new Set([over.through, ...(over.levels ?? [])])].sort((a, b) => a - b)
  const strong = levels.indexOf(over.through)
  const key = JSON.stringify([levels, view.window, view.width, view.height])
  let known = traced.get(over.grid)
  if (known?.key !== key) {
    const surface = lattice({ grid: over.grid, complete: true, window: view.window, width: view.width, height: view.height, spacing: 4, scale: (v) => v })
    known = { key, lines: isolines(surface, levels) }
    traced.set(over.grid, known)
  }
  const colour = colourOf(over.slot, theme)
  const opacity = over.opacity ?? 1
  ink.setLineDash([])
  ink.lineJoin = 'round'
  ink.lineCap = 'butt'
  for (const line of known.lines) {
    const away = Math.abs(line.level - strong)
    const width = (away === 0 ? 2.8 : 1.4) * scale
    const alpha = opacity * Math.max(0.15, 1 - 0.1 * away)
    ink.beginPath()
    tracePolyline(ink, line.points, view.left, view.top)
    ink.strokeStyle = withAlpha(halo, 0.75 * alpha)
    ink.lineWidth = width + 2.4 * scale
    ink.stroke()
    ink.strokeStyle = withAlpha(colour, alpha)
    ink.lineWidth = width
    ink.stroke()
  }
  if (over.lowest) drawPointGlyph(ink, 'minimum', theme, xOf(view, over.lowest.x), yOf(view, over.lowest.y), 6 * scale, colour)
}
