import { chain } from '#optimizers/chain.ts'
import { damping, stepSize } from '#optimizers/fields.ts'
import type { OptimizerKind } from '#optimizers/optimizer.ts'
import { armijo, newtonDirection } from '#optimizers/transforms/newton.ts'
import { scaleByStepSize } from '#optimizers/transforms/step.ts'
import { choice } from '#spec/field.ts'
import type { SpecOf } from '#spec/kind.ts'

const fields = {
  stepSize: stepSize(1),
  damping,
  lineSearch: choice(['none', 'armijo'], { label: 'Line search', description: 'Armijo: a step is halved, from 1 on, until the loss falls enough; the step size above then has no part in it.' }),
}
type Spec = SpecOf<'newton', typeof fields>

/** theta <- theta - t (H + damping I)^-1 g */
export const newton: OptimizerKind<typeof fields> = {
  kind: 'newton',
  title: 'Newton',
  summary: 'Jumps to the critical point of the quadratic that fits here: a minimum, a saddle or a maximum, whichever that is.',
  fields,
  usesStepSize: true,
  needsHessian: true,
  steerable: ['stepSize', 'damping', 'lineSearch'],
  make(spec) {
    const { damping, lineSearch } = spec as unknown as Spec
    return chain(newtonDirection(damping), lineSearch === 'armijo' ? armijo() : scaleByStepSize())
  },
}
