/** Lines that lie on the surface: valley lines, watersheds, lines of minima, contours of batches, old paths; and the arrows of saddles. */
import { isolines } from '../map/isolines.ts'
import { lattice } from '../map/lattice.ts'
import { drawArrow } from '../marks/arrow.ts'
import { type Ink, withAlpha } from '../marks/ink.ts'
import { pointColour } from '../marks/points.ts'
import { colourOf } from '../methods.ts'
import type { MapPoint, OverContours } from '../props.ts'
import { type ThemeName, tokens } from '../theme.ts'
import { project } from './camera.ts'
import { type Field, eastOf, groundAt, northOf } from './field.ts'
import type { SurfacePicture } from './props.ts'
import { type Shadow, shadowOf, type Sight, spotOf } from './sight.ts'
import { LIFT, type Trail, trailOf } from './trails.ts'

interface Stroke { readonly colour: string; readonly width: number; readonly dash?: readonly number[]; readonly opacity?: number }
export interface Draped { readonly trail: Trail; readonly strokes: readonly Stroke[] }

/** What the lines depend on. */
export const DRAPED_BY = ['valleys', 'watersheds', 'curves', 'over', 'runs', 'layers', 'theme'] as const

/** In the order in which they are drawn, as on the map; one at a time, so that others may have their turn between. */
export function* drape({ theme, layers, valleys = [], watersheds = [], curves = [], over = [], runs = [], plane }: SurfacePicture, field: Field): Generator<Draped, void> {
  const { minimum, saddle, halo } = tokens(theme)
  const lines = function* (all: readonly Float64Array[], shown: boolean | undefined, strokes: readonly Stroke[]): Generator<Draped, void> {
    if (shown !== false) for (const points of all) yield { trail: trailOf({ points }, field, false), strokes }
  }
  yield* lines(watersheds, layers?.watersheds, [{ colour: withAlpha(halo, 0.6), width: 3.2 }, { colour: saddle, width: 2, dash: [0.1, 4.2] }])
  yield* lines(valleys, layers?.valleys, [{ colour: withAlpha(minimum, 0.7), width: 1.4 }])
  yield* lines(curves, layers?.points, [{ colour: withAlpha(halo, 0.8), width: 4.4 }, { colour: minimum, width: 2.2 }])
  for (const contours of over) yield* contoursOn(contours, field, theme)
  for (const { ghost, ghostValues, hidden, style } of runs) if (ghost && !hidden)
    yield { trail: trailOf({ points: ghost, ...(ghostValues && { values: ghostValues }) }, field, plane), strokes: [{ colour: colourOf(style.slot, theme), width: style.width, dash: style.dash, opacity: 0.25 }] }
}

/** Pixels along a half width of the block at which contours are traced, and between their nodes. */
const TRACED = 200, SPACING = 4

function contoursOn({ grid, slot, through, levels: others = [], opacity = 1 }: OverContours, field: Field, theme: ThemeName): Draped[] {
  const { window, spanX, spanY } = field, [[x0, x1], [y0, y1]] = window
  const width = 2 * spanX * TRACED, height = 2 * spanY * TRACED
  const levels = [...new Set([through, ...others])].sort((a, b) => a - b), strong = levels.indexOf(through)
  const surface = lattice({ grid, complete: true, window, width, height, spacing: SPACING, scale: (v) => v })
  return isolines(surface, levels).map(({ level, points, closed }) => {
    const away = Math.abs(level - strong), wide = away === 0 ? 2.8 : 1.4, shown = opacity * Math.max(0.15, 1 - 0.1 * away)
    const corners = points.length / 2, count = closed ? corners + 1 : corners
    const line = Float64Array.from({ length: 2 * count }, (_, i) => {
      const px = points[2 * ((i >> 1) % corners) + (i & 1)]!
      return i & 1 ? y1 - ((y1 - y0) * px) / height : x0 + ((x1 - x0) * px) / width
    })
    return { trail: trailOf({ points: line }, field, false), strokes: [{ colour: withAlpha(tokens(theme).halo, 0.75 * shown), width: wide + 2.4 }, { colour: withAlpha(colourOf(slot, theme), shown), width: wide }] }
  })
}

/** Corners for which it is asked every time whether a hill hides them. */
const ASKED = 1200

export interface Laid extends Draped { readonly shadow: Shadow }

export function layDraped(sight: Sight, draped: readonly Draped[]): readonly Laid[] {
  const corners = draped.reduce((sum, { trail }) => sum + trail.steps.length, 0), stride = Math.max(1, Math.ceil(corners / ASKED))
  return draped.map((one) => ({ ...one, shadow: shadowOf(sight, one.trail, stride, false) }))
}

/** What hills hide of them is left out. */
export function drawDraped(ink: Ink, laid: readonly Laid[], scale: number): void {
  ink.lineJoin = 'round'
  for (const { trail, strokes, shadow } of laid) for (const { colour, width, dash = [], opacity = 1 } of strokes) {
    ink.beginPath()
    traceShadow(ink, trail, shadow, trail.steps.length, 1)
    ink.globalAlpha = opacity
    ink.strokeStyle = colour
    ink.lineWidth = width * scale
    ink.lineCap = dash[0] !== undefined && dash[0] < 1 ? 'round' : 'butt'
    ink.setLineDash(dash.map((d) => d * scale))
    ink.stroke()
  }
  ink.setLineDash([])
  ink.globalAlpha = 1
}

/** @param shown the parts that are seen, or those that a hill hides */
export function traceShadow(ink: Ink, { joined }: Trail, { at, clear }: Shadow, count: number, shown: 0 | 1): void {
  for (let k = 1; k < count; k++) {
    if (!joined[k] || (clear[k]! | clear[k - 1]!) !== shown) continue
    if (k === 1 || !joined[k - 1] || (clear[k - 1]! | clear[k - 2]!) !== shown) ink.moveTo(at[2 * k - 2]!, at[2 * k - 1]!)
    ink.lineTo(at[2 * k]!, at[2 * k + 1]!)
  }
}

/** More points than this have no arrows. */
const MANY = 40
/** Pixels from a saddle at which arrows begin and end, were they looked at from straight above. */
const NEAR = 12, FAR = 25
/** A way down of which so little lies in the plane has no arrow. */
const LEAST = 0.1

/** Two arrows out along the downhill direction, two in along the uphill one; ways down out of a plane are as long as the share of them that lies in it. All lie on the surface. */
export function drawSaddleArrows(ink: Ink, sight: Sight, points: readonly MapPoint[], theme: ThemeName, scale: number): void {
  if (points.length > MANY) return
  const { field, lens } = sight, { window: [[x0, x1], [y0, y1]], spanX, spanY } = field
  const { halo } = tokens(theme), colour = pointColour('saddle', theme), out = [0, 0, 0]
  for (const { x, y, downhill, escapes = [] } of points) {
    if (!downhill && escapes.length === 0) continue
    const east = eastOf(field, x), north = northOf(field, y), ground = groundAt(field, east, north)
    if (ground !== ground) continue
    project(lens, east, north, ground, out)
    const pixel = out[2]! / lens.focal
    const arrow = ([vx, vy]: readonly [number, number], from: number, to: number): void => {
      const de = (vx * 2 * spanX) / (x1 - x0), dn = (vy * 2 * spanY) / (y1 - y0), length = Math.hypot(de, dn) || 1
      const [a, b] = [from, to].map((px) => {
        const e = east + (px * pixel * de) / length, n = north + (px * pixel * dn) / length
        return spotOf(sight, e, n, groundAt(field, e, n) + LIFT)
      })
      // one that is seen end on would be a dot
      if (!a!.clear || !b!.clear || !(Math.hypot(a!.x - b!.x, a!.y - b!.y) > 4 * scale)) return
      drawArrow(ink, a!.x, a!.y, b!.x, b!.y, { colour: halo, width: 4 * scale, head: 9 * scale })
      drawArrow(ink, a!.x, a!.y, b!.x, b!.y, { colour, width: 1.5 * scale, head: 6 * scale })
    }
    for (const sign of [scale, -scale]) {
      for (const way of escapes) {
        const share = Math.hypot(...way)
        if (share > LEAST) arrow(way, sign * NEAR, sign * (NEAR + 8 + 30 * share))
      }
      if (!downhill) continue
      arrow(downhill, sign * NEAR, sign * FAR)
      arrow([-downhill[1], downhill[0]], sign * FAR, sign * NEAR)
    }
  }
}
