import type { ScheduleKind } from '#optimizers/optimizer.ts'
import { initial } from '#optimizers/schedules/fields.ts'
import { integer, list, number } from '#spec/field.ts'
import type { SpecOf } from '#spec/kind.ts'

const fields = {
  initial,
  factor: number({ label: 'Factor', symbol: 'gamma', default: 0.5, above: 0, advised: [0.1, 1], description: 'What the step size is multiplied by at every threshold.' }),
  thresholds: list(integer({ min: 0, unit: 'step' }), {
    label: 'Thresholds', default: [25, 50], max: 10_000, description: 'Steps from which on one more factor applies.',
  }),
}
type Spec = SpecOf<'piecewise-constant', typeof fields>

/** alpha_k = initial * factor^(number of thresholds t with k >= t) */
export const piecewiseConstant: ScheduleKind<typeof fields> = {
  kind: 'piecewise-constant',
  title: 'Piecewise constant',
  summary: 'Constant in blocks, multiplied by a factor at each threshold.',
  fields,
  leading: 'initial',
  at(spec, k) {
    const { initial, factor, thresholds } = spec as unknown as Spec
    let size = initial
    for (const threshold of thresholds) if (k >= threshold) size *= factor
    return size
  },
}
