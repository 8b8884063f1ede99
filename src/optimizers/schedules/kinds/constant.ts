import type { ScheduleKind } from '#optimizers/optimizer.ts'
import { value } from '#optimizers/schedules/fields.ts'
import type { SpecOf } from '#spec/kind.ts'

const fields = { value }

/** alpha_k = value */
export const constant: ScheduleKind<typeof fields> = {
  kind: 'constant',
  title: 'Constant',
  summary: 'The same step size for every step.',
  fields,
  leading: 'value',
  at: (spec) => (spec as unknown as SpecOf<'constant', typeof fields>).value,
}
