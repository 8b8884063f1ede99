import { schedules } from '#optimizers/registry.ts'
import { makeSchedule } from '#optimizers/schedules/make.ts'
import { integer } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'
import type { ExperimentKind } from '../experiment.ts'

export interface ScheduleData { readonly values: Float64Array }

const fields = {
  schedule: schedules.field,
  count: integer({ label: 'Steps', min: 1, max: 1_000_000, advised: [10, 1000], unit: 'steps' }),
}

/** Steps between two frames: some milliseconds. */
const PIECE = 65_536

const kind: ExperimentKind<typeof fields, ScheduleData> = {
  kind: 'schedule',
  title: 'Schedule',
  summary: 'The step sizes that a schedule gives, from the first step on.',
  fields,
  async *run(spec, tools) {
    const at = makeSchedule(spec['schedule'] as KindSpec)
    const values = new Float64Array(spec['count'] as number)
    for (let k = 0; k < values.length; k++) {
      values[k] = at(k)
      if (k % PIECE < PIECE - 1) continue
      const pause = tools.breathe()
      if (pause) await pause
      yield { progress: (k + 1) / values.length }
    }
    return { outcome: { kind: 'completed' }, data: { values } }
  },
}
export default kind
