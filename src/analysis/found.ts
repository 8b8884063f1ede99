/** The critical points and curves found so far: each once. */
import { type CriticalCurve, distanceToCurve, traceCurve } from './continuum.ts'
import { type Domain, length, type PlaneField } from './plane-field.ts'
import type { Polished } from './polish.ts'

/** Approximations of a degenerate point spread as far as rounding lets them: within this they are one point (or a share of a small domain). */
const ONE_DEGENERATE = 1e-4

export class Found {
  points: Polished[] = []
  readonly curves: CriticalCurve[] = []
  /** A whole region where the gradient vanishes has been met. */
  plateau = false
  /** Lines of critical points that are the edge of such a region. */
  readonly #edges: CriticalCurve[] = []
  readonly #field: PlaneField
  readonly #domain: Domain
  readonly #extent: number
  readonly #oneDegenerate: number

  constructor(field: PlaneField, domain: Domain) {
    const [[x0, x1], [y0, y1]] = domain
    this.#field = field
    this.#domain = domain
    this.#extent = Math.min(x1 - x0, y1 - y0)
    this.#oneDegenerate = ONE_DEGENERATE * Math.min(1, this.#extent)
  }

  /** Points on the boundary count as inside; so do those that rounding has put a hair outside. */
  inside(x: number, y: number, [[x0, x1], [y0, y1]]: Domain = this.#domain): boolean {
    const hair = 1e-9 * this.#extent
    return x >= x0 - hair && x <= x1 + hair && y >= y0 - hair && y <= y1 + hair
  }

  add(point: Polished): void {
    const { x, y } = point.jet
    if (!this.inside(x, y)) return
    if (point.smallVanishes) this.#addDegenerate(point)
    else if (!this.points.some((p) => (p.smallVanishes ? this.#near(p, x, y, this.#oneDegenerate) : this.#near(p, x, y, 1e-8 * this.#extent + uncertainty(p) + uncertainty(point))))) this.points.push(point)
  }

  /** Distance of the nearest curve. */
  curveDistance(x: number, y: number): number {
    let least = Infinity
    for (const curve of [...this.curves, ...this.#edges]) least = Math.min(least, distanceToCurve(x, y, curve))
    return least
  }

  /** Distance from a point of the list to the next one, or to a curve. */
  clearance(point: Polished): number {
    const { x, y } = point.jet
    let least = this.curveDistance(x, y)
    for (const p of this.points) if (p !== point) least = Math.min(least, length(p.jet.x - x, p.jet.y - y))
    return least
  }

  #near(p: Polished, x: number, y: number, distance: number): boolean {
    return length(p.jet.x - x, p.jet.y - y) <= distance
  }

  #addDegenerate(point: Polished): void {
    const { jet } = point
    // a polyline's chords leave a curve by less than this
    if (this.curveDistance(jet.x, jet.y) < this.#extent / 1000) return
    const same = this.points.findIndex((p) => p.smallVanishes && this.#sameDegenerate(p, point))
    if (same >= 0) {
      if (Math.abs(smaller(point)) < Math.abs(smaller(this.points[same]!))) this.points[same] = point
      return
    }
    if (this.#onPlateau(point)) {
      this.plateau = true
      return
    }
    const curve = traceCurve(this.#field, jet, point.noise, this.#domain)
    if (curve) {
      const edge = this.#bordersPlateau(curve)
      this.plateau ||= edge
      ;(edge ? this.#edges : this.curves).push(curve)
      this.points = this.points.filter((p) => !p.smallVanishes || distanceToCurve(p.jet.x, p.jet.y, curve) >= this.#extent / 1000)
      return
    }
    this.points = this.points.filter((p) => !this.#near(p, jet.x, jet.y, this.#oneDegenerate))
    this.points.push(point)
  }

  /** Near each other, or so flat that the gradient between them is nothing but rounding. */
  #sameDegenerate(p: Polished, q: Polished): boolean {
    const distance = length(p.jet.x - q.jet.x, p.jet.y - q.jet.y)
    if (distance <= this.#oneDegenerate) return true
    if (distance > this.#extent / 100) return false
    const between = this.#field.gradientAt((p.jet.x + q.jet.x) / 2, (p.jet.y + q.jet.y) / 2)
    return between <= 20 * Math.max(p.noise, q.noise)
  }

  /** Beside the middle of the curve, at one hand, the gradient vanishes too. */
  #bordersPlateau({ points }: CriticalCurve): boolean {
    const i = 2 * Math.floor(points.length / 4), x = points[i]!, y = points[i + 1]!
    const dx = points[i]! - points[i - 2]!, dy = points[i + 1]! - points[i - 1]!
    const n = length(dx, dy), h = this.#extent / 1e4
    return [-1, 1].some((side) => [0.3, 0.6, 1].every((t) => this.#field.gradientAt(x - side * t * h * dy / n, y + side * t * h * dx / n) === 0))
  }

  #onPlateau({ jet }: Polished): boolean {
    const h = this.#extent / 1e4
    if (jet.gx !== 0 || jet.gy !== 0 || jet.xx !== 0 || jet.xy !== 0 || jet.yy !== 0) return false
    // the edge of a plateau counts: a quarter of its surroundings is level
    return [[1, 1], [-1, 1], [-1, -1], [1, -1]].some(([a, b]) => [0.3, 0.6, 1].every((t) => this.#field.gradientAt(jet.x + a! * t * h, jet.y + b! * t * h) === 0))
  }
}

const smaller = ({ jet: { xx, xy, yy } }: Polished): number => Math.abs(xx) + Math.abs(xy) + Math.abs(yy)
/** How far rounding of the gradient moves a simple zero. */
const uncertainty = ({ jet: { xx, xy, yy }, noise }: Polished): number => {
  const determinant = Math.abs(xx * yy - xy * xy)
  return determinant === 0 ? 0 : 20 * noise * (Math.abs(xx) + Math.abs(xy) + Math.abs(yy)) / determinant
}
