/** Curvature over a plane: the least and the largest eigenvalue at every point, inside the plane or of the whole Hessian. */
import { denseHessian } from '#analysis/hessian.ts'
import { spectrumEnds } from '#analysis/lanczos.ts'
import type { Table } from '#figures/table.ts'
import { symmetricEigen } from '#kernel/dense.ts'
import { random } from '#kernel/random.ts'
import { addScaled, allFinite, dot, norm, scale, type Vec } from '#kernel/vec.ts'
import type { Objective } from '#objectives/objective.ts'
import { objectives } from '#objectives/registry.ts'
import { choice, integer, list, optional, tuple } from '#spec/field.ts'
import type { SpecOf } from '#spec/kind.ts'
import { axis, checkAxes, coordinates } from '../axes.ts'
import { coarseToFine } from '../coarse-to-fine.ts'
import { drained } from '../drained.ts'
import type { ExperimentKind, ExperimentSpec, Tools } from '../experiment.ts'
import { directionField, planeFits, pointField, scalingFields } from '../points.ts'
import { resolvePlane } from '../recipes/make.ts'
import { fault } from '../recipes/recipe.ts'
import './race.ts' // points may be the ends of races

const fields = {
  objective: objectives.field,
  origin: { ...pointField, meta: { label: 'Origin' }, fallback: () => [0, 0] },
  directions: list(directionField, { min: 2, max: 2, default: [[1, 0], [0, 1]], label: 'Directions' }),
  ...scalingFields,
  axes: list(axis, { min: 2, max: 2, label: 'Axes' }),
  of: choice(['plane', 'whole'], { label: 'Curvature', description: 'Of the landscape in the plane, or of the whole Hessian there: a slice that is convex may cross directions that lead down.' }),
  rows: optional(tuple([integer({ min: 0 }), integer({ min: 1 })], { label: 'Rows', description: 'Only these points of the first axis, from one to before another: a part of a picture.' })),
}
type Spec = SpecOf<'curvature', typeof fields>
const read = (spec: ExperimentSpec): Spec => spec as unknown as Spec

export interface CurvatureData {
  readonly of: 'plane' | 'whole'
  readonly axes: readonly Vec[]
  /** least[i][j], largest[i][j] at origin + a_i d1 + b_j d2, per unit length of parameters; NaN in frames where not yet computed */
  readonly least: Table
  readonly largest: Table
  /** How far each can be from a true eigenvalue: the largest over the picture, 0 where they are exact. */
  readonly bound: number
  /** The first row that these values are for: 0 but in a part. */
  readonly from: number
}

const MOST_VALUES = 100_000
/** Rows of one part. */
const PART = 4
/** Up to so many parameters the whole Hessian costs no more than its ends. */
const FEW = 24
/** Products at most at a point, and the accuracy that ends them before. */
const MOST_PRODUCTS = 60, ACCURACY = 1e-3

const kind: ExperimentKind<typeof fields, CurvatureData, CurvatureData> = {
  kind: 'curvature',
  title: 'Curvature over a plane',
  summary: 'The least and the largest curvature at every point of a plane, of the landscape in it or of the whole Hessian.',
  fields,
  check(spec, reader) {
    checkAxes(spec.axes, MOST_VALUES, reader.at('axes'))
    planeFits(spec, objectives.get(spec.objective.kind).dim(spec.objective), reader as never)
    const { rows, axes } = spec
    if (rows && !(rows[0] < rows[1] && rows[1] <= axes[0]!.points)) reader.at('rows').refuse(`two whole numbers, the first the less, up to ${axes[0]!.points}`, rows)
  },
  async *run(experiment, tools) {
    const spec = read(experiment)
    const objective = await tools.objective(spec.objective)
    const { origin, directions } = await resolvePlane(spec, objective, tools)
    const [d1, d2] = directions as [Vec, Vec], axes = spec.axes.map(coordinates) as [Vec, Vec]
    const [from, to] = spec.rows ?? [0, axes[0].length], columns = axes[1].length
    const least = new Float64Array((to - from) * columns).fill(NaN), largest = least.slice(), theta = new Float64Array(origin.length)
    const ends = spec.of === 'plane' ? inPlane(objective, d1, d2) : ofWhole(objective, tools)
    let bound = 0, done = 0
    const table = (values: Vec): Table => ({ rows: to - from, columns, values })
    const picture = (copy: boolean): CurvatureData => ({ of: spec.of, axes, least: table(copy ? least.slice() : least), largest: table(copy ? largest.slice() : largest), bound, from })
    const turns = coarseToFine(to - from).flatMap(({ index: i }) => coarseToFine(columns).map(({ index: j, endsRound }) => ({ i, j, endsRound })))
    const every = Math.max(1, Math.ceil(turns.length / 24))
    for (const { i, j } of turns) {
      for (let k = 0; k < theta.length; k++) theta[k] = origin[k]! + axes[0][from + i]! * d1[k]! + axes[1][j]! * d2[k]!
      const [low, high, off] = await ends(theta)
      least[i * columns + j] = low
      largest[i * columns + j] = high
      bound = Math.max(bound, off)
      const pause = tools.breathe()
      if (pause) await pause
      if (++done % every === 0 && done < turns.length) yield { progress: done / turns.length, data: { ...picture(true), axes: axes.map((a) => a.slice()) } }
    }
    return { outcome: outcomeOf(least), data: picture(false) }
  },
  split(experiment) {
    const { rows, axes, of } = read(experiment), count = axes[0]!.points
    if (rows || of === 'plane' || count <= PART) return [experiment]
    return Array.from({ length: Math.ceil(count / PART) }, (_, i) => ({ ...experiment, rows: [i * PART, Math.min(count, (i + 1) * PART)] }))
  },
  merge(parts) {
    const { data, ...rest } = parts[0]!
    const joined = (of: (d: CurvatureData) => Table): Table => {
      const values = Float64Array.from(parts.flatMap((part) => Array.from(of(part.data).values)))
      return { rows: values.length / data.least.columns, columns: data.least.columns, values }
    }
    const least = joined((d) => d.least)
    return { ...rest, outcome: outcomeOf(least.values), data: { ...data, least, largest: joined((d) => d.largest), bound: Math.max(...parts.map((part) => part.data.bound)) } }
  },
}
export default kind

const outcomeOf = (least: Vec) => ({ kind: 'curvature', downward: least.filter((w) => w < 0).length / least.length })

/** Least and largest eigenvalue, and how far they can be off. */
type EndsAt = (theta: Vec) => Promise<readonly [number, number, number]>

/** Of Q^T H Q, where the columns of Q are the two directions at right angles and of length 1. */
function inPlane(objective: Objective, d1: Vec, d2: Vec): EndsAt {
  const p = d1.slice(), q = d2.slice(), image = new Float64Array(p.length), small = new Float64Array(4), values = new Float64Array(2)
  scale(1 / norm(p), p)
  const size = norm(q)
  for (let pass = 0; pass < 2; pass++) addScaled(-dot(p, q), p, q)
  if (!(norm(q) > 1e-12 * size)) throw fault('directions', 'expected two directions that are not parallel')
  scale(1 / norm(q), q)
  return (theta) => {
    objective.hvp(theta, p, image)
    small[0] = dot(p, image)
    small[1] = small[2] = dot(q, image)
    objective.hvp(theta, q, image)
    small[3] = dot(q, image)
    if (!allFinite(small)) return Promise.resolve([NaN, NaN, 0])
    symmetricEigen(small, 2, values)
    return Promise.resolve([values[0]!, values[1]!, 0])
  }
}

function ofWhole(objective: Objective, tools: Tools): EndsAt {
  const { dim } = objective
  if (dim <= FEW) {
    const hessian = new Float64Array(dim * dim), values = new Float64Array(dim)
    return async (theta) => {
      await drained(denseHessian(objective, theta, hessian), tools)
      if (!allFinite(hessian)) return [NaN, NaN, 0]
      symmetricEigen(hessian, dim, values)
      return [values[0]!, values[dim - 1]!, 0]
    }
  }
  return async (theta) => {
    const work = spectrumEnds((v, out) => objective.hvp(theta, v, out), dim, random(1).fork('curvature'), { tolerance: ACCURACY, maxSteps: MOST_PRODUCTS })
    const { smallest, largest } = await drained(work, tools)
    return [smallest.values[0]!, largest.values[0]!, Math.max(smallest.bounds[0]!, largest.bounds[0]!)]
  }
}
