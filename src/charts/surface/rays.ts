/** Rays over the surface: what a pixel shows, and what is hidden behind a hill. */
import { type Field, groundAt } from './field.ts'
import { TALL } from './height.ts'

type Vector = readonly [number, number, number]

/** Part of a ray, from a to b times its direction, over the block and below its top; undefined where it misses. */
function over({ spanX, spanY }: Field, [ox, oy, oz]: Vector, [dx, dy, dz]: Vector, from: number, to: number, top: number): readonly [number, number] | undefined {
  for (const [o, d, low, high] of [[ox, dx, -spanX, spanX], [oy, dy, -spanY, spanY], [oz, dz, -Infinity, top]] as const) {
    if (d === 0) {
      if (o < low || o > high) return undefined
      continue
    }
    const a = (low - o) / d, b = (high - o) / d
    from = Math.max(from, Math.min(a, b))
    to = Math.min(to, Math.max(a, b))
  }
  return from < to ? [from, to] : undefined
}

const lengthOf = ([x, y]: Vector): number => Math.hypot(x, y)
/** Halvings that find the place between two nodes. */
const HALVINGS = 22

/** The first place of the surface that a ray meets from above; undefined where it meets none. */
export function hit(field: Field, eye: Vector, direction: Vector): { readonly east: number; readonly north: number; readonly height: number } | undefined {
  const part = over(field, eye, direction, 0, Infinity, TALL + 1e-6)
  if (!part || !Number.isFinite(part[1])) return undefined
  const gap = (t: number): number => eye[2] + t * direction[2] - groundAt(field, eye[0] + t * direction[0], eye[1] + t * direction[1])
  const step = cell(field) / Math.max(lengthOf(direction), 1e-9)
  const count = Math.max(2, Math.min(4 * field.columns, Math.ceil((part[1] - part[0]) / step)))
  let before = part[0], was = gap(before)
  for (let k = 1; k <= count; k++) {
    const t = part[0] + ((part[1] - part[0]) * k) / count, is = gap(t)
    if (is <= 0 && (was > 0 || k === 1)) {
      // the ray came through a wall when it was never above
      if (!(was > 0)) return undefined
      let a = before, b = t
      for (let h = 0; h < HALVINGS; h++) {
        const middle = (a + b) / 2
        if (gap(middle) > 0) a = middle
        else b = middle
      }
      const east = eye[0] + b * direction[0], north = eye[1] + b * direction[1]
      return { east, north, height: groundAt(field, east, north) }
    }
    before = t
    was = is
  }
  return undefined
}

const cell = ({ spanX, columns }: Field): number => (2 * spanX) / (columns - 1)
/** What lies so little behind the surface counts as on it. */
const SLACK = 0.006

/** Whether nothing of the surface stands between a point and the eye. */
export function seen(field: Field, eye: Vector, x: number, y: number, z: number): boolean {
  const direction: Vector = [eye[0] - x, eye[1] - y, eye[2] - z]
  if (groundAt(field, x, y) > z + SLACK) return false
  const part = over(field, [x, y, z], direction, 0, 1, TALL)
  if (!part) return true
  const step = (2.5 * cell(field)) / Math.max(lengthOf(direction), 1e-9)
  for (let t = part[0] + step; t < part[1]; t += step)
    if (groundAt(field, x + t * direction[0], y + t * direction[1]) > z + t * direction[2] + SLACK) return false
  return true
}
