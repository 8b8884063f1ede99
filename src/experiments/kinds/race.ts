import type { RaceChunk, RunData } from '../race/data.ts'
import { checkRace, raceFields } from '../race/fields.ts'
import type { ExperimentKind } from '../experiment.ts'
import { provideRace } from '../race-recipe.ts'

export interface RaceData { readonly runs: readonly RunData[] }

const kind: ExperimentKind<typeof raceFields, RaceData, RaceChunk> = {
  kind: 'race',
  title: 'Race',
  summary: 'Optimizers from one start on one landscape, step by step.',
  fields: raceFields,
  check: checkRace,
  // who reads a race, as the page does, does not need what runs it
  async *run(spec, tools) {
    const { race } = await import('../race/run.ts')
    return yield* race(spec, tools)
  },
}
export default kind
provideRace(kind)
