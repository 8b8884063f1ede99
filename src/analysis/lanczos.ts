/**
 * The ends of a symmetric operator's spectrum, from products with vectors alone. After m products A is known on the Krylov space of the start
 * vector, as a tridiagonal m x m matrix; its eigenvalues, the Ritz values, reach the ends of the spectrum first.
 */
import { symmetricEigen } from '#kernel/dense.ts'
import type { Random } from '#kernel/random.ts'
import { addScaled, dot, norm, scale, type Vec } from '#kernel/vec.ts'

export interface Ritz {
  /** m, ascending */
  readonly values: Vec
  /** m: how far each value can be from a true eigenvalue, in the units of A, rounding included */
  readonly bounds: Vec
  /** m x dim, row k the unit Ritz vector of values[k]; only where they were asked for */
  readonly vectors?: Float64Array
  /**
   * True where the Krylov space closed before `steps`: A maps it into itself, and the values are exact but for rounding. Of eigenvalues
   * that repeat, one each is found.
   */
  readonly closed: boolean
}

/** Products of A with orthonormal vectors, grown one at a time: the tridiagonal matrix and the basis. */
class Krylov {
  readonly basis: Vec[] = []
  readonly diagonal: number[] = []
  readonly off: number[] = []
  closed = false
  readonly #apply: (v: Vec, out: Vec) => void
  #next: Vec

  constructor(apply: (v: Vec, out: Vec) => void, start: Vec) {
    this.#apply = apply
    this.#next = start.slice()
    scale(1 / norm(start), this.#next)
  }

  /** One more product. Full reorthogonalisation, twice: once loses orthogonality just when a Ritz value converges. */
  grow(): void {
    const v = this.#next, w = new Float64Array(v.length)
    this.#apply(v, w)
    const before = norm(w)
    if (!Number.isFinite(before)) throw new RangeError(`Product ${this.basis.length + 1} of the operator is not finite.`)
    this.basis.push(v)
    this.diagonal.push(dot(v, w))
    for (let pass = 0; pass < 2; pass++) for (const u of this.basis) addScaled(-dot(u, w), u, w)
    const left = norm(w)
    this.off.push(left)
    // nothing but rounding is left: the space is invariant
    if (!(left > before * 1e-14)) this.closed = true
    else scale(1 / left, w)
    this.#next = w
  }

  /** Eigenpairs of the tridiagonal matrix: `vectors` is m x m, row k the coordinates of value k in the basis. */
  ritz(): { values: Vec; coordinates: Float64Array; bounds: Vec } {
    const m = this.basis.length
    const t = new Float64Array(m * m), values = new Float64Array(m), coordinates = new Float64Array(m * m), bounds = new Float64Array(m)
    for (let i = 0; i < m; i++) {
      t[i * m + i] = this.diagonal[i]!
      if (i + 1 < m) t[i * m + i + 1] = t[(i + 1) * m + i] = this.off[i]!
    }
    symmetricEigen(t, m, values, coordinates)
    // |A y - value y| = (what is left) |last coordinate|, to which products and the small eigenproblem add some roundings of |A|
    const left = this.off[m - 1]!
    const rounding = 4 * (m + 4) * Number.EPSILON * Math.max(Math.abs(values[0]!), Math.abs(values[m - 1]!))
    for (let k = 0; k < m; k++) bounds[k] = left * Math.abs(coordinates[k * m + m - 1]!) + rounding
    return { values, coordinates, bounds }
  }

  /** out <- the Ritz vector with these coordinates */
  lift(coordinates: Vec, out: Vec): void {
    out.fill(0)
    this.basis.forEach((u, i) => addScaled(coordinates[i]!, u, out))
  }
}

const randomStart = (dim: number, random: Random): Vec => Float64Array.from({ length: dim }, () => random.normal())

/**
 * Eigenpairs of a symmetric operator at the ends of its spectrum, by Lanczos with full reorthogonalisation.
 *
 * @param apply   out <- A v; called `steps` times (the whole cost)
 * @param dim     length of v
 * @param steps   Krylov dimension m <= dim; Ritz values converge from the ends of the spectrum inward
 * @param random  where the start vector comes from: a vector orthogonal to an eigenvector would never find it
 * @returns values (m, ascending) and residual bounds (m, same units as A): how far each value can be from a true one. Fewer than
 *          `steps` where the space closes before
 * @throws RangeError if steps > dim, or if a product is not finite
 * Source: Golub & Van Loan, Matrix Computations 4e, 10.1-10.3.
 */
export function lanczos(apply: (v: Vec, out: Vec) => void, dim: number, steps: number, random: Random, wantVectors = false): Ritz {
  if (steps > dim || steps < 1) throw new RangeError(`Lanczos takes from 1 to ${dim} steps here, not ${steps}.`)
  const krylov = new Krylov(apply, randomStart(dim, random))
  while (krylov.basis.length < steps && !krylov.closed) krylov.grow()
  const { values, coordinates, bounds } = krylov.ritz()
  if (!wantVectors) return { values, bounds, closed: krylov.closed }
  const m = values.length, vectors = new Float64Array(m * dim)
  for (let k = 0; k < m; k++) krylov.lift(coordinates.subarray(k * m, k * m + m), vectors.subarray(k * dim, k * dim + dim))
  return { values, bounds, vectors, closed: krylov.closed }
}

export interface ExtremeEigenvalue {
  readonly value: number
  /** A true eigenvalue lies within this distance. */
  readonly bound: number
  /** Products that it took. */
  readonly steps: number
  readonly vector: Vec
}

export interface ExtremeOptions {
  /** Where to start: the vector of a nearby operator saves most of the products. */
  readonly start?: Vec
  /** Stops when bound <= tolerance * |value|; 1e-6 unless told. Below 1e-13 rounding decides, and all of `maxSteps` are taken. */
  readonly tolerance?: number
  /** The most products to spend; 60 unless told. */
  readonly maxSteps?: number
}

/**
 * The largest eigenvalue (not the largest modulus: near a saddle that one is negative) of a symmetric operator.
 *
 * @param apply out <- A v
 * @param dim   length of v
 * @param random where the start vector comes from, and what is mixed into a start that is given
 * @returns value, how far it can be from a true eigenvalue, and its unit vector
 * @throws RangeError if a product is not finite
 * Source: as for `lanczos`.
 */
export function largestEigenvalue(apply: (v: Vec, out: Vec) => void, dim: number, random: Random, options: ExtremeOptions = {}): ExtremeEigenvalue {
  const { tolerance = 1e-6, maxSteps = 60 } = options
  const start = options.start && norm(options.start) > 0 ? options.start.slice() : randomStart(dim, random)
  if (options.start) {
    // a little of everything, lest the old vector have no share in the new one
    const spread = randomStart(dim, random)
    addScaled((1e-3 * norm(start)) / norm(spread), spread, start)
  }
  const krylov = new Krylov(apply, start)
  const limit = Math.min(dim, maxSteps)
  for (;;) {
    krylov.grow()
    const m = krylov.basis.length
    if (m % 3 && m < limit && !krylov.closed) continue // the small eigenproblem is not worth solving at every step
    const { values, coordinates, bounds } = krylov.ritz()
    const value = values[m - 1]!, bound = bounds[m - 1]!
    if (m < limit && !krylov.closed && bound > tolerance * Math.abs(value)) continue
    const vector = new Float64Array(dim)
    krylov.lift(coordinates.subarray((m - 1) * m, m * m), vector)
    return { value, bound, steps: m, vector }
  }
}

/** One end of a spectrum: values with the distance within which each has a true eigenvalue. */
export interface End { readonly values: Vec; readonly bounds: Vec }
export interface Ends {
  /** ascending, the most negative first */
  readonly smallest: End
  /** ascending, the largest last */
  readonly largest: End
  /** Products that it took. */
  readonly steps: number
}

/**
 * The `count` smallest and the `count` largest eigenvalues of a symmetric operator, grown until each is within `tolerance` of the largest modulus, or `maxSteps` products are spent; the
 * bounds say what was reached. Yields after each product, so that a caller can pause. Of eigenvalues that repeat, one each is found.
 *
 * @throws RangeError if a product is not finite
 * Source: as for `lanczos`.
 */
export function* spectrumEnds(apply: (v: Vec, out: Vec) => void, dim: number, random: Random, { count = 1, tolerance = 1e-6, maxSteps = 120 } = {}): Generator<void, Ends> {
  const krylov = new Krylov(apply, randomStart(dim, random)), limit = Math.min(dim, maxSteps)
  for (;;) {
    krylov.grow()
    yield
    const m = krylov.basis.length, full = m >= limit || krylov.closed
    if (!full && (m < 2 * count || m % 4)) continue
    const { values, bounds } = krylov.ritz()
    const some = Math.min(count, m), allowed = tolerance * Math.max(Math.abs(values[0]!), Math.abs(values[m - 1]!))
    const smallest = { values: values.slice(0, some), bounds: bounds.slice(0, some) }, largest = { values: values.slice(m - some), bounds: bounds.slice(m - some) }
    if (full || (smallest.bounds.every((b) => b <= allowed) && largest.bounds.every((b) => b <= allowed))) return { smallest, largest, steps: m }
  }
}
