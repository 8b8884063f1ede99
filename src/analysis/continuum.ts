/** Lines of critical points: continua along which the gradient vanishes and one eigenvalue of the Hessian is 0. */
import { eigen2 } from './symmetric2.ts'
import { type Domain, type Jet, jetIsFinite, length, type PlaneField } from './plane-field.ts'

export interface CriticalCurve {
  /** Across the curve: a line of minima, of maxima, or degenerate where that changes along it. */
  readonly kind: 'minimum' | 'maximum' | 'degenerate'
  /** f is constant along it. */
  readonly value: number
  readonly closed: boolean
  /** x and y interleaved. */
  readonly points: Float64Array
}

const LONGEST = 6000

/**
 * Follows the line of critical points through a degenerate point, both ways, until it closes or leaves the domain; a step along the
 * vector of the small eigenvalue, then Newton's method across it.
 *
 * @returns undefined when the point stands alone
 */
export function traceCurve(field: PlaneField, start: Jet, noise: number, domain: Domain): CriticalCurve | undefined {
  const [[x0, x1], [y0, y1]] = domain
  const stride = Math.min(x1 - x0, y1 - y0) / 256
  const { large, vx, vy } = eigen2(start.xx, start.xy, start.yy)
  if (large === 0) return undefined
  const inside = (x: number, y: number): boolean => x >= x0 && x <= x1 && y >= y0 && y <= y1

  const forward = follow(vx, vy)
  const closed = forward.closed
  const backward = closed ? forward : follow(-vx, -vy)
  // eight strides of a vanishing gradient: x^6 would have shown itself; or from edge to edge, across a corner of the domain
  if (!closed && forward.travelled + backward.travelled < 8 * stride && !(forward.left && backward.left)) return undefined
  const points: number[] = []
  if (!closed) for (let i = backward.points.length - 2; i >= 0; i -= 2) points.push(backward.points[i]!, backward.points[i + 1]!)
  points.push(start.x, start.y, ...forward.points)
  const signs = new Set([Math.sign(large), ...forward.kinds, ...backward.kinds])
  const kind = signs.size > 1 ? 'degenerate' : large > 0 ? 'minimum' : 'maximum'
  return { kind, value: start.f, closed, points: Float64Array.from(points) }

  function follow(ux: number, uy: number): { points: number[]; kinds: Set<number>; travelled: number; closed: boolean; left: boolean } {
    const points: number[] = [], kinds = new Set<number>()
    let at = start, dx = ux, dy = uy, h = stride, travelled = 0
    const done = (end: 'closed' | 'left' | 'lost') => ({ points, kinds, travelled, closed: end === 'closed', left: end === 'left' })
    while (points.length < 2 * LONGEST) {
      const next = correct(at.x + h * dx, at.y + h * dy, h)
      if (!next) {
        if (h < stride / 64) return done('lost')
        h /= 2
        continue
      }
      if (!inside(next.x, next.y)) {
        const last = edge(at, dx, dy, h)
        if (last && length(last.x - at.x, last.y - at.y) > 1e-9 * stride) points.push(last.x, last.y)
        return done('left')
      }
      points.push(next.x, next.y)
      const e = eigen2(next.xx, next.xy, next.yy)
      if (Math.abs(e.large) > 1e-9 * Math.abs(large)) {
        kinds.add(Math.sign(e.large))
        // the tangent; where both eigenvalues vanish (a crossing) the direction is kept
        const ahead = e.vx * dx + e.vy * dy
        if (Math.abs(ahead) > 0.3) {
          dx = Math.sign(ahead) * e.vx
          dy = Math.sign(ahead) * e.vy
        }
      }
      travelled += length(next.x - at.x, next.y - at.y)
      at = next
      if (travelled > 4 * stride && length(at.x - start.x, at.y - start.y) < 0.75 * h) return done('closed')
      h = Math.min(stride, 1.5 * h)
    }
    return done('lost')
  }

  /** Back onto the curve: Newton steps across it alone. Undefined where the gradient does not vanish there, or it lies too far off. */
  function correct(px: number, py: number, h: number): Jet | undefined {
    let jet = field.jetAt(px, py)
    for (let k = 0; k < 8; k++) {
      if (!jetIsFinite(jet)) return undefined
      const e = eigen2(jet.xx, jet.xy, jet.yy)
      if (Math.abs(e.large) <= 1e-12 * Math.abs(large)) break
      const across = (e.vx * jet.gy - e.vy * jet.gx) / e.large
      const x = jet.x + across * e.vy, y = jet.y - across * e.vx
      if (length(x - px, y - py) > 0.3 * h) return undefined
      const before = length(jet.gx, jet.gy)
      if (field.gradientAt(x, y) >= before) break
      jet = field.jetAt(x, y)
    }
    const tolerance = 1e-11 * Math.abs(large) * h + 100 * noise
    return length(jet.gx, jet.gy) <= tolerance ? jet : undefined
  }

  /** The last point of the curve before it leaves the domain. */
  function edge(at: Jet, dx: number, dy: number, h: number): Jet | undefined {
    let near = 0, far = h, best: Jet | undefined
    for (let k = 0; k < 40; k++) {
      const middle = (near + far) / 2
      const next = correct(at.x + middle * dx, at.y + middle * dy, h)
      if (next && inside(next.x, next.y)) {
        near = middle
        best = next
      } else far = middle
    }
    return best
  }
}

/** The distance of a point to a polyline, `points` interleaved. */
export function distanceToCurve(x: number, y: number, { points, closed }: CriticalCurve): number {
  let least = Infinity
  const n = points.length
  for (let i = 0; i + 2 < n + (closed ? 2 : 0); i += 2) {
    const ax = points[i]!, ay = points[i + 1]!, ex = points[(i + 2) % n]! - ax, ey = points[(i + 3) % n]! - ay
    const square = ex * ex + ey * ey
    const t = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * ex + (y - ay) * ey) / square))
    least = Math.min(least, length(x - ax - t * ex, y - ay - t * ey))
  }
  return least
}
