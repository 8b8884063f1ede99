import type { ScheduleKind } from '#optimizers/optimizer.ts'
import { steps, value } from '#optimizers/schedules/fields.ts'
import type { SpecOf } from '#spec/kind.ts'

const fields = { value, steps }
type Spec = SpecOf<'warm-up', typeof fields>

/** alpha_k = value min(1, (k + 1)/steps) */
export const warmUp: ScheduleKind<typeof fields> = {
  kind: 'warm-up',
  title: 'Warm-up',
  summary: 'Grows in equal parts over the first steps, then stays.',
  fields,
  leading: 'value',
  at(spec, k) {
    const { value, steps } = spec as unknown as Spec
    return k + 1 >= steps ? value : (value * (k + 1)) / steps
  },
}
