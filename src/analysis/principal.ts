/** Principal directions of a path. */
import type { Random } from '#kernel/random.ts'
import { dot, scale, type Vec } from '#kernel/vec.ts'
import { lanczos } from './lanczos.ts'

/** Products with the covariance: enough for the first few directions of a path, whose spectrum falls fast. */
const STEPS = 30

/**
 * The `count` directions along which the rows of a path vary most, unit length, most first: the leading eigenvectors of the covariance of its rows.
 * Each points the way the path goes, from its first row to its last.
 *
 * @param path  rows x columns, row by row
 * @throws RangeError where the path does not spread over so many directions
 * Source: Li, Xu, Taylor, Studer, Goldstein 2018, section 7.2 (who take differences to the last row: the same but for the centre).
 */
export function principalDirections(path: Float64Array, rows: number, columns: number, count: number, random: Random): readonly Vec[] {
  const mean = new Float64Array(columns)
  for (let k = 0; k < rows; k++) for (let i = 0; i < columns; i++) mean[i] = mean[i]! + path[k * columns + i]! / rows
  const centred = new Float64Array(columns)
  const apply = (v: Vec, out: Vec): void => {
    out.fill(0)
    for (let k = 0; k < rows; k++) {
      for (let i = 0; i < columns; i++) centred[i] = path[k * columns + i]! - mean[i]!
      const share = dot(centred, v)
      for (let i = 0; i < columns; i++) out[i] = out[i]! + share * centred[i]!
    }
  }
  const { values, vectors } = lanczos(apply, columns, Math.min(STEPS, columns), random, true)
  const m = values.length
  if (m < count || !(values[m - count]! > 1e-14 * values[m - 1]!)) throw new RangeError(`This path does not spread over ${count} directions.`)
  const last = path.subarray((rows - 1) * columns, rows * columns)
  return Array.from({ length: count }, (_, j) => {
    const direction = vectors!.slice((m - 1 - j) * columns, (m - j) * columns)
    if (dot(direction, last) < dot(direction, path.subarray(0, columns))) scale(-1, direction)
    return direction
  })
}
