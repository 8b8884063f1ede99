import { chain } from '#optimizers/chain.ts'
import { epsilon, stepSize } from '#optimizers/fields.ts'
import type { OptimizerKind } from '#optimizers/optimizer.ts'
import { scaleBySum } from '#optimizers/transforms/scaling.ts'
import { scaleByStepSize } from '#optimizers/transforms/step.ts'
import type { SpecOf } from '#spec/kind.ts'

const fields = { stepSize: stepSize(), epsilon: epsilon(1e-10) }

/** s += g^2; theta <- theta - a g/(sqrt(s) + eps) */
export const adagrad: OptimizerKind<typeof fields> = {
  kind: 'adagrad',
  title: 'AdaGrad',
  summary: 'Each coordinate slows down with all the slope that it has seen.',
  fields,
  usesStepSize: true,
  steerable: ['stepSize', 'epsilon'],
  make: (spec) => chain(scaleBySum((spec as unknown as SpecOf<'adagrad', typeof fields>).epsilon), scaleByStepSize()),
}
