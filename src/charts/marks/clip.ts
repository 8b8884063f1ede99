/** Lines cut to a box: a canvas cannot hold a path that diverged to 10²⁰⁰. */
import type { Box } from '../viewport.ts'

/**
 * The part of a segment inside a box, as parameters of its ends; undefined where it misses.
 * Source: Liang & Barsky 1984.
 */
export function clipSegment(x0: number, y0: number, x1: number, y1: number, box: Box, margin = 0): readonly [number, number] | undefined {
  const left = box.left - margin
  const top = box.top - margin
  const right = box.left + box.width + margin
  const bottom = box.top + box.height + margin
  const dx = x1 - x0
  const dy = y1 - y0
  let from = 0
  let to = 1
  for (const [p, q] of [[-dx, x0 - left], [dx, right - x0], [-dy, y0 - top], [dy, bottom - y0]] as const) {
    if (p === 0) {
      if (!(q >= 0)) return undefined
      continue
    }
    const r = q / p
    if (r !== r) return undefined
    if (p < 0) from = Math.max(from, r)
    else to = Math.min(to, r)
    if (from > to) return undefined
  }
  return [from, to]
}

/** The pieces of a polyline inside a box. A gap (NaN) ends a piece. */
export function clipPolyline(points: Float64Array, box: Box, margin = 0): Float64Array[] {
  const pieces: Float64Array[] = []
  let piece: number[] = []
  const end = () => {
    if (piece.length >= 4) pieces.push(Float64Array.from(piece))
    piece = []
  }
  for (let k = 2; k + 1 < points.length; k += 2) {
    const x0 = points[k - 2]!
    const y0 = points[k - 1]!
    const x1 = points[k]!
    const y1 = points[k + 1]!
    const part = clipSegment(x0, y0, x1, y1, box, margin)
    if (!part) {
      end()
      continue
    }
    const [from, to] = part
    if (from > 0 || !piece.length) {
      end()
      piece.push(x0 + (x1 - x0) * from, y0 + (y1 - y0) * from)
    }
    piece.push(to === 1 ? x1 : x0 + (x1 - x0) * to, to === 1 ? y1 : y0 + (y1 - y0) * to)
    if (to < 1) end()
  }
  end()
  return pieces
}
