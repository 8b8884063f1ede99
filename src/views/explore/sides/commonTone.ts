import { joined } from '#charts/map/lattice.ts'
import { type Tone, toneFor, type ToneForm } from '#charts/map/tone.ts'

/** One tone for several fields, as if they were one: equal losses have equal colours on all of their maps. Undefined while there are no values. */
export function commonTone(fields: readonly Float64Array[], form: ToneForm): Tone | undefined {
  return fields.length === 0 ? undefined : toneFor(joined(...fields), form)
}

/** The least and the largest of all finite values; Infinity and -Infinity where there are none. */
export function endsOf(fields: readonly Float64Array[]): readonly [number, number] {
  let low = Infinity, high = -Infinity
  for (const values of fields) for (const value of values) {
    if (value < low && value > -Infinity) low = value
    if (value > high && value < Infinity) high = value
  }
  return [low, high]
}
