/** From an approximation to a critical point: Newton's method on the gradient, and a verdict on what it converged to. */
import { eigen2, eigenvalueRounding } from './symmetric2.ts'
import { type Jet, jetIsFinite, length, type PlaneField } from './plane-field.ts'

/** What polishing ended at. */
export interface Polished {
  readonly jet: Jet
  readonly gradientNorm: number
  /** Length of the last Newton step, not taken any more. */
  readonly step: number
  /** How far rounding of the gradient can be from its true value, measured around the point. */
  readonly noise: number
  /** Of the smaller and of the larger eigenvalue: does it tend to 0 as the point is polished? */
  readonly smallVanishes: boolean
  readonly largeVanishes: boolean
}

const LONGEST = 150

/**
 * Newton's method on grad f = 0, made safe by Levenberg-Marquardt: with H = V diag(w) V^T the step is -V diag(w/(w^2 + mu)) V^T g, and
 * mu rises only where |g| would not fall. Plain Newton (mu = 0) near the end, until |g| falls no more: that is where rounding rules.
 *
 * @param reach  gives up when it leaves the start by more than this
 * @returns undefined when it finds no critical point: it ran away, was not defined, or stuck where H g = 0 but g is not
 */
export function polish(field: PlaneField, x0: number, y0: number, reach: number): Polished | undefined {
  let here = field.jetAt(x0, y0)
  let norm = length(here.gx, here.gy)
  let mu = 0
  for (let k = 0; k < LONGEST && norm > 0; k++) {
    if (!jetIsFinite(here)) return undefined
    const [dx, dy, largest] = newtonStep(here, mu)
    if (mu === 0 && length(dx, dy) <= 2 * Number.EPSILON * length(here.x, here.y)) break
    const x = here.x + dx, y = here.y + dy
    if (length(x - x0, y - y0) > reach) {
      if (mu > 1e8 * largest * largest) return undefined
      mu = Math.max(8 * mu, 1e-3 * largest * largest)
      continue
    }
    const next = field.gradientAt(x, y)
    if (next < norm) {
      here = field.jetAt(x, y)
      norm = next
      mu = mu < 1e-10 * largest * largest ? 0 : mu / 16
    } else {
      if (mu === 0 && length(dx, dy) <= 1e-10 * (1 + length(x, y))) break // the floor that rounding sets
      if (mu > 1e8 * largest * largest) break
      mu = Math.max(8 * mu, 1e-6 * largest * largest)
    }
  }
  if (!jetIsFinite(here)) return undefined
  return verdict(field, here, norm)
}

/** The step, and the larger eigenvalue in modulus. An eigenvalue that is 0 to rounding gives no step along its vector. */
function newtonStep({ gx, gy, xx, xy, yy }: Jet, mu: number): [number, number, number] {
  const { small, large, vx, vy } = eigen2(xx, xy, yy)
  const along = vx * gx + vy * gy, across = vx * gy - vy * gx
  const a = Math.abs(small) <= eigenvalueRounding(xx, xy, yy, large) && xy !== 0 ? 0 : -along * inverse(small, mu), b = -across * inverse(large, mu)
  return [a * vx - b * vy, a * vy + b * vx, large]
}

const inverse = (w: number, mu: number): number => (mu === 0 ? (w === 0 ? 0 : 1 / w) : w / (w * w + mu))

/** Decides whether this is a critical point, and which eigenvalues vanish there. */
function verdict(field: PlaneField, jet: Jet, gradientNorm: number): Polished | undefined {
  const { x, y } = jet
  const { small, large, vx, vy } = eigen2(jet.xx, jet.xy, jet.yy)
  const noise = noiseAround(field, jet)
  if (noise > 1e-7 * field.scale) return undefined // that is no rounding: the gradient jumps here
  const [dx, dy] = newtonStep(jet, 0)
  const step = length(dx, dy)
  // where an eigenvalue is truncated the step says nothing about the gradient along its vector
  const left = length(jet.gx + jet.xx * dx + jet.xy * dy, jet.gy + jet.xy * dx + jet.yy * dy)
  const settled = step <= 1e-10 * (1 + length(x, y)) && left <= 1e-6 * gradientNorm
  if (!settled && gradientNorm > 50 * noise) return undefined
  return { jet, gradientNorm, step, noise, smallVanishes: vanishes(small, vx, vy), largeVanishes: vanishes(large, -vy, vx) }

  /**
   * At a simple zero the Hessian hardly changes over the distance rho to the true point (Kantorovich: K |step| / |w| is small there);
   * at a degenerate one the eigenvalue w is itself of the size of its change over rho, however close one comes, since w -> 0.
   */
  function vanishes(w: number, ux: number, uy: number): boolean {
    if (w === 0 || (jet.xy !== 0 && Math.abs(w) <= eigenvalueRounding(jet.xx, jet.xy, jet.yy, large))) return true
    const rho = 2 * Math.max(step, 10 * noise / Math.abs(w))
    if (rho > 1e-4 * (1 + length(x, y))) return true // so flat that rounding hides the point's place
    let change = 0
    for (const side of [-rho, rho]) {
      const { xx, xy, yy } = field.jetAt(x + side * ux, y + side * uy)
      change = Math.max(change, Math.abs(xx - jet.xx) + 2 * Math.abs(xy - jet.xy) + Math.abs(yy - jet.yy))
    }
    return !(change < 0.25 * Math.abs(w))
  }
}

/** How far the gradient scatters about its linear model at eight points so near that only rounding can part them. */
function noiseAround(field: PlaneField, { x, y, gx, gy, xx, xy, yy }: Jet): number {
  const radius = 1e-11 * Math.max(length(x, y), 1e-3)
  let worst = Number.EPSILON * (Math.abs(xx) + Math.abs(yy)) * length(x, y) / 4
  for (const [a, b] of COMPASS) {
    const px = x + a * radius, py = y + b * radius
    field.gradientAt(px, py)
    const dx = px - x, dy = py - y
    worst = Math.max(worst, length(field.gx - gx - xx * dx - xy * dy, field.gy - gy - xy * dx - yy * dy))
  }
  return worst
}

const COMPASS = [[1, 0], [0.7, 0.7], [0, 1], [-0.7, 0.7], [-1, 0], [-0.7, -0.7], [0, -1], [0.7, -0.7]] as const
