/** The map put together, in its order: fill, iso-lines, watersheds, valley lines, other contours, paths, points, heads, start, names, plates. */
import { words } from '#words/index.ts'
import { formatTick } from '../format.ts'
import { drawAnatomy } from '../marks/anatomy.ts'
import { drawEndNumbers, endNumbers } from '../marks/ends.ts'
import { fanned } from '../marks/fan.ts'
import { drawFlow } from '../marks/flow.ts'
import type { Ink } from '../marks/ink.ts'
import { drawLens, drawPin } from '../marks/lens.ts'
import { drawOver, drawOverLabels } from '../marks/over.ts'
import { drawGhost, drawHeads, drawLeavings, drawNames, drawPath, headsOf, leavingsOf, pathPixels, takeFirst, takeHeads, takeTail } from '../marks/path.ts'
import { nothingTaken, type Taken } from '../marks/place.ts'
import { drawCaption, drawLegend, layCaption, layLegend, type LegendEntry, type PlateBox } from '../marks/plate.ts'
import { drawPoints, takePoints } from '../marks/points.ts'
import { drawStart, takeStart } from '../marks/start.ts'
import { margins } from '../marks/frame.ts'
import type { MapLayers, MapPicture } from '../props.ts'
import type { PaintJob } from '../painter/paint.ts'
import { type Box, viewport, type Viewport, visibleWindow, xOf, yOf } from '../viewport.ts'
import { endColours } from './ends.ts'
import type { Obstacles } from './iso-labels.ts'
import type { LevelSet } from './levels.ts'

/** From this scale on a map is for a hall, and its relief is calmer. */
const PRESENTED = 1.4

export const on = (layers: MapLayers | undefined, layer: keyof MapLayers): boolean => layers?.[layer] !== false

/** The box of the map proper in a picture of this size. */
export function mapBox(picture: MapPicture, width: number, height: number): Box {
  const m = margins(picture.frame ?? 'ticks', picture.scale ?? 1, picture.xLabel ?? '', picture.yLabel ?? '')
  return { left: m.left, top: m.top, width: Math.max(1, Math.round(width - m.left - m.right)), height: Math.max(1, Math.round(height - m.top - m.bottom)) }
}

export function mapViewport(picture: MapPicture, width: number, height: number): Viewport {
  const box = mapBox(picture, width, height)
  return viewport(visibleWindow(picture.domain, box.width, box.height, picture.equalScale ?? true), box)
}

/** What the painter is asked for. Undefined while there are no values. */
export function paintJob(picture: MapPicture, view: Viewport, density: number): PaintJob | undefined {
  const { grid, coarse, layers, ends, theme, scale = 1 } = picture
  const base = grid ?? coarse
  if (!base) return undefined
  const contours = on(layers, 'contours')
  return {
    grid: base, coarse: grid ? coarse : undefined, complete: (picture.progress ?? 1) >= 1, window: view.window, width: view.width, height: view.height, density, theme,
    colours: picture.colours ?? 'thalweg', toneForm: picture.toneForm ?? 'auto', range: picture.range, tone: picture.tone, levelMode: picture.levelMode ?? 'auto',
    relief: on(layers, 'relief') ? (scale >= PRESENTED ? 0.85 : 1) : 0, contours, labels: contours && on(layers, 'labels'), scale,
    ends: ends ? { grid: ends.grid, colours: ends.colours ?? endColours(ends.ends.length, theme) } : undefined,
  }
}

/** What iso-labels keep away from: whole paths, so that labels stand still while the runs play. */
export function obstaclesOf(picture: MapPicture, view: Viewport, plates: readonly PlateBox[]): Obstacles {
  const points = marked(picture, view)
  for (const { x, y } of picture.ends ? endNumbers(view, picture.ends, picture.scale ?? 1, { points, boxes: plates }) : []) for (const dx of [-9, 0, 9]) points.push(xOf(view, x) + dx, yOf(view, y))
  const moved = Float32Array.from(points, (v, k) => v - (k % 2 ? view.top : view.left))
  return { points: moved, boxes: Float32Array.from(plates.flatMap(([l, t, r, b]) => [l - view.left, t - view.top, r - view.left, b - view.top])) }
}

/** Pixels that whole paths, points with their names, and the start take. */
function marked(picture: MapPicture, view: Viewport): number[] {
  const pixels = pathPixels(view, picture.runs ?? [], Infinity)
  for (const p of picture.points ?? []) for (const dx of [0, 14, 28]) pixels.push(xOf(view, p.x) + dx, yOf(view, p.y))
  if (picture.start) pixels.push(xOf(view, picture.start.x), yOf(view, picture.start.y))
  return pixels
}

/** Watersheds, valley lines, lines of minima: what does not change while runs play. */
export function drawStill(ink: Ink, view: Viewport, picture: MapPicture, plates: readonly PlateBox[]): void {
  const { theme, layers, scale = 1 } = picture
  if (on(layers, 'watersheds')) drawFlow(ink, view, picture.watersheds ?? [], 'watershed', theme, scale)
  if (on(layers, 'valleys')) drawFlow(ink, view, picture.valleys ?? [], 'valley', theme, scale)
  if (on(layers, 'points')) drawFlow(ink, view, picture.curves ?? [], 'curve', theme, scale)
  if (picture.ends) drawEndNumbers(ink, view, picture.ends, theme, scale, { points: marked(picture, view), boxes: plates })
}

/** Contours of batches, paths, points, heads, start and names: once a frame. */
export function drawLive(ink: Ink, view: Viewport, picture: MapPicture, playhead: number, fade: boolean, plates: readonly PlateBox[]): void {
  const { theme, layers, scale = 1, start } = picture
  const runs = (picture.runs ?? []).filter((run) => !run.hidden)
  const points = on(layers, 'points') ? (picture.points ?? []) : []
  const look = { theme, scale, dots: on(layers, 'dots'), fade }
  for (const over of picture.over ?? []) drawOver(ink, view, over, theme, scale)
  for (const run of runs) drawGhost(ink, view, run, theme, scale)
  for (const run of runs) if (!run.selected) drawPath(ink, view, run, playhead, look)
  for (const run of runs) if (run.selected) drawPath(ink, view, run, playhead, look)
  const leavings = leavingsOf(view, runs, playhead, scale)
  drawLeavings(ink, leavings, theme, scale)

  const taken: Taken = nothingTaken()
  for (const [l, t, r, b] of plates) taken.boxes.push([l, t, r, b])
  takePoints(view, [...points, ...(picture.over ?? []).flatMap(({ lowest }) => (lowest ? [lowest] : []))], scale, taken)
  if (start) takeStart(view, start, scale, taken)
  const heads = fanned(headsOf(view, runs, playhead, start, scale), view, scale)
  // labels of points come before heads take their room: they stand still while runs play, until a ring of heads would hide them
  drawPoints(ink, view, points, theme, scale, taken, heads.filter((head) => head.from))
  for (const head of heads) takeTail(view, head, playhead, taken)
  for (const run of runs) takeFirst(view, run, playhead, taken)
  takeHeads([...heads, ...leavings], scale, taken)
  if (start) drawStart(ink, view, start, picture.startLabel ?? words.charts.start, theme, scale, taken)
  drawHeads(ink, heads, theme, scale)
  if (picture.arrows?.length) drawAnatomy(ink, view, picture.arrows, theme, scale, taken)
  drawNames(ink, view, [...heads, ...leavings], theme, scale, taken)
  for (const over of picture.over ?? []) drawOverLabels(ink, view, over, theme, scale, taken)
}

/** Lens and pin. */
export function drawInspection(ink: Ink, view: Viewport, picture: MapPicture, levels: LevelSet | undefined): void {
  const { theme, scale = 1, lens, pin } = picture
  if (lens) drawLens(ink, view, lens, levels?.values ?? [], theme, scale)
  if (pin) drawPin(ink, xOf(view, pin.x), yOf(view, pin.y), theme, scale)
}

export interface Plates {
  readonly boxes: readonly PlateBox[]
  readonly legend?: PlateBox
  /** Plates of the same key look the same. */
  readonly key: string
  draw(ink: Ink): void
}

/** Legend and caption: laid out first, because labels keep away from them. `before` is where the legend stood. */
export function layPlates(ink: Ink, view: Viewport, picture: MapPicture, levels: LevelSet | undefined, before?: PlateBox): Plates {
  const { theme, scale = 1, caption } = picture
  const captionBox = caption === undefined || caption === '' ? undefined : layCaption(ink, view, caption, scale, picture.covered?.[0] ? picture.covered[2] : 0)
  const lay = (brief: boolean) => layLegend(ink, view, legendEntries(picture, levels, brief), scale, mustBeSeen(picture, view, captionBox), before)
  const whole = on(picture.layers, 'legend') ? lay(false) : undefined
  // colours that need a legend need the map more
  const legend = picture.ends && on(picture.layers, 'legend') && (!whole || areaOf(whole.box) > LARGE * view.width * view.height) ? lay(true) : whole
  return {
    ...(legend ? { legend: legend.box } : {}),
    key: JSON.stringify([theme, scale, legend, caption, captionBox]),
    boxes: [...coveredBoxes(picture, view), ...(legend ? [legend.box] : []), ...(captionBox ? [captionBox] : [])],
    draw(on) {
      if (legend) drawLegend(on, legend, theme, scale)
      if (captionBox) drawCaption(on, captionBox, caption!, theme, scale)
    },
  }
}

/** Share of the map from which on a legend of ends is a brief one. */
const LARGE = 0.1
const areaOf = ([left, top, right, bottom]: PlateBox): number => (right - left) * (bottom - top)

function coveredBoxes({ covered: [left, right, height] = [0, 0, 0] }: MapPicture, view: Viewport): PlateBox[] {
  const end = view.left + view.width, bottom = view.top + height
  return ([[view.left, view.top, view.left + left, bottom], [end - right, view.top, end, bottom]] as const).filter((box) => box[2] > box[0])
}

/** What a legend should not hide, each with a weight: critical points, a step's arrows, minima and the start twice, the caption above all, and paths by their length. */
function mustBeSeen(picture: MapPicture, view: Viewport, caption: PlateBox | undefined): number[] {
  const { points = [], runs = [], start, arrows = [], layers } = picture
  const out = (on(layers, 'points') ? points : []).flatMap((p) => [xOf(view, p.x), yOf(view, p.y), p.kind === 'minimum' ? 2 : 1])
  for (const { from, to } of arrows) out.push(xOf(view, from.x), yOf(view, from.y), 1, xOf(view, to.x), yOf(view, to.y), 1)
  if (start) out.push(xOf(view, start.x), yOf(view, start.y), 2)
  if (caption) for (const x of [caption[0], caption[2]]) out.push(x, caption[1], 9)
  for (const [left, , right, bottom] of coveredBoxes(picture, view)) out.push((left + right) / 2, bottom, 9)
  // every fourth of the pixels that are some 8 apart
  const path = pathPixels(view, runs, Infinity)
  for (let k = 0; k + 1 < path.length; k += 8) out.push(path[k]!, path[k + 1]!, PATH)
  return out
}

/** Hiding so much of a path, per 32 pixels of it, against hiding a critical point. */
const PATH = 0.25

/**
 * Only what is on the map is explained.
 *
 * @param brief ends alone, in few words
 */
function legendEntries(picture: MapPicture, levels: LevelSet | undefined, brief: boolean): LegendEntry[] {
  const { layers, points = [], valleys = [], watersheds = [], curves = [], runs = [], frame = 'ticks' } = picture
  const entries: LegendEntry[] = (picture.ends?.legend ?? []).map(({ end, text: long, brief: few }) => {
    const text = brief ? (few ?? long) : long
    return end === undefined ? { sign: 'words', text } : { sign: 'end', text, end, ends: picture.ends!.ends.length, colour: picture.ends!.colours?.[end], mark: picture.ends!.signs?.[end] }
  })
  if (brief) return entries
  // on a phone one line has to do; in a hall nobody asks what a sign means
  if (frame === 'ticks' || (picture.scale ?? 1) >= PRESENTED) {
    if (on(layers, 'points')) {
      for (const kind of ['minimum', 'maximum', 'saddle', 'degenerate'] as const) if (points.some((p) => p.kind === kind)) entries.push({ sign: kind, text: words.charts[kind] })
      if (curves.length) entries.push({ sign: 'curve', text: words.charts.line })
    }
    if (on(layers, 'valleys') && valleys.length) entries.push({ sign: 'valley', text: words.charts.valley })
    if (on(layers, 'watersheds') && watersheds.length) entries.push({ sign: 'watershed', text: words.charts.watershed })
  }
  if (levels && on(layers, 'contours')) {
    const text = contourWords(levels)
    if (text !== undefined) entries.push({ sign: 'contours', text })
  }
  if (runs.some((run) => !run.hidden && run.outside?.some((o) => o === 1))) entries.push({ sign: 'outside', text: words.charts.outside })
  return entries
}

export function contourWords(levels: LevelSet): string | undefined {
  if (!levels.values.length) return undefined
  if (levels.mode === 'even') return words.charts.contoursEvery(formatTick(levels.step!, levels.step!))
  const bold = levels.labels.filter((_, k) => levels.bold[k])
  return words.charts.contoursLog(bold.length > 4 ? `${bold.slice(0, 3).join(', ')}, … ${bold.at(-1)!}` : bold.join(', '))
}
