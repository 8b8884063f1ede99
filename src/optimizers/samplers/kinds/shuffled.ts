import { shuffle } from '#kernel/random.ts'
import type { SamplerKind } from '#optimizers/optimizer.ts'
import { batchOf, batchSize } from '#optimizers/samplers/batch-size.ts'
import { flag } from '#spec/field.ts'
import type { SpecOf } from '#spec/kind.ts'

const fields = {
  batchSize,
  reshuffle: flag({ label: 'New order every epoch', default: true, description: 'Off: one random order, repeated for ever.' }),
}
type Spec = SpecOf<'shuffled', typeof fields>
interface State {
  batch: Int32Array
  readonly order: Int32Array
  /** Place in the order; its length where an order has been used up. */
  position: number
  shuffled: boolean
}

/**
 * The stream of indices is one random order of all samples after another (or one, repeated). A batch is the next b of the stream: it may
 * reach from one epoch into the next, and nothing is left over or left out.
 */
export const shuffled: SamplerKind<typeof fields> = {
  kind: 'shuffled',
  title: 'Shuffled',
  summary: 'Every epoch passes through all samples once, in random order.',
  fields,
  size: (spec) => (spec as unknown as Spec).batchSize,
  init: (_, samples): State => ({ batch: new Int32Array(0), order: Int32Array.from({ length: samples }, (__, i) => i), position: samples, shuffled: false }),
  next(spec, _, given, random) {
    const { batchSize, reshuffle } = spec as unknown as Spec
    const state = given as State
    const { order } = state
    const batch = batchOf(state, batchSize)
    for (let i = 0; i < batchSize; i++) {
      if (state.position === order.length) {
        if (reshuffle || !state.shuffled) shuffle(random, order)
        state.shuffled = true
        state.position = 0
      }
      batch[i] = order[state.position++]!
    }
    return batch
  },
}
