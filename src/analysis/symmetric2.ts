/** Eigenpairs of a symmetric 2 x 2 matrix. */

export interface Eigen2 {
  /** The eigenvalues by size: |small| <= |large|. */
  readonly small: number
  readonly large: number
  /** Unit eigenvector of `small`; that of `large` is (-vy, vx). */
  readonly vx: number
  readonly vy: number
}

/**
 * Eigenpairs of [[xx, xy], [xy, yy]]. The larger in modulus by the usual formula, the smaller as determinant / larger, which keeps all
 * its digits where the matrix is diagonal: near a degenerate point the small one is what matters.
 */
export function eigen2(xx: number, xy: number, yy: number): Eigen2 {
  if (xy === 0) return Math.abs(xx) < Math.abs(yy) ? { small: xx, large: yy, vx: 1, vy: 0 } : { small: yy, large: xx, vx: 0, vy: 1 }
  const mean = xx / 2 + yy / 2, half = xx / 2 - yy / 2
  const scale = Math.max(Math.abs(half), Math.abs(xy))
  const radius = scale * Math.sqrt((half / scale) * (half / scale) + (xy / scale) * (xy / scale))
  const large = mean >= 0 ? mean + radius : mean - radius
  const small = xx * (yy / large) - xy * (xy / large)
  // (H - large I) w = 0 gives the eigenvector w of large from the row of larger entries; v is w turned by -90 degrees
  const a = xx - large, c = yy - large
  const [wx, wy] = Math.abs(c) > Math.abs(a) ? [c, -xy] : [-xy, a]
  const m = Math.max(Math.abs(wx), Math.abs(wy)), p = wx / m, q = wy / m // so that even subnormal entries give a unit vector
  const n = Math.sqrt(p * p + q * q)
  return { small, large, vx: q / n, vy: -p / n }
}

/** What rounding can make of a vanishing eigenvalue: a few units in the last place of the two products in the determinant. */
export const eigenvalueRounding = (xx: number, xy: number, yy: number, large: number): number =>
  large === 0 ? 0 : 64 * Number.EPSILON * (Math.abs(xx * (yy / large)) + Math.abs(xy * (xy / large)))
