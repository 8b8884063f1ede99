/** From a race's spec to its runs, ready to be computed; and how the work is cut, by the spec alone. */
import type { Vec } from '#kernel/vec.ts'
import type { Objective } from '#objectives/objective.ts'
import { labelsOf } from '#optimizers/label.ts'
import { optimizers, samplers } from '#optimizers/registry.ts'
import { SpecError } from '#spec/fault.ts'
import type { Snapshot } from '#optimizers/descent.ts'
import type { Frame, Tools } from '../experiment.ts'
import type { PointRecipe } from '../points.ts'
import { resolvePoint } from '../recipes/make.ts'
import type { Shelf } from './cache.ts'
import { largestBatch, type RaceSpec } from './fields.ts'
import { type Column, COLUMNS } from './columns.ts'
import type { Recording } from './reel.ts'
import type { RaceRun } from './run-field.ts'
import { type Origin, Shot } from './shot.ts'

/** Points of a run at which the sharpness of more than two parameters is measured, and the least distance between two: one costs some 25 gradients. */
const MEASURED = 40
const LEAST_STRIDE = 25

/** @throws SpecError for what can be said only now that the data are there */
export async function planRace(spec: RaceSpec, objective: Objective, shelf: Shelf, tools: Tools): Promise<readonly Shot[]> {
  const { runs, iterations, stopping = { kind: 'never' } } = spec
  const { samples } = objective
  for (const [i, { sampler }] of runs.entries()) {
    const misfit = samples > 1 ? samplers.get(sampler.kind).fits?.(sampler, samples) : undefined
    if (misfit !== undefined) throw new SpecError([{ path: `runs.${i}.sampler`, message: misfit }])
  }
  const labels = labelsOf(runs.map(({ optimizer, sampler, label }) => ({ optimizer, sampler, ...(label === undefined ? {} : { label }) })), samples)
  const common = runs.some((run) => !run.fork && run.start === undefined) ? await resolvePoint(spec.start, objective, tools, 'start') : undefined
  const starts: (Vec | undefined)[] = []
  for (const [i, run] of runs.entries()) starts.push(run.start === undefined ? common : await resolvePoint(run.start as PointRecipe, objective, tools, `runs.${i}.start`))
  const columns: ReadonlySet<Column> = new Set(spec.record ?? COLUMNS.slice(0, 4))
  const shots = new Map<number, Shot>()
  const shotOf = (i: number): Shot => {
    const run = runs[i]!
    const origin: Origin = run.fork ? { parent: shots.get(run.fork.run) ?? shotOf(run.fork.run), at: run.fork.at } : { theta: starts[i]! }
    const recording: Recording = {
      columns, from: run.fork?.at ?? 0, to: iterations,
      stride: columns.has('sharpness') && objective.dim !== 2 ? Math.max(LEAST_STRIDE, Math.ceil(iterations / MEASURED)) : 1,
      every: spec.pathEvery ?? 1,
      batchSize: columns.has('batches') && samples > 1 ? batchWidth(run) : 0,
      unseen: columns.size === 0 && runs.every(({ fork }) => !fork),
    }
    const { optimizer, sampler, changes = [], seed = spec.seed } = run
    const shot = new Shot(objective, shelf, { optimizer, sampler, seed, changes, stopping }, labels[i]!, recording, origin)
    shots.set(i, shot)
    return shot
  }
  return runs.map((_, i) => shots.get(i) ?? shotOf(i))
}

/** Changes may make batches larger. */
const batchWidth = ({ sampler, changes = [] }: RaceRun): number =>
  sampler.kind === 'full' ? 0 : Math.max(largestBatch(sampler), ...changes.map(({ batchSize }) => (batchSize as number | undefined) ?? 0))

/**
 * Microseconds that one step takes, roughly: 1 ns for each of some six operations a parameter and sample, a quarter of one for all of them in the fast
 * kernel, and what is spent on any step.
 */
function stepCost({ run, recording }: Shot, { dim, samples, constantHessian, kernel }: Objective): number {
  const read = recording.unseen && run.sampler.kind !== 'full' ? largestBatch(run.sampler) : samples
  const gradient = 0.2 + ((kernel === 'simd' ? 0.25 : 6) * dim * read) / 1000
  const method = optimizers.get(run.optimizer.kind).needsHessian ? 2 * dim * gradient + (dim * dim * dim) / 1000 : 0
  const measured = recording.columns.has('sharpness') && dim === 2 && !constantHessian ? 2 * gradient : 0
  return 1.5 * gradient + method + measured
}

/** Steps of all runs between two frames: about 40 ms of work. */
export function frameSteps(shots: readonly Shot[], objective: Objective): number {
  const together = shots.reduce((sum, shot) => sum + stepCost(shot, objective), 0)
  return Math.max(1, Math.floor(40_000 / Math.max(1, together)))
}

/** Steps of one run between two breaths: about 1 ms; 3 ms for the fast kernel, into which all vectors are copied before such a stretch and out of which behind it. */
export function chunkSteps(shots: readonly Shot[], objective: Objective): number {
  return Math.max(1, Math.floor((objective.kernel === 'simd' ? 3000 : 1000) / Math.max(0.5, ...shots.map((shot) => stepCost(shot, objective)))))
}

/** Computes a run up to a step, pausing as it goes. */
export async function advance(shot: Shot, target: number, piece: number, tools: Tools): Promise<void> {
  for (let more = true; more;) {
    more = shot.work(target, piece)
    const pause = tools.breathe()
    if (pause) await pause
  }
}

/** Where a run stands at a step, its parents computed first, with frames of progress on the way. Undefined where it has ended before. */
export async function* standingAt(shots: readonly Shot[], run: number, at: number, objective: Objective, tools: Tools): AsyncGenerator<Frame, Snapshot | undefined> {
  const line: Shot[] = []
  for (let each: Shot | undefined = shots[run]!; each; each = 'parent' in each.origin ? each.origin.parent : undefined) line.unshift(each)
  try {
    for (const [i, ancestor] of line.entries()) {
      await advance(ancestor, at, chunkSteps(shots, objective), tools)
      yield { progress: (i + 1) / (line.length + 1) }
    }
    return shots[run]!.snapshotAt(at)
  } finally {
    for (const each of line) each.leave()
  }
}
