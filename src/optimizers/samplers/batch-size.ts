import { integer } from '#spec/field.ts'

export const batchSize = integer({
  label: 'Batch size', symbol: 'b', min: 1, max: 1_000_000, advised: [1, 1000], scale: 'log', unit: 'samples',
  description: 'Samples that one step reads.',
})

/** The state's own array for batches, made anew when the size has changed. */
export function batchOf(state: { batch: Int32Array }, size: number): Int32Array {
  if (state.batch.length !== size) state.batch = new Int32Array(size)
  return state.batch
}
