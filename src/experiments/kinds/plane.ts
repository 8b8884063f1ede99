/** A plane in numbers: what its recipes lead to, and what can be said of it without drawing anything. */
import type { Table } from '#figures/table.ts'
import { dot, norm, type Vec } from '#kernel/vec.ts'
import { objectives } from '#objectives/registry.ts'
import { list } from '#spec/field.ts'
import type { SpecOf } from '#spec/kind.ts'
import type { ExperimentKind } from '../experiment.ts'
import { directionField, planeFits, pointField, scalingFields } from '../points.ts'
import { planeWithFacts } from '../recipes/make.ts'
import type { Facts } from '../recipes/recipe.ts'
import './race.ts' // points may be the ends of races

const fields = {
  objective: objectives.field,
  origin: { ...pointField, meta: { label: 'Origin' }, fallback: () => [0, 0] },
  directions: list(directionField, { min: 1, max: 2, default: [[1, 0], [0, 1]], label: 'Directions' }),
  ...scalingFields,
}
type Spec = SpecOf<'plane', typeof fields>

/** What holds of one direction, as it is used. */
export interface DirectionFacts {
  readonly length: number
  /** d'Hd / d'd at the origin */
  readonly curvature: number
  /** g'd / |d| at the origin */
  readonly slope: number
  /** What its recipe found on the way: a seed, an eigenvalue, a share of variance (and a random walk's). */
  readonly found: Facts
}

export interface PlaneData {
  readonly origin: Vec
  readonly value: number
  /** As used, normalised: one a row. */
  readonly directions: Table
  readonly facts: readonly DirectionFacts[]
  /** Cosine of the angle between the two; 0 where there is one. */
  readonly cosine: number
  readonly normalisation: string
  readonly gauge: string
}

const kind: ExperimentKind<typeof fields, PlaneData> = {
  kind: 'plane',
  title: 'Plane',
  summary: 'A plane through parameter space in numbers: its origin, its two directions, their lengths, angle, slopes and curvatures.',
  fields,
  check: (spec, reader) => planeFits(spec, objectives.get(spec.objective.kind).dim(spec.objective), reader as never),
  async *run(experiment, tools) {
    const { objective: objectiveSpec, ...recipe } = experiment as unknown as Spec
    const objective = await tools.objective(objectiveSpec)
    yield { progress: 0 }
    const { origin, directions, facts } = await planeWithFacts(recipe, objective, tools)
    const gradient = new Float64Array(origin.length), image = new Float64Array(origin.length)
    const value = objective.gradient(origin, gradient)
    const told = directions.map((d, i): DirectionFacts => {
      objective.hvp(origin, d, image)
      const length = norm(d)
      return { length, curvature: dot(d, image) / (length * length), slope: dot(gradient, d) / length, found: facts[i]! }
    })
    const [d1, d2] = directions
    const cosine = d1 && d2 ? dot(d1, d2) / (norm(d1) * norm(d2)) : 0
    const table = { rows: directions.length, columns: origin.length, values: Float64Array.from(directions.flatMap((d) => Array.from(d))) }
    return { outcome: { kind: 'done' }, data: { origin, value, directions: table, facts: told, cosine, normalisation: recipe.normalisation, gauge: recipe.gauge } }
  },
}
export default kind
