/** Axes of a picture over a line or a plane: equispaced coordinates along each direction. */
import type { Vec } from '#kernel/vec.ts'
import { type Infer, integer, number, type Reader, record } from '#spec/field.ts'

export const axis = record({
  from: number({ label: 'From' }),
  to: number({ label: 'To' }),
  points: integer({ label: 'Points', min: 1, max: 100_000, advised: [11, 256], description: 'Values along the axis, both ends included.' }),
}, { label: 'Axis' })
export type Axis = Infer<typeof axis>

/** Equispaced, both ends exact. */
export function coordinates({ from, to, points }: Axis): Vec {
  const out = Float64Array.from({ length: points }, (_, i) => from + (to - from) * (i / (points - 1)))
  if (points > 1) out[points - 1] = to
  else out[0] = from
  return out
}

/** Notes axes of no length, and more values than `most`. */
export function checkAxes(axes: readonly Axis[], most: number, reader: Reader): void {
  const values = axes.reduce((product, { points }) => product * points, 1)
  if (values > most) reader.fault(`expected at most ${most} values, got ${values}`)
  axes.forEach(({ from, to, points }, i) => {
    if (points > 1 && from === to) reader.at(i).at('to').refuse(`a number other than from = ${from}`, to)
  })
}
