import type { Table } from '#figures/table.ts'
import { type Anatomy, anatomy } from '#optimizers/anatomy.ts'
import { integer, type Reader } from '#spec/field.ts'
import type { ExperimentKind } from '../experiment.ts'
import { shelfOf } from '../race/cache.ts'
import { checkRace, raceFields, type RaceSpec } from '../race/fields.ts'
import { planRace, standingAt } from '../race/plan.ts'

/** The parts of one step; absent (`taken` false) where the run ends before it. */
export type AnatomyData = { readonly taken: false } | ({ readonly taken: true } & Omit<Anatomy, 'scaling' | 'taken'> & {
  /** theta_{k+1} - theta_k */
  readonly move: Float64Array
  /** Along the coordinates where `axes` is absent, else along its rows. */
  readonly factors: Float64Array
  readonly axes?: Table
  readonly curvatures?: Float64Array
})

const fields = {
  ...raceFields,
  run: integer({ label: 'Run', min: 0, description: 'Which run of the race, counted from 0.' }),
  at: integer({ label: 'Step', min: 0, description: 'The step from this iterate to the next.' }),
}
interface Question extends RaceSpec { readonly run: number; readonly at: number }

const kind: ExperimentKind<typeof fields, AnatomyData> = {
  kind: 'anatomy',
  title: 'Anatomy of a step',
  summary: 'What a method made of the gradient at one step: the gradient\'s part, the past\'s part, the scaling, and the step taken.',
  fields,
  check(raw: object, reader: Reader) {
    const spec = raw as Question
    checkRace(spec, reader)
    if (spec.run >= spec.runs.length) reader.at('run').refuse(`a run from 0 to ${spec.runs.length - 1}`, spec.run)
    else if (spec.at < (spec.runs[spec.run]!.fork?.at ?? 0) || spec.at >= spec.iterations) reader.at('at').refuse(`a step of that run below ${spec.iterations}`, spec.at)
  },
  async *run(raw, tools) {
    const spec = raw as unknown as Question
    const objective = await tools.objective(spec.objective)
    const shots = await planRace(spec, objective, shelfOf(objective), tools)
    const shot = shots[spec.run]!
    const before = yield* standingAt(shots, spec.run, spec.at, objective, tools)
    const parts = before && anatomy(objective, shot.run, before)
    if (!parts) return { outcome: { kind: 'no-step', subject: shot.label, at: spec.at }, data: { taken: false } }
    const { scaling: { axes, ...scaling }, taken: move, ...rest } = parts
    return {
      outcome: { kind: 'completed' },
      data: { taken: true, ...rest, ...scaling, ...(axes ? { axes: { rows: move.length, columns: move.length, values: axes } } : {}), move },
    }
  },
}
export default kind
