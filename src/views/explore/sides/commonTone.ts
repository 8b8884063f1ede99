import { type Tone, toneFor, type ToneForm } from '#charts/map/tone.ts'

/** One tone for several fields, as if they were one: equal losses have equal colours on all of their maps. Undefined while there are no values. */
export function commonTone(fields: readonly Float64Array[], form: ToneForm): Tone | undefined {
  if (fields.length === 0) return undefined
  const all = new Float64Array(fields.reduce((length, { length: more }) => length + more, 0))
  let at = 0
  for (const field of fields) {
    all.set(field, at)
    at += field.length
  }
  return toneFor(all, form)
}
