/** The lowest place of a surface that is known on a grid. */
import type { Grid } from '#figures/figure.ts'

/** A product of both curvatures below this share of their squared sum is a valley: its floor has no lowest place that a grid could tell. */
const ROUND = 1e-4

/** The vertex of the paraboloid through the lowest node and its neighbours; undefined at the grid's edge, beside holes and in valleys. */
export function lowestOf({ x, y, values }: Grid): readonly [number, number] | undefined {
  const columns = x.length
  let n = -1
  for (let k = 0; k < values.length; k++) if (values[k]! < (n < 0 ? Infinity : values[n]!)) n = k
  const i = n % columns, j = Math.floor(n / columns)
  if (n < 0 || i < 1 || j < 1 || i > columns - 2 || j > y.length - 2) return undefined
  const at = (di: number, dj: number): number => values[n + dj * columns + di]!
  const gx = (at(1, 0) - at(-1, 0)) / 2, gy = (at(0, 1) - at(0, -1)) / 2
  const xx = at(1, 0) - 2 * at(0, 0) + at(-1, 0), yy = at(0, 1) - 2 * at(0, 0) + at(0, -1), xy = (at(1, 1) - at(-1, 1) - at(1, -1) + at(-1, -1)) / 4
  const det = xx * yy - xy * xy
  if (!(det > ROUND * (xx + yy) ** 2)) return undefined
  const u = (xy * gy - yy * gx) / det, v = (xy * gx - xx * gy) / det
  if (!(Math.abs(u) <= 1 && Math.abs(v) <= 1)) return undefined
  return [x[i]! + u * (x[i + 1]! - x[i]!), y[j]! + v * (y[j + 1]! - y[j]!)]
}
