import { chain } from '#optimizers/chain.ts'
import { damping } from '#optimizers/fields.ts'
import type { OptimizerKind } from '#optimizers/optimizer.ts'
import { saddleFreeDirection } from '#optimizers/transforms/newton.ts'
import { scaleByStepSize } from '#optimizers/transforms/step.ts'
import type { SpecOf } from '#spec/kind.ts'

const fields = { damping }

/** theta <- theta - V diag(1/(|w| + damping)) V^T g, H = V diag(w) V^T */
export const saddleFreeNewton: OptimizerKind<typeof fields> = {
  kind: 'saddle-free-newton',
  title: 'Saddle-free Newton',
  summary: 'Newton with every curvature taken as positive: what draws Newton into a saddle drives this one out.',
  fields,
  usesStepSize: false,
  needsHessian: true,
  steerable: ['damping'],
  make: (spec) => chain(saddleFreeDirection((spec as unknown as SpecOf<'saddle-free-newton', typeof fields>).damping), scaleByStepSize()),
}
