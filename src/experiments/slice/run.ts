/** A slice is computed: rows of values, tile by tile. */
import type { Table } from '#figures/table.ts'
import type { Vec } from '#kernel/vec.ts'
import type { Objective } from '#objectives/objective.ts'
import { coordinates } from '../axes.ts'
import type { Frame, Result, Tools } from '../experiment.ts'
import type { SliceData, SliceSpec, SliceTile } from '../kinds/slice.ts'
import { resolvePlane } from '../recipes/make.ts'

/** @param cost work of one value, in units of about 2 ns */
export async function* slice(spec: SliceSpec, cost: number, tools: Tools): AsyncGenerator<Frame<SliceTile>, Result<SliceData>> {
  const objective = await tools.objective(spec.objective)
  const { origin, directions } = await resolvePlane(spec, objective, tools)
  const axes = spec.axes.map(coordinates)
  const [from, to] = spec.rows ?? [0, axes[0]!.length]
  const plane: Plane = { evaluate: evaluator(objective, origin, directions, spec.batch && Int32Array.from(spec.batch)), a: axes[0]!, b: axes[1] ?? Float64Array.of(0), cost }
  const values = yield* computeRows(plane, from, to, tools)
  const table = axes.length === 1 ? values : { rows: to - from, columns: axes[1]!.length, values }
  return { outcome: { kind: 'done' }, data: { origin, directions: asTable(directions), axes, values: table } }
}

/** Work after which rows are handed on. */
const TILE_COST = 5e6
/** Work between two chances to pause. */
const BREATH_COST = 1e6

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
