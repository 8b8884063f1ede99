/** What a network says at one point of its parameters: over a lattice of inputs, and to the samples of its data. */
import type { Table } from '#figures/table.ts'
import type { Vec } from '#kernel/vec.ts'
import { predictor } from '#networks/predictor.ts'
import { objectives } from '#objectives/registry.ts'
import { integer, list, number, optional, tuple } from '#spec/field.ts'
import type { KindSpec, SpecOf } from '#spec/kind.ts'
import type { ExperimentKind } from '../experiment.ts'
import { pointField, pointFits } from '../points.ts'
import { resolvePoint } from '../recipes/make.ts'
import './race.ts' // points may be the ends of races

const fields = {
  objective: objectives.field,
  theta: { ...pointField, meta: { label: 'Point', symbol: 'theta', description: 'The parameters.' } },
  lattice: optional(list(tuple([number(), number(), integer({ min: 2, max: 1000 })]), { min: 1, max: 2, label: 'Lattice', description: 'From, to and count of each input, for networks of one or two inputs: the outputs between the samples.' })),
}
type Spec = SpecOf<'outputs', typeof fields>

export interface OutputsData {
  /** Of every lattice point, the first input changing fastest; one column an output. */
  readonly lattice?: Table
  /** Of every sample, one column an output. */
  readonly samples: Table
  readonly loss: number
  /** Samples whose class is the one that the network gives most to; absent where the targets are no classes. */
  readonly right?: number
}

/** Inputs at a time: between them the thread hears an abort. */
const SOME = 512

const kind: ExperimentKind<typeof fields, OutputsData> = {
  kind: 'outputs',
  title: 'Outputs',
  summary: 'What a network answers at one point of its parameters: over a lattice of inputs and to each sample.',
  fields,
  check({ objective, theta, lattice }, reader) {
    if (objective.kind !== 'network') return reader.at('objective').fault('expected a network: other landscapes have no outputs')
    pointFits(theta, objectives.get(objective.kind).dim(objective), reader.at('theta'))
    const [inputs] = (objective as KindSpec & { readonly widths: readonly [number] }).widths
    if (lattice && lattice.length !== inputs) reader.at('lattice').refuse(`one entry for each of the ${inputs} inputs`, lattice.length)
    return undefined
  },
  async *run(experiment, tools) {
    const { objective: objectiveSpec, theta: recipe, lattice } = experiment as unknown as Spec
    yield { progress: 0 }
    const objective = await tools.objective(objectiveSpec), network = objective.network!, { inputs, targets, samples } = objective.dataset!
    const theta = await resolvePoint(recipe, objective, tools, 'theta'), predict = predictor(network)
    const width = network.widths[0]!, columns = network.widths.at(-1)!
    const outputsOf = async (at: Vec, count: number): Promise<Table> => {
      const values = new Float64Array(count * columns)
      for (let from = 0; from < count; from += SOME) {
        const some = Math.min(SOME, count - from)
        predict(theta, at.subarray(from * width, (from + some) * width), some, values.subarray(from * columns, (from + some) * columns))
        await tools.breathe()
      }
      return { rows: count, columns, values }
    }
    const over = lattice && await outputsOf(latticeOf(lattice), lattice.reduce((product, [, , count]) => product * count, 1))
    const answers = await outputsOf(inputs, samples), right = network.loss === 'square' && targets.some((y) => y !== 0 && y !== 1) ? undefined : rightOf(answers, targets)
    return { outcome: { kind: 'done' }, data: { ...(over && { lattice: over }), samples: answers, loss: objective.value(theta), ...(right !== undefined && { right }) } }
  },
}
export default kind

/** Row by row, the first input changing fastest. */
function latticeOf([first, second]: readonly (readonly [number, number, number])[]): Vec {
  const at = ([from, to, count]: readonly [number, number, number], i: number): number => from + (i / (count - 1)) * (to - from)
  if (!second) return Float64Array.from({ length: first![2] }, (_, i) => at(first!, i))
  const [, , columns] = first!, [, , rows] = second, points = new Float64Array(2 * columns * rows)
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      points[2 * (j * columns + i)] = at(first!, i)
      points[2 * (j * columns + i) + 1] = at(second, j)
    }
  }
  return points
}

/** One output and one target: on the same side of 1/2. Several: the largest output is the largest target. */
function rightOf({ rows, columns, values }: Table, targets: Vec): number {
  let right = 0
  for (let s = 0; s < rows; s++) {
    const from = s * columns, to = from + columns
    if (columns === 1 ? (values[s]! >= 0.5) === (targets[s]! >= 0.5) : largest(values, from, to) === largest(targets, from, to)) right++
  }
  return right
}

function largest(values: Vec, from: number, to: number): number {
  let best = from
  for (let i = from + 1; i < to; i++) if (values[i]! > values[best]!) best = i
  return best
}
