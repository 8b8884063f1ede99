/** From the spec of a schedule to its step sizes: not with the page's first scripts, which only read specs (scripts/kinds.mjs). */
import type { ScheduleKind } from '#optimizers/optimizer.ts'
import type { Catalogue, KindSpec } from '#spec/kind.ts'
import { schedules } from './registry.ts'

const whole = schedules as Catalogue<ScheduleKind>

/** k -> step size of the step from k to k + 1. @throws RangeError for an unknown kind */
export function makeSchedule(spec: KindSpec): (k: number) => number {
  const kind = whole.get(spec.kind)
  return (k) => kind.at(spec, k)
}
