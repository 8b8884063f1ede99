/** What stands on the surface, drawn over it: axes, paths, stems, points, the start, names. Everything is placed in space and hidden behind hills. */
import { formatValue } from '../format.ts'
import { drawAnatomy } from '../marks/anatomy.ts'
import { drawCursor, drawPin } from '../marks/lens.ts'
import { drawText, type Ink, widthOf, withAlpha } from '../marks/ink.ts'
import { drawHeads, drawLeavings, drawNames, type Head, headIndex, takeHeads } from '../marks/path.ts'
import { nothingTaken, placeBeside } from '../marks/place.ts'
import { drawPointGlyph, drawPoints, takePoints } from '../marks/points.ts'
import { drawStart, takeStart } from '../marks/start.ts'
import { colourOf } from '../methods.ts'
import type { MapPoint, MapRun, Point } from '../props.ts'
import { tokens } from '../theme.ts'
import { niceTicks } from '../ticks.ts'
import type { Viewport } from '../viewport.ts'
import { type Lens3, project } from './camera.ts'
import { drawDraped, drawSaddleArrows, type Laid, traceShadow } from './draped.ts'
import { eastOf, groundAt, northOf } from './field.ts'
import { BASE, heightOf, lossAt, TALL } from './height.ts'
import type { SurfacePicture } from './props.ts'
import { seen } from './rays.ts'
import { type Shadow, type Sight, type Spot, spotOf, spotOn, through } from './sight.ts'
import { LIFT, type Trail } from './trails.ts'

/** A viewport whose parameters are pixels: marks of the map can be drawn at places in space. */
export const pixels = ({ width, height }: Lens3): Viewport => ({ left: 0, top: 0, width, height, window: [[0, width], [0, height]], perX: 1, perY: 1 })
const inPixels = ({ height }: Lens3, x: number, y: number): Point => ({ x, y: height - y })

/** Opacity of what a hill hides. */
const HIDDEN = 0.25
const DOTS_APART = 7
const STEMS_APART = 5
/** A path so near to the surface has no stems. */
const LEVEL = 0.012

export interface Drawn {
  readonly trail: Trail
  readonly shadow: Shadow
}

interface Labels { readonly trueLabel: (loss: number) => string; readonly sliceLabel: (loss: number) => string }

/** All of it, once a frame. */
export function drawOverlay(ink: Ink, sight: Sight, picture: SurfacePicture, drawn: ReadonlyMap<MapRun, Drawn>, draped: readonly Laid[], playhead: number, cursor: Point | undefined, labels: Labels): void {
  const { lens } = sight
  const { theme, layers, start, scale = 1 } = picture
  const runs = (picture.runs ?? []).filter((run) => !run.hidden), view = pixels(lens)
  const taken = nothingTaken()
  drawAxes(ink, sight, picture)
  drawDraped(ink, draped, scale)
  const points = layers?.points === false ? [] : (picture.points ?? []).flatMap(({ downhill: _, escapes: __, ...point }) => {
    const spot = spotOn(sight, point)
    return spot ? [{ spot, point: { ...point, ...inPixels(lens, spot.x, spot.y) } as MapPoint }] : []
  })
  ink.globalAlpha = HIDDEN
  for (const { spot, point } of points) if (!spot.clear) drawPointGlyph(ink, point.kind, theme, spot.x, spot.y, 6 * scale)
  ink.globalAlpha = 1
  const ordered = [...runs.filter((run) => !run.selected), ...runs.filter((run) => run.selected)]
  if (picture.plane) for (const run of ordered) drawStems(ink, run, drawn.get(run), playhead, theme)
  for (const { lowest, slot } of picture.over ?? []) {
    const spot = lowest && spotOn(sight, lowest)
    if (spot?.clear) drawPointGlyph(ink, 'minimum', theme, spot.x, spot.y, 6 * scale, colourOf(slot, theme))
  }
  for (const run of ordered) drawTrail(ink, run, drawn.get(run), playhead, picture)

  const clear = points.filter(({ spot }) => spot.clear).map(({ point }) => point)
  takePoints(view, clear, scale, taken)
  if (layers?.points !== false) drawSaddleArrows(ink, sight, picture.points ?? [], theme, scale)
  const startSpot = start && spotOn(sight, start), startAt = startSpot && inPixels(lens, startSpot.x, startSpot.y)
  if (startAt) takeStart(view, startAt, scale, taken)
  drawPoints(ink, view, clear, theme, scale, taken)
  const heads: Head[] = [], leavings: Head[] = []
  for (const run of runs) {
    const head = headOf(sight, run, drawn.get(run), playhead)
    if (!head) continue
    const { x, y, clear: shown, left } = head
    const waits = startSpot !== undefined && headIndex(run, playhead) === 0 && Math.hypot(x - startSpot.x, y - startSpot.y) < 13 * scale
    if (left) {
      if (run.diverged) leavings.push({ run, x, y, waits: false })
    } else if (shown) heads.push({ run, x, y, waits })
    else {
      ink.globalAlpha = HIDDEN
      drawHeads(ink, [{ run, x, y, waits }], theme, scale)
      ink.globalAlpha = 1
    }
  }
  takeHeads([...heads, ...leavings], scale, taken)
  drawLeavings(ink, leavings, theme, scale)
  if (startAt && startSpot) {
    ink.globalAlpha = startSpot.clear ? 1 : 0.45
    drawStart(ink, view, startAt, picture.startLabel, theme, scale, taken)
    ink.globalAlpha = 1
  }
  drawHeads(ink, heads, theme, scale)
  const arrows = (picture.arrows ?? []).flatMap((arrow) => {
    const from = spotOn(sight, arrow.from), to = spotOn(sight, arrow.to)
    return from?.clear && to?.clear ? [{ ...arrow, from: inPixels(lens, from.x, from.y), to: inPixels(lens, to.x, to.y) }] : []
  })
  if (arrows.length) drawAnatomy(ink, view, arrows, theme, scale, taken)
  drawNames(ink, view, [...heads, ...leavings], theme, scale, taken)
  if (picture.plane) for (const head of heads) if (head.run.selected) drawDifference(ink, sight, head, playhead, picture, labels, taken)
  if (picture.pin) {
    const spot = spotOn(sight, picture.pin)
    if (spot) drawPin(ink, spot.x, spot.y, theme, scale)
  }
  if (cursor) {
    const spot = spotOn(sight, cursor)
    if (spot) drawCursor(ink, spot.x, spot.y, theme, scale)
  }

  /** True loss and the slice's, in words, where they differ by eye. */
  function drawDifference(on: Ink, { field: of }: Sight, { run, x, y }: Head, step: number, { theme: dress }: SurfacePicture, { trueLabel, sliceLabel }: Labels, room: typeof taken): void {
    const k = headIndex(run, step), loss = run.values?.[k]
    const east = eastOf(of, run.points[2 * k]!), north = northOf(of, run.points[2 * k + 1]!), ground = groundAt(of, east, north)
    if (loss === undefined || ground !== ground || Math.abs(heightOf(of.scale, loss) - ground) < 2 * LEVEL) return
    const under = spotOf(sight, east, north, ground)
    for (const [text, at, colour] of [[trueLabel(loss), { x, y }, colourOf(run.style.slot, dress)], [sliceLabel(lossAt(of.scale, ground)), under, tokens(dress).saddle]] as const) {
      const placed = placeBeside(room, view, at.x, at.y, widthOf(on, text, 12, 600), 14, 14)
      drawText(on, text, placed.x, placed.y, { size: 12, weight: 600, colour, align: placed.align, halo: 4, haloColour: tokens(dress).halo })
    }
  }
}

/** Corners up to the head: how many. */
function upTo({ steps }: Trail, head: number): number {
  let low = 0, high = steps.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (steps[middle]! <= head) low = middle + 1
    else high = middle
  }
  return low
}

function headOf(sight: Sight, run: MapRun, drawn: Drawn | undefined, playhead: number): (Spot & { readonly left: boolean }) | undefined {
  const k = headIndex(run, playhead)
  if (k < 0 || !drawn) return undefined
  const { field } = sight
  const east = eastOf(field, run.points[2 * k]!), north = northOf(field, run.points[2 * k + 1]!)
  const loss = run.values?.[k], height = loss === undefined ? groundAt(field, east, north) : heightOf(field.scale, loss)
  if (Math.abs(east) <= field.spanX && Math.abs(north) <= field.spanY && height <= 1.7 * TALL && height >= BASE) {
    const spot = spotOf(sight, east, north, height + LIFT), ground = groundAt(field, east, north)
    return { ...spot, clear: height < ground ? seen(field, sight.lens.eye, east, north, through(height, ground)) : spot.clear, left: false }
  }
  const last = upTo(drawn.trail, k) - 1
  return last < 0 ? undefined : { x: drawn.shadow.at[2 * last]!, y: drawn.shadow.at[2 * last + 1]!, clear: true, left: true }
}

function drawTrail(ink: Ink, run: MapRun, drawn: Drawn | undefined, playhead: number, { theme, layers, scale = 1 }: SurfacePicture): void {
  if (!drawn) return
  const { trail, shadow } = drawn, { at, clear } = shadow
  const head = headIndex(run, playhead), count = upTo(trail, head)
  if (count < 1) return
  const { halo } = tokens(theme), colour = colourOf(run.style.slot, theme)
  const trace = (shown: 0 | 1): void => {
    ink.beginPath()
    traceShadow(ink, trail, shadow, count, shown)
  }
  ink.lineJoin = 'round'
  ink.lineCap = 'round'
  ink.setLineDash([])
  trace(1)
  ink.strokeStyle = withAlpha(halo, 0.8)
  ink.lineWidth = (run.style.width + 3.2) * scale
  ink.stroke()
  ink.lineCap = 'butt'
  ink.strokeStyle = colour
  ink.lineWidth = run.style.width * scale
  ink.setLineDash(run.style.dash.map((d) => d * scale))
  ink.stroke()
  ink.globalAlpha = HIDDEN
  ink.setLineDash([1.5 * scale, 3.5 * scale])
  trace(0)
  ink.stroke()
  ink.globalAlpha = 1
  ink.setLineDash([])
  if (layers?.dots === false || head >= 2000) return
  let lastX = NaN, lastY = NaN
  ink.fillStyle = colour
  ink.beginPath()
  for (let k = 0; k < count; k++) {
    const x = at[2 * k]!, y = at[2 * k + 1]!
    if (!clear[k] || !Number.isInteger(trail.steps[k]!) || Math.hypot(x - lastX, y - lastY) < DOTS_APART * scale) continue
    ink.moveTo(x + 2.2 * scale, y)
    ink.arc(x, y, 2.2 * scale, 0, 2 * Math.PI)
    lastX = x
    lastY = y
  }
  ink.fill()
}

/** From every third step or so down, or up, to the surface: what the slice gets wrong. */
function drawStems(ink: Ink, run: MapRun, drawn: Drawn | undefined, playhead: number, theme: SurfacePicture['theme']): void {
  if (!drawn) return
  const { trail, shadow } = drawn
  const count = upTo(trail, headIndex(run, playhead))
  ink.strokeStyle = tokens(theme).saddle
  ink.lineWidth = 1.2
  ink.setLineDash([])
  for (const shown of [0, 1] as const) {
    ink.globalAlpha = shown ? (run.selected ? 0.8 : 0.4) : 0.15
    ink.beginPath()
    let lastX = NaN, lastY = NaN
    for (let k = 0; k < count; k++) {
      const x = shadow.at[2 * k]!, y = shadow.at[2 * k + 1]!, gap = trail.corners[3 * k + 2]! - LIFT - trail.ground[k]!
      if (!(Math.abs(gap) > LEVEL) || Math.hypot(x - lastX, y - lastY) < STEMS_APART) continue
      lastX = x
      lastY = y
      if (shadow.clear[k] !== shown) continue
      ink.moveTo(x, y)
      ink.lineTo(shadow.ground[2 * k]!, shadow.ground[2 * k + 1]!)
    }
    ink.stroke()
  }
  ink.globalAlpha = 1
}

/** No number of the scale of losses comes nearer to the left edge, nor is cut by it. Pixels. */
const EDGE = 4

/** The longest name of an axis, in lengths of its edge. */
const NAMED = 1.1

/** Names and ends of both parameters along the two near edges, and a scale of losses up the edge that is farthest left. */
function drawAxes(ink: Ink, sight: Sight, { theme, xLabel = '', yLabel = '', valueLabel = '' }: SurfacePicture): void {
  const { field, lens } = sight
  const { spanX, spanY, window: [[x0, x1], [y0, y1]], scale, levels } = field
  const { ink2, ink3, halo } = tokens(theme)
  const at = (east: number, north: number, height: number): readonly [number, number] => {
    const out = [0, 0, 0]
    project(lens, east, north, height, out)
    return [out[0]!, out[1]!]
  }
  const middle = at(0, 0, BASE)
  const west = lens.eye[0] < 0, south = lens.eye[1] < 0
  const north = south ? -spanY : spanY, east = west ? -spanX : spanX
  const say = (text: string, place: readonly [number, number], away: number, size: number, colour: string): void => {
    const dx = place[0] - middle[0], dy = place[1] - middle[1], d = Math.hypot(dx, dy) || 1
    drawText(ink, text, place[0] + (dx / d) * away, place[1] + (dy / d) * away, { size, colour, align: 'center', halo: 3, haloColour: withAlpha(halo, 0.8) })
  }
  for (const [label, from, to, ends] of [
    [xLabel, at(-spanX, north, BASE), at(spanX, north, BASE), [x0, x1]], [yLabel, at(east, -spanY, BASE), at(east, spanY, BASE), [y0, y1]],
  ] as const) {
    const long = Math.hypot(to[0] - from[0], to[1] - from[1])
    if (long < 40) continue
    const along = (u: number): readonly [number, number] => [from[0] + (to[0] - from[0]) * u, from[1] + (to[1] - from[1]) * u]
    // a name much longer than its edge would lie over the next one; the caption has it too
    if (widthOf(ink, label, 13) < NAMED * long) say(label, along(0.5), label.length > 3 ? 22 : 15, 13, ink2)
    const ticks = niceTicks(ends[0], ends[1], Math.max(2, Math.min(6, long / 90)))
    for (const tick of ticks) {
      const u = (tick - ends[0]) / (ends[1] - ends[0])
      if (Math.abs(u - 0.5) < 30 / long || u < 0.04 || u > 0.96) continue
      say(formatValue(Number(tick.toPrecision(6)), 3), along(u), 13, 11, ink3)
    }
  }
  // losses up the edge that is farthest left
  const edges = ([[-1, -1], [-1, 1], [1, -1], [1, 1]] as const).map(([sx, sy]) => ({ sx, sy, x: at(sx * spanX, sy * spanY, 0)[0] })).sort((a, b) => a.x - b.x)
  const { sx, sy } = edges[0]!
  const foot = at(sx * spanX, sy * spanY, 0), tip = at(sx * spanX, sy * spanY, TALL)
  if (Math.abs(foot[1] - tip[1]) < 40) return
  ink.strokeStyle = withAlpha(ink3, 0.7)
  ink.lineWidth = 1
  ink.setLineDash([])
  ink.beginPath()
  ink.moveTo(foot[0] - 5, foot[1])
  ink.lineTo(tip[0] - 5, tip[1])
  ink.stroke()
  let last = Infinity
  levels.values.forEach((value, k) => {
    if (!levels.bold[k] && levels.values.length > 6) return
    const height = heightOf(scale, value)
    if (!(height >= 0 && height <= TALL + 1e-9)) return
    const [x, y] = at(sx * spanX, sy * spanY, height)
    if (last - y < 15) return
    last = y
    ink.beginPath()
    ink.moveTo(x - 5, y)
    ink.lineTo(x - 9, y)
    ink.stroke()
    drawText(ink, levels.labels[k]!, Math.max(x - 12, EDGE + 6.5 * levels.labels[k]!.length), y, { size: 11, colour: ink3, align: 'right', halo: 3, haloColour: withAlpha(halo, 0.8) })
  })
  drawText(ink, valueLabel, Math.max(tip[0] - 8, EDGE + 3.5 * valueLabel.length), tip[1] - 12, { size: 12, colour: ink2, align: 'center', halo: 3, haloColour: withAlpha(halo, 0.8) })
}
