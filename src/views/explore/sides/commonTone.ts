import { joined } from '#charts/map/lattice.ts'
import { type Tone, toneFor, type ToneForm } from '#charts/map/tone.ts'

/** One tone for several fields, as if they were one: equal losses have equal colours on all of their maps. Undefined while there are no values. */
export function commonTone(fields: readonly Float64Array[], form: ToneForm): Tone | undefined {
  return fields.length === 0 ? undefined : toneFor(joined(...fields), form)
}
