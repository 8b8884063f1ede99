import { quantile } from '#analysis/statistics.ts'
import { exp, log } from '#kernel/special.ts'
import { objectives } from '#objectives/registry.ts'
import { createDescent, type DescentRun, type Snapshot } from '#optimizers/descent.ts'
import type { StepSize } from '#optimizers/fields.ts'
import { optimizers } from '#optimizers/registry.ts'
import { withLeadingStepSize } from '#optimizers/step-size.ts'
import type { Objective } from '#objectives/objective.ts'
import { integer, number, type Reader, record } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'
import type { ExperimentKind, Tools } from '../experiment.ts'
import { pointField, pointFits, type PointRecipe } from '../points.ts'
import { resolvePoint } from '../recipes/make.ts'
import { HESSIAN_DIM } from '../race/fields.ts'
import { type RaceRun, runField, seedField } from '../race/run-field.ts'

/** The loss that one run would have after `iterations` steps, at each of many step sizes. */
export interface SweepData {
  readonly stepSizes: Float64Array
  /** Over the seeds, of the full objective; Infinity where a seed diverged, NaN where not yet computed. */
  readonly mean: Float64Array
  /** 15 % and 85 % quantiles over the seeds; with one seed they are the mean. */
  readonly low: Float64Array
  readonly high: Float64Array
  /** Share of the seeds that diverged. */
  readonly diverged: Float64Array
  /** Seeds that have been computed, where they differ the least. */
  readonly seeds: number
}

const fields = {
  objective: objectives.field,
  start: pointField,
  run: { ...runField, meta: { label: 'Run' } },
  iterations: integer({ label: 'Iterations', min: 1, max: 1_000_000, unit: 'steps' }),
  seed: { ...seedField, fallback: () => 1 },
  stepSizes: record({
    from: number({ label: 'From', above: 0, scale: 'log' }),
    to: number({ label: 'To', above: 0, scale: 'log' }),
    count: integer({ label: 'Values', default: 49, min: 2, max: 49 }),
  }, { label: 'Step sizes', description: 'Evenly spaced on a logarithmic scale.' }),
  seeds: integer({ label: 'Seeds', default: 8, min: 1, max: 64, description: 'For runs with random batches; others need one.' }),
  from: integer({ label: 'From step', default: 0, min: 0, description: 'Before this step the run is as it is; the other step sizes act from here on.' }),
}
interface Sweep {
  readonly objective: KindSpec
  readonly start: PointRecipe
  readonly run: RaceRun
  readonly iterations: number
  readonly seed: number
  readonly stepSizes: { readonly from: number; readonly to: number; readonly count: number }
  readonly seeds: number
  readonly from: number
}

/** The quantiles of the band. */
const LOW = 0.15, HIGH = 0.85
/** Coarse to fine: every 8th value first. */
const STRIDES = [8, 4, 2, 1]
/** Seeds of the first round. */
const FIRST_SEEDS = 2
/** Frames at most, however many values there are. */
const FRAMES = 24

const kind: ExperimentKind<typeof fields, SweepData, SweepData> = {
  kind: 'sweep',
  title: 'Step-size sweep',
  summary: 'One run at many step sizes: what its loss would be by now.',
  fields,
  check,
  async *run(raw, tools) {
    const spec = raw as unknown as Sweep
    const objective = await tools.objective(spec.objective)
    const start = await resolvePoint((spec.run.start as PointRecipe | undefined) ?? spec.start, objective, tools, 'start')
    const noisy = (spec.run.sampler.kind !== 'full' && objective.samples > 1) || spec.run.optimizer.kind === 'noisy-gradient-descent'
    const seeds = noisy ? spec.seeds : 1
    const sizes = spaced(spec.stepSizes)
    const losses = Array.from(sizes, () => new Float64Array(seeds).fill(NaN))
    const prefixes = new Map<number, Snapshot>()
    const jobs = order(sizes.length, seeds)
    const every = Math.max(1, Math.ceil(jobs.length / FRAMES))
    for (const [done, { value, seed, rounds }] of jobs.entries()) {
      losses[value]![seed] = await lossAt(objective, spec, start, sizes[value]!, seed, prefixes, tools)
      if ((rounds || (done + 1) % every === 0) && done + 1 < jobs.length) yield { progress: (done + 1) / jobs.length, data: summary(sizes, losses) }
    }
    const data = summary(sizes, losses)
    return { outcome: { kind: 'sweep', stepSizes: sizes.length, seeds, diverged: data.diverged.filter((share) => share > 0).length }, data }
  },
}
export default kind

function check(raw: object, reader: Reader): void {
  const { objective, start, run, iterations, stepSizes, from } = raw as Sweep
  const dim = objectives.get(objective.kind).dim(objective)
  pointFits(start, dim, reader.at('start'))
  if (run.start !== undefined) pointFits(run.start as PointRecipe, dim, reader.at('run').at('start'))
  const method = optimizers.get(run.optimizer.kind)
  if (!method.usesStepSize) reader.at('run').at('optimizer').fault(`${method.title} has no step size to sweep`)
  if (method.needsHessian && dim > HESSIAN_DIM) reader.at('run').at('optimizer').fault(`${method.title} needs the dense Hessian, which is offered up to ${HESSIAN_DIM} parameters; this landscape has ${dim}`)
  if (run.fork) reader.at('run').at('fork').fault('expected a run of its own; sweep the run that it springs from, from the step of the fork on')
  if (!(stepSizes.from < stepSizes.to)) reader.at('stepSizes').at('to').refuse(`a number > ${stepSizes.from}`, stepSizes.to)
  if (from > iterations) reader.at('from').refuse(`a step up to ${iterations}`, from)
}

function spaced({ from, to, count }: Sweep['stepSizes']): Float64Array {
  const a = log(from), b = log(to)
  return Float64Array.from({ length: count }, (_, i) => (i === 0 ? from : i === count - 1 ? to : exp(a + ((b - a) * i) / (count - 1))))
}

interface Job { readonly value: number; readonly seed: number; /** True for the last of a round: every value of one fineness. */ readonly rounds: boolean }

/** Coarse to fine in the values, for the first seeds before the others. */
function order(count: number, seeds: number): readonly Job[] {
  const rounds = STRIDES.map((stride, round) =>
    Array.from({ length: Math.ceil(count / stride) }, (_, n) => n * stride).filter((i) => round === 0 || i % STRIDES[round - 1]! !== 0))
  const first = Math.min(FIRST_SEEDS, seeds)
  const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, n) => from + n)
  return [range(0, first), range(first, seeds)].flatMap((some) => rounds.flatMap((values) => {
    const jobs = values.flatMap((value) => some.map((seed) => ({ value, seed })))
    return jobs.map((job, n) => ({ ...job, rounds: n === jobs.length - 1 }))
  }))
}

/** Steps between two breaths. */
const PIECE = 64

/** Infinity where the run diverges; where it falls for ever, its last finite loss. */
async function lossAt(objective: Objective, spec: Sweep, start: Float64Array, stepSize: number, s: number, prefixes: Map<number, Snapshot>, tools: Tools): Promise<number> {
  const { run, iterations, from } = spec
  const { optimizer, sampler, changes = [] } = run
  const seed = (run.seed ?? spec.seed) + s
  const later = changes.filter(({ at }) => at >= from).map(({ stepSize: _, ...others }) => others)
  const swept = { at: from, stepSize: withLeadingStepSize(steered(run, from), stepSize) }
  const whole: DescentRun = { optimizer, sampler, seed, changes: [...changes.filter(({ at }) => at < from), swept, ...later] }
  const descent = createDescent(objective, whole, start, false)
  const advance = async (to: number): Promise<void> => {
    while (descent.step < to && !descent.ended) {
      descent.advance(Math.min(PIECE, to - descent.step))
      const pause = tools.breathe()
      if (pause) await pause
    }
  }
  const prefix = prefixes.get(seed)
  if (prefix) descent.restore(prefix)
  else {
    await advance(from)
    if (from > 0) prefixes.set(seed, descent.snapshot())
  }
  await advance(iterations)
  return descent.ended && descent.ended.kind !== 'stopped' && !(descent.ended.kind === 'not-finite' && descent.ended.found === -Infinity) ? Infinity : descent.value
}

/** The step size or schedule in force at a step. */
function steered({ optimizer, changes = [] }: RaceRun, step: number): StepSize {
  let found = optimizer['stepSize'] as StepSize
  for (const { at, stepSize } of changes) if (at <= step && stepSize !== undefined) found = stepSize as StepSize
  return found
}

function summary(sizes: Float64Array, losses: readonly Float64Array[]): SweepData {
  const column = (of: (known: Float64Array) => number): Float64Array => Float64Array.from(losses, (row) => {
    const known = row.filter((loss) => !Number.isNaN(loss)).sort()
    return known.length ? of(known) : NaN
  })
  return {
    stepSizes: sizes.slice(),
    mean: column((known) => known.reduce((sum, loss) => sum + loss, 0) / known.length),
    low: column((known) => quantile(known, LOW)), high: column((known) => quantile(known, HIGH)),
    diverged: column((known) => known.filter((loss) => loss === Infinity).length / known.length),
    seeds: Math.min(...losses.map((row) => row.filter((loss) => !Number.isNaN(loss)).length)),
  }
}
