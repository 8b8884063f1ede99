/** From a point to the critical point near it, with its certificate; or to flat ground, said honestly. */
import { CERTIFIED, type Nearest, nearestCriticalPoint } from '#analysis/nearest-critical-point.ts'
import type { Table } from '#figures/table.ts'
import { random } from '#kernel/random.ts'
import type { Vec } from '#kernel/vec.ts'
import { objectives } from '#objectives/registry.ts'
import { integer } from '#spec/field.ts'
import type { SpecOf } from '#spec/kind.ts'
import type { ExperimentKind } from '../experiment.ts'
import { pointField, pointFits } from '../points.ts'
import { resolvePoint } from '../recipes/make.ts'
import { HESSIAN_DIM } from '../race/fields.ts'
import './race.ts' // points may be the ends of races

const fields = {
  objective: objectives.field,
  theta: { ...pointField, meta: { label: 'Point', symbol: 'theta', description: 'Where the search begins.' } },
  steps: integer({ label: 'Steps at most', default: 200, min: 1, max: 5000 }),
}
type Spec = SpecOf<'nearest-critical-point', typeof fields>

/** Directions of escape that are handed over, steepest first. */
const ESCAPES = 6

export interface NearestData extends Omit<Nearest, 'vectors' | 'norms' | 'certificate'> {
  readonly norms: Vec
  readonly certificate: Vec
  /** |theta - where the search began| */
  readonly distance: number
  /** Unit eigenvectors of the most negative eigenvalues at a critical point, one a row, the most negative first; no rows where there is none. */
  readonly escapes: Table
}
/** |g| after each step so far. */
export interface NearestFrame { readonly norms: Vec }

const kind: ExperimentKind<typeof fields, NearestData, NearestFrame> = {
  kind: 'nearest-critical-point',
  title: 'Nearest critical point',
  summary: 'From a point to a critical point of any index near it, with a certificate; or the honest answer that the gradient is flat there and not zero.',
  fields,
  check({ objective, theta }, reader) {
    const dim = objectives.get(objective.kind).dim(objective)
    pointFits(theta, dim, reader.at('theta'))
    if (dim > HESSIAN_DIM) reader.at('objective').fault(`expected at most ${HESSIAN_DIM} parameters: every step needs the whole Hessian and its eigenvectors; this landscape has ${dim}`)
  },
  async *run(experiment, tools) {
    const { objective: objectiveSpec, theta: recipe, steps } = experiment as unknown as Spec
    const objective = await tools.objective(objectiveSpec)
    const start = await resolvePoint(recipe, objective, tools, 'theta')
    const search = nearestCriticalPoint(objective, start, random(1).fork('certificate'), { maxSteps: steps })
    const norms: number[] = []
    for (;;) {
      const { done, value } = search.next()
      const pause = tools.breathe()
      if (pause) await pause
      if (done) {
        const data = dataOf(value, start)
        const { verdict, gradientNorm, flatness, index } = value
        return { outcome: { kind: 'nearest', verdict, value: value.value, gradientNorm, flatness, index }, data }
      }
      if (Number.isNaN(value)) continue
      norms.push(value)
      yield { progress: Math.min(0.95, norms.length / (steps + 1)), data: { norms: Float64Array.from(norms) } }
    }
  },
}
export default kind

function dataOf({ vectors, norms, certificate, ...found }: Nearest, start: Vec): NearestData {
  const { theta, index, gradientNorm } = found, columns = theta.length
  let distance = 0
  for (let i = 0; i < columns; i++) distance += (theta[i]! - start[i]!) * (theta[i]! - start[i]!)
  const rows = gradientNorm < CERTIFIED ? Math.min(index, ESCAPES) : 0
  return {
    ...found, norms: Float64Array.from(norms), certificate: Float64Array.from(certificate), distance: Math.sqrt(distance),
    escapes: { rows, columns, values: vectors.slice(0, rows * columns) },
  }
}
