/**
 * Races inside recipes: a point may be the end of a race, and a race starts at a point. The race experiment makes itself known here when it is
 * loaded, so that points need not import it; every experiment that reads points imports the race.
 */
import type { Vec } from '#kernel/vec.ts'
import type { Table } from '#figures/table.ts'
import { type Field, lazy, Reader } from '#spec/field.ts'
import { readKind } from '#spec/kind.ts'
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
export const raceField: Field<ExperimentSpec> = lazy('race', () => ({
  shape: { type: 'lazy', name: 'race' }, meta: {},
  read(value, reader: Reader) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return reader.refuse('a race ({"experiment": "race", ...})', value)
    const { experiment } = value as { experiment?: unknown }
    if (experiment !== 'race') return reader.at('experiment').refuse('"race"', experiment)
    const before = reader.faults.length
    const spec = readKind(theRace(), value as Record<string, unknown>, reader, 'experiment') as unknown as ExperimentSpec
    const runs = reader.faults.length === before ? (spec['runs'] as readonly unknown[]).length : 1
    if (runs !== 1) reader.at('runs').refuse('one run', runs)
    return spec
  },
}), { label: 'Race' })

/** Row k: theta after k steps. Runs the race in this thread, pausing as it does. */
export async function racePath(spec: ExperimentSpec, tools: Tools): Promise<Table> {
  const { path } = await onlyRun({ ...spec, record: ['path'] }, tools)
  return path!
}

/** The last finite theta of the race's run; empty where it could not start. */
export async function raceEnd(spec: ExperimentSpec, tools: Tools): Promise<Vec> {
  return (await onlyRun({ ...spec, record: [] }, tools)).end
}

/** What is read of a race's run. */
interface RunData { readonly path?: Table; readonly end: Vec }

async function onlyRun(spec: ExperimentSpec, tools: Tools): Promise<RunData> {
  const frames = theRace().run(spec, tools)
  for (;;) {
    const { done, value } = await frames.next()
    if (done) return (value.data as { readonly runs: readonly RunData[] }).runs[0]!
    const pause = tools.breathe()
    if (pause) await pause
  }
}
