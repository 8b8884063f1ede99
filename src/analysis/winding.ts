/**
 * How often the gradient turns along a closed line. By the theorem of Poincaré and Hopf that number is the sum of the indices of the
 * critical points inside: +1 for a minimum or maximum, -1 for a saddle. It tells whether any was missed.
 */
import { atan2 } from '#kernel/special.ts'
import { length, type PlaneField } from './plane-field.ts'

/** Why a turn cannot be told: the gradient vanishes on the line, jumps to its opposite there, or is not defined. */
export type Trouble = 'zero' | 'jump' | 'undefined'

export interface Turn {
  readonly angle: number
  readonly trouble?: Trouble
  /** The gradient jumps on the way, by less than half a turn: then the convex hull of its limits leaves 0 out, and the turn is still told. */
  readonly jumps?: boolean
}

/** Angles below this are believed, when the gradient in the middle agrees. */
const BELIEVED = Math.PI / 4
/** Bisections of one segment; after 45, its ends are one float64 apart. */
const DEEPEST = 45

/** The angle by which the gradient turns from (x0, y0) to (x1, y1), along the straight segment; bisects where it turns fast. */
export function turnAlong(field: PlaneField, x0: number, y0: number, x1: number, y1: number): Turn {
  field.gradientAt(x0, y0)
  const ax = field.gx, ay = field.gy
  field.gradientAt(x1, y1)
  return turnBetween(field, x0, y0, ax, ay, x1, y1, field.gx, field.gy)
}

/** The same where the gradients (ax, ay), (bx, by) at the ends are known. */
export function turnBetween(field: PlaneField, x0: number, y0: number, ax: number, ay: number, x1: number, y1: number, bx: number, by: number): Turn {
  return bisect(field, x0, y0, ax, ay, x1, y1, bx, by, 0, Math.max(length(ax, ay), length(bx, by)))
}

function bisect(field: PlaneField, x0: number, y0: number, ax: number, ay: number, x1: number, y1: number, bx: number, by: number, depth: number, scale: number): Turn {
  const a = length(ax, ay), b = length(bx, by)
  if (Number.isNaN(a + b) || a === Infinity || b === Infinity) return { angle: 0, trouble: 'undefined' }
  if (a === 0 || b === 0) return { angle: 0, trouble: 'zero' }
  const mx = x0 + (x1 - x0) / 2, my = y0 + (y1 - y0) / 2
  const whole = angle(ax, ay, bx, by)
  if (depth >= DEEPEST || ((mx === x0 || mx === x1) && (my === y0 || my === y1))) {
    // hardly a point left between the ends: at a zero the gradient has shrunk with their distance, at a jump it has stayed large
    if (Math.abs(whole) > 0.01 && Math.min(a, b) <= 1e-6 * scale) return { angle: whole, trouble: 'zero' }
    return Math.abs(whole) < Math.PI - 1e-6 ? { angle: whole, jumps: true } : { angle: whole, trouble: 'jump' }
  }
  const m = field.gradientAt(mx, my)
  const gx = field.gx, gy = field.gy
  const first = angle(ax, ay, gx, gy), second = angle(gx, gy, bx, by)
  const bend = length(gx - (ax + bx) / 2, gy - (ay + by) / 2)
  if (Math.abs(first) < BELIEVED && Math.abs(second) < BELIEVED && bend <= 0.5 * m && m > 0) return { angle: first + second }
  const left = bisect(field, x0, y0, ax, ay, mx, my, gx, gy, depth + 1, scale)
  if (left.trouble) return left
  const right = bisect(field, mx, my, gx, gy, x1, y1, bx, by, depth + 1, scale)
  return right.trouble ? right : { angle: left.angle + right.angle, jumps: left.jumps === true || right.jumps === true }
}

/**
 * Turns of the gradient along the polygon, counterclockwise positive; a whole number unless there is trouble.
 *
 * @param corners  x and y interleaved, not closed
 */
export function windingNumber(field: PlaneField, corners: readonly number[] | Float64Array): Winding {
  let sum = 0, jumping = false
  for (let i = 0, n = corners.length; i < n; i += 2) {
    const { angle: part, trouble, jumps } = turnAlong(field, corners[i]!, corners[i + 1]!, corners[(i + 2) % n]!, corners[(i + 3) % n]!)
    if (trouble) return { winding: Number.NaN, trouble, jumps: jumping }
    sum += part
    jumping ||= jumps === true
  }
  return { winding: Math.round(sum / (2 * Math.PI)) + 0, jumps: jumping }
}

export interface Winding { readonly winding: number; readonly trouble?: Trouble; readonly jumps: boolean }

/** The winding number of a small circle, as a polygon of 24 corners. */
export function windingAround(field: PlaneField, x: number, y: number, radius: number): Winding {
  return windingNumber(field, CIRCLE.map((c, i) => (i % 2 === 0 ? x : y) + radius * c))
}

/** The angle from a to b, in (-pi, pi]. */
const angle = (ax: number, ay: number, bx: number, by: number): number => {
  // only directions matter, and products of tiny gradients would vanish
  const s = 1 / Math.max(Math.abs(ax), Math.abs(ay)), t = 1 / Math.max(Math.abs(bx), Math.abs(by))
  const px = ax * s, py = ay * s, qx = bx * t, qy = by * t
  return atan2(px * qy - py * qx, px * qx + py * qy)
}

/** A regular polygon of 24 corners from one by turning, so that no table of digits is needed: cos and sin of 15 degrees have roots. */
const CIRCLE: readonly number[] = (() => {
  const c = (Math.sqrt(6) + Math.sqrt(2)) / 4, s = (Math.sqrt(6) - Math.sqrt(2)) / 4
  const points: number[] = []
  let x = 1, y = 0
  for (let k = 0; k < 24; k++) {
    points.push(x, y)
    const turned = c * x - s * y
    y = s * x + c * y
    x = turned
  }
  return points
})()
