import type { SamplerKind } from '#optimizers/optimizer.ts'
import { batchOf } from '#optimizers/samplers/batch-size.ts'
import { integer, list } from '#spec/field.ts'
import type { SpecOf } from '#spec/kind.ts'

const fields = {
  batches: list(list(integer({ min: 0 }), { min: 1 }), { label: 'Batches', min: 1, description: 'Sample numbers, counted from 0, for one step after another; after the last the first follows.' }),
}
type Spec = SpecOf<'explicit', typeof fields>
interface State { batch: Int32Array; position: number }

/** Batches written down, cycled. */
export const explicit: SamplerKind<typeof fields> = {
  kind: 'explicit',
  title: 'Given batches',
  summary: 'The batches are written down, one a step, and repeated.',
  fields,
  fits(spec, samples) {
    const { batches } = spec as unknown as Spec
    for (const [k, batch] of batches.entries())
      for (const index of batch) if (index >= samples) return `batch ${k} names sample ${index}; there are ${samples}, counted from 0`
    return undefined
  },
  size(spec) {
    const { batches } = spec as unknown as Spec
    return batches.reduce((sum, batch) => sum + batch.length, 0) / batches.length
  },
  init: (): State => ({ batch: new Int32Array(0), position: 0 }),
  next(spec, _, given) {
    const { batches } = spec as unknown as Spec
    const state = given as State
    const rows = batches[state.position % batches.length]!
    state.position++
    const batch = batchOf(state, rows.length)
    batch.set(rows)
    return batch
  },
}
