/** What the derivatives at the centre and the corners of a rectangle tell about zeros of the gradient inside. */
import { type Jet, length } from './plane-field.ts'

export type Verdict = 'empty' | 'single' | 'unclear'

/**
 * The tests of Krawczyk and Moore, with the change of the Hessian over the cell taken from its corners (doubled) in place of interval
 * bounds: the objective is a black box. So they are not proofs, and winding numbers watch over them.
 *
 * empty: g(c) + H(c) d + remainder cannot vanish, seen along g or along the axes, or in the frame H^-1 where cells of stiff valleys are
 * told apart. single: H(c)^-1 H(x) stays near I, so that Newton's method finds the only zero there can be.
 *
 * @returns the verdict, and the largest remainder at a corner, |g(v) - g(c) - H(c)(v - c)|: a quarter from level to level where f is smooth
 * Source: Neumaier, Interval Methods for Systems of Equations, 1990, chapter 5.
 */
export function testCell(centre: Jet, corners: readonly Jet[], rx: number, ry: number): { readonly verdict: Verdict; readonly remainder: number } {
  const { gx, gy, xx, xy, yy } = centre
  let exx = 0, exy = 0, eyy = 0, sx = 0, sy = 0, worst = 0
  for (const v of corners) {
    const dx = v.x - centre.x, dy = v.y - centre.y
    exx = Math.max(exx, Math.abs(v.xx - xx))
    exy = Math.max(exy, Math.abs(v.xy - xy))
    eyy = Math.max(eyy, Math.abs(v.yy - yy))
    const rxx = Math.abs(v.gx - gx - xx * dx - xy * dy), ryy = Math.abs(v.gy - gy - xy * dx - yy * dy)
    sx = Math.max(sx, rxx)
    sy = Math.max(sy, ryy)
    worst = Math.max(worst, length(rxx, ryy))
  }
  // where H changes linearly, the true remainder is half of E r
  const remX = Math.max(exx * rx + exy * ry, 1.5 * sx), remY = Math.max(exy * rx + eyy * ry, 1.5 * sy)
  const result = (verdict: Verdict) => ({ verdict, remainder: worst })

  if (Math.abs(gx) > Math.abs(xx) * rx + Math.abs(xy) * ry + remX) return result('empty')
  if (Math.abs(gy) > Math.abs(xy) * rx + Math.abs(yy) * ry + remY) return result('empty')
  const norm = length(gx, gy)
  if (norm > 0) {
    const ux = gx / norm, uy = gy / norm
    if (norm > Math.abs(ux * xx + uy * xy) * rx + Math.abs(ux * xy + uy * yy) * ry + Math.abs(ux) * remX + Math.abs(uy) * remY) return result('empty')
  }

  const determinant = xx * yy - xy * xy
  if (determinant === 0 || !Number.isFinite(1 / determinant)) return result('unclear')
  const ixx = yy / determinant, ixy = -xy / determinant, iyy = xx / determinant
  const nx = ixx * gx + ixy * gy, ny = ixy * gx + iyy * gy
  let mxx = 0, mxy = 0, myx = 0, myy = 0, tx = 0, ty = 0
  for (const v of corners) {
    const dxx = v.xx - xx, dxy = v.xy - xy, dyy = v.yy - yy, dx = v.x - centre.x, dy = v.y - centre.y
    mxx = Math.max(mxx, Math.abs(ixx * dxx + ixy * dxy))
    mxy = Math.max(mxy, Math.abs(ixx * dxy + ixy * dyy))
    myx = Math.max(myx, Math.abs(ixy * dxx + iyy * dxy))
    myy = Math.max(myy, Math.abs(ixy * dxy + iyy * dyy))
    const px = v.gx - gx - xx * dx - xy * dy, py = v.gy - gy - xy * dx - yy * dy
    tx = Math.max(tx, Math.abs(ixx * px + ixy * py))
    ty = Math.max(ty, Math.abs(ixy * px + iyy * py))
  }
  const bx = mxx * rx + mxy * ry, by = myx * rx + myy * ry
  if (Math.abs(nx) > rx + Math.max(bx, 1.5 * tx) || Math.abs(ny) > ry + Math.max(by, 1.5 * ty)) return result('empty')
  if (bx < 0.5 * rx && by < 0.5 * ry && tx < 0.5 * rx && ty < 0.5 * ry) return result('single')
  return result('unclear')
}

/**
 * A look at the corners alone, which neighbours share: every point of the cell lies within (rx, ry) of its nearest corner, where one
 * component of the gradient is larger than its first-order change over that distance and a remainder.
 */
export function cornersExclude(corners: readonly Jet[], rx: number, ry: number): boolean {
  let lowXx = Infinity, highXx = -Infinity, lowXy = Infinity, highXy = -Infinity, lowYy = Infinity, highYy = -Infinity
  for (const { xx, xy, yy } of corners) {
    lowXx = Math.min(lowXx, xx)
    highXx = Math.max(highXx, xx)
    lowXy = Math.min(lowXy, xy)
    highXy = Math.max(highXy, xy)
    lowYy = Math.min(lowYy, yy)
    highYy = Math.max(highYy, yy)
  }
  const remX = (highXx - lowXx) * rx + (highXy - lowXy) * ry, remY = (highXy - lowXy) * rx + (highYy - lowYy) * ry
  let x = 0, y = 0
  for (const { gx, gy, xx, xy, yy } of corners) {
    if (Math.abs(gx) > Math.abs(xx) * rx + Math.abs(xy) * ry + remX) x += Math.sign(gx)
    if (Math.abs(gy) > Math.abs(xy) * rx + Math.abs(yy) * ry + remY) y += Math.sign(gy)
  }
  return Math.abs(x) === 4 || Math.abs(y) === 4
}

/**
 * A guess, for cells that have been halved already: the gradients at the centre and the corners point into one eighth of the circle, and
 * none is much shorter in the middle. Where f decays over many decades no test that leans on the size of the gradient would do.
 */
export function gradientsAgree(centre: Jet, corners: readonly Jet[]): boolean {
  const c = length(centre.gx, centre.gy)
  let least = Infinity
  for (const { gx, gy } of corners) {
    const n = length(gx, gy)
    least = Math.min(least, n)
    if (!((centre.gx / c) * (gx / n) + (centre.gy / c) * (gy / n) > COS_22_5)) return false
  }
  return c > 0.5 * least
}

const COS_22_5 = Math.sqrt(2 + Math.SQRT2) / 2
