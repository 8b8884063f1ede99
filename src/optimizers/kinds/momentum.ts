import { chain } from '#optimizers/chain.ts'
import { momentum as momentumField, stepSize } from '#optimizers/fields.ts'
import type { OptimizerKind } from '#optimizers/optimizer.ts'
import { momentum as accumulate } from '#optimizers/transforms/momentum.ts'
import { scaleByStepSize } from '#optimizers/transforms/step.ts'
import type { SpecOf } from '#spec/kind.ts'

const fields = { stepSize: stepSize(), momentum: momentumField }
type Spec = SpecOf<'momentum', typeof fields>

/** m <- mu m + g, first buffer g; theta <- theta - a m: the heavy ball. */
export const momentum: OptimizerKind<typeof fields> = {
  kind: 'momentum',
  title: 'Momentum',
  summary: 'A heavy ball: past gradients carry it on, through flat stretches and past the turn.',
  fields,
  usesStepSize: true,
  steerable: ['stepSize', 'momentum'],
  make: (spec) => chain(accumulate((spec as unknown as Spec).momentum), scaleByStepSize()),
  // the roots of z^2 - (1 + mu - a L) z + mu reach -1 at a L = 2(1 + mu)
  limit: (spec) => 2 * (1 + (spec as unknown as Spec).momentum),
}
