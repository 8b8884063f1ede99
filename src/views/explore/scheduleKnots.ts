/** The knots by which a schedule is dragged on its curve. */
import type { ScheduleKnot } from '#charts/props.ts'
import { schedules } from '#optimizers/registry.ts'
import { makeSchedule } from '#optimizers/schedules/make.ts'
import type { KindSpec } from '#spec/kind.ts'
import { words } from '#words/index.ts'
import { panels } from '#words/panels.ts'

/** One knot at the beginning, and one at every threshold. */
export function knotsOf(schedule: KindSpec, iterations: number): readonly ScheduleKnot[] {
  if (!schedules.has(schedule.kind)) return []
  const at = makeSchedule(schedule)
  const lead: ScheduleKnot = { step: 0, value: at(0), label: words.explore.stepSize }
  const thresholds = Array.isArray(schedule['thresholds']) ? (schedule['thresholds'] as number[]) : []
  return [lead, ...thresholds.filter((t) => t < iterations).map((t) => ({ step: t, value: at(t), label: `${panels.playhead} ${t}` }))]
}

/** The schedule after a knot was moved: the first changes the leading value, the others their threshold. */
export function moveKnot(schedule: KindSpec, index: number, to: { readonly step: number; readonly value: number }): KindSpec {
  if (index === 0) return { ...schedule, [schedules.get(schedule.kind).leading]: Number(Math.max(to.value, 1e-12).toPrecision(3)) }
  const thresholds = [...(schedule['thresholds'] as number[])]
  const low = (thresholds[index - 2] ?? 0) + 1, high = (thresholds[index] ?? Infinity) - 1
  thresholds[index - 1] = Math.max(low, Math.min(high, Math.round(to.step)))
  return { ...schedule, thresholds }
}
