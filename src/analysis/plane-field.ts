/** The gradient field of a two-parameter objective, with plain numbers in place of vectors, and a count of what was asked. */
import type { Objective } from '#objectives/objective.ts'

/** [[x0, x1], [y0, y1]] */
export type Domain = readonly [readonly [number, number], readonly [number, number]]

/** f, its gradient and its Hessian at one point. */
export interface Jet {
  readonly x: number
  readonly y: number
  readonly f: number
  readonly gx: number
  readonly gy: number
  readonly xx: number
  readonly xy: number
  readonly yy: number
}

export class PlaneField {
  readonly objective: Objective
  /** Gradients asked so far; a Hessian counts as two. */
  evaluations = 0
  /** The largest gradient met so far. */
  scale = 0
  /** Value and gradient at the last point. */
  f = 0
  gx = 0
  gy = 0
  readonly #theta = new Float64Array(2)
  readonly #out = new Float64Array(2)
  readonly #dense = new Float64Array(4)

  /** @throws RangeError unless the objective has two parameters */
  constructor(objective: Objective) {
    if (objective.dim !== 2) throw new RangeError(`This needs a landscape of two parameters; this one has ${objective.dim}.`)
    this.objective = objective
  }

  /** Sets f, gx, gy; returns |grad f|, NaN where f is not defined. */
  gradientAt(x: number, y: number): number {
    this.evaluations++
    this.#theta[0] = x
    this.#theta[1] = y
    this.f = this.objective.gradient(this.#theta, this.#out)
    this.gx = this.#out[0]!
    this.gy = this.#out[1]!
    const norm = length(this.gx, this.gy)
    if (norm > this.scale && norm < Infinity) this.scale = norm
    return norm
  }

  jetAt(x: number, y: number): Jet {
    this.gradientAt(x, y)
    const { f, gx, gy } = this
    this.evaluations += 2
    if (this.objective.hessian) {
      this.objective.hessian(this.#theta, this.#dense)
      return { x, y, f, gx, gy, xx: this.#dense[0]!, xy: (this.#dense[1]! + this.#dense[2]!) / 2, yy: this.#dense[3]! }
    }
    this.objective.hvp(this.#theta, EX, this.#out)
    const xx = this.#out[0]!, yx = this.#out[1]!
    this.objective.hvp(this.#theta, EY, this.#out)
    return { x, y, f, gx, gy, xx, xy: (this.#out[0]! + yx) / 2, yy: this.#out[1]! }
  }
}

const EX = Float64Array.of(1, 0), EY = Float64Array.of(0, 1)

/** sqrt(x^2 + y^2), free of underflow and overflow. */
export function length(x: number, y: number): number {
  const a = Math.abs(x), b = Math.abs(y)
  const large = Math.max(a, b)
  if (!(large > 1e-140 && large < 1e140)) {
    if (large === 0 || !(large < Infinity)) return large
    const p = a / large, q = b / large
    return large * Math.sqrt(p * p + q * q)
  }
  return Math.sqrt(a * a + b * b)
}

export const jetIsFinite = (j: Jet): boolean => Number.isFinite(j.f + j.gx + j.gy + j.xx + j.xy + j.yy)
