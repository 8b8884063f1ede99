/** The fields of a race, and the conditions between them. */
import { datasets } from '#data/registry.ts'
import { objectives } from '#objectives/registry.ts'
import { optimizers, samplers } from '#optimizers/registry.ts'
import { stoppings } from '#optimizers/stopping.ts'
import { choice, integer, list, optional, type Reader, withDefault } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'
import { pointField, pointFits, type PointRecipe } from '../points.ts'
import { type Column, COLUMNS } from './columns.ts'
import { type RaceRun, runField, seedField } from './run-field.ts'

export const raceFields = {
  objective: objectives.field,
  start: pointField,
  runs: list(runField, { label: 'Runs', max: 200 }),
  iterations: integer({ label: 'Iterations', symbol: 'K', min: 0, max: 10_000_000, advised: [1, 5000], scale: 'log', unit: 'steps' }),
  seed: { ...seedField, fallback: () => 1 },
  record: list(choice(COLUMNS, { required: true }), { label: 'Recorded', default: COLUMNS.slice(0, 4), max: COLUMNS.length }),
  pathEvery: optional(integer({ label: 'Path every', min: 1, unit: 'steps', description: 'Parameters are recorded at every so many steps, from the first on: a long path of many parameters takes less memory.' })),
  stopping: withDefault(stoppings.field, { kind: 'never' }),
}

export interface RaceSpec {
  readonly objective: KindSpec
  readonly start: PointRecipe
  readonly runs: readonly RaceRun[]
  readonly iterations: number
  readonly seed: number
  readonly record?: readonly Column[]
  readonly pathEvery?: number
  readonly stopping?: KindSpec
}

/** The dense Hessian is offered up to here. */
export const HESSIAN_DIM = 400
/** Bytes that all columns of a race may hold. */
const ROOM = 256 * 1_048_576

export function checkRace(spec: RaceSpec, reader: Reader): void {
  const { objective, start, runs, iterations } = spec
  const dim = objectives.get(objective.kind).dim(objective), samples = samplesOf(objective)
  pointFits(start, dim, reader.at('start'))
  runs.forEach((run, i) => checkRun(run, spec, dim, samples, reader.at('runs').at(i)))
  const bytes = runs.reduce((sum, run) => sum + (iterations - (run.fork?.at ?? 0) + 1) * rowBytes(run, spec.record ?? [], dim / (spec.pathEvery ?? 1)), 0)
  if (bytes > ROOM) {
    const columns = dim > 8 && spec.record?.includes('path') ? 'leave "path" out, set "pathEvery", or take fewer iterations or runs' : 'take fewer iterations or runs'
    reader.at('record').fault(`${Math.ceil(bytes / 1_048_576)} MB would be recorded, and 256 MB is the limit; ${columns}`)
  }
}

function checkRun(run: RaceRun, { runs, iterations }: RaceSpec, dim: number, samples: number | undefined, reader: Reader): void {
  if (run.start !== undefined) pointFits(run.start as PointRecipe, dim, reader.at('start'))
  const method = optimizers.get(run.optimizer.kind)
  if (method.needsHessian && dim > HESSIAN_DIM)
    reader.at('optimizer').fault(`${method.title} needs the dense Hessian, which is offered up to ${HESSIAN_DIM} parameters; this landscape has ${dim}`)
  const misfit = samples === undefined ? undefined : samplers.get(run.sampler.kind).fits?.(run.sampler, samples)
  if (misfit !== undefined) reader.at('sampler').fault(misfit)
  const { fork } = run
  if (!fork) return
  if (fork.run >= runs.length) reader.at('fork').at('run').refuse(`a run from 0 to ${runs.length - 1}`, fork.run)
  else if (springsFromItself(runs, run)) reader.at('fork').at('run').fault('expected a run that does not spring from this one')
  else {
    const from = runs[fork.run]!.fork?.at ?? 0
    if (fork.at < from || fork.at > iterations) reader.at('fork').at('at').refuse(`a step from ${from} to ${iterations}`, fork.at)
  }
  run.changes?.forEach((change, i) => {
    if (change.at < fork.at) reader.at('changes').at(i).at('at').refuse(`a step from ${fork.at} on, where the fork begins`, change.at)
  })
}

function springsFromItself(runs: readonly RaceRun[], run: RaceRun): boolean {
  let parent: RaceRun | undefined = runs[run.fork!.run]
  for (let hops = 0; parent && hops <= runs.length; hops++) {
    if (parent === run) return true
    parent = parent.fork && runs[parent.fork.run]
  }
  return parent !== undefined
}

/** Number of samples, where the spec itself says it. */
function samplesOf(objective: KindSpec): number | undefined {
  const data = objective['data'] as KindSpec | undefined
  return data && datasets.has(data.kind) ? datasets.get(data.kind).shape(data).samples : undefined
}

/** Bytes of one entry of a run. */
function rowBytes({ sampler }: RaceRun, record: readonly Column[], dim: number): number {
  const width = (column: Column): number => (column === 'path' ? dim : column === 'batches' ? largestBatch(sampler) : 1)
  return 8 * (2 + record.reduce((sum, column) => sum + width(column), 0))
}

/** Entries of a run's largest batch as its sampler says it; 0 where every step reads all. */
export function largestBatch(sampler: KindSpec): number {
  if (sampler.kind === 'full') return 0
  const batches = sampler['batches'] as readonly (readonly number[])[] | undefined
  return batches ? Math.max(...batches.map((batch) => batch.length)) : (sampler['batchSize'] as number)
}
