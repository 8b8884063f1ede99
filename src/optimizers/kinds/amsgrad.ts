import { chain } from '#optimizers/chain.ts'
import { beta1, beta2, epsilon, stepSize } from '#optimizers/fields.ts'
import type { OptimizerKind } from '#optimizers/optimizer.ts'
import { average } from '#optimizers/transforms/average.ts'
import { scaleByMoment } from '#optimizers/transforms/scaling.ts'
import { scaleByStepSize } from '#optimizers/transforms/step.ts'
import type { SpecOf } from '#spec/kind.ts'

const fields = { stepSize: stepSize(), beta1, beta2, epsilon: epsilon(1e-8) }
type Spec = SpecOf<'amsgrad', typeof fields>

/** Adam, divided by the largest averaged square so far (both averages with bias correction). */
export const amsgrad: OptimizerKind<typeof fields> = {
  kind: 'amsgrad',
  title: 'AMSGrad',
  summary: 'Adam whose scale never forgets a steep slope, so that rare large gradients keep their weight.',
  fields,
  usesStepSize: true,
  steerable: ['stepSize', 'beta1', 'beta2', 'epsilon'],
  make(spec) {
    const { beta1, beta2, epsilon } = spec as unknown as Spec
    return chain(average(beta1), scaleByMoment(beta2, epsilon, true), scaleByStepSize())
  },
}
