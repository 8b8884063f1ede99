import { random } from '#kernel/random.ts'
import { flag } from '#spec/field.ts'
import type { SpecOf } from '#spec/kind.ts'
import type { DatasetKind } from '#data/dataset.ts'
import { noiseField, planarShape, samplesField, seedField } from '#data/fields.ts'

const fields = {
  samples: samplesField({ default: 100 }),
  noise: noiseField({ default: 1, advised: [0, 3], description: 'Standard deviation of the normal noise added to each target.' }),
  centred: flag({ label: 'Centred', default: false, description: 'Takes the mean away from inputs and targets: the valley becomes a round bowl.' }),
  seed: seedField,
}
type Spec = SpecOf<'plane', typeof fields>

/**
 * y = x1 + x2 + noise * N(0, 1), x uniform on [0, 4]^2; where `centred`, less their sample means. For a neuron without bias under the square loss the
 * Hessian 2 E[x x^T] has eigenvalues 8/3 and 56/3: two parameters, curvatures 7 to 1; centred, both are 8/3.
 *
 * Draws: stream "inputs", x1 then x2, sample by sample; stream "noise", one normal a sample, whatever the noise.
 * Source: the linear regression of thesis section 4.2 (Figures 4.2 to 4.6).
 */
export const plane: DatasetKind<typeof fields> = {
  kind: 'plane',
  title: 'Noisy plane',
  summary: 'Targets x1 + x2 with noise, inputs uniform on a square away from zero: linear regression with a narrow valley.',
  fields,
  shape: planarShape,
  make(spec) {
    const { samples, noise, centred, seed } = spec as unknown as Spec
    const root = random(seed), places = root.fork('inputs'), normals = root.fork('noise')
    const inputs = new Float64Array(2 * samples), targets = new Float64Array(samples)
    for (let i = 0; i < samples; i++) {
      const x1 = 4 * places.uniform(), x2 = 4 * places.uniform()
      inputs[2 * i] = x1
      inputs[2 * i + 1] = x2
      targets[i] = x1 + x2 + noise * normals.normal()
    }
    if (centred) {
      centre(inputs, 2)
      centre(targets, 1)
    }
    return { samples, inputWidth: 2, targetWidth: 1, inputs, targets }
  },
}

/** Takes from each column of a table (rows of `width`) its mean. */
function centre(table: Float64Array, width: number): void {
  for (let column = 0; column < width; column++) {
    let sum = 0
    for (let i = column; i < table.length; i += width) sum += table[i]!
    const mean = (sum * width) / table.length
    for (let i = column; i < table.length; i += width) table[i] = table[i]! - mean
  }
}
