import type { SamplerKind } from '#optimizers/optimizer.ts'
import { batchOf, batchSize } from '#optimizers/samplers/batch-size.ts'
import type { SpecOf } from '#spec/kind.ts'

const fields = { batchSize }
type Spec = SpecOf<'with-replacement', typeof fields>
interface State { batch: Int32Array }

/** Every index is drawn on its own, uniformly: one sample may stand in a batch twice. A batch is the next b draws of one stream. */
export const withReplacement: SamplerKind<typeof fields> = {
  kind: 'with-replacement',
  title: 'Drawn with replacement',
  summary: 'Every sample of a batch is drawn on its own from all: the noise that the theorems assume.',
  fields,
  size: (spec) => (spec as unknown as Spec).batchSize,
  init: (): State => ({ batch: new Int32Array(0) }),
  next(spec, samples, state, random) {
    const batch = batchOf(state as State, (spec as unknown as Spec).batchSize)
    for (let i = 0; i < batch.length; i++) batch[i] = random.below(samples)
    return batch
  },
}
