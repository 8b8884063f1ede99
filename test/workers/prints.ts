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

/** One text for all that was told, bit by bit (a number's text tells its bits, NaN and the sign of zero included). */
export const printOf = (value: unknown): string => specHash(bits(value))

function bits(value: unknown): unknown {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value)
  if (typeof value !== 'object' || value === null) return value
  if (ArrayBuffer.isView(value)) return [value.constructor.name, ...Array.from(value as unknown as ArrayLike<number>, bits)]
  if (Array.isArray(value)) return value.map(bits)
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, bits(member)]))
}
