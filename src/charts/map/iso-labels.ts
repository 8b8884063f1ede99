/** Where iso-lines say their loss: along the line, upright, on its straightest piece, away from everything else. */
import type { Isoline } from './isolines.ts'
import type { LevelSet } from './levels.ts'

export interface IsoLabel { readonly text: string; readonly x: number; readonly y: number; /** radians, clockwise on the screen, within a quarter turn */ readonly angle: number }

/** What labels keep away from, in pixels of the map. */
export interface Obstacles {
  /** Paths and points, x and y interleaved. */
  readonly points: Float32Array
  /** Plates: left, top, right, bottom, one after the other. */
  readonly boxes: Float32Array
}
export const NO_OBSTACLES: Obstacles = { points: new Float32Array(0), boxes: new Float32Array(0) }

const SIZE = 10.5
const A_LINE = 2
/** Labels on a map of a million square pixels, so that they do not hide it; the longest lines have them. */
const MOST = 60
/** Costs above leave the label out. */
const LIMIT = 2.4
/** Pixels between places tried. */
const STRIDE = 6
const REACH = 22

interface Place { readonly x: number; readonly y: number; readonly angle: number; readonly cost: number; readonly at: number }

/**
 * cost = 8 (1 - chord/width) + 0.45 |angle| + nearness to paths, points, plates, other labels and the edge. At most two a line.
 *
 * @param scale type size times this
 */
export function placeIsoLabels(lines: readonly Isoline[], levels: LevelSet, width: number, height: number, obstacles: Obstacles, scale = 1): IsoLabel[] {
  const near = crowd(obstacles.points, REACH * scale)
  const placed: { x: number; y: number; half: number }[] = []
  const labels: IsoLabel[] = []
  // long lines first: they matter most and have most places
  const bold = lines.filter((line) => levels.bold[line.level]).map((line) => ({ line, along: lengths(line.points) }))
  bold.sort((a, b) => b.along.at(-1)! - a.along.at(-1)!)
  const most = Math.max(12, (MOST * width * height) / (1e6 * scale * scale))
  for (const { line, along } of bold) {
    if (labels.length >= most) break
    const text = levels.labels[line.level]!
    const wide = text.length * SIZE * 0.6 * scale + 8 * scale
    const total = along.at(-1)!
    if (total < 2.2 * wide) continue
    const places = candidates(line.points, along, wide, width, height, scale)
    let put = 0
    let first: number | undefined
    while (put < A_LINE) {
      let best: Place | undefined
      for (const place of places) {
        if (first !== undefined && Math.abs(place.at - first) < 260 * scale) continue
        if (best && place.cost >= best.cost) continue
        const cost = place.cost + crowding(place, wide, near, placed, obstacles.boxes, scale)
        if (cost > LIMIT || (best && cost >= best.cost)) continue
        best = { ...place, cost }
      }
      if (!best) break
      labels.push({ text, x: best.x, y: best.y, angle: best.angle })
      placed.push({ x: best.x, y: best.y, half: wide / 2 })
      first = best.at
      put++
    }
  }
  return labels
}

/** Places along a line with the cost of their own shape. */
function candidates(points: Float32Array, along: Float64Array, wide: number, width: number, height: number, scale: number): Place[] {
  const total = along.at(-1)!
  const found: Place[] = []
  const stride = Math.max(STRIDE * scale, total / 400)
  for (let at = wide / 2; at <= total - wide / 2; at += stride) {
    const [ax, ay] = pointAlong(points, along, at - wide / 2)
    const [bx, by] = pointAlong(points, along, at + wide / 2)
    const [cx, cy] = pointAlong(points, along, at)
    const x = (ax + bx + 2 * cx) / 4
    const y = (ay + by + 2 * cy) / 4
    let angle = Math.atan2(by - ay, bx - ax)
    if (angle > Math.PI / 2) angle -= Math.PI
    if (angle < -Math.PI / 2) angle += Math.PI
    const margin = wide / 2 + 2 * scale
    const up = Math.abs(Math.sin(angle)) * margin + 8 * scale
    const out = Math.abs(Math.cos(angle)) * margin + 4 * scale
    if (x < out || x > width - out || y < up || y > height - up) continue
    const chord = Math.hypot(bx - ax, by - ay)
    found.push({ x, y, angle, at, cost: 8 * (1 - chord / wide) + 0.45 * Math.abs(angle) })
  }
  return found
}

function crowding(place: Place, wide: number, near: Crowd, placed: readonly { x: number; y: number; half: number }[], boxes: Float32Array, scale: number): number {
  const { x, y } = place
  const half = wide / 2
  for (let k = 0; k < boxes.length; k += 4)
    if (x > boxes[k]! - half && x < boxes[k + 2]! + half && y > boxes[k + 1]! - 10 * scale && y < boxes[k + 3]! + 10 * scale) return Infinity
  let cost = 0
  for (const other of placed) {
    const gap = Math.hypot(x - other.x, y - other.y) - half - other.half
    if (gap < 6 * scale) return Infinity
    if (gap < 60 * scale) cost += 0.8 * (1 - gap / (60 * scale))
  }
  // the label as three discs along its line
  const cos = Math.cos(place.angle) * half * 0.7
  const sin = Math.sin(place.angle) * half * 0.7
  const d = Math.min(near(x, y), near(x + cos, y + sin), near(x - cos, y - sin))
  const reach = REACH * scale
  if (d < reach) cost += d < 9 * scale ? 4 : 1.6 * (1 - d / reach)
  return cost
}

/** Distance to the nearest of many points, at most `reach`. */
type Crowd = (x: number, y: number) => number

function crowd(points: Float32Array, reach: number): Crowd {
  const cells = new Map<string, number[]>()
  for (let k = 0; k < points.length; k += 2) {
    const key = `${Math.floor(points[k]! / reach)} ${Math.floor(points[k + 1]! / reach)}`
    const cell = cells.get(key)
    if (cell) cell.push(k)
    else cells.set(key, [k])
  }
  return (x, y) => {
    let least = reach
    const cx = Math.floor(x / reach)
    const cy = Math.floor(y / reach)
    for (let i = cx - 1; i <= cx + 1; i++)
      for (let j = cy - 1; j <= cy + 1; j++)
        for (const k of cells.get(`${i} ${j}`) ?? []) least = Math.min(least, Math.hypot(points[k]! - x, points[k + 1]! - y))
    return least
  }
}

/** Arc length up to each point. */
function lengths(points: Float32Array): Float64Array {
  const along = new Float64Array(points.length / 2)
  for (let k = 1; k < along.length; k++) along[k] = along[k - 1]! + Math.hypot(points[2 * k]! - points[2 * k - 2]!, points[2 * k + 1]! - points[2 * k - 1]!)
  return along
}

function pointAlong(points: Float32Array, along: Float64Array, at: number): readonly [number, number] {
  let lo = 0
  let hi = along.length - 1
  while (hi - lo > 1) {
    const mid = (lo + hi) >> 1
    if (along[mid]! <= at) lo = mid
    else hi = mid
  }
  const span = along[hi]! - along[lo]!
  const u = span > 0 ? Math.min(1, Math.max(0, (at - along[lo]!) / span)) : 0
  return [points[2 * lo]! + (points[2 * hi]! - points[2 * lo]!) * u, points[2 * lo + 1]! + (points[2 * hi + 1]! - points[2 * lo + 1]!) * u]
}
