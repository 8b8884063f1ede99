/** From the spec of an optimizer to what steps: not on the page, which only reads specs (scripts/kinds.mjs). */
import type { Catalogue, KindSpec } from '#spec/kind.ts'
import type { StepSize } from './fields.ts'
import type { OptimizerKind, Transform } from './optimizer.ts'
import { optimizers } from './registry.ts'
import { makeSchedule } from './schedules/make.ts'

const whole = optimizers as Catalogue<OptimizerKind>

/** The optimizer of a spec that has been read. @throws RangeError for an unknown kind */
export const makeOptimizer = (spec: KindSpec): Transform => whole.get(spec.kind).make(spec)

/** k -> step size, for an optimizer's spec; 1 where the method has none. */
export function stepSizes(optimizer: KindSpec): (k: number) => number {
  const stepSize = optimizer['stepSize'] as StepSize | undefined
  if (stepSize === undefined) return () => 1
  return typeof stepSize === 'number' ? () => stepSize : makeSchedule(stepSize)
}
