/**
 * Races inside recipes: a point may be the end of a race, and a race starts at a point. The race experiment makes itself known here when it is
 * loaded, so that points need not import it; every experiment that reads points imports the race.
 */
import type { Vec } from '#kernel/vec.ts'
import type { Table } from '#figures/table.ts'
import { objectives } from '#objectives/registry.ts'
import { type Field, lazy, Reader } from '#spec/field.ts'
import { type KindSpec, readKind } from '#spec/kind.ts'
import type { ExperimentKind, ExperimentSpec, Tools } from './experiment.ts'

let race: ExperimentKind | undefined

/** Called once, by the race experiment itself. */
export function provideRace(kind: ExperimentKind): void {
  race = kind
}

function theRace(): ExperimentKind {
  if (!race) throw new Error('Points that end a race are read before the race experiment is loaded; import it beside points.ts.')
  return race
}

/** A race with exactly one run. */
export const raceField: Field<ExperimentSpec> = raceOf('race', 1)
/** A race with any number of runs. */
export const racesField: Field<ExperimentSpec> = raceOf('races')

function raceOf(name: string, count?: number): Field<ExperimentSpec> {
  return lazy(name, () => ({
    shape: { type: 'lazy', name }, meta: {},
    read(value, reader: Reader) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return reader.refuse('a race ({"experiment": "race", ...})', value)
      const { experiment } = value as { experiment?: unknown }
      if (experiment !== 'race') return reader.at('experiment').refuse('"race"', experiment)
      const before = reader.faults.length
      const spec = readKind(theRace(), value as Record<string, unknown>, reader, 'experiment') as unknown as ExperimentSpec
      if (reader.faults.length > before) return spec
      const runs = (spec['runs'] as readonly unknown[]).length
      if (count !== undefined && runs !== count) reader.at('runs').refuse('one run', runs)
      else if (count === 1 && ((spec['pathEvery'] as number | undefined) ?? 1) > 1) reader.at('pathEvery').fault('expected a race that records every step')
      else if (runs === 0) reader.at('runs').refuse('at least one run', runs)
      return spec
    },
  }), { label: 'Race' })
}

/** Notes where a race is not on a landscape of `dim` parameters. */
export function raceFits(race: ExperimentSpec, dim: number, reader: Reader): void {
  const objective = race['objective'] as KindSpec
  const raced = objectives.get(objective.kind).dim(objective)
  if (raced !== dim) reader.at('objective').fault(`expected a landscape of ${dim} parameters as here, got one of ${raced}`)
}

/** What is read of a race's run. */
export interface RecordedRun {
  readonly label: string
  /** The step of the first entry: 0, or where it was forked. */
  readonly from: number
  /** Row j: theta after j times the race's `pathEvery` steps (1 where it says none), from `from` on. */
  readonly path: Table
  readonly every: number
  readonly values?: Float64Array
  readonly stepSizes?: Float64Array
  readonly end: Vec
}

/**
 * The runs of a race, with all that they recorded and their paths. Computed in this thread, pausing as it goes, or taken from its shelf of runs: asked for with the columns that
 * the race names itself, so that a race which has been shown is not run again for being looked at from another side.
 */
export async function recordedRuns(spec: ExperimentSpec, tools: Tools): Promise<readonly RecordedRun[]> {
  const record = (spec['record'] as readonly string[] | undefined) ?? []
  const runs = await run(record.includes('path') ? spec : { ...spec, record: [...record, 'path'] }, tools)
  return runs.map((each) => ({ ...each, every: (spec['pathEvery'] as number | undefined) ?? 1 }))
}

/** Of each run that could start. */
export async function racePaths(spec: ExperimentSpec, tools: Tools): Promise<readonly Table[]> {
  return (await recordedRuns(spec, tools)).map(({ path }) => path).filter((path) => path !== undefined)
}

/** Row k: theta after k steps of the race's only run. */
export const racePath = async (spec: ExperimentSpec, tools: Tools): Promise<Table> => (await racePaths(spec, tools))[0]!

/** Bytes of a path that is kept with the run; to find the end of a longer one its path is not recorded. */
const SHORT = 12 * 1_048_576

/** The last finite theta of the race's run; empty where it could not start. */
export async function raceEnd(spec: ExperimentSpec, tools: Tools): Promise<Vec> {
  const objective = spec['objective'] as KindSpec
  const bytes = 8 * objectives.get(objective.kind).dim(objective) * (spec['iterations'] as number)
  return (await run(bytes <= SHORT ? spec : { ...spec, record: [] }, tools))[0]!.end
}

async function run(spec: ExperimentSpec, tools: Tools): Promise<readonly Omit<RecordedRun, 'every'>[]> {
  const frames = theRace().run(spec, tools)
  for (;;) {
    const { done, value } = await frames.next()
    if (done) return (value.data as { readonly runs: readonly Omit<RecordedRun, 'every'>[] }).runs
    const pause = tools.breathe()
    if (pause) await pause
  }
}
