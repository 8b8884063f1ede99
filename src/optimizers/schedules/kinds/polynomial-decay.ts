import { pow } from '#kernel/special.ts'
import type { ScheduleKind } from '#optimizers/optimizer.ts'
import { initial, rate } from '#optimizers/schedules/fields.ts'
import { number } from '#spec/field.ts'
import type { SpecOf } from '#spec/kind.ts'

const fields = {
  initial,
  rate,
  power: number({
    label: 'Power', symbol: 'gamma', default: 1, min: 0, advised: [0.1, 2],
    description: 'With a power above 1/2 and at most 1 the steps sum to infinity and their squares do not: the condition of Robbins and Monro.',
  }),
}
type Spec = SpecOf<'polynomial-decay', typeof fields>

/** alpha_k = initial (rate k + 1)^(-power) */
export const polynomialDecay: ScheduleKind<typeof fields> = {
  kind: 'polynomial-decay',
  title: 'Polynomial decay',
  summary: 'Shrinks like a power of the step: slowly enough to arrive, fast enough to settle.',
  fields,
  leading: 'initial',
  at(spec, k) {
    const { initial, rate, power } = spec as unknown as Spec
    return initial * pow(rate * k + 1, -power)
  },
}
