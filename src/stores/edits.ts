/** Every change that a hand can make to a race, as functions from a race to a race. Nothing here computes or draws. */
import { withLeadingStepSize } from '#optimizers/step-size.ts'
import type { KindSpec } from '#spec/kind.ts'
import { type Change, labelsOf, type Race, type Run, setStart, type StepSize } from './race.ts'

/** Where a change acts: from the start, or from a step on. */
export type From = 'start' | { readonly at: number }

const mapRun = (race: Race, index: number, edit: (run: Run) => Run): Race => ({ ...race, runs: race.runs.map((run, i) => (i === index ? edit(run) : run)) })

/** A point with one parameter at another value; what it is made of is said as before, so that it stays short however many parameters there are. */
export function movedPoint(point: unknown, index: number, value: number): unknown {
  const set = (theta: readonly number[]): readonly number[] => theta.map((x, i) => (i === index ? value : x))
  if (Array.isArray(point)) return set(point as number[])
  const recipe = point as KindSpec
  if (recipe.kind === 'point') return { ...recipe, theta: set(recipe['theta'] as number[]) }
  const [of, to] = recipe.kind === 'moved' ? [recipe['of'], recipe['to'] as readonly (readonly [number, number])[]] : [recipe, []]
  return { kind: 'moved', of, to: [...to.filter(([i]) => i !== index), [index, value]] }
}

export const moveParameter = (race: Race, index: number, value: number): Race => setStart(race, movedPoint(race.start, index, value))

/** How many steps there are; never fewer than lead to where a fork begins. */
export const setIterations = (race: Race, iterations: number): Race => ({ ...race, iterations: race.runs.reduce((most, { fork }) => Math.max(most, fork?.at ?? 0), iterations) })
export const setSeed = (race: Race, seed: number): Race => ({ ...race, seed })

/** Sets a run's leading step size, of the schedule in force if there is one. From the start, earlier changes of the step size are dropped. */
export function setStepSize(race: Race, index: number, value: number, from: From): Race {
  return mapRun(race, index, (run) => {
    if (from === 'start' || from.at <= (run.fork?.at ?? 0))
      return withoutChanges({ ...run, optimizer: { ...run.optimizer, stepSize: withLeadingStepSize(run.optimizer['stepSize'] as StepSize, value) } }, 'stepSize')
    return withChange(run, from.at, { stepSize: withLeadingStepSize(inForce(run, from.at), value) })
  })
}

/** Replaces the step size whole: a number by a schedule, or a schedule by another. */
export const setSchedule = (race: Race, index: number, stepSize: StepSize, from: From): Race =>
  mapRun(race, index, (run) =>
    from === 'start' || from.at <= (run.fork?.at ?? 0)
      ? withoutChanges({ ...run, optimizer: { ...run.optimizer, stepSize } }, 'stepSize')
      : withChange(run, from.at, { stepSize }))

/** Sets a field of the optimizer, e.g. the momentum. */
export const setKnob = (race: Race, index: number, name: string, value: unknown, from: From): Race =>
  mapRun(race, index, (run) =>
    from === 'start' || from.at <= (run.fork?.at ?? 0)
      ? withoutChanges({ ...run, optimizer: { ...run.optimizer, [name]: value } }, name)
      : withChange(run, from.at, { [name]: value }))

/** Another method; what both methods know (step size, momentum) is kept. Changes made to the old one go. */
export const setOptimizer = (race: Race, index: number, optimizer: KindSpec): Race => mapRun(race, index, ({ changes: _, ...run }) => ({ ...run, optimizer }))

export const setSampler = (race: Race, index: number, sampler: KindSpec): Race => mapRun(race, index, (run) => withoutChanges({ ...run, sampler }, 'batchSize'))

export function setBatchSize(race: Race, index: number, batchSize: number, from: From): Race {
  return mapRun(race, index, (run) => {
    const sampler = run.sampler.kind === 'full' || run.sampler.kind === 'explicit' ? { kind: 'with-replacement', batchSize } : { ...run.sampler, batchSize }
    return from === 'start' || run.sampler.kind !== sampler.kind || from.at <= (run.fork?.at ?? 0)
      ? withoutChanges({ ...run, sampler }, 'batchSize')
      : withChange(run, from.at, { batchSize })
  })
}

export const setRunSeed = (race: Race, index: number, seed: number | undefined): Race =>
  mapRun(race, index, ({ seed: _, ...run }) => (seed === undefined ? run : { ...run, seed }))

/** Names a run; an empty name gives it back the one it had by itself. */
export const rename = (race: Race, index: number, label: string): Race =>
  mapRun(race, index, ({ label: _, ...run }) => (label.trim() === '' ? run : { ...run, label: label.trim() }))

export const addRun = (race: Race, run: Run): Race => ({ ...race, runs: [...race.runs, run] })

/** A second run with the same settings, right behind the first. */
export function duplicateRun(race: Race, index: number): Race {
  const { label, ...copy } = race.runs[index]!
  const runs = [...race.runs.slice(0, index + 1), label === undefined ? copy : { ...copy, label }, ...race.runs.slice(index + 1)]
  return { ...race, runs: runs.map((run, i) => (i === index + 1 ? run : shiftFork(run, (parent) => (parent > index ? parent + 1 : parent)))) }
}

/** Runs that go when one is removed: it, and all that were forked from it. */
export function familyOf(race: Race, index: number): ReadonlySet<number> {
  const family = new Set([index])
  for (let grown = true; grown;) {
    grown = false
    race.runs.forEach((run, i) => {
      if (run.fork && family.has(run.fork.run) && !family.has(i)) {
        family.add(i)
        grown = true
      }
    })
  }
  return family
}

export function removeRun(race: Race, index: number): Race {
  const family = familyOf(race, index)
  const place = new Map<number, number>()
  race.runs.forEach((_, i) => {
    if (!family.has(i)) place.set(i, place.size)
  })
  return { ...race, runs: race.runs.filter((_, i) => !family.has(i)).map((run) => shiftFork(run, (parent) => place.get(parent)!)) }
}

/** A branch: a new run, last in the list, that starts from a step of another with that run's settings at that step; from the nearest one where the other has no such step. */
export function forkRun(race: Race, index: number, step: number): Race {
  const parent = race.runs[index]!
  // a run that is itself a fork has no step before its own beginning
  const at = Math.max(parent.fork?.at ?? 0, Math.min(step, race.iterations))
  const knobs: Record<string, unknown> = {}
  for (const { at: since, ...change } of parent.changes ?? []) if (since <= at) Object.assign(knobs, change)
  const { batchSize, ...optimizerKnobs } = knobs
  const sampler = typeof batchSize === 'number' && 'batchSize' in parent.sampler ? { ...parent.sampler, batchSize } : parent.sampler
  const run: Run = {
    optimizer: { ...parent.optimizer, ...optimizerKnobs }, sampler, fork: { run: index, at },
    ...(parent.seed === undefined ? {} : { seed: parent.seed }), label: `${labelsOf(race)[index]!}, fork at ${at}`,
  }
  return addRun(race, run)
}

const shiftFork = (run: Run, place: (parent: number) => number): Run => (run.fork ? { ...run, fork: { ...run.fork, run: place(run.fork.run) } } : run)

function inForce(run: Run, step: number): StepSize {
  let found = run.optimizer['stepSize'] as StepSize
  for (const change of run.changes ?? []) if (change.at <= step && change.stepSize !== undefined) found = change.stepSize
  return found
}

/** Drops one knob from all changes of a run, and changes that then change nothing. */
function withoutChanges(run: Run, knob: string): Run {
  if (!run.changes) return run
  const changes = run.changes.map(({ [knob]: _, ...rest }) => rest as Change).filter((change) => Object.keys(change).length > 1)
  const { changes: _, ...rest } = run
  return changes.length ? { ...rest, changes } : rest
}

/** Adds to the change at a step; later changes of the same knobs are what was steered before, and go. */
function withChange(run: Run, at: number, knobs: Record<string, unknown>): Run {
  const names = Object.keys(knobs)
  const kept = (run.changes ?? []).map((change) => {
    if (change.at < at) return change
    const rest = Object.fromEntries(Object.entries(change).filter(([name]) => !names.includes(name))) as unknown as Change
    return rest
  }).filter((change) => Object.keys(change).length > 1)
  const here = kept.find((change) => change.at === at)
  const changes = here ? kept.map((change) => (change === here ? { ...change, ...knobs } : change)) : [...kept, { at, ...knobs }].sort((a, b) => a.at - b.at)
  return { ...run, changes }
}
