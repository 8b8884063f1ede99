/** Paths of runs: a shine, the line with a fading tail, a dot for each step, the head with its name. */
import { colourOf } from '../methods.ts'
import type { MapRun, Point } from '../props.ts'
import { type ThemeName, tokens } from '../theme.ts'
import { inside, type Viewport, xOf, yOf } from '../viewport.ts'
import { clipSegment } from './clip.ts'
import { drawText, type Ink, segment, widthOf, withAlpha } from './ink.ts'
import { drawMarker } from './marker.ts'
import { placeBeside, type Taken } from './place.ts'
import { START_RADIUS } from './start.ts'

export interface PathLook {
  readonly theme: ThemeName
  readonly scale: number
  readonly dots: boolean
  /** Tails fade with age; off under reduced motion. */
  readonly fade: boolean
}

/** Above this many steps dots vanish and the tail is thinned to one pixel. */
const MANY = 2000
const DOTS_APART = 7
export const HEAD = 6.5

/** Index of the last iterate shown at a common step; -1 before the run begins. */
export function headIndex(run: MapRun, playhead: number): number {
  const count = run.count ?? run.points.length / 2
  return Math.min(count - 1, Math.floor(playhead) - (run.from ?? 0))
}

interface Thin { readonly key: string; readonly kept: number[]; done: number }
const thinned = new WeakMap<Float64Array, Thin>()

/** Indices of iterates at least a pixel apart, so that a path of 100,000 steps draws like one of 2,000. Grows with the film. */
function thin(run: MapRun, view: Viewport, upTo: number): readonly number[] {
  const key = `${view.window.flat().join(' ')} ${view.width} ${view.height}`
  let known = thinned.get(run.points)
  if (!known || known.key !== key) {
    known = { key, kept: [], done: 0 }
    thinned.set(run.points, known)
  }
  const { kept } = known
  let lastX = NaN
  let lastY = NaN
  const last = kept.at(-1)
  if (last !== undefined) {
    lastX = xOf(view, run.points[2 * last]!)
    lastY = yOf(view, run.points[2 * last + 1]!)
  }
  for (let k = known.done; k <= upTo; k++) {
    const x = xOf(view, run.points[2 * k]!)
    const y = yOf(view, run.points[2 * k + 1]!)
    if (Math.abs(x - lastX) < 1 && Math.abs(y - lastY) < 1) continue
    kept.push(k)
    lastX = x
    lastY = y
  }
  known.done = Math.max(known.done, upTo + 1)
  return kept
}

/** The iterates to draw, up to and with the head. */
function shown(run: MapRun, view: Viewport, head: number): readonly number[] {
  if (head < MANY) return Array.from({ length: head + 1 }, (_, k) => k)
  const kept = thin(run, view, head)
  let lo = 0
  let hi = kept.length
  while (lo < hi) {
    const mid = (lo + hi) >> 1
    if (kept[mid]! < head) lo = mid + 1
    else hi = mid
  }
  return [...kept.slice(0, lo), head]
}

/** A segment of the path that is visible, in pixels; `age` runs from 1 at the start to 0 at the head. */
interface Part { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number; readonly age: number; /** arc length before it */ readonly along: number; readonly joined: boolean }

function visibleParts(run: MapRun, view: Viewport, steps: readonly number[], scale: number): Part[] {
  const parts: Part[] = []
  const head = steps.at(-1)!
  let along = 0
  for (let k = 1; k < steps.length; k++) {
    const a = steps[k - 1]!
    const b = steps[k]!
    const x0 = xOf(view, run.points[2 * a]!)
    const y0 = yOf(view, run.points[2 * a + 1]!)
    const x1 = xOf(view, run.points[2 * b]!)
    const y1 = yOf(view, run.points[2 * b + 1]!)
    const clip = clipSegment(x0, y0, x1, y1, view, 12 * scale)
    if (!clip) continue
    const [from, to] = clip
    const last = parts.at(-1)
    const px = x0 + (x1 - x0) * from
    const py = y0 + (y1 - y0) * from
    const part = { x0: px, y0: py, x1: to === 1 ? x1 : x0 + (x1 - x0) * to, y1: to === 1 ? y1 : y0 + (y1 - y0) * to, age: head > 0 ? 1 - (a + b) / 2 / head : 0, along, joined: last !== undefined && last.x1 === px && last.y1 === py }
    along += Math.hypot(part.x1 - part.x0, part.y1 - part.y0)
    parts.push(part)
  }
  return parts
}

function traceParts(ink: Ink, parts: readonly Part[]): void {
  ink.beginPath()
  parts.forEach((part, k) => {
    if (k === 0 || !part.joined) ink.moveTo(part.x0, part.y0)
    ink.lineTo(part.x1, part.y1)
  })
}

/** Washed out in a lit hall a thin line is told from the map by its shine. */
const SHINE = { light: 0.92, dark: 0.9 } as const

/** Ages at which the tail changes its opacity: max(.8, e^(-1.3 age)) is level from 0.17 on. */
const AGES = [0.03, 0.06, 0.1, 0.13, 0.17, Infinity]
/** Paler, a thin path runs together with the map in a lit hall. */
const PALEST = 0.8

/** The line of a run up to a step, without its head. */
export function drawPath(ink: Ink, view: Viewport, run: MapRun, playhead: number, look: PathLook): void {
  const head = headIndex(run, playhead)
  if (head < 0) return
  const { theme, scale } = look
  const { halo, panel } = tokens(theme)
  const colour = colourOf(run.style.slot, theme)
  const width = run.style.width * scale
  const steps = shown(run, view, head)
  const parts = visibleParts(run, view, steps, scale)
  ink.lineJoin = 'round'
  ink.lineCap = 'round'
  ink.setLineDash([])
  ink.strokeStyle = withAlpha(halo, SHINE[theme])
  ink.lineWidth = width + 3.2 * scale
  traceParts(ink, parts)
  ink.stroke()

  ink.lineCap = 'butt'
  ink.lineWidth = width
  ink.strokeStyle = colour
  ink.setLineDash(run.style.dash.map((d) => d * scale))
  let begin = 0
  // oldest first; each group of one opacity is one stroke
  while (begin < parts.length) {
    const group = look.fade ? AGES.findIndex((a) => parts[begin]!.age <= a) : 0
    let end = begin
    while (end < parts.length && (!look.fade || AGES.findIndex((a) => parts[end]!.age <= a) === group)) end++
    const age = group === 0 ? 0 : group === AGES.length - 1 ? 1 : (AGES[group]! + AGES[group - 1]!) / 2
    ink.globalAlpha = look.fade ? Math.max(PALEST, Math.exp(-1.3 * age)) : 1
    ink.lineDashOffset = parts[begin]!.along
    traceParts(ink, parts.slice(begin, end))
    ink.stroke()
    begin = end
  }
  ink.globalAlpha = 1
  ink.setLineDash([])
  ink.lineDashOffset = 0
  if (look.dots && head < MANY) drawDots(ink, view, run, steps, colour, panel, scale)
  if (run.forked) drawFork(ink, view, run, colour, panel, scale)
}

function drawDots(ink: Ink, view: Viewport, run: MapRun, steps: readonly number[], colour: string, ground: string, scale: number): void {
  const full: [number, number][] = []
  const hollow: [number, number][] = []
  let lastX = NaN
  let lastY = NaN
  for (const k of steps) {
    const x = xOf(view, run.points[2 * k]!)
    const y = yOf(view, run.points[2 * k + 1]!)
    if (!inside(view, x, y, 4) || Math.hypot(x - lastX, y - lastY) < DOTS_APART * scale) continue
    ;(run.outside?.[k] ? hollow : full).push([x, y])
    lastX = x
    lastY = y
  }
  const disc = (dots: readonly [number, number][], r: number) => {
    ink.beginPath()
    for (const [x, y] of dots) {
      ink.moveTo(x + r, y)
      ink.arc(x, y, r, 0, 2 * Math.PI)
    }
  }
  ink.fillStyle = colour
  disc(full, 2.3 * scale)
  ink.fill()
  if (!hollow.length) return
  disc(hollow, 2.6 * scale)
  ink.fillStyle = ground
  ink.fill()
  ink.strokeStyle = colour
  ink.lineWidth = 1.3 * scale
  ink.stroke()
}

/** A small ring where a branch leaves its parent. */
function drawFork(ink: Ink, view: Viewport, run: MapRun, colour: string, ground: string, scale: number): void {
  const x = xOf(view, run.points[0]!)
  const y = yOf(view, run.points[1]!)
  if (!inside(view, x, y, 6)) return
  ink.beginPath()
  ink.arc(x, y, 4 * scale, 0, 2 * Math.PI)
  ink.fillStyle = ground
  ink.fill()
  ink.strokeStyle = colour
  ink.lineWidth = 1.8 * scale
  ink.stroke()
}

/** The path that a run had before the present drag, whole, at 25 %. */
export function drawGhost(ink: Ink, view: Viewport, run: MapRun, theme: ThemeName, scale: number): void {
  if (!run.ghost) return
  const whole: MapRun = { id: run.id, label: '', style: run.style, points: run.ghost }
  const parts = visibleParts(whole, view, shown(whole, view, run.ghost.length / 2 - 1), scale)
  ink.globalAlpha = 0.25
  ink.strokeStyle = colourOf(run.style.slot, theme)
  ink.lineWidth = run.style.width * scale
  ink.lineJoin = 'round'
  ink.lineCap = 'butt'
  ink.setLineDash(run.style.dash.map((d) => d * scale))
  traceParts(ink, parts)
  ink.stroke()
  ink.setLineDash([])
  ink.globalAlpha = 1
}

export interface Head {
  readonly run: MapRun
  readonly x: number
  readonly y: number
  /** It has not left the start yet, where all runs stand on each other. */
  readonly waits: boolean
  /** Where the run is, for a marker that stands aside for others (see fan.ts). */
  readonly from?: Point
}

/** Where the heads of visible runs stand; those outside the box are left out. */
export function headsOf(view: Viewport, runs: readonly MapRun[], playhead: number, start?: Point, scale = 1): Head[] {
  return runs.flatMap((run) => {
    if (run.hidden) return []
    const k = headIndex(run, playhead)
    if (k < 0) return []
    const x = xOf(view, run.points[2 * k]!)
    const y = yOf(view, run.points[2 * k + 1]!)
    const waits = k === 0 && start !== undefined && Math.hypot(x - xOf(view, start.x), y - yOf(view, start.y)) < START_RADIUS * scale
    return inside(view, x, y, 1) ? [{ run, x, y, waits }] : []
  })
}

export function drawHeads(ink: Ink, heads: readonly Head[], theme: ThemeName, scale: number): void {
  const { halo } = tokens(theme)
  for (const [width, over] of [[4.4, halo], [1.8, undefined]] as const)
    for (const { run, x, y, from } of heads) {
      if (!from) continue
      ink.setLineDash([])
      ink.lineCap = 'round'
      ink.strokeStyle = over ?? colourOf(run.style.slot, theme)
      ink.lineWidth = width * scale
      segment(ink, from.x, from.y, x, y)
    }
  // the selected run on top
  for (const { run, x, y } of [...heads].sort((a, b) => Number(a.run.selected ?? false) - Number(b.run.selected ?? false)))
    drawMarker(ink, run.style, theme, x, y, HEAD * scale, 1.8 * scale, halo)
}

export function takeHeads(heads: readonly Head[], scale: number, taken: Taken): void {
  const r = (HEAD + 2) * scale
  for (const { x, y } of heads) taken.boxes.push([x - r, y - r, x + r, y + r])
}

/** The last steps before a head: its own name, at least, does not lie on its line. */
export const takeTail = (view: Viewport, { run }: Head, playhead: number, taken: Taken): void => takeSteps(view, run, Math.max(1, headIndex(run, playhead) - 12), headIndex(run, playhead), taken)

/** The first steps of a path: the word at the start does not lie on them. */
export const takeFirst = (view: Viewport, run: MapRun, playhead: number, taken: Taken): void => takeSteps(view, run, 1, Math.min(6, headIndex(run, playhead)), taken)

function takeSteps(view: Viewport, run: MapRun, from: number, to: number, taken: Taken): void {
  for (let k = from; k <= to; k++) {
    const x0 = xOf(view, run.points[2 * k - 2]!)
    const y0 = yOf(view, run.points[2 * k - 1]!)
    const x1 = xOf(view, run.points[2 * k]!)
    const y1 = yOf(view, run.points[2 * k + 1]!)
    const parts = Math.max(4, Math.min(40, Math.ceil(Math.hypot(x1 - x0, y1 - y0) / 8)))
    for (let i = 0; i < parts; i++) taken.points.push(x0 + ((x1 - x0) * i) / parts, y0 + ((y1 - y0) * i) / parts)
  }
}

/** Names beside the heads, the selected run's first; no name covers another, and none crowds round a start that its run has not left. */
export function drawNames(ink: Ink, view: Viewport, heads: readonly Head[], theme: ThemeName, scale: number, taken: Taken): void {
  const { halo } = tokens(theme)
  const size = 13 * scale
  for (const { run, x, y, waits } of [...heads].sort((a, b) => Number(b.run.selected ?? false) - Number(a.run.selected ?? false))) {
    if (waits) continue
    const width = widthOf(ink, run.label, size, 650)
    const at = placeBeside(taken, view, x, y, width, size * 1.15, (HEAD + 6) * scale)
    if (at.clash && !run.selected) {
      taken.boxes.pop()
      continue
    }
    drawText(ink, run.label, at.x, at.y, { size, weight: 650, colour: colourOf(run.style.slot, theme), align: at.align, halo: 4 * scale, haloColour: halo })
  }
}

/** Where paths that diverged leave the map for good, as heads without a marker: a cross and the name stand there. */
export function leavingsOf(view: Viewport, runs: readonly MapRun[], playhead: number, scale: number): Head[] {
  return runs.flatMap((run) => {
    const at = run.diverged && !run.hidden ? leaving(view, run, headIndex(run, playhead), scale) : undefined
    return at ? [{ run, ...at, waits: false }] : []
  })
}

function leaving(view: Viewport, run: MapRun, head: number, scale: number): Point | undefined {
  for (let k = head; k >= 1; k--) {
    const x1 = xOf(view, run.points[2 * k]!)
    const y1 = yOf(view, run.points[2 * k + 1]!)
    if (k === head && inside(view, x1, y1)) return undefined
    const x0 = xOf(view, run.points[2 * k - 2]!)
    const y0 = yOf(view, run.points[2 * k - 1]!)
    const clip = clipSegment(x0, y0, x1, y1, view, -7 * scale)
    if (clip) return { x: x0 + (x1 - x0) * clip[1], y: y0 + (y1 - y0) * clip[1] }
  }
  return undefined
}

export function drawLeavings(ink: Ink, leavings: readonly Head[], theme: ThemeName, scale: number): void {
  const r = 5 * scale
  for (const { run, x, y } of leavings)
    for (const [colour, width] of [[tokens(theme).halo, 5.5], [colourOf(run.style.slot, theme), 2.4]] as const) {
      ink.strokeStyle = colour
      ink.lineWidth = width * scale
      ink.lineCap = 'round'
      ink.beginPath()
      ink.moveTo(x - r, y - r)
      ink.lineTo(x + r, y + r)
      ink.moveTo(x + r, y - r)
      ink.lineTo(x - r, y + r)
      ink.stroke()
    }
}

/** Pixels of all paths that are visible, about 8 apart: what labels keep away from. */
export function pathPixels(view: Viewport, runs: readonly MapRun[], playhead: number): number[] {
  const out: number[] = []
  for (const run of runs) {
    if (run.hidden) continue
    const head = headIndex(run, playhead)
    if (head < 1) continue
    for (const part of visibleParts(run, view, shown(run, view, head), 1)) {
      const n = Math.max(1, Math.ceil(Math.hypot(part.x1 - part.x0, part.y1 - part.y0) / 8))
      for (let i = 0; i < n && out.length < 12_000; i++) out.push(part.x0 + ((part.x1 - part.x0) * i) / n, part.y0 + ((part.y1 - part.y0) * i) / n)
    }
  }
  return out
}
