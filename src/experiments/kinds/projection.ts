/** The runs of a race on a plane: their shadows, how far they are from it, and whether the landscape drawn there is the one that they saw. */
import { shadowOf } from '#analysis/projection.ts'
import { principalDirections, walkShare } from '#analysis/principal.ts'
import type { Table } from '#figures/table.ts'
import { random } from '#kernel/random.ts'
import type { Objective } from '#objectives/objective.ts'
import { objectives } from '#objectives/registry.ts'
import { integer, list } from '#spec/field.ts'
import type { SpecOf } from '#spec/kind.ts'
import { coarseToFine } from '../coarse-to-fine.ts'
import { drained } from '../drained.ts'
import type { ExperimentKind, Tools } from '../experiment.ts'
import { directionField, planeFits, pointField, scalingFields } from '../points.ts'
import { resolvePlane } from '../recipes/make.ts'
import type { ResolvedPlane } from '../recipes/recipe.ts'
import { raceFits, racesField, type RecordedRun, recordedRuns } from '../race-recipe.ts'
import { fault } from '../recipes/recipe.ts'
import './race.ts' // its runs are what is looked at

const fields = {
  objective: objectives.field,
  origin: { ...pointField, meta: { label: 'Origin', description: 'The point at coordinates 0.' }, fallback: () => [0, 0] },
  directions: list(directionField, { min: 2, max: 2, default: [[1, 0], [0, 1]], label: 'Directions', description: 'They need not be at right angles.' }),
  ...scalingFields,
  of: { ...racesField, meta: { label: 'Race', description: 'Its runs are taken as they were recorded.' } },
  points: integer({ label: 'Losses', default: 101, min: 0, max: 10_000, description: 'Steps along each run at which the loss on the plane is computed, spread evenly.' }),
}
type Spec = SpecOf<'projection', typeof fields>

export interface ProjectedRun {
  readonly label: string
  /** The step of the first entry. */
  readonly from: number
  /** Entry j of what follows stands at step `from` + j times this. */
  readonly every: number
  /** entries x 2 */
  readonly coordinates: Table
  /** From the plane, at every entry. */
  readonly distance: Float64Array
  readonly farthest: { readonly step: number; readonly distance: number }
  /** Share of the variance of its points that lies in the plane, and of the squared lengths of its steps. */
  readonly share: number
  readonly stepShare: number
  /** The same share for the two principal directions of this run: no plane has more. Absent where it does not spread over two. */
  readonly bestShare?: number
  /** What a random walk of as many points has in its own best plane. */
  readonly walkShare: number
  /** Entries at which losses are compared, ascending; the loss at the run's point, and at its shadow on the plane (NaN in frames where not yet computed). */
  readonly compared: Float64Array
  readonly trueLoss: Float64Array
  readonly planeLoss: Float64Array
}
export interface ProjectionData { readonly runs: readonly ProjectedRun[] }

const kind: ExperimentKind<typeof fields, ProjectionData, ProjectionData> = {
  kind: 'projection',
  title: 'Runs on a plane',
  summary: 'Recorded runs seen on a plane through parameter space: their shadows, their distances from it, and the loss there against the true one.',
  fields,
  check(spec, reader) {
    const dim = objectives.get(spec.objective.kind).dim(spec.objective)
    planeFits(spec, dim, reader as never)
    raceFits(spec.of, dim, reader.at('of'))
  },
  async *run(experiment, tools) {
    const { objective: objectiveSpec, of, points, ...recipe } = experiment as unknown as Spec
    const objective = await tools.objective(objectiveSpec)
    const plane = await resolvePlane(recipe, objective, tools)
    const runs: ProjectedRun[] = []
    for (const run of await recordedRuns(of, tools)) {
      if (run.path === undefined) continue // it could not start
      runs.push(await projected(run, plane, objective, points, tools))
    }
    yield { progress: 0.1, data: { runs: runs.map(copied) } }
    const jobs = runs.flatMap((run) => coarseToFine(run.compared.length).map((turn) => ({ run, ...turn })))
    const every = Math.max(1, Math.ceil(jobs.length / 20))
    const at = plane.origin.slice(), [d1, d2] = plane.directions as [Float64Array, Float64Array]
    for (const [done, { run, index }] of jobs.entries()) {
      const row = run.compared[index]!, a = run.coordinates.values[2 * row]!, b = run.coordinates.values[2 * row + 1]!
      for (let i = 0; i < at.length; i++) at[i] = plane.origin[i]! + a * d1[i]! + b * d2[i]!
      run.planeLoss[index] = objective.value(at)
      const pause = tools.breathe()
      if (pause) await pause
      if ((done + 1) % every === 0 && done + 1 < jobs.length) yield { progress: 0.1 + (0.9 * (done + 1)) / jobs.length, data: { runs: runs.map(copied) } }
    }
    return { outcome: { kind: 'projection', runs: runs.length, least: Math.min(1, ...runs.map(({ share }) => share)) }, data: { runs } }
  },
}
export default kind

/** Frames belong to whoever receives them; what changes between two of them is copied. */
const copied = (run: ProjectedRun): ProjectedRun => ({
  ...run, coordinates: { ...run.coordinates, values: run.coordinates.values.slice() }, distance: run.distance.slice(),
  compared: run.compared.slice(), trueLoss: run.trueLoss.slice(), planeLoss: run.planeLoss.slice(),
})

async function projected({ label, from, path, every, values }: RecordedRun, { origin, directions }: ResolvedPlane, objective: Objective, points: number, tools: Tools): Promise<ProjectedRun> {
  let shadow
  try {
    shadow = shadowOf(path, origin, directions[0]!, directions[1]!)
  } catch (error) {
    if (error instanceof RangeError) throw fault('directions', 'expected two directions that are not parallel')
    throw error
  }
  const { coordinates, distance, share, stepShare } = shadow
  await tools.breathe()
  const farthest = distance.reduce((best, d, k) => (d > distance[best]! ? k : best), 0)
  const count = Math.min(points, path.rows)
  const compared = Float64Array.from({ length: count }, (_, i) => (count === 1 ? path.rows - 1 : Math.round((i * (path.rows - 1)) / (count - 1))))
  const trueLoss = new Float64Array(count)
  for (const [i, k] of compared.entries()) {
    trueLoss[i] = values ? values[k * every]! : objective.value(path.values.subarray(k * path.columns, (k + 1) * path.columns))
    if (!values) await tools.breathe()
  }
  const best = await bestShare(path, tools)
  return {
    label, from, every, coordinates: { rows: path.rows, columns: 2, values: coordinates }, distance,
    farthest: { step: from + farthest * every, distance: distance[farthest]! }, share, stepShare,
    ...(best !== undefined && { bestShare: Math.max(best, share) }), walkShare: walkShare(path.rows, 1) + walkShare(path.rows, 2),
    compared, trueLoss, planeLoss: new Float64Array(count).fill(NaN),
  }
}

async function bestShare(path: Table, tools: Tools): Promise<number | undefined> {
  if (path.columns === 2) return 1
  const work = principalDirections([thinned(path)], 2, 'mean', random(1).fork('pca'))
  try {
    const { shares } = await drained(work, tools)
    return shares[0]! + shares[1]!
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Points that are enough to know a path's spread. */
const ENOUGH = 300

function thinned(path: Table): Table {
  if (path.rows <= ENOUGH) return path
  const { columns } = path, values = new Float64Array(ENOUGH * columns)
  for (let k = 0; k < ENOUGH; k++) {
    const row = Math.round((k * (path.rows - 1)) / (ENOUGH - 1))
    values.set(path.values.subarray(row * columns, (row + 1) * columns), k * columns)
  }
  return { rows: ENOUGH, columns, values }
}

