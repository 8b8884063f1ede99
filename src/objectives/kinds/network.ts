import type { Dataset } from '#data/dataset.ts'
import { makeDataset } from '#data/make.ts'
import { datasets } from '#data/registry.ts'
import { LOSSES } from '#kernel/vocabulary.ts'
import { ACTIVATION_NAMES, activations as activationFacts } from '#networks/activations.ts'
import { denseDim, denseLayout } from '#networks/layout.ts'
import { losses } from '#networks/losses.ts'
import type { KnownPoint, Objective, ObjectiveKind, Scenery } from '#objectives/objective.ts'
import { decayed } from '#objectives/wrappers/decayed.ts'
import { SpecError } from '#spec/fault.ts'
import { choice, flag, integer, list, number, type Reader } from '#spec/field.ts'
import type { KindSpec, SpecOf } from '#spec/kind.ts'

/** More parameters than this are no small network; vectors of them no longer pass through a spec. */
const LARGEST_DIM = 1_000_000

const fields = {
  widths: list(integer({ min: 1, max: 10_000 }), { min: 2, max: 65, label: 'Widths', description: 'Units of each layer, the input first.' }),
  activations: list(choice(ACTIVATION_NAMES, { required: true }), { min: 1, max: 64, label: 'Activations', description: 'One for each layer after the input; softmax only in the last.' }),
  bias: flag({ label: 'Biases', default: true, description: 'Whether units have biases.' }),
  loss: choice(LOSSES, { label: 'Loss', description: 'Of one sample; the objective is the mean over samples.' }),
  data: datasets.field,
  residual: flag({ label: 'Skip connections', default: false, description: 'A hidden layer as wide as the one before it adds to what comes from there, divided by the root of the number of hidden layers.' }),
  weightDecay: number({ label: 'Weight decay', symbol: 'lambda', default: 0, min: 0, max: 1e6, scale: 'log', advised: [1e-6, 1], description: 'Adds half of it times the squared length of all weights and biases to the loss.' }),
}
type Spec = SpecOf<'network', typeof fields>
const read = (spec: KindSpec): Spec => spec as unknown as Spec

/** The mean loss of a fully connected network on a dataset, as a function of its weights and biases. */
export const network: ObjectiveKind<typeof fields> = {
  kind: 'network',
  title: 'Network',
  summary: 'The mean loss of a fully connected network on data, over all its weights and biases.',
  fields,
  check(spec, reader) {
    const { widths, activations, bias, loss, data } = spec
    const layers = widths.length - 1, last = activations.length - 1
    if (activations.length !== layers) reader.at('activations').refuse(`one for each of the ${layers} ${layers === 1 ? 'layer' : 'layers'} after the input`, activations)
    activations.forEach((name, l) => {
      if (name === 'softmax' && l < last) reader.at('activations').at(l).fault('softmax stands only in the output layer')
    })
    const output = activations[last]!, needed = losses[loss].output
    if (needed !== undefined && output !== needed) reader.at('activations').at(last).refuse(`"${needed}" under the loss "${loss}"`, output)
    if (output === 'softmax' && needed !== 'softmax') reader.at('loss').refuse('"cross-entropy" behind softmax', loss)
    const { inputWidth, targetWidth } = datasets.get(data.kind).shape(data)
    if (widths[0] !== inputWidth) reader.at('widths').at(0).refuse(`${inputWidth}, the width of the data's inputs`, widths[0])
    if (widths.at(-1) !== targetWidth) reader.at('widths').at(widths.length - 1).refuse(`${targetWidth}, the width of the data's targets`, widths.at(-1))
    const dim = denseDim(widths, bias)
    if (dim > LARGEST_DIM) reader.at('widths').fault(`expected at most ${LARGEST_DIM} parameters, got ${dim}`)
    if (data.kind === 'inline') checkInlineTargets(loss, data, reader)
  },
  dim: (spec) => denseDim(read(spec).widths, read(spec).bias),
  async make(kindSpec, resources): Promise<Objective> {
    const spec = read(kindSpec)
    const dataset = await makeDataset(spec.data, resources)
    checkTargets(spec.loss, dataset)
    // what is read of a network, on every page, does not need what computes it
    const { kernelOf } = await import('#networks/network.ts')
    const kernel = await kernelOf(spec, dataset)
    const { dim, samples } = kernel
    return decayed({
      dim, samples, dataset, kernel: kernel.name,
      constantHessian: spec.loss === 'square' && spec.widths.length === 2 && spec.activations[0] === 'identity', // linear regression
      layout: denseLayout(spec.widths, spec.bias),
      network: { widths: spec.widths, activations: spec.activations, bias: spec.bias, loss: spec.loss, residual: spec.residual },
      value: (theta, batch) => kernel.value(theta, batch),
      gradient: (theta, out, batch) => kernel.gradient(theta, out, batch),
      hvp: (theta, v, out, batch) => kernel.hvp(theta, v, out, batch),
      hessian: (theta, out) => kernel.hessian(theta, out),
      plane: (origin, d1, d2, a, b, out) => kernel.plane(origin, d1, d2, a, b, out),
      ...(kernel.descend && { descend: (stretch) => kernel.descend!(stretch), carries: kernel.carries ?? 0 }),
    }, spec.weightDecay)
  },
  scenery: (spec) => scenery(read(spec)),
  known: (spec) => known(read(spec)),
}

/** What a target must be under a loss, as a sentence's end; undefined where any number will do. */
function targetFault(loss: Spec['loss'], target: number): string | undefined {
  if (loss === 'log' && !(target >= 0 && target <= 1)) return 'a number from 0 to 1 under the log loss'
  if (loss === 'cross-entropy' && !(target >= 0)) return 'a number >= 0 under cross-entropy'
  return undefined
}

function checkInlineTargets(loss: Spec['loss'], data: KindSpec, reader: Reader): void {
  const targets = data['targets'] as readonly (readonly number[])[]
  for (const [i, row] of targets.entries())
    for (const [k, target] of row.entries()) {
      const expected = targetFault(loss, target)
      if (expected === undefined) continue
      reader.at('data').at('targets').at(i).at(k).refuse(expected, target)
      return // one says enough
    }
}

/** @throws SpecError where the data's targets do not suit the loss: known only once they are made */
function checkTargets(loss: Spec['loss'], { targets }: Dataset): void {
  for (const target of targets) {
    const expected = targetFault(loss, target)
    if (expected !== undefined) throw new SpecError([{ path: 'objective.data', message: `expected each target to be ${expected}, got ${target}` }])
  }
}

const AROUND_ZERO: Scenery['domain'] = [[-3, 3], [-3, 3]]

/** Networks of two parameters: two weights of one neuron, weight and bias of one neuron, or two neurons in a row. */
function scenery({ widths, activations, data }: Spec): Scenery {
  const last = activations.at(-1)!
  if (widths.length === 3) // the toy of Saxe, McClelland, Ganguli 2014: minima on the hyperbola w1 w2 = 1
    return { domain: [[-2.6, 2.6], [-1.9, 1.9]], start: [2.2, -0.4], stepSize: 0.05, parameters: ['w_1', 'w_2'], formula: String.raw`\hat y = w_2\,w_1\,x` }
  if (widths[0] === 2) {
    const formula = last === 'identity' ? String.raw`\hat y = w_1 x_1 + w_2 x_2` : String.raw`\hat y = \sigma(w_1 x_1 + w_2 x_2)`
    const common = { parameters: ['w_1', 'w_2'] as const, formula }
    // the window, start and step size of thesis section 4.2
    return data.kind === 'plane' ? { domain: [[-2, 2], [0.25, 3.5]], start: [-1.8, 2.5], stepSize: 0.1, ...common } : { domain: AROUND_ZERO, start: [-1.8, 2.5], stepSize: 0.1, ...common }
  }
  const common = { parameters: ['w', 'b'] as const, formula: neuronFormula(last) }
  if (last === 'sine') return { domain: [[-0.4, 4.4], [-1.6, 2.2]], start: [3.4, -0.6], stepSize: 0.15, ...common }
  if (last === 'tanh') return { domain: [[-3, 4], [-3, 2.6]], start: [-1.5, 2], stepSize: 0.3, ...common }
  return { domain: AROUND_ZERO, start: [-1.8, 2.5], stepSize: 0.05, ...common }
}

function neuronFormula(activation: Spec['activations'][number]): string {
  if (activation === 'sine') return String.raw`\hat y = \sin(w\,x + b)`
  if (activation === 'tanh') return String.raw`\hat y = \tanh(w\,x + b)`
  if (activation === 'identity') return String.raw`\hat y = w\,x + b`
  return String.raw`\hat y = \sigma(w\,x + b)`
}

/** Two linear neurons in a row on data written out: f = mean (y - w1 w2 x)^2 has its saddle at 0, with curvatures -+ 2 |mean x y|. */
function known({ widths, activations, bias, loss, data, weightDecay }: Spec): readonly KnownPoint[] {
  const linear = activations.every((name) => activationFacts[name].homogeneous && activationFacts[name].odd)
  if (widths.length !== 3 || widths.some((w) => w !== 1) || bias || !linear || loss !== 'square' || data.kind !== 'inline' || weightDecay !== 0) return []
  const inputs = data['inputs'] as readonly (readonly number[])[], targets = data['targets'] as readonly (readonly number[])[]
  let squares = 0, products = 0
  inputs.forEach((row, i) => {
    squares += targets[i]![0]! * targets[i]![0]!
    products += row[0]! * targets[i]![0]!
  })
  return [{ theta: [0, 0], value: squares / inputs.length, kind: products === 0 ? 'degenerate' : 'saddle' }]
}
