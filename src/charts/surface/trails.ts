/** Paths of runs over the block: every iterate at its own loss, straight between, cut where the block ends. */
import type { MapRun } from '../props.ts'
import { type Field, eastOf, groundAt, northOf } from './field.ts'
import { BASE, heightOf, TALL } from './height.ts'

/** Paths lie so far over the surface. */
export const LIFT = 0.012
/** Pieces of a path are no longer than this, so that each is hidden or not; and no shorter, where steps are many. */
const LONGEST = 0.05
const SHORTEST = 0.003
/** Corners of one path. */
const MOST = 3000

export interface Trail {
  /** East, north and height of each corner, interleaved. */
  readonly corners: Float64Array
  /** The iterate that a corner is; between two iterates a fraction. */
  readonly steps: Float64Array
  /** 1 where a line leads to a corner from the one before. */
  readonly joined: Uint8Array
  /** Height of the surface under a corner. */
  readonly ground: Float64Array
}

/** @param floats the path is at its true loss over or under a plane; otherwise it is on the surface */
export function trailOf(run: Pick<MapRun, 'points' | 'values' | 'count'>, field: Field, floats: boolean): Trail {
  const { points, values } = run
  const count = run.count ?? points.length / 2
  const at = new Float64Array(3 * count)
  let length = 0
  for (let k = 0; k < count; k++) {
    const east = eastOf(field, points[2 * k]!), north = northOf(field, points[2 * k + 1]!)
    at[3 * k] = east
    at[3 * k + 1] = north
    at[3 * k + 2] = (values && k < values.length ? heightOf(field.scale, values[k]!) : groundAt(field, east, north)) + LIFT
    const d = k > 0 ? distance(at, k - 1, k) : 0
    if (d < 4) length += d
  }
  const longest = Math.max(LONGEST, length / MOST), shortest = Math.max(SHORTEST, length / MOST)
  const corners: number[] = [], steps: number[] = [], joined: number[] = [], ground: number[] = []
  const put = (east: number, north: number, height: number, step: number, on: boolean): void => {
    corners.push(east, north, height)
    steps.push(step)
    joined.push(on ? 1 : 0)
    ground.push(floats ? groundAt(field, east, north) : height - LIFT)
  }
  const top = floats ? 1.7 * TALL : TALL + 2 * LIFT
  let from = 0, open = false
  if (count > 0 && inside(field, at, 0, top)) {
    put(at[0]!, at[1]!, at[2]!, 0, false)
    open = true
  }
  for (let k = 1; k < count; k++) {
    const d = distance(at, from, k)
    if (d < shortest && k < count - 1) continue
    const part = d === d ? clip(field, at, from, k, top) : undefined
    if (part) {
      const [a, b] = part
      const pieces = Math.max(1, Math.min(60, Math.ceil((d * (b - a)) / longest)))
      for (let p = open && a === 0 ? 1 : 0; p <= pieces; p++) {
        const u = a + ((b - a) * p) / pieces
        put(between(at, from, k, 0, u), between(at, from, k, 1, u), between(at, from, k, 2, u), u === 1 ? k : from + (k - from) * u, p > 0)
      }
      open = b === 1
    } else open = false
    from = k
  }
  return { corners: Float64Array.from(corners), steps: Float64Array.from(steps), joined: Uint8Array.from(joined), ground: Float64Array.from(ground) }
}

const between = (at: Float64Array, a: number, b: number, axis: number, u: number): number => at[3 * a + axis]! + (at[3 * b + axis]! - at[3 * a + axis]!) * u
const distance = (at: Float64Array, a: number, b: number): number => Math.hypot(at[3 * a]! - at[3 * b]!, at[3 * a + 1]! - at[3 * b + 1]!, at[3 * a + 2]! - at[3 * b + 2]!)

const limits = ({ spanX, spanY }: Field, top: number) => [[-spanX, spanX], [-spanY, spanY], [BASE, top]] as const

function inside(field: Field, at: Float64Array, k: number, top: number): boolean {
  return limits(field, top).every(([low, high], axis) => at[3 * k + axis]! >= low && at[3 * k + axis]! <= high)
}

/** The part of a step over the block, as shares of it. Liang and Barsky's cut, with heights. */
function clip(field: Field, at: Float64Array, a: number, b: number, top: number): readonly [number, number] | undefined {
  let from = 0, to = 1
  for (const [axis, [low, high]] of limits(field, top).entries()) {
    const p = at[3 * a + axis]!, d = at[3 * b + axis]! - p
    if (d === 0) {
      if (!(p >= low && p <= high)) return undefined
      continue
    }
    const u = (low - p) / d, v = (high - p) / d
    if (u !== u || v !== v) return undefined
    from = Math.max(from, Math.min(u, v))
    to = Math.min(to, Math.max(u, v))
  }
  return from < to ? [from, to] : undefined
}
