/** Landscapes over so many samples that the hand would wait for them: they are drawn on the first few while they move, on all of them when nothing else is to do. */
import type { KindSpec } from '#spec/kind.ts'

export const SUBSAMPLE = 500
/** Fewer samples than this are drawn at once. */
const MANY = 3000

/** The same network on the first samples of its data; undefined where all of them are quick enough, or the first ones are not a part of the rest. */
export function onSubsample(objective: KindSpec): KindSpec | undefined {
  const data = objective['data'] as KindSpec | undefined
  return data?.kind === 'mnist-3-vs-6' && (data['samples'] as number) >= MANY ? { ...objective, data: { ...data, samples: SUBSAMPLE } } : undefined
}
