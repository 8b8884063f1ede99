/** The questions that the page asks the engine, as specs; and the forms in which answers come. */
import type { ExperimentSpec, Outcome } from '#experiments/experiment.ts'
import type { Table } from '#figures/table.ts'
import type { KindSpec } from '#spec/kind.ts'
import type { Race } from './race.ts'
import type { Domain, Plane } from './view.ts'

export interface RunData {
  /** Row k: theta after k steps. */
  readonly path: Table
  readonly values: Float64Array
  readonly gradientNorms: Float64Array
  readonly stepSizes: Float64Array
  readonly sharpness?: Float64Array
  /** Absent while the run goes on. */
  readonly outcome?: Outcome
}
export interface RaceData { readonly runs: readonly RunData[] }

/** The race cut down to some of its runs; batches depend on seed, sampler and step alone, so the runs stay the same. */
export function raceOf(race: Race, wanted: readonly number[]): Race {
  const place = new Map(wanted.map((index, j) => [index, j]))
  return {
    ...race, record: RECORD,
    runs: wanted.map((index) => {
      const run = race.runs[index]!
      return run.fork ? { ...run, fork: { ...run.fork, run: place.get(run.fork.run)! } } : run
    }),
  }
}
const RECORD = ['path', 'values', 'gradientNorms', 'stepSizes', 'sharpness']

/** Where and how finely a slice is sampled. */
export interface Sampling { readonly window: Domain; readonly columns: number; readonly rows: number }

/**
 * Values over a window. The second direction comes first: the slice's rows are then the rows of a picture, bottom to top,
 * and its values are a Grid as they are.
 */
export function mapSlice(objective: KindSpec, plane: Plane | undefined, { window: [[x0, x1], [y0, y1]], columns, rows }: Sampling): ExperimentSpec {
  const [first, second] = plane?.directions ?? [[1, 0], [0, 1]]
  return {
    experiment: 'slice', objective, origin: plane?.origin ?? { kind: 'point', theta: [0, 0] },
    directions: [second, first], normalisation: plane?.normalisation ?? 'none',
    axes: [{ from: y0, to: y1, points: rows }, { from: x0, to: x1, points: columns }],
  }
}
export interface SliceData {
  /** As used, one a row. */
  readonly directions: Table
  readonly origin?: Float64Array
  readonly axes: readonly Float64Array[]
  readonly values: Table | Float64Array
}

export const criticalPoints = (objective: KindSpec, domain: Domain): ExperimentSpec => ({ experiment: 'critical-points', objective, domain })
export interface FoundPoint {
  readonly theta: Float64Array | readonly number[]
  readonly value: number
  readonly gradientNorm: number
  readonly kind: 'minimum' | 'saddle' | 'maximum' | 'degenerate'
  readonly index: number
  readonly eigenvalues: Float64Array | readonly number[]
}

export const pointQuestion = (objective: KindSpec, theta: readonly number[], quantities: readonly string[]): ExperimentSpec =>
  ({ experiment: 'point', objective, theta, quantities })
