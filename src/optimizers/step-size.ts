/** Step sizes of a spec: the one number that a slider moves. */
import type { StepSize } from './fields.ts'
import { schedules } from './schedules/registry.ts'

/** The number that stands for a step size: itself, or a schedule's leading value. */
export const leadingStepSize = (stepSize: StepSize): number =>
  typeof stepSize === 'number' ? stepSize : (stepSize[schedules.get(stepSize.kind).leading] as number)

/** The same step size or schedule with another leading value. */
export const withLeadingStepSize = (stepSize: StepSize, value: number): StepSize =>
  typeof stepSize === 'number' ? value : { ...stepSize, [schedules.get(stepSize.kind).leading]: value }
