/** Every schedule, in the order in which they are shown. */
import type { ScheduleFace, ScheduleKind } from '#optimizers/optimizer.ts'
import { type Catalogue, catalogue } from '#spec/kind.ts'
import { constant } from './kinds/constant.ts'
import { cosine } from './kinds/cosine.ts'
import { exponentialDecay } from './kinds/exponential-decay.ts'
import { oneCycle } from './kinds/one-cycle.ts'
import { piecewiseConstant } from './kinds/piecewise-constant.ts'
import { polynomialDecay } from './kinds/polynomial-decay.ts'
import { warmUp } from './kinds/warm-up.ts'

export const schedules: Catalogue<ScheduleFace> = catalogue<ScheduleKind>('schedule', [
  constant, piecewiseConstant, exponentialDecay, polynomialDecay, cosine, warmUp, oneCycle,
], { label: 'Schedule' })
