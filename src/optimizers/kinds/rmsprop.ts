import { chain } from '#optimizers/chain.ts'
import { epsilon, stepSize } from '#optimizers/fields.ts'
import type { OptimizerKind } from '#optimizers/optimizer.ts'
import { scaleByRms } from '#optimizers/transforms/scaling.ts'
import { scaleByStepSize } from '#optimizers/transforms/step.ts'
import { number } from '#spec/field.ts'
import type { SpecOf } from '#spec/kind.ts'

const fields = {
  stepSize: stepSize(),
  decay: number({
    label: 'Memory of the squares', symbol: 'rho', default: 0.99, min: 0, below: 1, advised: [0.5, 0.999],
    description: 'Share of the averaged squared gradient that the next step keeps.',
  }),
  epsilon: epsilon(1e-8),
}
type Spec = SpecOf<'rmsprop', typeof fields>

/** s <- d s + (1 - d) g^2; theta <- theta - a g/(sqrt(s) + eps) */
export const rmsprop: OptimizerKind<typeof fields> = {
  kind: 'rmsprop',
  title: 'RMSProp',
  summary: 'Each coordinate is divided by the recent size of its own slope.',
  fields,
  usesStepSize: true,
  steerable: ['stepSize', 'decay', 'epsilon'],
  make(spec) {
    const { decay, epsilon } = spec as unknown as Spec
    return chain(scaleByRms(decay, epsilon), scaleByStepSize())
  },
}
