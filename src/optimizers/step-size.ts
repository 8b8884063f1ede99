/** Step sizes of a spec: what a schedule gives at a step, and the one number that a slider moves. */
import type { KindSpec } from '#spec/kind.ts'
import type { StepSize } from './fields.ts'
import { schedules } from './schedules/registry.ts'

/** k -> step size, for an optimizer's spec; 1 where the method has none. */
export function stepSizes(optimizer: KindSpec): (k: number) => number {
  const stepSize = optimizer['stepSize'] as StepSize | undefined
  if (stepSize === undefined) return () => 1
  if (typeof stepSize === 'number') return () => stepSize
  const schedule = schedules.get(stepSize.kind)
  return (k) => schedule.at(stepSize, k)
}

/** The number that stands for a step size: itself, or a schedule's leading value. */
export const leadingStepSize = (stepSize: StepSize): number =>
  typeof stepSize === 'number' ? stepSize : (stepSize[schedules.get(stepSize.kind).leading] as number)

/** The same step size or schedule with another leading value. */
export const withLeadingStepSize = (stepSize: StepSize, value: number): StepSize =>
  typeof stepSize === 'number' ? value : { ...stepSize, [schedules.get(stepSize.kind).leading]: value }
