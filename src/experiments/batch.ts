/** A batch as a spec names it: the landscape of these samples alone. */
import { datasets } from '#data/registry.ts'
import { integer, list, type Reader } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'

export const batchField = list(integer({ min: 0 }), { min: 1, max: 100_000, label: 'Batch', description: 'Numbers of samples, counted from 0: the mean loss over these alone. Repeats count.' })

/** Samples of the data of an objective; 1 where it has none. */
export function samplesOf(objective: KindSpec): number {
  const data = objective['data'] as KindSpec | undefined
  return data && datasets.has(data.kind) ? datasets.get(data.kind).shape(data).samples : 1
}

export function batchFits(batch: readonly number[], objective: KindSpec, reader: Reader): void {
  const samples = samplesOf(objective), wrong = batch.findIndex((i) => i >= samples)
  if (wrong >= 0) reader.at(wrong).refuse(`a sample from 0 to ${samples - 1}`, batch[wrong])
}
