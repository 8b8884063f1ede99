/** Eight places beside a point, and eight farther out, tried in turn against everything that is already there. */
import type { Box } from '../viewport.ts'

export interface Taken {
  /** left, top, right, bottom */
  readonly boxes: [number, number, number, number][]
  /** Points to stay off, x and y interleaved. */
  readonly points: number[]
}
export const nothingTaken = (): Taken => ({ boxes: [], points: [] })

export interface Placed { readonly x: number; readonly y: number; readonly align: 'left' | 'center' | 'right'; readonly cost: number; /** It lies over something that is already there. */ readonly clash: boolean }

/** Right, left, above, below, then the corners. */
const PLACES: readonly (readonly [number, number])[] = [[1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [1, 1], [-1, -1], [-1, 1]]

/**
 * Where a label of this size stands best beside (x, y): y is its middle. The chosen box is added to `taken`. Only where all eight places lie over
 * something does it stand off by its height and a half more.
 *
 * @param gap   pixels between the point and the label
 * @param frame labels stay inside
 */
export function placeBeside(taken: Taken, frame: Box, x: number, y: number, width: number, height: number, gap: number): Placed {
  const near = bestOf(taken, frame, x, y, width, height, gap)
  const far = near.placed.clash ? bestOf(taken, frame, x, y, width, height, gap + 1.5 * height) : near
  const { placed, box } = far.placed.clash ? near : far
  taken.boxes.push(box)
  return placed
}

type Rectangle = [number, number, number, number]

function bestOf(taken: Taken, frame: Box, x: number, y: number, width: number, height: number, gap: number): { readonly placed: Placed; readonly box: Rectangle } {
  let best: { readonly placed: Placed; readonly box: Rectangle } | undefined
  PLACES.forEach(([sx, sy], rank) => {
    const corner = sx !== 0 && sy !== 0 ? 0.72 : 1
    const px = x + sx * gap * corner
    const py = y + sy * (gap * corner + height / 2)
    const align = sx > 0 ? 'left' : sx < 0 ? 'right' : 'center'
    const left = align === 'left' ? px : align === 'right' ? px - width : px - width / 2
    const box: Rectangle = [left, py - height / 2, left + width, py + height / 2]
    const off = outside(box, frame), over = overlap(box, taken)
    const cost = rank * 0.15 + off + over.cost
    if (!best || cost < best.placed.cost) best = { placed: { x: px, y: py, align, cost, clash: off > 0 || over.clash }, box }
  })
  return best!
}

function outside([left, top, right, bottom]: readonly [number, number, number, number], frame: Box): number {
  const over = Math.max(0, frame.left + 2 - left) + Math.max(0, frame.top + 2 - top) + Math.max(0, right - frame.left - frame.width + 2) + Math.max(0, bottom - frame.top - frame.height + 2)
  return over > 0 ? 8 + over : 0
}

function overlap([left, top, right, bottom]: readonly [number, number, number, number], { boxes, points }: Taken): { readonly cost: number; readonly clash: boolean } {
  let cost = 0
  let clash = false
  for (const [l, t, r, b] of boxes) {
    const w = Math.min(right, r) - Math.max(left, l)
    const h = Math.min(bottom, b) - Math.max(top, t)
    if (w <= -1 || h <= -1) continue
    cost += 3 + (Math.max(0, w) * Math.max(0, h)) / 60
    clash ||= w > 1 && h > 1
  }
  let hits = 0
  for (let k = 0; k < points.length && hits < 12; k += 2) if (points[k]! > left - 3 && points[k]! < right + 3 && points[k + 1]! > top - 2 && points[k + 1]! < bottom + 2) hits++
  return { cost: cost + 0.35 * hits, clash }
}
