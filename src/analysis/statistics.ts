/** Small statistics of samples and of straight lines through points. */
import { log } from '#kernel/special.ts'

export function mean(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return sum / values.length
}

/** Of the mean: s / sqrt(n), with the divisor n - 1 in s; NaN for fewer than two values. */
export function standardError(values: ArrayLike<number>): number {
  const n = values.length, centre = mean(values)
  if (n < 2) return NaN
  let squares = 0
  for (let i = 0; i < n; i++) squares += (values[i]! - centre) * (values[i]! - centre)
  return Math.sqrt(squares / (n - 1) / n)
}

/** Of sorted values, linear between them (R's type 7). An infinite neighbour of a finite value makes what lies between infinite. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1), below = Math.floor(place)
  const a = sorted[below]!, b = sorted[Math.min(below + 1, sorted.length - 1)]!
  return a === b || place === below ? a : a + (place - below) * (b - a) // of an infinite b, nothing is 0 and not NaN
}

export const median = (values: ArrayLike<number>): number => quantile(Float64Array.from(values).sort(), 0.5)

/** Least, quartiles and greatest. */
export function fiveNumbers(values: ArrayLike<number>): { readonly least: number; readonly q1: number; readonly median: number; readonly q3: number; readonly greatest: number } {
  const sorted = Float64Array.from(values).sort()
  return { least: sorted[0]!, q1: quantile(sorted, 0.25), median: quantile(sorted, 0.5), q3: quantile(sorted, 0.75), greatest: sorted.at(-1)! }
}

/** Standard errors either side of a slope that are called agreement: 95 % where there are many points. */
export const INTERVAL = 2

export interface Fit {
  readonly slope: number
  /** Of the slope, from the residuals (n - 2 degrees of freedom); NaN for fewer than three points. */
  readonly error: number
  /** ln y at ln x = 0 */
  readonly intercept: number
}

/** The least-squares line through (ln x, ln y): y = e^intercept x^slope. Points that have no logarithm are left out. */
export function powerLaw(x: ArrayLike<number>, y: ArrayLike<number>): Fit {
  const points: [number, number][] = []
  for (let i = 0; i < x.length; i++) if (x[i]! > 0 && y[i]! > 0 && y[i]! < Infinity) points.push([log(x[i]!), log(y[i]!)])
  const n = points.length
  const mx = mean(points.map(([a]) => a)), my = mean(points.map(([, b]) => b))
  let xx = 0, xy = 0
  for (const [a, b] of points) {
    xx += (a - mx) * (a - mx)
    xy += (a - mx) * (b - my)
  }
  const slope = xy / xx, intercept = my - slope * mx
  let residual = 0
  for (const [a, b] of points) residual += (b - intercept - slope * a) * (b - intercept - slope * a)
  return { slope, intercept, error: n > 2 ? Math.sqrt(residual / (n - 2) / xx) : NaN }
}
