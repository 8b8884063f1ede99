import { chain } from '#optimizers/chain.ts'
import { stepSize } from '#optimizers/fields.ts'
import type { OptimizerKind } from '#optimizers/optimizer.ts'
import { takeSign } from '#optimizers/transforms/scaling.ts'
import { scaleByStepSize } from '#optimizers/transforms/step.ts'

const fields = { stepSize: stepSize() }

/** theta <- theta - a sign(g): what Adam is without its memories. */
export const signDescent: OptimizerKind<typeof fields> = {
  kind: 'sign-descent',
  title: 'Sign descent',
  summary: 'Steps by the step size along every axis, whatever the slope.',
  fields,
  usesStepSize: true,
  steerable: ['stepSize'],
  make: () => chain(takeSign(), scaleByStepSize()),
}
