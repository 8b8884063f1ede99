/**
 * All critical points of a two-parameter objective in a rectangle: each once, polished, classified, and counted against the winding
 * number of the gradient along the boundary. Points on the boundary count as inside.
 */
import type { Objective } from '#objectives/objective.ts'
import { cornersExclude, gradientsAgree, testCell } from './cell-test.ts'
import type { CriticalCurve } from './continuum.ts'
import { Found } from './found.ts'
import { type Domain, type Jet, jetIsFinite, length, PlaneField } from './plane-field.ts'
import { polish, type Polished } from './polish.ts'
import { eigen2 } from './symmetric2.ts'
import { turnBetween, type Winding, windingAround, windingNumber } from './winding.ts'

export type { CriticalCurve } from './continuum.ts'
export type { Domain } from './plane-field.ts'

export type CriticalKind = 'minimum' | 'saddle' | 'maximum' | 'degenerate'

export interface CriticalPoint {
  readonly theta: readonly [number, number]
  readonly value: number
  readonly gradientNorm: number
  readonly kind: CriticalKind
  /** Number of negative eigenvalues (Morse); those that tend to 0 do not count. */
  readonly index: number
  /** Ascending. */
  readonly eigenvalues: readonly [number, number]
  /** Turns of the gradient around it: 1 for a minimum or maximum, -1 for a saddle, any whole number where it is degenerate. */
  readonly winding: number
}

/** Why the index sum cannot be compared, or why it differs. */
export type Incompleteness = 'continua' | 'plateau' | 'undefined' | 'boundary-zero' | 'not-differentiable' | 'budget' | 'missed'

/** Poincaré-Hopf: the windings of the points inside add up to that along the boundary. */
export interface Completeness {
  readonly applies: boolean
  readonly indexSum: number
  /** Along the boundary; NaN where it does not apply. */
  readonly winding: number
  readonly agrees: boolean
  /** Absent where it applies and agrees. */
  readonly reason?: Incompleteness
  /** The rectangle that was gone around: the domain, or a slightly larger one when a critical point lies on the domain's edge. */
  readonly contour: Domain
}

export interface CriticalPoints {
  readonly points: readonly CriticalPoint[]
  readonly curves: readonly CriticalCurve[]
  /** Places around which the gradient turns although it does not vanish there: tips and kinks of a function that is not differentiable. */
  readonly corners: readonly { readonly theta: readonly [number, number]; readonly winding: number }[]
  readonly completeness: Completeness
  /** Gradients that it took; a Hessian counts as two. */
  readonly evaluations: number
}

export interface SearchOptions {
  /** Cells along each side of the domain to begin with. Odd, so that no line of the grid goes through the centre. */
  readonly cells?: number
  /** Gradients at most; beyond them the search stays coarse and says so. */
  readonly budget?: number
}

/** Halvings of a cell of the first grid. */
const DEEPEST = 8
/** Cells this deep do not follow a known curve or a kink any further. */
const DEEP_ENOUGH = 3

/**
 * Yields its progress (0 to 1) every few cells, so that the caller can pause or stop; returns what it found, in the order of theta.
 *
 * Method: a grid of cells, each tested by its derivatives (`testCell`), halved where they leave it open, polished where they promise a
 * zero; then the winding number around every cell of the first grid, and a search where it differs from what was found inside.
 *
 * @throws RangeError unless the objective has two parameters and the domain is an interval each way
 */
export function* criticalPoints(objective: Objective, domain: Domain, options: SearchOptions = {}): Generator<number, CriticalPoints> {
  const [[x0, x1], [y0, y1]] = domain
  if (!(x0 < x1 && y0 < y1 && Number.isFinite(x1 - x0 + y1 - y0))) throw new RangeError(`The domain [${x0}, ${x1}] x [${y0}, ${y1}] is empty.`)
  const { cells = objective.samples > 1 ? 41 : 81, budget = objective.samples > 1 ? 400_000 : 1_500_000 } = options
  const field = new PlaneField(objective)
  let search = new Search(field, domain, cells, budget)
  yield* search.run(0, 0.7)
  const trouble = search.boundary().trouble
  const larger: Domain = [grow(x0, x1), grow(y0, y1)]
  if (trouble === 'zero' && search.found.curves.length === 0 && !search.found.plateau) {
    // a critical point on the edge: go around a little further out, if the function goes on there
    const wider = new Search(field, larger, cells, field.evaluations + budget)
    yield* wider.run(0.7, 0.95)
    if (wider.completeness().applies) search = wider
  } else if (search.completeness().reason === 'missed') {
    const finer = new Search(field, domain, 2 * cells + 1, field.evaluations + 2 * budget)
    yield* finer.run(0.7, 0.99)
    if (finer.found.points.length >= search.found.points.length) search = finer
  }
  return search.result(domain)
}

/** Sixty-fourths would put lines of the wider grid onto those of round numbers. */
const grow = (a: number, b: number): readonly [number, number] => [a - (b - a) / 37, b + (b - a) / 37]

interface Cell { readonly corners: readonly [Jet, Jet, Jet, Jet]; readonly depth: number; readonly parentRemainder: number }

class Search {
  readonly found: Found
  readonly corners: { theta: readonly [number, number]; winding: number }[] = []
  readonly #field: PlaneField
  readonly #domain: Domain
  readonly #cells: number
  readonly #budget: number
  #undefinedSeen = false
  #kinked = false
  #exhausted = false
  #completeness: Completeness | undefined
  #boundary: Winding | undefined

  constructor(field: PlaneField, domain: Domain, cells: number, budget: number) {
    this.#field = field
    this.#domain = domain
    this.#cells = cells
    this.#budget = budget
    this.found = new Found(field, domain)
  }

  *run(from: number, to: number): Generator<number, void> {
    const n = this.#cells, [[x0, x1], [y0, y1]] = this.#domain
    const xs = Array.from({ length: n + 1 }, (_, i) => (i === n ? x1 : x0 + (x1 - x0) * (i / n)))
    const ys = Array.from({ length: n + 1 }, (_, j) => (j === n ? y1 : y0 + (y1 - y0) * (j / n)))
    const rows: Jet[][] = []
    for (let j = 0; j <= n; j++) {
      const row: Jet[] = []
      for (let i = 0; i <= n; i++) {
        row.push(this.#field.jetAt(xs[i]!, ys[j]!))
        yield from + (to - from) * 0.8 * (Math.max(0, j - 1) / n)
      }
      rows.push(row)
      if (j === 0) continue
      for (let i = 0; i < n; i++) {
        const stack: Cell[] = [{ corners: [rows[j - 1]![i]!, rows[j - 1]![i + 1]!, row[i]!, row[i + 1]!], depth: 0, parentRemainder: Infinity }]
        while (stack.length) {
          stack.push(...this.#examine(stack.pop()!))
          yield from + (to - from) * 0.8 * ((j - 1 + i / n) / n)
        }
      }
    }
    yield* this.#checkCells(rows, from + 0.8 * (to - from), to)
  }

  /** Looks into one cell; returns the quarters that must be looked into as well. */
  #examine({ corners, depth, parentRemainder }: Cell): Cell[] {
    const finite = corners.filter(jetIsFinite).length
    if (finite < 4) this.#undefinedSeen ||= corners.some((c) => Number.isNaN(c.f))
    if (finite === 0) return []
    const [a, b, , d] = corners
    const x = (a.x + d.x) / 2, y = (a.y + d.y) / 2, rx = (b.x - a.x) / 2, ry = (d.y - a.y) / 2
    if (finite === 4 && cornersExclude(corners, rx, ry)) return []
    const centre = this.#field.jetAt(x, y)
    const levelCorners = corners.filter(level).length
    if ((levelCorners === 4 && level(centre)) || (depth >= 2 && levelCorners >= 2)) {
      this.found.plateau = true
      return []
    }
    if (finite < 4 || !jetIsFinite(centre)) {
      if (!jetIsFinite(centre) && !Number.isNaN(centre.f)) this.#kinked = true
      if (depth < DEEP_ENOUGH + 1) return this.#quarters(corners, centre, depth, Infinity)
      if (jetIsFinite(centre)) this.#polishFrom(x, y, 4 * (rx + ry))
      return []
    }
    const { verdict, remainder } = testCell(centre, corners, rx, ry)
    if (verdict === 'empty') return []
    if (verdict === 'single') {
      this.#polishFrom(x, y, 4 * (rx + ry))
      return []
    }
    if (depth >= 1 && gradientsAgree(centre, corners)) return []
    if (depth >= DEEP_ENOUGH) {
      if (this.found.curveDistance(x, y) < 2 * (rx + ry)) return []
      if (remainder > 0.5 * parentRemainder && remainder > 0.2 * Math.max(...corners.map((c) => length(c.gx, c.gy)))) {
        this.#kinked = true
        this.#polishFrom(x, y, 4 * (rx + ry))
        return []
      }
    }
    this.#exhausted ||= this.#field.evaluations > this.#budget
    if (this.#exhausted && depth >= 1) return []
    if (depth >= DEEPEST) {
      this.#polishFrom(x, y, 10 * (rx + ry))
      return []
    }
    if (depth === DEEP_ENOUGH - 1) this.#polishFrom(x, y, 10 * (rx + ry)) // a curve, once known, saves going down along all of it
    return this.#quarters(corners, centre, depth, remainder)
  }

  #quarters([a, b, c, d]: Cell['corners'], m: Jet, depth: number, remainder: number): Cell[] {
    const south = this.#field.jetAt(m.x, a.y), north = this.#field.jetAt(m.x, c.y), west = this.#field.jetAt(a.x, m.y), east = this.#field.jetAt(b.x, m.y)
    const quarters: Cell['corners'][] = [[a, south, west, m], [south, b, m, east], [west, m, c, north], [m, east, north, d]]
    return quarters.map((corners) => ({ corners, depth: depth + 1, parentRemainder: remainder }))
  }

  #polishFrom(x: number, y: number, reach: number): void {
    const point = polish(this.#field, x, y, reach)
    if (point) this.found.add(point)
  }

  /** The winding number around every cell of the first grid, against what was found in it. */
  *#checkCells(rows: readonly Jet[][], from: number, to: number): Generator<number, void> {
    const n = this.#cells, [[x0, x1], [y0, y1]] = this.#domain
    if (this.found.curves.length || this.found.plateau || this.#exhausted) return
    const turn = (a: Jet, b: Jet) => turnBetween(this.#field, a.x, a.y, a.gx, a.gy, b.x, b.y, b.gx, b.gy)
    const inCell = Array.from({ length: n * n }, () => 0)
    for (const p of this.found.points) {
      const i = Math.min(n - 1, Math.max(0, Math.floor((p.jet.x - x0) / (x1 - x0) * n))), j = Math.min(n - 1, Math.max(0, Math.floor((p.jet.y - y0) / (y1 - y0) * n)))
      inCell[j * n + i]! += this.#windingOf(p)
    }
    let below = rows[0]!.slice(1).map((b, i) => turn(rows[0]![i]!, b))
    for (let j = 0; j < n; j++) {
      const above = rows[j + 1]!.slice(1).map((b, i) => turn(rows[j + 1]![i]!, b))
      let left = turn(rows[j]![0]!, rows[j + 1]![0]!)
      for (let i = 0; i < n; i++) {
        const right = turn(rows[j]![i + 1]!, rows[j + 1]![i + 1]!)
        if (!below[i]!.trouble && !above[i]!.trouble && !left.trouble && !right.trouble) {
          const winding = Math.round((below[i]!.angle + right.angle - above[i]!.angle - left.angle) / (2 * Math.PI))
          if (winding !== inCell[j * n + i]!) this.#hunt(rows[j]![i]!.x, rows[j]![i]!.y, rows[j + 1]![i + 1]!.x, rows[j + 1]![i + 1]!.y, 0)
        }
        this.#kinked ||= [below[i]!, above[i]!, left, right].some((t) => t.jumps === true || t.trouble === 'jump')
        left = right
        yield from + (to - from) * (j / n)
      }
      below = above
    }
  }

  /** Something is in this rectangle that was not found: halves it towards where the winding number still differs. */
  #hunt(ax: number, ay: number, bx: number, by: number, depth: number): void {
    const missing = this.#missing(ax, ay, bx, by)
    this.#exhausted ||= this.#field.evaluations > this.#budget
    if (missing === 0 || this.#exhausted) return
    this.#polishFrom((ax + bx) / 2, (ay + by) / 2, 2 * (bx - ax + by - ay))
    const rest = this.#missing(ax, ay, bx, by)
    if (rest === 0) return
    const mx = ax + 0.4871 * (bx - ax), my = ay + 0.5093 * (by - ay) // off the middle, where symmetric functions have their zeros
    const quarters = [[ax, ay, mx, my], [mx, ay, bx, my], [ax, my, mx, by], [mx, my, bx, by]] as const
    if (depth < 20 && quarters.some((q) => this.#missing(...q) !== 0)) for (const q of quarters) this.#hunt(...q, depth + 1)
    else {
      this.#kinked = true
      this.corners.push({ theta: [(ax + bx) / 2, (ay + by) / 2], winding: rest })
    }
  }

  /** The winding number around a rectangle less those of the points known inside; 0 where it cannot be told. */
  #missing(ax: number, ay: number, bx: number, by: number): number {
    const { winding, trouble } = windingNumber(this.#field, [ax, ay, bx, ay, bx, by, ax, by])
    if (trouble) return 0
    let known = 0
    for (const p of this.found.points) if (p.jet.x > ax && p.jet.x <= bx && p.jet.y > ay && p.jet.y <= by) known += this.#windingOf(p)
    return winding - known
  }

  /** The winding number along the boundary. */
  boundary(): Winding {
    const n = this.#cells, [[x0, x1], [y0, y1]] = this.#domain
    const corners: number[] = []
    const walk = (ax: number, ay: number, bx: number, by: number): void => {
      for (let i = 0; i < n; i++) corners.push(ax + (bx - ax) * (i / n), ay + (by - ay) * (i / n))
    }
    walk(x0, y0, x1, y0)
    walk(x1, y0, x1, y1)
    walk(x1, y1, x0, y1)
    walk(x0, y1, x0, y0)
    return (this.#boundary ??= windingNumber(this.#field, corners))
  }

  #windingOf(point: Polished): number {
    const { small, large } = eigenvaluesOf(point)
    if (!point.smallVanishes) return Math.sign(small) * Math.sign(large)
    const [[x0, x1], [y0, y1]] = this.#domain
    const { winding, trouble } = windingAround(this.#field, point.jet.x, point.jet.y, Math.min(1e-3 * Math.min(x1 - x0, y1 - y0), 0.4 * this.found.clearance(point)))
    return trouble ? 0 : winding
  }

  completeness(): Completeness {
    return (this.#completeness ??= this.#compare())
  }

  #compare(): Completeness {
    const contour = this.#domain
    const indexSum = this.found.points.reduce((sum, p) => sum + this.#windingOf(p), 0)
    const no = (reason: Incompleteness): Completeness => ({ applies: false, indexSum, winding: Number.NaN, agrees: false, reason, contour })
    if (this.found.plateau) return no('plateau')
    if (this.found.curves.length) return no('continua')
    if (this.#undefinedSeen) return no('undefined')
    const { winding, trouble, jumps } = this.boundary()
    if (trouble === 'undefined') return no('undefined')
    if (trouble === 'zero') return no('boundary-zero')
    if (trouble === 'jump' || jumps || this.corners.length || this.#kinked) return no('not-differentiable')
    if (winding === indexSum) return { applies: true, indexSum, winding, agrees: true, contour }
    return { applies: true, indexSum, winding, agrees: false, reason: this.#exhausted ? 'budget' : 'missed', contour }
  }

  result(domain: Domain): CriticalPoints {
    const completeness = this.completeness()
    const inside = (x: number, y: number): boolean => this.found.inside(x, y, domain)
    return {
      points: this.found.points.filter((p) => inside(p.jet.x, p.jet.y)).map((p) => this.#describe(p)).sort(byTheta),
      curves: this.found.curves,
      corners: this.corners.filter((c) => inside(...c.theta)),
      completeness,
      evaluations: this.#field.evaluations,
    }
  }

  #describe(point: Polished): CriticalPoint {
    const { jet, gradientNorm, smallVanishes, largeVanishes } = point
    const { small, large } = eigenvaluesOf(point)
    const signs = [smallVanishes ? 0 : Math.sign(small), largeVanishes ? 0 : Math.sign(large)] as const
    const kind = signs[0] === 0 ? 'degenerate' : signs[0] !== signs[1] ? 'saddle' : signs[0] > 0 ? 'minimum' : 'maximum'
    return {
      theta: [jet.x + 0, jet.y + 0], value: jet.f + 0, gradientNorm, kind,
      index: signs.filter((s) => s < 0).length,
      eigenvalues: small <= large ? [small, large] : [large, small],
      winding: this.#windingOf(point),
    }
  }
}

const eigenvaluesOf = ({ jet }: Polished): { readonly small: number; readonly large: number } => eigen2(jet.xx, jet.xy, jet.yy)
const level = (j: Jet): boolean => j.gx === 0 && j.gy === 0 && j.xx === 0 && j.xy === 0 && j.yy === 0

/** By x, then y; coordinates that differ by rounding alone are equal. */
function byTheta(p: CriticalPoint, q: CriticalPoint): number {
  for (const i of [0, 1] as const) {
    const d = p.theta[i] - q.theta[i]
    if (Math.abs(d) > 1e-7 * (1 + Math.abs(p.theta[i]))) return d
  }
  return 0
}
