/** A race is run: all its runs together, a stretch of steps at a time. */
import { objectives } from '#objectives/registry.ts'
import type { ExperimentSpec, Frame, Outcome, Result, Tools } from '../experiment.ts'
import { shelfOf } from './cache.ts'
import { chunk, ended, type RaceChunk, type RunData, runData } from './data.ts'
import type { RaceSpec } from './fields.ts'
import { outcomeOf } from './outcome.ts'
import { advance, chunkSteps, frameSteps, planRace } from './plan.ts'
import type { Shot } from './shot.ts'

export async function* race(raw: ExperimentSpec, tools: Tools): AsyncGenerator<Frame<RaceChunk>, Result<{ readonly runs: readonly RunData[] }>> {
  const spec = raw as unknown as RaceSpec
  const { iterations } = spec
  const objective = await tools.objective(spec.objective)
  const shots = await planRace(spec, objective, shelfOf(objective), tools)
  const unbounded = objectives.get(spec.objective.kind).unbounded?.(spec.objective) ?? false
  const outcomes = new Map<Shot, Outcome>()
  const stretch = frameSteps(shots, objective), piece = chunkSteps(shots, objective)
  const order = byDescent(shots)
  try {
    for (let before = -1, target = Math.min(stretch, iterations); ; before = target, target = Math.min(target + stretch, iterations)) {
      for (const shot of order) await advance(shot, target, piece, tools)
      for (const shot of shots) if (shot.finished && !outcomes.has(shot)) outcomes.set(shot, await outcomeOf(shot, { objective, unbounded, tools }))
      // by what has been told, not by what is known: a run from the shelf is finished before it has been shown
      if (target === iterations || shots.every((shot) => shot.finished && (shot.reel?.last ?? 0) <= target)) break
      yield { progress: target / iterations, data: { runs: shots.map((shot, i) => chunk(shot, i, before, target, outcomes.get(shot))) } }
    }
  } finally {
    for (const shot of shots) shot.leave()
  }
  const runs = shots.map((shot) => runData(shot, outcomes.get(shot)!))
  return { outcome: { kind: 'race', runs: runs.length, iterations, failed: runs.filter(({ outcome }) => ended(outcome)).map(({ outcome }) => outcome) }, data: { runs } }
}

/** Runs before those that spring from them. */
function byDescent(shots: readonly Shot[]): readonly Shot[] {
  const depth = ({ origin }: Shot): number => ('parent' in origin ? 1 + depth(origin.parent) : 0)
  return shots.toSorted((a, b) => depth(a) - depth(b))
}
