/** The questions that the page asks the engine, as specs; and the forms in which answers come. */
import type { ExperimentSpec } from '#experiments/experiment.ts'
import { objectives } from '#objectives/registry.ts'
import { optimizers } from '#optimizers/registry.ts'
import { canonical } from '#spec/canonical.ts'
import type { KindSpec } from '#spec/kind.ts'
import type { Change, Race, Run } from './race.ts'
import type { Domain, Plane } from './view.ts'

export type { RaceData } from '#experiments/kinds/race.ts'

/** The race cut down to some of its runs; batches depend on seed, sampler and step alone, so the runs stay the same. */
export function raceOf(race: Race, wanted: readonly number[]): Race & { readonly pathEvery?: number } {
  const place = new Map(wanted.map((index, j) => [index, j]))
  return {
    ...race, ...recording(race),
    runs: wanted.map((index) => {
      const run = race.runs[index]!
      return run.fork ? { ...run, fork: { ...run.fork, run: place.get(run.fork.run)! } } : run
    }),
  }
}
const RECORD = ['path', 'values', 'gradientNorms', 'stepSizes', 'sharpness', 'costs']
/** Bytes that the parameters along all runs of a film may take. */
const ROOM = 64 * 1_048_576

/** What a film records: values of every step; many parameters over many steps only now and then, so that they fit. */
function recording({ objective, runs, iterations }: Race): { readonly record: readonly string[]; readonly pathEvery?: number } {
  const dim = objectives.get(objective.kind).dim(objective), entries = runs.reduce((sum, { fork }) => sum + iterations + 1 - (fork?.at ?? 0), 0)
  const pathEvery = dim === 2 ? 1 : Math.ceil((8 * dim * entries) / ROOM)
  return { record: RECORD, ...(pathEvery > 1 && { pathEvery }) }
}

/** A plane as a recipe, or in numbers. */
export type MapPlane = Pick<Plane, 'origin' | 'directions' | 'normalisation'> & Partial<Pick<Plane, 'gauge'>>

/** Where and how finely a slice is sampled. */
export interface Sampling { readonly window: Domain; readonly columns: number; readonly rows: number }

/**
 * Values over a window. The second direction comes first: the slice's rows are then the rows of a picture, bottom to top,
 * and its values are a Grid as they are.
 */
export function mapSlice(objective: KindSpec, plane: MapPlane | undefined, { window: [[x0, x1], [y0, y1]], columns, rows }: Sampling): ExperimentSpec {
  const [first, second] = plane?.directions ?? [[1, 0], [0, 1]]
  return {
    experiment: 'slice', objective, origin: plane?.origin ?? { kind: 'point', theta: [0, 0] },
    directions: [second, first], normalisation: plane?.normalisation ?? 'none', ...(plane?.gauge === undefined || plane.gauge === 'none' ? {} : { gauge: plane.gauge }),
    axes: [{ from: y0, to: y1, points: rows }, { from: x0, to: x1, points: columns }],
  }
}
export type { SliceData } from '#experiments/kinds/slice.ts'

/** The cheapest slice that gives away the plane itself. */
export const planeQuestion = (objective: KindSpec, plane: MapPlane): ExperimentSpec => mapSlice(objective, plane, { window: [[0, 1], [0, 1]], columns: 2, rows: 2 })

export const criticalPoints = (objective: KindSpec, domain: Domain): ExperimentSpec => ({ experiment: 'critical-points', objective, domain })
export const flowLines = (objective: KindSpec, domain: Domain): ExperimentSpec => ({ experiment: 'flow-lines', objective, domain })

export const pointQuestion = (objective: KindSpec, theta: unknown, quantities: readonly string[]): ExperimentSpec =>
  ({ experiment: 'point', objective, theta, quantities })
export type { PointData } from '#experiments/kinds/point.ts'

/** The loss at origin - t gradient, t from 0 to `reach`: what one step of that size would find. */
export const cutQuestion = (objective: KindSpec, theta: unknown, gradient: Float64Array, reach: number, points: number): ExperimentSpec =>
  ({ experiment: 'slice', objective, origin: theta, directions: [Array.from(gradient, (g) => -g)], normalisation: 'none', axes: [{ from: 0, to: reach, points }] })

/** The loss after `steps` at many step sizes, over several seeds for stochastic runs. A fork's other step sizes act from where it begins. @returns undefined for a fork that is not its parent going on */
export function sweepQuestion(race: Race, index: number, steps: number, [from, to]: readonly [number, number], count: number, seeds: number): ExperimentSpec | undefined {
  const run = unbranched(race, index)
  return run && { experiment: 'sweep', objective: race.objective, start: run.start ?? race.start, run, iterations: steps, seed: race.seed, stepSizes: { from, to, count }, seeds, from: race.runs[index]!.fork?.at ?? 0 }
}

/**
 * A fork as one run: its parent up to there, and the fork's settings as a change in mid-run. Undefined where no change can say it: another method, other
 * batches, another seed, a knob that stays for a whole run.
 */
function unbranched(race: Race, index: number): Omit<Run, 'label' | 'fork'> | undefined {
  const { label: _, fork, ...run } = race.runs[index]!
  if (!fork) return run
  const parent = unbranched(race, fork.run)
  if (!parent || parent.optimizer.kind !== run.optimizer.kind || (parent.seed ?? race.seed) !== (run.seed ?? race.seed)) return undefined
  const before = (parent.changes ?? []).filter(({ at }) => at < fork.at)
  const { at: __, batchSize, ...turned } = Object.assign({}, ...before) as Partial<Change>
  const knobs = { ...parent.optimizer, ...turned }, sampler = batchSize === undefined ? parent.sampler : { ...parent.sampler, batchSize }
  if (canonical(sampler) !== canonical(run.sampler)) return undefined
  const others = Object.entries(run.optimizer).filter(([name, value]) => canonical(value) !== canonical(knobs[name as keyof typeof knobs]))
  const { steerable } = optimizers.get(run.optimizer.kind)
  if (others.some(([name]) => !steerable.includes(name))) return undefined
  return { ...parent, changes: [...before, ...(others.length ? [{ at: fork.at, ...Object.fromEntries(others) }] : []), ...(run.changes ?? [])] }
}
export type { SweepData } from '#experiments/kinds/sweep.ts'

/** Gradient descent from several places by steps small enough to follow the slope. */
export const letGo = (objective: KindSpec, places: readonly (readonly [number, number])[], stepSize: number, iterations: number): ExperimentSpec => ({
  experiment: 'race', objective, start: { kind: 'point', theta: places[0] }, iterations, seed: 1, record: [], stopping: { kind: 'never' },
  runs: places.map((theta) => ({ optimizer: { kind: 'gradient-descent', stepSize }, sampler: { kind: 'full' }, start: { kind: 'point', theta } })),
})

/** Whoever has not settled by then is not waited for. */
const BASIN_STEPS = 400
/** Every start of a window, by the critical point that one run's method reaches from it. */
export const basinsQuestion = (race: Race, { optimizer, sampler, seed = race.seed }: Run, domain: Domain, columns: number, rows: number): ExperimentSpec =>
  ({ experiment: 'basins', objective: race.objective, domain, run: { optimizer, sampler, seed }, columns, rows, iterations: BASIN_STEPS })

/** The parts of one step of one run. Recorded as the film is, so that a thread that shot it has it on its shelf. */
export const anatomyQuestion = (race: Race, run: number, at: number): ExperimentSpec => ({ ...race, experiment: 'anatomy', ...recording(race), run, at })

/** The batches of one run, and what gradients they gave, for the steps from one to another. */
export const batchStepsQuestion = (race: Race, run: number, from: number, to: number): ExperimentSpec => ({ ...race, experiment: 'batch-steps', ...recording(race), run, from, to })
/** The loss of some samples over a window. */
export const batchSlice = (objective: KindSpec, plane: MapPlane | undefined, sampling: Sampling, rows: ArrayLike<number>): ExperimentSpec => ({ ...mapSlice(objective, plane, sampling), batch: Array.from(rows) })
/** All single gradients at a point, on the map's plane. */
export const gradientCloud = (objective: KindSpec, theta: ArrayLike<number>, plane: MapPlane | undefined, batchSizes: readonly number[], draws: number): ExperimentSpec => ({
  experiment: 'gradient-cloud', objective, theta: Array.from(theta), batchSizes, draws, seed: 1, normalisation: 'none',
  origin: plane?.origin ?? [0, 0], directions: plane?.directions ?? [[1, 0], [0, 1]],
})

/** Some runs of a race on a plane, from their recorded parameters; `points` is how many losses on the plane are compared with the true ones. */
export const projectionQuestion = (objective: KindSpec, plane: MapPlane, of: ExperimentSpec, points: number): ExperimentSpec =>
  ({ experiment: 'projection', objective, origin: plane.origin, directions: plane.directions, normalisation: plane.normalisation, of, points })
export type { ProjectionData, ProjectedRun } from '#experiments/kinds/projection.ts'

/** The first samples of a dataset. */
export const dataQuestion = (data: KindSpec, most: number): ExperimentSpec => ({ experiment: 'data', data, most })
/** What a network says: over a lattice of inputs, and to its samples. */
export const outputsQuestion = (objective: KindSpec, theta: readonly number[], lattice: readonly (readonly [number, number, number])[] | undefined): ExperimentSpec =>
  ({ experiment: 'outputs', objective, theta, ...(lattice && { lattice }) })
