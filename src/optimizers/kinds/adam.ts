import { chain } from '#optimizers/chain.ts'
import { beta1, beta2, epsilon, stepSize } from '#optimizers/fields.ts'
import type { OptimizerKind } from '#optimizers/optimizer.ts'
import { average } from '#optimizers/transforms/average.ts'
import { scaleByMoment } from '#optimizers/transforms/scaling.ts'
import { scaleByStepSize } from '#optimizers/transforms/step.ts'
import type { SpecOf } from '#spec/kind.ts'

const fields = { stepSize: stepSize(), beta1, beta2, epsilon: epsilon(1e-8) }
type Spec = SpecOf<'adam', typeof fields>

/** Averaged gradient over the root of the averaged square, both with bias correction; eps outside the root. */
export const adam: OptimizerKind<typeof fields> = {
  kind: 'adam',
  title: 'Adam',
  summary: 'Momentum, with each coordinate divided by the size of its own slope: about one step size a step, along every axis.',
  fields,
  usesStepSize: true,
  steerable: ['stepSize', 'beta1', 'beta2', 'epsilon'],
  make(spec) {
    const { beta1, beta2, epsilon } = spec as unknown as Spec
    return chain(average(beta1), scaleByMoment(beta2, epsilon), scaleByStepSize())
  },
}
