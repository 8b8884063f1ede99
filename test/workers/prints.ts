/** What a run told, and a print of it by which two runs are compared to the last bit. */
import type { Frame, Result } from '#experiments/experiment.ts'
import { specHash } from '#spec/canonical.ts'

export interface Told { readonly frames: readonly Frame[]; readonly result: Result }

export async function drain(run: AsyncGenerator<Frame, Result>): Promise<Told> {
  const frames: Frame[] = []
  for (;;) {
    const { done: ended, value } = await run.next()
    if (ended) return { frames, result: value }
    frames.push(value)
  }
}

/** One text for all that was told, bit by bit (a number's text tells its bits, NaN and the sign of zero included; of a list of doubles a hash of its bits). */
export const printOf = (value: unknown): string => specHash(bits(value))

function bits(value: unknown): unknown {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value)
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Float64Array) return ['Float64Array', value.length, hashOf(value)]
  if (ArrayBuffer.isView(value)) return [value.constructor.name, ...Array.from(value as unknown as ArrayLike<number>, bits)]
  if (Array.isArray(value)) return value.map(bits)
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, bits(member)]))
}

/** 64-bit hash of the bits of doubles, two lanes of 32-bit FNV-1a by words; a NaN counts as one value, since its other bits mean nothing. Writing every digit out took most of the time of these tests. */
function hashOf(values: Float64Array): string {
  const words = new Uint32Array(Float64Array.from(values, (x) => (Number.isNaN(x) ? NaN : x)).buffer)
  let a = 0x811c9dc5, b = 0xcbf29ce4
  for (let i = 0; i < words.length; i++) {
    a = Math.imul(a ^ words[i]!, 0x01000193)
    b = Math.imul((b ^ words[i]!) << 13 | (b ^ words[i]!) >>> 19, 0x85ebca6b)
  }
  return `${(a >>> 0).toString(16)}-${(b >>> 0).toString(16)}`
}
