import { datasets } from '#data/registry.ts'
import type { Table } from '#figures/table.ts'
import type { Vec } from '#kernel/vec.ts'
import type { Objective } from '#objectives/objective.ts'
import { objectives } from '#objectives/registry.ts'
import { integer, list, optional, type Reader, tuple } from '#spec/field.ts'
import type { KindSpec, SpecOf } from '#spec/kind.ts'
import { axis, checkAxes, coordinates } from '../axes.ts'
import { batchField, batchFits } from '../batch.ts'
import type { ExperimentKind, ExperimentSpec, Frame, Result, Tools } from '../experiment.ts'
import { directionField, planeFits, pointField, resolvePlane, scalingFields } from '../points.ts'
import './race.ts' // points may be the ends of races

/** More values than this are no picture any more, and would not pass through a browser's memory easily. */
const MOST_VALUES = 4_000_000

const fields = {
  objective: objectives.field,
  origin: { ...pointField, meta: { label: 'Origin', description: 'The point at coordinates 0.' }, fallback: () => [0, 0] },
  directions: list(directionField, { min: 1, max: 2, default: [[1, 0], [0, 1]], label: 'Directions', description: 'One for a line, two for a plane; they need not be at right angles.' }),
  ...scalingFields,
  axes: list(axis, { min: 1, max: 2, label: 'Axes', description: 'One for each direction.' }),
  batch: optional(batchField),
  rows: optional(tuple([integer({ min: 0 }), integer({ min: 1 })], { label: 'Rows', description: 'Computes only the values of these points of the first axis, from one to before another: a part of a slice.' })),
}
type Spec = SpecOf<'slice', typeof fields>
const read = (spec: ExperimentSpec): Spec => spec as unknown as Spec

export interface SliceData {
  readonly origin: Vec
  /** As used, normalised: one a row. */
  readonly directions: Table
  /** Coordinates along each axis. */
  readonly axes: readonly Vec[]
  /** values[i][j] = f(origin + a_i d1 + b_j d2); with one direction values[i] */
  readonly values: Table | Float64Array
}

/** Rows from .. to - 1 of the values (all columns), just computed. */
export interface SliceTile { readonly from: number; readonly to: number; readonly values: Float64Array }

/** The loss on a line or a plane through parameter space. */
const kind: ExperimentKind<typeof fields, SliceData, SliceTile> = {
  kind: 'slice',
  title: 'Slice',
  summary: 'The loss along one or two directions from a point: a curve or a surface.',
  fields,
  check(spec, reader) {
    const { objective, axes, directions, rows, batch } = spec
    if (axes.length !== directions.length) reader.at('axes').refuse(`one axis for each of the ${directions.length} directions`, `${axes.length} of them`)
    checkAxes(axes, MOST_VALUES, reader.at('axes'))
    if (batch) batchFits(batch, objective, reader.at('batch'))
    if (rows && !(rows[0] < rows[1] && rows[1] <= axes[0]!.points)) reader.at('rows').refuse(`two whole numbers, the first the less, up to ${axes[0]!.points}`, rows)
    planeFits(spec, objectives.get(objective.kind).dim(objective), reader as Reader)
  },
  async *run(experiment, tools) {
    const spec = read(experiment)
    const objective = await tools.objective(spec.objective)
    const { origin, directions } = await resolvePlane(spec, objective, tools)
    const axes = spec.axes.map(coordinates)
    const [from, to] = spec.rows ?? [0, axes[0]!.length]
    const plane: Plane = { evaluate: evaluator(objective, origin, directions, spec.batch && Int32Array.from(spec.batch)), a: axes[0]!, b: axes[1] ?? Float64Array.of(0), cost: costOf(spec) }
    const values = yield* computeRows(plane, from, to, tools)
    const table = axes.length === 1 ? values : { rows: to - from, columns: axes[1]!.length, values }
    return { outcome: { kind: 'done' }, data: { origin, directions: asTable(directions), axes, values: table } }
  },
  split(experiment) {
    const spec = read(experiment)
    if (spec.rows) return [experiment]
    const rows = spec.axes[0]!.points, columns = spec.axes[1]?.points ?? 1
    const parts = Math.min(rows, MOST_PARTS, Math.floor((rows * columns * costOf(spec)) / PART_COST))
    if (parts < 2) return [experiment]
    const cut = (i: number): number => Math.floor((rows * i) / parts)
    return Array.from({ length: parts }, (_, i) => ({ ...experiment, rows: [cut(i), cut(i + 1)] }))
  },
  merge(parts): Result<SliceData> {
    const { data, ...rest } = parts[0]!
    const arrays = parts.map(({ data: { values } }) => (values instanceof Float64Array ? values : values.values))
    const values = new Float64Array(arrays.reduce((length, a) => length + a.length, 0))
    arrays.reduce((offset, a) => (values.set(a, offset), offset + a.length), 0)
    const table = data.values instanceof Float64Array ? values : { rows: values.length / data.values.columns, columns: data.values.columns, values }
    return { ...rest, data: { ...data, values: table } }
  },
}
export default kind

/** Work after which rows are handed on. Units of `costOf`, about 2 ns. */
const TILE_COST = 5e6
/** Work between two chances to pause. */
const BREATH_COST = 1e6
/** A part that is worth a worker's attention; several of them, so that no worker waits long for another's last. */
const PART_COST = 5e6
const MOST_PARTS = 16

/** With more inputs than this the fast kernel shares the first layer's products between the points of a plane. */
const MANY_INPUTS = 8

/**
 * Work of one value, from the spec alone: for each sample about one unit a parameter, and some for the passage itself; a twelfth of that for networks of more
 * than two parameters, which the fast kernel computes, and then of a first layer that is shared only what is left of it.
 */
function costOf({ objective, batch }: Spec): number {
  const data = objective['data'] as KindSpec | undefined
  if (!data || !datasets.has(data.kind)) return 25 // a formula
  const dim = objectives.get(objective.kind).dim(objective), fast = dim > 2 && objective['residual'] !== true
  const [inputs = 0, units = 0] = (objective['widths'] ?? []) as readonly number[]
  const spared = fast && !batch && inputs > MANY_INPUTS ? units * (inputs - 2) : 0
  return ((batch?.length ?? datasets.get(data.kind).shape(data).samples) * (dim - spared + 10)) / (fast ? 12 : 1)
}

/** out[i * b.length + j] <- f at (a_i, b_j) */
type Evaluate = (a: Vec, b: Vec, out: Float64Array) => void
interface Plane { readonly evaluate: Evaluate; readonly a: Vec; readonly b: Vec; readonly cost: number }

/** Values of rows from .. to - 1; frames tell of rows as they are done, tiles cut by the work in them and by nothing else. */
async function* computeRows({ evaluate, a, b, cost }: Plane, from: number, to: number, tools: Tools): AsyncGenerator<Frame<SliceTile>, Float64Array> {
  const columns = b.length
  const tileRows = Math.max(1, Math.floor(TILE_COST / (cost * columns)))
  const stretch = Math.max(1, Math.min(columns, Math.floor(BREATH_COST / cost)))
  const values = new Float64Array((to - from) * columns)
  for (let first = from; first < to; first += tileRows) {
    const last = Math.min(to, first + tileRows)
    for (let i = first; i < last; i++) {
      const row = (i - from) * columns
      for (let j = 0; j < columns; j += stretch) {
        const end = Math.min(columns, j + stretch)
        evaluate(a.subarray(i, i + 1), b.subarray(j, end), values.subarray(row + j, row + end))
        const pause = tools.breathe()
        if (pause) await pause
      }
    }
    yield { progress: (last - from) / (to - from), data: { from: first, to: last, values: values.slice((first - from) * columns, (last - from) * columns) } }
  }
  return values
}

function evaluator(objective: Objective, origin: Vec, [d1, d2 = new Float64Array(origin.length)]: readonly Vec[], batch: Int32Array | undefined): Evaluate {
  if (objective.plane && !batch) return (a, b, out) => objective.plane!(origin, d1!, d2, a, b, out)
  const { dim } = objective, theta = new Float64Array(dim)
  return (a, b, out) => {
    for (let i = 0; i < a.length; i++) {
      for (let j = 0; j < b.length; j++) {
        for (let k = 0; k < dim; k++) theta[k] = origin[k]! + a[i]! * d1![k]! + b[j]! * d2[k]!
        out[i * b.length + j] = objective.value(theta, batch)
      }
    }
  }
}

function asTable(directions: readonly Vec[]): Table {
  const columns = directions[0]!.length, values = new Float64Array(directions.length * columns)
  directions.forEach((direction, i) => values.set(direction, i * columns))
  return { rows: directions.length, columns, values }
}
