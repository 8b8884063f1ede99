/** One form for one race: what an edit leaves out is spelled out as reading a link would, so that link, cache key and history agree. */
import { runField } from '#experiments/race/run-field.ts'
import { canonical } from '#spec/canonical.ts'
import { Reader } from '#spec/field.ts'
import type { Race, Run } from './race.ts'

/** Runs that are in their form; edits keep those that they do not touch as they are. */
const inForm = new WeakSet<Run>()

/** The same race with every run's defaults spelled out. What is in its form already stays the very object that it was: films are kept by that. */
export function spelledOut(race: Race): Race {
  const runs = race.runs.map(formOf)
  return runs.every((run, i) => run === race.runs[i]) ? race : { ...race, runs }
}

function formOf(run: Run): Run {
  if (inForm.has(run)) return run
  const reader = new Reader()
  const read = runField.read(run, reader) as unknown as Run
  // a hand may be in the middle of something that is not sound yet: the film says so
  if (reader.faults.length > 0) return run
  const form = canonical(read) === canonical(run) ? run : withOwn(read, run)
  inForm.add(form)
  return form
}

/** No changes: one object for all, since identity tells the film what is the same. */
const NONE: NonNullable<Run['changes']> = []

/** Members that are the same in both are those of the given run. */
function withOwn(read: Run, given: Run): Run {
  const own = given as unknown as Record<string, unknown>
  return Object.fromEntries(Object.entries(read).map(([name, member]: [string, unknown]) => {
    if (own[name] !== undefined && canonical(own[name]) === canonical(member)) return [name, own[name]]
    return [name, name === 'changes' && (member as readonly unknown[]).length === 0 ? NONE : member]
  })) as unknown as Run
}
