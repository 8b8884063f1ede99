/**
 * Tanaka's relief contours: lines are thin and pale where the slope they bound faces the light, strong where it turns away. Segments are gathered
 * by aspect into ten bins, so that each is one stroke.
 * Source: Tanaka 1950, The relief contour method of representing topography on maps.
 */
import type { Isoline } from './isolines.ts'

export const BINS = 10

export interface Stroke {
  readonly bold: boolean
  /** -1 turned away from the light, 1 facing it. */
  readonly facing: number
  /** Polylines in pixels, x and y interleaved, NaN NaN between them. */
  readonly points: Float32Array
}

/** Deviation in pixels that nobody sees. */
const TOLERANCE = 0.12

/**
 * @param higher values are higher to the right of the direction of travel there: tells on which side the slope rises
 */
export function strokesOf(lines: readonly Isoline[], bold: readonly boolean[], higher: (x: number, y: number) => number): Stroke[] {
  const bins: number[][] = Array.from({ length: 2 * BINS }, () => [])
  for (const line of lines) {
    const points = simplified(line.points, TOLERANCE)
    const base = bold[line.level] ? BINS : 0
    const turn = sideOfRise(points, higher)
    let last = -1
    for (let k = 2; k < points.length; k += 2) {
      const x0 = points[k - 2]!
      const y0 = points[k - 1]!
      const x1 = points[k]!
      const y1 = points[k + 1]!
      const length = Math.hypot(x1 - x0, y1 - y0)
      if (length === 0) continue
      // downhill, in screen axes; the light stands at (-1, -1)/sqrt 2
      const nx = (turn * (y1 - y0)) / length
      const ny = (-turn * (x1 - x0)) / length
      const facing = (-nx - ny) * Math.SQRT1_2
      const bin = base + Math.max(0, Math.min(BINS - 1, Math.floor(((facing + 1) / 2) * BINS)))
      const into = bins[bin]!
      if (bin !== last) {
        if (into.length) into.push(NaN, NaN)
        into.push(x0, y0)
      }
      into.push(x1, y1)
      last = bin
    }
  }
  return bins.flatMap((points, i) =>
    points.length ? [{ bold: i >= BINS, facing: (((i % BINS) + 0.5) / BINS) * 2 - 1, points: Float32Array.from(points) }] : [])
}

/** 1 where the right-hand normal (dy, -dx) points downhill, by a vote along the line, else -1. */
function sideOfRise(points: Float32Array, height: (x: number, y: number) => number): 1 | -1 {
  let vote = 0
  const stride = 2 * Math.max(1, Math.floor(points.length / 2 / 24))
  for (let k = 2; k < points.length; k += stride) {
    const mx = (points[k]! + points[k - 2]!) / 2
    const my = (points[k + 1]! + points[k - 1]!) / 2
    const dx = points[k]! - points[k - 2]!
    const dy = points[k + 1]! - points[k - 1]!
    const length = Math.hypot(dx, dy) || 1
    const reach = 3 / length
    const ahead = height(mx + dy * reach, my - dx * reach)
    const behind = height(mx - dy * reach, my + dx * reach)
    if (ahead === ahead && behind === behind) vote += Math.sign(behind - ahead)
  }
  return vote >= 0 ? 1 : -1
}

/** Douglas & Peucker 1973, without recursion. Ends stay. */
export function simplified(points: Float32Array, tolerance: number): Float32Array {
  const n = points.length / 2
  if (n < 3) return points
  const keep = new Uint8Array(n)
  keep[0] = keep[n - 1] = 1
  // a closed line has no chord: it is cut at its middle
  const stack: [number, number][] = []
  const mid = n >> 1
  if (points[0] === points[2 * n - 2] && points[1] === points[2 * n - 1] && mid > 0) {
    keep[mid] = 1
    stack.push([0, mid], [mid, n - 1])
  } else stack.push([0, n - 1])
  const limit = tolerance * tolerance
  for (let span = stack.pop(); span; span = stack.pop()) {
    const [from, to] = span
    const ax = points[2 * from]!
    const ay = points[2 * from + 1]!
    const bx = points[2 * to]! - ax
    const by = points[2 * to + 1]! - ay
    const length = bx * bx + by * by
    let worst = limit
    let at = -1
    for (let k = from + 1; k < to; k++) {
      const px = points[2 * k]! - ax
      const py = points[2 * k + 1]! - ay
      const cross = px * by - py * bx
      const away = length > 0 ? (cross * cross) / length : px * px + py * py
      if (away > worst) {
        worst = away
        at = k
      }
    }
    if (at >= 0) {
      keep[at] = 1
      stack.push([from, at], [at, to])
    }
  }
  const kept: number[] = []
  for (let k = 0; k < n; k++) if (keep[k]) kept.push(points[2 * k]!, points[2 * k + 1]!)
  return Float32Array.from(kept)
}
