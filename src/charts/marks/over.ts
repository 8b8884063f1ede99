/** Iso-lines of another surface over the map, such as the loss of one batch: one level strong, the others fading. */
import type { Grid } from '#figures/figure.ts'
import { type Isoline, isolines } from '../map/isolines.ts'
import { lattice } from '../map/lattice.ts'
import { colourOf } from '../methods.ts'
import type { OverContours } from '../props.ts'
import { type ThemeName, tokens } from '../theme.ts'
import { type Viewport, xOf, yOf } from '../viewport.ts'
import { formatValue } from '../format.ts'
import { drawPointGlyph } from './points.ts'
import { drawText, type Ink, tracePolyline, widthOf, withAlpha } from './ink.ts'
import type { Taken } from './place.ts'

interface Known { readonly key: string; readonly levels: readonly number[]; readonly lines: readonly Isoline[]; labels?: readonly OverLabel[] }
const traced = new WeakMap<Grid, Known>()

function trace(view: Viewport, over: OverContours): Known {
  const levels = [...new Set([over.through, ...(over.levels ?? [])])].sort((a, b) => a - b)
  const key = JSON.stringify([levels, view.window, view.width, view.height])
  let known = traced.get(over.grid)
  if (known?.key !== key) {
    const surface = lattice({ grid: over.grid, complete: true, window: view.window, width: view.width, height: view.height, spacing: 4, scale: (v) => v })
    known = { key, levels, lines: isolines(surface, levels) }
    traced.set(over.grid, known)
  }
  return known
}

export function drawOver(ink: Ink, view: Viewport, over: OverContours, theme: ThemeName, scale: number): void {
  const { halo } = tokens(theme)
  const known = trace(view, over), strong = known.levels.indexOf(over.through)
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

interface OverLabel { readonly text: string; readonly x: number; readonly y: number; readonly angle: number }

const SIZE = 11
/** One ring in so many says its loss, beside the innermost and the one through the iterate. */
const EVERY = 3
/** Pixels between places tried. */
const STRIDE = 10

/** What the rings are worth, along the lines. Found once for a surface, so that they rest while the runs play: what is `taken` at that moment they keep off. */
export function drawOverLabels(ink: Ink, view: Viewport, over: OverContours, theme: ThemeName, scale: number, taken: Taken): void {
  if (!over.levels) return
  const known = trace(view, over), { halo } = tokens(theme), size = SIZE * scale
  known.labels ??= placed(ink, view, known, known.levels.indexOf(over.through), size, taken)
  for (const { text, x, y, angle } of known.labels) {
    ink.save()
    ink.translate(x, y)
    ink.rotate(angle)
    drawText(ink, text, 0, 0, { size, weight: 650, colour: colourOf(over.slot, theme), align: 'center', halo: 4 * scale, haloColour: withAlpha(halo, 0.9) })
    ink.restore()
  }
}

function placed(ink: Ink, view: Viewport, { levels, lines }: Known, strong: number, size: number, taken: Taken): readonly OverLabel[] {
  const labels: OverLabel[] = [], boxes = [...taken.boxes]
  const wanted = levels.map((_, i) => i).filter((i) => i === 0 || (i - strong) % EVERY === 0).sort((a, b) => Math.abs(a - strong) - Math.abs(b - strong))
  for (const level of wanted) {
    const text = formatValue(levels[level]!, 2), width = widthOf(ink, text, size, 650) + size
    let best: { readonly label: OverLabel; readonly box: readonly [number, number, number, number]; readonly cost: number } | undefined
    for (const { points } of lines.filter((line) => line.level === level)) {
      for (const { x, y, angle, chord } of chords(points, width)) {
        const label = { text, x: x + view.left, y: y + view.top, angle }
        const reach = 0.5 * (Math.abs(Math.cos(angle)) * width + Math.abs(Math.sin(angle)) * size * 1.4), rise = 0.5 * (Math.abs(Math.sin(angle)) * width + Math.abs(Math.cos(angle)) * size * 1.4)
        const box = [label.x - reach, label.y - rise, label.x + reach, label.y + rise] as const
        const cost = 8 * (1 - chord / width) + 0.45 * Math.abs(angle)
        if (cost > 1.2 || (best && cost >= best.cost) || !inside(box, view) || boxes.some((other) => meets(box, other)) || holds(box, taken.points)) continue
        best = { label, box, cost }
      }
    }
    if (!best) continue
    labels.push(best.label)
    boxes.push([...best.box])
  }
  return labels
}

/** Places along a line, each with the direction of the chord as long as a label that begins and ends on the line. */
function* chords(points: Float32Array, width: number): Generator<{ readonly x: number; readonly y: number; readonly angle: number; readonly chord: number }> {
  const along = new Float64Array(points.length >> 1)
  for (let k = 1; k < along.length; k++) along[k] = along[k - 1]! + Math.hypot(points[2 * k]! - points[2 * k - 2]!, points[2 * k + 1]! - points[2 * k - 1]!)
  for (let a = 0, b = 0, next = 0; a < along.length; a++) {
    if (along[a]! < next) continue
    next = along[a]! + STRIDE
    while (b < along.length && along[b]! - along[a]! < width) b++
    if (b === along.length) return
    const dx = points[2 * b]! - points[2 * a]!, dy = points[2 * b + 1]! - points[2 * a + 1]!, forward = dx < 0 ? -1 : 1
    yield { x: (points[2 * a]! + points[2 * b]!) / 2, y: (points[2 * a + 1]! + points[2 * b + 1]!) / 2, angle: Math.atan2(forward * dy, forward * dx), chord: Math.min(width, Math.hypot(dx, dy)) }
  }
}

const inside = ([l, t, r, b]: readonly [number, number, number, number], { left, top, width, height }: Viewport): boolean => l > left + 3 && t > top + 3 && r < left + width - 3 && b < top + height - 3
const meets = ([l, t, r, b]: readonly [number, number, number, number], other: readonly [number, number, number, number]): boolean => l < other[2] && r > other[0] && t < other[3] && b > other[1]
const holds = ([l, t, r, b]: readonly [number, number, number, number], points: readonly number[]): boolean => {
  for (let k = 0; k < points.length; k += 2) if (points[k]! > l && points[k]! < r && points[k + 1]! > t && points[k + 1]! < b) return true
  return false
}
