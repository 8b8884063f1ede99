/** Paths seen on a plane: where their points fall, how far from the plane they are, and how much of their movement lies in it. */
import { addScaled, dot, norm, type Vec } from '#kernel/vec.ts'
import type { Path } from './principal.ts'

export interface Shadow {
  /** rows x 2: the point of the plane that is nearest, as coordinates along the two directions */
  readonly coordinates: Float64Array
  /** rows: |theta - that point|, in the parameters' own units */
  readonly distance: Float64Array
  /** Share of the path's variance about its mean that lies in the plane; 1 where the path does not move. */
  readonly share: number
  /** Share of the squared lengths of its steps that lies in the plane; 1 where it does not move. */
  readonly stepShare: number
}

/**
 * The orthogonal projection onto origin + a d1 + b d2, whose directions may have any length and angle. Where a point lies in the plane its distance is rounding, and the
 * loss at its coordinates is the loss at the point.
 *
 * @throws RangeError where the directions are parallel or have no length
 */
export function shadowOf({ rows, columns, values }: Path, origin: Vec, d1: Vec, d2: Vec): Shadow {
  const solve = coordinatesOn(d1, d2)
  const coordinates = new Float64Array(2 * rows), distance = new Float64Array(rows), left = new Float64Array(columns), mean = new Float64Array(columns)
  for (let k = 0; k < rows; k++) {
    for (let i = 0; i < columns; i++) {
      mean[i] = mean[i]! + values[k * columns + i]! / rows
      left[i] = values[k * columns + i]! - origin[i]!
    }
    // twice: what the first pass leaves of the plane's part, rounding of a far point, the second takes away
    for (let pass = 0; pass < 2; pass++) {
      const [a, b] = solve(left)
      coordinates[2 * k] = coordinates[2 * k]! + a
      coordinates[2 * k + 1] = coordinates[2 * k + 1]! + b
      addScaled(-a, d1, left)
      addScaled(-b, d2, left)
    }
    distance[k] = norm(left)
  }
  let all = 0, inside = 0, allSteps = 0, insideSteps = 0
  const weigh = (v: Vec): [number, number] => {
    const [a, b] = solve(v)
    return [dot(v, v), a * a * dot(d1, d1) + 2 * a * b * dot(d1, d2) + b * b * dot(d2, d2)]
  }
  for (let k = 0; k < rows; k++) {
    for (let i = 0; i < columns; i++) left[i] = values[k * columns + i]! - mean[i]!
    const [whole, part] = weigh(left)
    all += whole
    inside += part
    if (k === 0) continue
    for (let i = 0; i < columns; i++) left[i] = values[k * columns + i]! - values[(k - 1) * columns + i]!
    const [step, stepPart] = weigh(left)
    allSteps += step
    insideSteps += stepPart
  }
  return { coordinates, distance, share: all > 0 ? Math.min(1, inside / all) : 1, stepShare: allSteps > 0 ? Math.min(1, insideSteps / allSteps) : 1 }
}

/** v -> (a, b), by which a d1 + b d2 is nearest to v. @throws RangeError where the directions are parallel or have no length */
export function coordinatesOn(d1: Vec, d2: Vec): (v: Vec) => readonly [number, number] {
  const n1 = norm(d1), n2 = norm(d2)
  const u1 = d1.map((x) => x / n1), u2 = d2.map((x) => x / n2)
  const c = dot(u1, u2), determinant = 1 - c * c
  if (!(determinant > 1e-12)) throw new RangeError('The two directions of a plane must not be parallel, nor of no length.')
  return (v) => {
    const p = dot(u1, v), q = dot(u2, v)
    return [(p - c * q) / (determinant * n1), (q - c * p) / (determinant * n2)]
  }
}
