/** Lines of steepest descent and ascent: valley lines and watersheds, as they run from the saddles of a landscape. */
import type { Objective } from '#objectives/objective.ts'
import type { CriticalPoint, CriticalPoints } from './critical-points.ts'
import { type Domain, type Jet, length, PlaneField } from './plane-field.ts'
import { eigen2 } from './symmetric2.ts'

/**
 * Why a line ends: at a critical point, at a corner of a function that is not differentiable, at the edge of the domain, where no way leads
 * on, where f is not defined, or by its length.
 */
export type FlowEnd = 'point' | 'corner' | 'edge' | 'flat' | 'undefined' | 'long'

export interface FlowLine {
  /** x and y interleaved, from the start on. */
  readonly points: Float64Array
  readonly end: FlowEnd
  /** Index of the critical point where it starts and, with end "point", where it ends; -1 for none. */
  readonly from: number
  readonly to: number
}

export interface FlowLines {
  /** Down from each saddle, both ways along the eigenvector of its negative eigenvalue. */
  readonly valleys: readonly FlowLine[]
  /** Up from each saddle, both ways along the eigenvector of its positive eigenvalue: they divide the basins. */
  readonly watersheds: readonly FlowLine[]
}

/** A place where lines can end, and its index among the critical points; -1 for a corner. */
export interface Goal { readonly theta: readonly number[]; readonly index: number }

const LONGEST = 6000
/** Strides across the shorter side of the domain. */
const STRIDES = 400
/** The shortest explicit step, in strides; where the line still turns, a narrow valley or its end is reached. */
const FINEST = 1 / 64
/** cos of 0.3 and 0.05 rad: a step that turns by more is halved, one that turns by less may grow. */
const COS_SHARP = 0.955, COS_STRAIGHT = 0.99875

/**
 * The line theta' = sense grad f/|grad f| by midpoint steps of unit speed, which shrink where it bends. On the floor of a narrow valley,
 * where such steps would bounce from wall to wall, it glides: theta' = sense grad f by steps of the linearly implicit Euler method, which
 * damp the bouncing whatever their length. It stops where even these find no way on (a critical point, or the bottom of a kink), and ends on
 * a listed critical point that it comes within a stride of.
 *
 * @param sense    1 up, -1 down
 * @param heading  unit vector of the first step, for a start where the gradient vanishes
 * @param goals    places where such a line can end: minima on the way down, maxima on the way up
 */
export function flowLine(field: PlaneField, start: readonly [number, number], heading: readonly [number, number], sense: 1 | -1, domain: Domain, goals: readonly Goal[] = []): Omit<FlowLine, 'from'> {
  const [[x0, x1], [y0, y1]] = domain
  const stride = Math.min(x1 - x0, y1 - y0) / STRIDES
  const points = [start[0], start[1]]
  // leaves along the eigenvector; an error of the square of this distance comes with it
  let x = start[0] + 0.1 * stride * heading[0], y = start[1] + 0.1 * stride * heading[1]
  let h = 0.25 * stride, movedX = 0, movedY = 0, markX = x, markY = y, walked = 0, moves = 0
  const draw = (): void => {
    if (length(x - points.at(-2)!, y - points.at(-1)!) >= 0.25 * stride) points.push(x, y)
  }
  const done = (end: FlowEnd, goal = -1) => {
    const last = goals[goal]?.theta ?? [x, y]
    if (last[0] !== points.at(-2) || last[1] !== points.at(-1)) points.push(last[0]!, last[1]!)
    return { points: Float64Array.from(points), end, to: goals[goal]?.index ?? -1 }
  }
  /** The unit direction at a point. */
  const direction = (px: number, py: number): readonly [number, number] | undefined => {
    const norm = field.gradientAt(px, py)
    return norm > 0 && norm < Infinity ? [sense * field.gx / norm, sense * field.gy / norm] : undefined
  }

  let here = direction(x, y)
  for (let k = 0; k < LONGEST; k++) {
    if (!here) return done(Number.isNaN(field.gx + field.gy) ? 'undefined' : 'flat')
    let next: readonly [number, number] | undefined
    const middle = direction(x + h / 2 * here[0], y + h / 2 * here[1])
    let turn = -1, after: readonly [number, number] | undefined
    if (middle) {
      next = [x + h * middle[0], y + h * middle[1]]
      after = direction(...next)
      if (after) turn = Math.min(here[0] * middle[0] + here[1] * middle[1], here[0] * after[0] + here[1] * after[1])
    }
    if (Number.isNaN(field.gx + field.gy)) return done('undefined')
    if (turn <= COS_SHARP) {
      if (h > FINEST * stride) {
        h /= 2
        continue
      }
      next = glide(field.jetAt(x, y), sense, 0.25 * stride)
      after = next && direction(...next)
      if (!next || !after || (next[0] - x) * movedX + (next[1] - y) * movedY < 0) return done('flat')
    } else if (turn > COS_STRAIGHT) h = Math.min(stride, 1.5 * h)
    if (next![0] < x0 || next![0] > x1 || next![1] < y0 || next![1] > y1) {
      draw()
      ;[x, y] = clip(x, y, ...next!)
      return done('edge')
    }
    movedX = next![0] - x
    movedY = next![1] - y
    walked += length(movedX, movedY)
    if (++moves === 32) {
      // around the tip of a cone steps go to and fro
      if (length(next![0] - markX, next![1] - markY) < 0.25 * walked) return done('flat')
      ;[markX, markY] = next!
      walked = moves = 0
    }
    ;[x, y] = next!
    here = after
    draw()
    const goal = goals.findIndex(({ theta }) => length(theta[0]! - x, theta[1]! - y) <= stride)
    if (goal >= 0) return done(goals[goal]!.index < 0 ? 'corner' : 'point', goal)
  }
  return done('long')

  /** Where the segment leaves the domain. */
  function clip(ax: number, ay: number, bx: number, by: number): [number, number] {
    let t = 1
    if (bx < x0) t = Math.min(t, (x0 - ax) / (bx - ax))
    if (bx > x1) t = Math.min(t, (x1 - ax) / (bx - ax))
    if (by < y0) t = Math.min(t, (y0 - ay) / (by - ay))
    if (by > y1) t = Math.min(t, (y1 - ay) / (by - ay))
    return [ax + t * (bx - ax), ay + t * (by - ay)]
  }
}

/**
 * A step d of the linearly implicit Euler method, (A + I/t) d = -b, whose time t is chosen so that |d| = h; A = H and b = g on the way down,
 * both negated on the way up.
 *
 * @returns the next point; undefined where no step is that long (Newton's step is shorter: a critical point is near) or f does not fall
 * Source: Hairer and Wanner, Solving Ordinary Differential Equations II, 1996, section IV.9.
 */
function glide({ x, y, gx, gy, xx, xy, yy }: Jet, sense: 1 | -1, h: number): readonly [number, number] | undefined {
  const { small, large, vx, vy } = eigen2(-sense * xx, -sense * xy, -sense * yy)
  const along = -sense * (vx * gx + vy * gy), across = -sense * (vx * gy - vy * gx)
  const step = (s: number): number => length(along / (small + s), across / (large + s))
  const least = Math.max(0, -Math.min(small, large))
  let low = least, high = least + length(gx, gy) / h // there |d| <= h
  if (!(step(low + 1e-9 * (high - low)) > h)) return undefined
  for (let k = 0; k < 60; k++) {
    const middle = (low + high) / 2
    if (step(middle) > h) low = middle
    else high = middle
  }
  const a = -along / (small + high), b = -across / (large + high)
  const dx = a * vx - b * vy, dy = a * vy + b * vx
  return sense * (gx * dx + gy * dy) > 0 ? [x + dx, y + dy] : undefined
}

/** The valley lines and watersheds of all saddles that were found; yields the share of points that are done. */
export function* flowLines(objective: Objective, { points, corners }: Pick<CriticalPoints, 'points' | 'corners'>, domain: Domain): Generator<number, FlowLines> {
  const field = new PlaneField(objective)
  const valleys: FlowLine[] = [], watersheds: FlowLine[] = []
  // a degenerate point or a corner may be the end of either
  const goals = (kind: CriticalPoint['kind']): Goal[] => [
    ...points.flatMap((p, index) => (p.kind === kind || p.kind === 'degenerate' ? [{ theta: p.theta, index }] : [])),
    ...corners.map(({ theta }) => ({ theta, index: -1 })),
  ]
  const low = goals('minimum'), high = goals('maximum')
  for (const [from, { kind, theta }] of points.entries()) {
    if (kind !== 'saddle') continue
    const { xx, xy, yy } = field.jetAt(...theta)
    const { small, vx, vy } = eigen2(xx, xy, yy)
    const [ux, uy] = small < 0 ? [vx, vy] : [-vy, vx] // of the negative eigenvalue; (-uy, ux) is that of the positive one
    for (const side of [1, -1]) {
      valleys.push({ ...flowLine(field, theta, [side * ux, side * uy], -1, domain, low), from })
      yield (from + 0.25) / points.length
      watersheds.push({ ...flowLine(field, theta, [-side * uy, side * ux], 1, domain, high), from })
      yield (from + 0.75) / points.length
    }
  }
  return { valleys, watersheds }
}
