import type { ScheduleKind } from '#optimizers/optimizer.ts'
import { peak, steps } from '#optimizers/schedules/fields.ts'
import { wave } from '#optimizers/schedules/wave.ts'
import { number } from '#spec/field.ts'
import type { SpecOf } from '#spec/kind.ts'

const fields = {
  peak,
  steps,
  rise: number({ label: 'Share of rising', default: 0.3, min: 0, max: 1, description: 'The part of the cycle in which the step size grows.' }),
  start: number({ label: 'Start, as a share of the peak', default: 0.04, min: 0, max: 1 }),
  end: number({ label: 'End, as a share of the peak', default: 0.0001, min: 0, max: 1 }),
}
type Spec = SpecOf<'one-cycle', typeof fields>

/**
 * With r = rise * steps: alpha_k = peak wave(start, 1, k/r) up to k = r, then peak wave(1, end, (k - r)/(steps - r)), from k = steps on
 * peak end.
 *
 * Source: Smith & Topin, Super-convergence (2019), with cosine pieces.
 */
export const oneCycle: ScheduleKind<typeof fields> = {
  kind: 'one-cycle',
  title: 'One cycle',
  summary: 'Grows to a peak, then falls to almost nothing: large steps only where the way is known.',
  fields,
  leading: 'peak',
  at(spec, k) {
    const { peak, steps, rise, start, end } = spec as unknown as Spec
    const top = rise * steps
    if (k < top) return peak * wave(start, 1, k / top)
    return k >= steps ? peak * end : peak * wave(1, end, (k - top) / (steps - top))
  },
}
