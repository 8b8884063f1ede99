/** The batches that a run read, step by step, and the gradient that each of them gave: the steps of a run as it saw them. */
import type { Table } from '#figures/table.ts'
import type { Batch } from '#objectives/objective.ts'
import { createDescent } from '#optimizers/descent.ts'
import { integer, type Reader } from '#spec/field.ts'
import type { ExperimentKind } from '../experiment.ts'
import { shelfOf } from '../race/cache.ts'
import { checkRace, raceFields, type RaceSpec } from '../race/fields.ts'
import { planRace, standingAt } from '../race/plan.ts'

export interface BatchStepsData {
  /** The iterate of the first row. */
  readonly first: number
  /** batches[k]: rows of the data that step first + k read, in the order drawn; repeats where it draws with replacement. */
  readonly batches: readonly Int32Array[]
  /** One row a step: theta before it, and the gradient of its batch there. */
  readonly thetas: Table
  readonly gradients: Table
  /** Loss of its batch at theta, before the step. */
  readonly losses: Float64Array
  readonly stepSizes: Float64Array
  /** The gradient over all samples at the last theta. */
  readonly full: Float64Array
}

const fields = {
  ...raceFields,
  run: integer({ label: 'Run', min: 0, description: 'Which run of the race, counted from 0.' }),
  from: integer({ label: 'First step', min: 0 }),
  to: integer({ label: 'Last step', min: 0, description: 'The step from this iterate to the next; at most 100 steps.' }),
}
interface Question extends RaceSpec { readonly run: number; readonly from: number; readonly to: number }

const MOST = 100

const kind: ExperimentKind<typeof fields, BatchStepsData> = {
  kind: 'batch-steps',
  title: 'Batches of a run',
  summary: 'Which samples each step of a run read, and the gradient that they gave: the batch\'s loss falls straight down that gradient.',
  fields,
  check(raw: object, reader: Reader) {
    const spec = raw as Question
    checkRace(spec, reader)
    const run = spec.runs[spec.run]
    if (!run) reader.at('run').refuse(`a run from 0 to ${spec.runs.length - 1}`, spec.run)
    else if (run.sampler.kind === 'full') reader.at('run').refuse('a run that reads batches', spec.run)
    if (spec.from > spec.to || spec.to - spec.from >= MOST) reader.at('from').refuse(`a step from ${Math.max(0, spec.to - MOST + 1)} to ${spec.to}`, spec.from)
    else if (run && spec.from < (run.fork?.at ?? 0)) reader.at('from').refuse(`a step of that run, from ${run.fork!.at} on`, spec.from)
    if (spec.to >= spec.iterations) reader.at('to').refuse(`a step below ${spec.iterations}`, spec.to)
  },
  async *run(raw, tools) {
    const spec = raw as unknown as Question
    const objective = await tools.objective(spec.objective)
    const shots = await planRace(spec, objective, shelfOf(objective), tools)
    const shot = shots[spec.run]!
    const before = yield* standingAt(shots, spec.run, spec.from, objective, tools)
    const { dim } = objective, most = spec.to - spec.from + 1
    const batches: Int32Array[] = [], thetas = new Float64Array(most * dim), gradients = new Float64Array(most * dim), losses = new Float64Array(most), stepSizes = new Float64Array(most)
    if (before) {
      const descent = createDescent(objective, shot.run, before.theta)
      descent.restore(before)
      let drawn: Batch | undefined, size = NaN
      const witness = { stepped: (stepSize: number, batch: Batch | undefined) => { size = stepSize; drawn = batch?.slice() }, arrived() {} }
      while (descent.step <= spec.to) {
        const k = batches.length, theta = thetas.subarray(k * dim, (k + 1) * dim)
        theta.set(descent.theta)
        if (descent.advance(1, witness) === 0) break
        losses[k] = objective.gradient(theta, gradients.subarray(k * dim, (k + 1) * dim), drawn)
        stepSizes[k] = size
        // a change in mid-run may have made the batch all samples
        batches.push(drawn ? Int32Array.from(drawn) : Int32Array.from({ length: objective.samples }, (_, i) => i))
        const pause = tools.breathe()
        if (pause) await pause
      }
    }
    const rows = batches.length, table = (values: Float64Array): Table => ({ rows, columns: dim, values: values.slice(0, rows * dim) })
    const full = new Float64Array(dim)
    if (rows > 0) objective.gradient(thetas.subarray((rows - 1) * dim, rows * dim), full)
    const outcome = rows ? ({ kind: 'completed' } as const) : ({ kind: 'no-step', subject: shot.label, at: spec.from } as const)
    return { outcome, data: { first: spec.from, batches, thetas: table(thetas), gradients: table(gradients), losses: losses.slice(0, rows), stepSizes: stepSizes.slice(0, rows), full } }
  },
}
export default kind
