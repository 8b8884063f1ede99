import { stepSize } from '#optimizers/fields.ts'
import type { OptimizerKind } from '#optimizers/optimizer.ts'
import { scaleByStepSize } from '#optimizers/transforms/step.ts'

const fields = { stepSize: stepSize() }

/** theta <- theta - a g. With batches of one sample it is SGD, with larger ones mini-batch descent. */
export const gradientDescent: OptimizerKind<typeof fields> = {
  kind: 'gradient-descent',
  title: 'Gradient descent',
  short: 'GD',
  summary: 'Steps straight downhill, as far as the step size times the slope.',
  fields,
  usesStepSize: true,
  steerable: ['stepSize'],
  make: () => scaleByStepSize(),
  limit: () => 2,
}
