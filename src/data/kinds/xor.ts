import { random } from '#kernel/random.ts'
import type { SpecOf } from '#spec/kind.ts'
import type { DatasetKind } from '#data/dataset.ts'
import { noiseField, planarShape, samplesField, seedField } from '#data/fields.ts'

const fields = {
  samples: samplesField({ default: 100, min: 2 }),
  noise: noiseField({ default: 0.05, advised: [0, 0.5], description: 'Standard deviation of the normal noise that moves each point after it has its class.' }),
  seed: seedField,
}
type Spec = SpecOf<'xor', typeof fields>

/**
 * Points uniform in the square [-1, 1]^2, of class 1 where the signs of x1 and x2 differ; then noise. The quadrants take turns, so that classes differ
 * by at most one point in number.
 *
 * Draws: stream "inputs", the sizes of x1 then x2, point by point; stream "noise", x1 then x2, point by point, whatever the noise.
 */
export const xor: DatasetKind<typeof fields> = {
  kind: 'xor',
  title: 'Exclusive or',
  summary: 'Four quadrants, opposite ones of one class: the smallest task that one layer cannot do.',
  fields,
  classes: true,
  shape: planarShape,
  make(spec) {
    const { samples, noise, seed } = spec as unknown as Spec
    const root = random(seed), sizes = root.fork('inputs'), normals = root.fork('noise')
    const inputs = new Float64Array(2 * samples), targets = new Float64Array(samples)
    for (let i = 0; i < samples; i++) {
      // counter-clockwise from (+, +): the classes alternate
      const right = i % 4 === 0 || i % 4 === 3, upper = i % 4 < 2
      const x1 = sizes.uniform(), x2 = sizes.uniform()
      inputs[2 * i] = (right ? x1 : -x1) + noise * normals.normal()
      inputs[2 * i + 1] = (upper ? x2 : -x2) + noise * normals.normal()
      targets[i] = right === upper ? 0 : 1
    }
    return { samples, inputWidth: 2, targetWidth: 1, inputs, targets }
  },
}
