import { finiteGram, leastEigenvalue, limitGram } from '#analysis/gram.ts'
import type { Table } from '#figures/table.ts'
import { norm } from '#kernel/vec.ts'
import { list, optional, type Reader, vector } from '#spec/field.ts'
import type { ExperimentKind } from '../experiment.ts'

export interface GramData {
  /** n x n, of infinitely many neurons */
  readonly limit: Table
  readonly leastEigenvalue: number
  /** Of the neurons given. */
  readonly finite?: { readonly matrix: Table; readonly leastEigenvalue: number }
}

/** The eigenproblem of more inputs takes seconds. */
const MOST_INPUTS = 500
/** How far from 1 the length of an input may be: lengths written with eight digits pass. */
const UNIT = 1e-8

const fields = {
  inputs: list(vector({ min: 1 }), { min: 1, max: MOST_INPUTS, label: 'Inputs', symbol: 'x', description: 'Each of length 1.' }),
  weights: optional(list(vector({ min: 1 }), { min: 1, max: 100_000, label: 'Weights', symbol: 'w', description: 'One list a neuron; where given, the matrix of these neurons is computed too.' })),
}
interface Spec { readonly inputs: readonly (readonly number[])[]; readonly weights?: readonly (readonly number[])[] }

const kind: ExperimentKind<typeof fields, GramData> = {
  kind: 'gram-matrix',
  title: 'Gram matrix',
  summary: 'How alike a layer of ReLU neurons sees each pair of inputs; its least eigenvalue tells how fast training can be.',
  fields,
  check({ inputs, weights }: Spec, reader: Reader) {
    const width = inputs[0]!.length
    inputs.forEach((x, i) => {
      if (x.length !== width) reader.at('inputs').at(i).refuse(`${width} numbers as in the first`, x.length)
      else {
        const length = norm(Float64Array.from(x))
        if (!(Math.abs(length - 1) <= UNIT)) reader.at('inputs').at(i).refuse('an input of length 1', length)
      }
    })
    weights?.forEach((w, r) => {
      if (w.length !== width) reader.at('weights').at(r).refuse(`${width} numbers, one for each entry of an input`, w.length)
    })
  },
  // oxlint-disable-next-line typescript/require-await -- pulled like every experiment
  async *run(raw) {
    const { inputs, weights } = raw as unknown as Spec
    const n = inputs.length, d = inputs[0]!.length, x = Float64Array.from(inputs.flat())
    const square = (values: Float64Array): Table => ({ rows: n, columns: n, values })
    const limit = new Float64Array(n * n)
    limitGram(x, n, d, limit)
    yield { progress: 0.3 }
    const data: GramData = { limit: square(limit), leastEigenvalue: leastEigenvalue(limit, n) }
    if (!weights) return { outcome: { kind: 'gram-matrix', least: data.leastEigenvalue }, data }
    yield { progress: 0.6 }
    const matrix = new Float64Array(n * n)
    finiteGram(x, n, d, Float64Array.from(weights.flat()), weights.length, matrix)
    const finite = { matrix: square(matrix), leastEigenvalue: leastEigenvalue(matrix, n) }
    return { outcome: { kind: 'gram-matrix', least: data.leastEigenvalue, finite: finite.leastEigenvalue }, data: { ...data, finite } }
  },
}
export default kind
