import type { ScheduleKind } from '#optimizers/optimizer.ts'
import { initial, steps } from '#optimizers/schedules/fields.ts'
import { wave } from '#optimizers/schedules/wave.ts'
import { number } from '#spec/field.ts'
import type { SpecOf } from '#spec/kind.ts'

const fields = {
  initial,
  final: number({ label: 'Last step size', default: 0, min: 0, advised: [0, 1], description: 'Reached after the given number of steps, and kept.' }),
  steps,
}
type Spec = SpecOf<'cosine', typeof fields>

/**
 * alpha_k = final + (initial - final)(1 + cos(pi k / steps))/2 up to k = steps, then final.
 *
 * Source: Loshchilov & Hutter, SGDR, ICLR 2017, one period without restart.
 */
export const cosine: ScheduleKind<typeof fields> = {
  kind: 'cosine',
  title: 'Cosine',
  summary: 'Falls along half a cosine wave: slow, fast, slow.',
  fields,
  leading: 'initial',
  at(spec, k) {
    const { initial, final, steps } = spec as unknown as Spec
    return k >= steps ? final : wave(initial, final, k / steps)
  },
}
