import { exp } from '#kernel/special.ts'
import type { ScheduleKind } from '#optimizers/optimizer.ts'
import { initial, rate } from '#optimizers/schedules/fields.ts'
import type { SpecOf } from '#spec/kind.ts'

const fields = { initial, rate }
type Spec = SpecOf<'exponential-decay', typeof fields>

/** alpha_k = initial e^(-rate k). The step sizes have a finite sum: the run stops moving, wherever it is. */
export const exponentialDecay: ScheduleKind<typeof fields> = {
  kind: 'exponential-decay',
  title: 'Exponential decay',
  summary: 'Shrinks by the same factor every step; the whole way that is left to go stays finite.',
  fields,
  leading: 'initial',
  at(spec, k) {
    const { initial, rate } = spec as unknown as Spec
    return initial * exp(-rate * k)
  },
}
