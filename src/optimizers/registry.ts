/** Every optimizer, in the order in which they are shown. */
import { type Catalogue, catalogue } from '#spec/kind.ts'
import { adagrad } from './kinds/adagrad.ts'
import { adam } from './kinds/adam.ts'
import { adamw } from './kinds/adamw.ts'
import { amsgrad } from './kinds/amsgrad.ts'
import { gradientDescent } from './kinds/gradient-descent.ts'
import { momentum } from './kinds/momentum.ts'
import { nesterov } from './kinds/nesterov.ts'
import { newton } from './kinds/newton.ts'
import { noisyGradientDescent } from './kinds/noisy-gradient-descent.ts'
import { rmsprop } from './kinds/rmsprop.ts'
import { saddleFreeNewton } from './kinds/saddle-free-newton.ts'
import { signDescent } from './kinds/sign-descent.ts'
import type { OptimizerFace, OptimizerKind } from './optimizer.ts'

export const optimizers: Catalogue<OptimizerFace> = catalogue<OptimizerKind>('optimizer', [
  gradientDescent, momentum, nesterov, adagrad, rmsprop, adam, adamw, amsgrad, newton, saddleFreeNewton, noisyGradientDescent, signDescent,
], { label: 'Method' })

export { samplers } from './samplers/registry.ts'
export { schedules } from './schedules/registry.ts'
