import { datasets } from '#data/registry.ts'
import type { Table } from '#figures/table.ts'
import type { Vec } from '#kernel/vec.ts'
import { objectives } from '#objectives/registry.ts'
import { integer, list, optional, type Reader, tuple } from '#spec/field.ts'
import type { KindSpec, SpecOf } from '#spec/kind.ts'
import { axis, checkAxes } from '../axes.ts'
import { batchField, batchFits } from '../batch.ts'
import type { ExperimentKind, ExperimentSpec, Result } from '../experiment.ts'
import { directionField, planeFits, pointField, scalingFields } from '../points.ts'
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
export type SliceSpec = SpecOf<'slice', typeof fields>
const read = (spec: ExperimentSpec): SliceSpec => spec as unknown as SliceSpec

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
  // who reads a slice, as the page does, does not need what computes it
  async *run(experiment, tools) {
    const { slice } = await import('../slice/run.ts')
    return yield* slice(read(experiment), costOf(read(experiment)), tools)
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

/** Work of a part that is worth a worker's attention, in units of `costOf`, about 2 ns; several of them, so that no worker waits long for another's last. */
const PART_COST = 5e6
const MOST_PARTS = 16

/** With more inputs than this the fast kernel shares the first layer's products between the points of a plane. */
const MANY_INPUTS = 8

/**
 * Work of one value, from the spec alone: for each sample about one unit a parameter, and some for the passage itself; a twelfth of that for networks of more
 * than two parameters, which the fast kernel computes, and then of a first layer that is shared only what is left of it.
 */
function costOf({ objective, batch }: SliceSpec): number {
  const data = objective['data'] as KindSpec | undefined
  if (!data || !datasets.has(data.kind)) return 25 // a formula
  const dim = objectives.get(objective.kind).dim(objective), fast = dim > 2 && objective['residual'] !== true
  const [inputs = 0, units = 0] = (objective['widths'] ?? []) as readonly number[]
  const spared = fast && !batch && inputs > MANY_INPUTS ? units * (inputs - 2) : 0
  return ((batch?.length ?? datasets.get(data.kind).shape(data).samples) * (dim - spared + 10)) / (fast ? 12 : 1)
}
