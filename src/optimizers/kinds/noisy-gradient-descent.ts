import { chain } from '#optimizers/chain.ts'
import { stepSize } from '#optimizers/fields.ts'
import type { OptimizerKind } from '#optimizers/optimizer.ts'
import { addNoise } from '#optimizers/transforms/noise.ts'
import { scaleByStepSize } from '#optimizers/transforms/step.ts'
import { number } from '#spec/field.ts'
import type { SpecOf } from '#spec/kind.ts'

const fields = {
  stepSize: stepSize(),
  noise: number({ label: 'Noise', symbol: 'r', default: 1, min: 0, scale: 'log', advised: [1e-4, 10], description: 'Length of the random vector that is added to every gradient.' }),
}

/** theta <- theta - a (g + r n), n uniform on the unit sphere. */
export const noisyGradientDescent: OptimizerKind<typeof fields> = {
  kind: 'noisy-gradient-descent',
  title: 'Noisy gradient descent',
  short: 'Noisy GD',
  summary: 'Gradient descent with a random push at every step: it leaves saddles at once, and never comes to rest.',
  fields,
  usesStepSize: true,
  steerable: ['stepSize', 'noise'],
  make: (spec) => chain(addNoise((spec as unknown as SpecOf<'noisy-gradient-descent', typeof fields>).noise), scaleByStepSize()),
  limit: () => 2,
}
