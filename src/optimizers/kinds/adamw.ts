import { chain } from '#optimizers/chain.ts'
import { beta1, beta2, epsilon, stepSize } from '#optimizers/fields.ts'
import type { OptimizerKind } from '#optimizers/optimizer.ts'
import { average } from '#optimizers/transforms/average.ts'
import { scaleByMoment } from '#optimizers/transforms/scaling.ts'
import { decayWeights, scaleByStepSize } from '#optimizers/transforms/step.ts'
import { number } from '#spec/field.ts'
import type { SpecOf } from '#spec/kind.ts'

const fields = {
  stepSize: stepSize(), beta1, beta2, epsilon: epsilon(1e-8),
  weightDecay: number({
    label: 'Weight decay', symbol: 'lambda', default: 0, min: 0, advised: [0, 0.1],
    description: 'Every step first shrinks the parameters by the step size times this.',
  }),
}
type Spec = SpecOf<'adamw', typeof fields>

/** theta <- (1 - a weightDecay) theta, then Adam's step; the gradient is taken before. */
export const adamw: OptimizerKind<typeof fields> = {
  kind: 'adamw',
  title: 'AdamW',
  summary: 'Adam that also shrinks the parameters, by the same share along every axis.',
  fields,
  usesStepSize: true,
  steerable: ['stepSize', 'beta1', 'beta2', 'epsilon', 'weightDecay'],
  make(spec) {
    const { beta1, beta2, epsilon, weightDecay } = spec as unknown as Spec
    return chain(average(beta1), scaleByMoment(beta2, epsilon), decayWeights(weightDecay), scaleByStepSize())
  },
}
