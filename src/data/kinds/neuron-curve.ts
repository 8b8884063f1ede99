import { random } from '#kernel/random.ts'
import { exp, sin, tanh } from '#kernel/special.ts'
import { choice, number, type Reader } from '#spec/field.ts'
import type { SpecOf } from '#spec/kind.ts'
import type { DatasetKind } from '#data/dataset.ts'
import { noiseField, samplesField, seedField } from '#data/fields.ts'

/** The functions that one neuron can compute, named as its activations are. */
const FUNCTIONS = {
  sine: sin,
  tanh,
  logistic: (z: number): number => 1 / (1 + exp(-z)),
  relu: (z: number): number => (z > 0 ? z : 0),
  identity: (z: number): number => z,
}

const LIMIT = { min: -1000, max: 1000 }
const fields = {
  function: choice(['sine', 'tanh', 'logistic', 'relu', 'identity'], { label: 'Function', description: 'The function s of the targets s(a x + b).' }),
  samples: samplesField({ default: 40 }),
  spacing: choice(['equispaced', 'uniform'], { label: 'Spacing', description: 'Inputs equispaced with both ends included, or drawn uniformly.' }),
  from: number({ label: 'From', ...LIMIT, default: -3, advised: [-10, 10], description: 'The least input.' }),
  to: number({ label: 'To', ...LIMIT, default: 3, advised: [-10, 10], description: 'The greatest input.' }),
  slope: number({ label: 'Slope', symbol: 'a', ...LIMIT, default: 1.5, advised: [-5, 5], description: 'The weight that a neuron has to find.' }),
  shift: number({ label: 'Shift', symbol: 'b', ...LIMIT, default: 0.5, advised: [-5, 5], description: 'The bias that a neuron has to find.' }),
  noise: noiseField({ default: 0, description: 'Standard deviation of the normal noise added to each target.' }),
  seed: seedField,
}
type Spec = SpecOf<'neuron-curve', typeof fields>

/**
 * y = s(a x + b) + noise * N(0, 1) at n inputs on [from, to]: the data of one neuron, whose loss is a landscape over (a, b).
 *
 * Draws: stream "inputs", one uniform a sample, only where inputs are drawn; stream "noise", one normal a sample, whatever the noise.
 */
export const neuronCurve: DatasetKind<typeof fields> = {
  kind: 'neuron-curve',
  title: 'Curve of one neuron',
  summary: 'What one neuron with a known weight and bias would answer: the data behind the landscapes of one neuron.',
  fields,
  check(spec: Spec, reader: Reader) {
    if (!(spec.from < spec.to)) reader.at('to').refuse(`a number > from = ${spec.from}`, spec.to)
  },
  shape: (spec) => ({ samples: spec['samples'] as number, inputWidth: 1, targetWidth: 1 }),
  make(spec) {
    const { function: name, samples, spacing, from, to, slope, shift, noise, seed } = spec as unknown as Spec
    const root = random(seed), places = root.fork('inputs'), normals = root.fork('noise')
    const inputs = new Float64Array(samples), targets = new Float64Array(samples)
    for (let i = 0; i < samples; i++) {
      const share = spacing === 'uniform' ? places.uniform() : samples > 1 ? i / (samples - 1) : 0.5
      const x = from + (to - from) * share
      inputs[i] = x
      targets[i] = FUNCTIONS[name](slope * x + shift) + noise * normals.normal()
    }
    return { samples, inputWidth: 1, targetWidth: 1, inputs, targets }
  },
}
