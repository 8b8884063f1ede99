/** The loss on the straight line between two points, and how a run lies to that line. */
import { alongAndAway, type LineFacts, lineFacts } from '#analysis/interpolation.ts'
import type { Vec } from '#kernel/vec.ts'
import type { Objective } from '#objectives/objective.ts'
import { objectives } from '#objectives/registry.ts'
import type { Table } from '#figures/table.ts'
import { either, integer, list, number, optional, type Reader, tuple, vector } from '#spec/field.ts'
import type { SpecOf } from '#spec/kind.ts'
import { coarseToFine } from '../coarse-to-fine.ts'
import type { ExperimentKind, ExperimentSpec, Frame, Tools } from '../experiment.ts'
import { pointField, pointFits } from '../points.ts'
import { resolvePoint } from '../recipes/make.ts'
import { raceField, raceFits, racePath } from '../race-recipe.ts'
import './race.ts' // points may be the ends of races

type Path = readonly (readonly number[])[] | ExperimentSpec

const fields = {
  objective: objectives.field,
  from: { ...pointField, meta: { label: 'From', description: 'The point at t = 0.' } },
  to: { ...pointField, meta: { label: 'To', description: 'The point at t = 1.' } },
  range: tuple([number(), number()], { label: 'Range of t', description: 'The line goes on beyond its two points where this does.', default: [0, 1] }),
  points: integer({ label: 'Points', default: 101, min: 2, max: 100_001, advised: [11, 201], description: 'Values of t, both ends included. Few points pass over narrow barriers.' }),
  trajectory: optional(either<Path>([
    { accepts: Array.isArray, field: list(vector({ min: 1 }), { min: 1, max: 100_000 }) },
    { accepts: (value) => typeof value === 'object' && value !== null, field: raceField },
  ], 'a list of points, or a race with one run', { label: 'Trajectory', description: 'A path to be held against the line between its own two ends.' })),
}
type Spec = SpecOf<'interpolation', typeof fields>

export interface InterpolationData {
  readonly t: Vec
  /** f((1 - t) from + t to); NaN in frames where not yet computed */
  readonly loss: Vec
  readonly facts: LineFacts
  /** |to - from| */
  readonly distance: number
  /** For each point of the trajectory: distance along the line between its ends, distance from it, and the loss there. */
  readonly alpha?: Vec
  readonly beta?: Vec
  readonly trajectoryLoss?: Vec
}

const kind: ExperimentKind<typeof fields, InterpolationData, Partial<InterpolationData>> = {
  kind: 'interpolation',
  title: 'Line between two points',
  summary: 'The loss along the straight line from one point to another, and how far a run strays from such a line.',
  fields,
  check(spec, reader) {
    const { objective, from, to, range, trajectory } = spec
    const dim = objectives.get(objective.kind).dim(objective)
    pointFits(from, dim, reader.at('from'))
    pointFits(to, dim, reader.at('to'))
    if (!(range[0] < range[1])) reader.at('range').fault(`expected an interval from less to more, got [${range[0]}, ${range[1]}]`)
    if (trajectory !== undefined) trajectoryFits(trajectory as Path, dim, reader.at('trajectory'))
  },
  async *run(experiment, tools) {
    const { objective: objectiveSpec, from, to, range, points, trajectory } = experiment as unknown as Spec
    const objective = await tools.objective(objectiveSpec)
    const a = await resolvePoint(from, objective, tools, 'from'), b = await resolvePoint(to, objective, tools, 'to')
    const t = Float64Array.from({ length: points }, (_, i) => (i === points - 1 ? range[1] : range[0] + (range[1] - range[0]) * (i / (points - 1))))
    const share = trajectory === undefined ? 1 : 0.5
    const loss = yield* alongLine(objective, a, b, t, tools, share)
    let away = 0
    for (let i = 0; i < a.length; i++) away += (b[i]! - a[i]!) * (b[i]! - a[i]!)
    const data = { t, loss, facts: lineFacts(t, loss), distance: Math.sqrt(away) }
    if (trajectory === undefined) return { outcome: { kind: 'interpolation', ...data.facts }, data }
    const strayed = yield* alongTrajectory(objective, await pathOf(trajectory as Path, tools), tools)
    return { outcome: { kind: 'interpolation', ...data.facts }, data: { ...data, ...strayed } }
  },
}
export default kind

/** Work between two frames, in entries of theta times samples. */
const FRAME_WORK = 2e7

async function* alongLine(objective: Objective, a: Vec, b: Vec, t: Vec, tools: Tools, share: number): AsyncGenerator<Frame<Partial<InterpolationData>>, Vec> {
  const loss = new Float64Array(t.length).fill(NaN), theta = new Float64Array(a.length)
  const every = framePoints(objective)
  let done = 0, told = 0
  for (const { index, endsRound } of coarseToFine(t.length)) {
    const s = t[index]!
    for (let k = 0; k < theta.length; k++) theta[k] = (1 - s) * a[k]! + s * b[k]!
    loss[index] = objective.value(theta)
    const pause = tools.breathe()
    if (pause) await pause
    done++
    if (done === t.length || !(endsRound || done - told >= every)) continue
    told = done
    yield { progress: (share * done) / t.length, data: { t: t.slice(), loss: loss.slice() } }
  }
  return loss
}

async function* alongTrajectory(objective: Objective, { rows, columns, values }: Table, tools: Tools): AsyncGenerator<Frame<Partial<InterpolationData>>, Pick<InterpolationData, 'alpha' | 'beta' | 'trajectoryLoss'>> {
  const alpha = new Float64Array(rows), beta = new Float64Array(rows), trajectoryLoss = new Float64Array(rows).fill(NaN)
  alongAndAway(values, rows, columns, alpha, beta)
  const every = framePoints(objective)
  let done = 0
  for (const { index } of coarseToFine(rows)) {
    trajectoryLoss[index] = objective.value(values.subarray(index * columns, (index + 1) * columns))
    const pause = tools.breathe()
    if (pause) await pause
    done++
    if (done % every === 0 && done < rows) yield { progress: 0.5 + (0.5 * done) / rows, data: { alpha: alpha.slice(), beta: beta.slice(), trajectoryLoss: trajectoryLoss.slice() } }
  }
  return { alpha, beta, trajectoryLoss }
}

const framePoints = ({ dim, samples }: Objective): number => Math.max(1, Math.floor(FRAME_WORK / ((dim + 10) * samples)))

const isList = (path: Path): path is readonly (readonly number[])[] => Array.isArray(path)

function trajectoryFits(path: Path, dim: number, reader: Reader): void {
  if (!isList(path)) raceFits(path, dim, reader)
  else {
    const wrong = path.findIndex((row) => row.length !== dim)
    if (wrong >= 0) reader.at(wrong).fault(`expected ${dim} numbers, one for each parameter, got ${path[wrong]!.length}`)
  }
}

async function pathOf(path: Path, tools: Tools): Promise<Table> {
  if (!isList(path)) return racePath(path, tools)
  return { rows: path.length, columns: path[0]!.length, values: Float64Array.from(path.flat()) }
}
