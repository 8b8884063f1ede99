/** Curvature along a run: the largest and the least eigenvalue of the Hessian, and how many lead down, beside the loss and 2/alpha. */
import { denseHessian, morseIndex } from '#analysis/hessian.ts'
import { spectrumEnds } from '#analysis/lanczos.ts'
import { symmetricEigenPieces } from '#kernel/dense.ts'
import { random } from '#kernel/random.ts'
import { allFinite, type Vec } from '#kernel/vec.ts'
import type { Objective } from '#objectives/objective.ts'
import { objectives } from '#objectives/registry.ts'
import { flag, integer } from '#spec/field.ts'
import type { SpecOf } from '#spec/kind.ts'
import { coarseToFine } from '../coarse-to-fine.ts'
import { drained } from '../drained.ts'
import type { ExperimentKind, Tools } from '../experiment.ts'
import { raceFits, racesField, recordedRuns } from '../race-recipe.ts'
import { HESSIAN_DIM } from '../race/fields.ts'
import './race.ts' // its run is what is looked at

const fields = {
  objective: objectives.field,
  of: { ...racesField, meta: { label: 'Race', description: 'Its last run is measured, taken as it was recorded; others are there for what it was forked from.' } },
  points: integer({ label: 'Points', default: 61, min: 2, max: 2000, description: 'Steps at which the curvature is measured, spread evenly.' }),
  index: flag({ label: 'Count the ways down', default: true, description: `The whole Hessian at each of these steps, for up to ${HESSIAN_DIM} parameters.` }),
}
type Spec = SpecOf<'sharpness', typeof fields>

/** Columns over the measured steps; NaN where not yet, or not, computed. */
export interface SharpnessData {
  readonly steps: Vec
  readonly loss: Vec
  /** The step size in force there, and 2 over it: beyond that gradient descent leaves a quadratic bowl. */
  readonly stepSizes: Vec
  readonly limit: Vec
  /** Largest and least eigenvalue of the Hessian of the full objective, and how far each can be from a true one. */
  readonly largest: Vec
  readonly least: Vec
  readonly bound: Vec
  /** Negative eigenvalues, and those that count as zero. */
  readonly index: Vec
  readonly nullity: Vec
}

const kind: ExperimentKind<typeof fields, SharpnessData, SharpnessData> = {
  kind: 'sharpness',
  title: 'Sharpness along a run',
  summary: 'The largest and least curvature and the number of ways down at the points of a run, beside its loss and 2/alpha.',
  fields,
  check({ objective, of }, reader) {
    raceFits(of, objectives.get(objective.kind).dim(objective), reader.at('of'))
  },
  async *run(experiment, tools) {
    const { objective: objectiveSpec, of, points, index: counted } = experiment as unknown as Spec
    const objective = await tools.objective(objectiveSpec)
    const run = (await recordedRuns(of, tools)).at(-1)
    if (!run?.path) return { outcome: { kind: 'done' }, data: empty(new Float64Array(0)) }
    const { path, from, values, stepSizes, every: stride } = run
    const rows = Array.from({ length: Math.min(points, path.rows) }, (_, i, all = Math.min(points, path.rows)) => Math.round((i * (path.rows - 1)) / Math.max(1, all - 1)))
    const data = empty(Float64Array.from(rows, (k) => from + k * stride))
    const turns = coarseToFine(rows.length)
    const every = Math.max(1, Math.ceil(turns.length / 24))
    for (const [done, { index: i }] of turns.entries()) {
      const k = rows[i]!, theta = path.values.subarray(k * path.columns, (k + 1) * path.columns)
      data.loss[i] = values ? values[k * stride]! : objective.value(theta)
      data.stepSizes[i] = stepSizes?.length ? stepSizes[Math.min(k * stride, stepSizes.length - 1)]! : NaN
      data.limit[i] = 2 / data.stepSizes[i]!
      await measure(objective, theta, counted && objective.dim <= HESSIAN_DIM, data, i, tools)
      if ((done + 1) % every === 0 && done + 1 < turns.length) yield { progress: (done + 1) / turns.length, data: copy(data) }
    }
    return { outcome: { kind: 'sharpness', points: rows.length, largest: data.largest.at(-1)!, limit: data.limit.at(-1)! }, data }
  },
}
export default kind

const COLUMNS = ['steps', 'loss', 'stepSizes', 'limit', 'largest', 'least', 'bound', 'index', 'nullity'] as const

function empty(steps: Vec): SharpnessData {
  const column = (): Vec => new Float64Array(steps.length).fill(NaN)
  return { steps, loss: column(), stepSizes: column(), limit: column(), largest: column(), least: column(), bound: column(), index: column(), nullity: column() }
}
const copy = (data: SharpnessData): SharpnessData => Object.fromEntries(COLUMNS.map((name) => [name, data[name].slice()])) as unknown as SharpnessData

/** So few parameters that the whole Hessian costs no more than its ends. */
const FEW = 24

async function measure(objective: Objective, theta: Vec, counted: boolean, data: SharpnessData, i: number, tools: Tools): Promise<void> {
  const { dim } = objective
  if (counted || dim <= FEW) {
    const hessian = new Float64Array(dim * dim), eigenvalues = new Float64Array(dim)
    await drained(denseHessian(objective, theta, hessian), tools)
    if (!allFinite(hessian)) return
    await drained(symmetricEigenPieces(hessian, dim, eigenvalues), tools)
    const { index, nullity } = morseIndex(eigenvalues, objective.constantHessian)
    data.largest[i] = eigenvalues[dim - 1]!
    data.least[i] = eigenvalues[0]!
    data.bound[i] = 0
    if (!counted) return
    data.index[i] = index
    data.nullity[i] = nullity
    return
  }
  const { smallest, largest } = await drained(spectrumEnds((v, out) => objective.hvp(theta, v, out), dim, random(1).fork('sharpness'), { tolerance: 1e-4, maxSteps: 80 }), tools)
  data.largest[i] = largest.values[0]!
  data.least[i] = smallest.values[0]!
  data.bound[i] = Math.max(largest.bounds[0]!, smallest.bounds[0]!)
}
