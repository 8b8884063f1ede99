import { chain } from '#optimizers/chain.ts'
import { momentum as momentumField, stepSize } from '#optimizers/fields.ts'
import type { OptimizerKind } from '#optimizers/optimizer.ts'
import { nesterov as accumulate } from '#optimizers/transforms/momentum.ts'
import { scaleByStepSize } from '#optimizers/transforms/step.ts'
import type { SpecOf } from '#spec/kind.ts'

const fields = { stepSize: stepSize(), momentum: momentumField }
type Spec = SpecOf<'nesterov', typeof fields>

/** m <- mu m + g; theta <- theta - a (g + mu m) */
export const nesterov: OptimizerKind<typeof fields> = {
  kind: 'nesterov',
  title: 'Nesterov',
  summary: 'Momentum that looks ahead: it brakes one step before the heavy ball does.',
  fields,
  usesStepSize: true,
  steerable: ['stepSize', 'momentum'],
  make: (spec) => chain(accumulate((spec as unknown as Spec).momentum), scaleByStepSize()),
  // the roots of z^2 - (1 + mu)(1 - a L) z + mu (1 - a L) reach -1 at (1 - a L)(1 + 2 mu) = -1
  limit(spec) {
    const { momentum: mu } = spec as unknown as Spec
    return (2 * (1 + mu)) / (1 + 2 * mu)
  },
}
