/** The one spec that the page holds: a race. Its forms, and what can be read from it without computing. */
import { datasets } from '#data/registry.ts'
import type { ExperimentSpec } from '#experiments/experiment.ts'
import { objectives } from '#objectives/registry.ts'
import { labelsOf as labels } from '#optimizers/label.ts'
import { optimizers, samplers } from '#optimizers/registry.ts'
import type { KindSpec } from '#spec/kind.ts'

/** A number, or a schedule: `{"kind": "exponential-decay", ...}`. */
export type StepSize = number | KindSpec

/** What acts from step `at` on. */
export interface Change {
  readonly at: number
  readonly stepSize?: StepSize
  readonly [knob: string]: unknown
}

export interface Run {
  readonly optimizer: KindSpec
  readonly sampler: KindSpec
  readonly label?: string
  readonly seed?: number
  readonly start?: unknown
  readonly changes?: readonly Change[]
  /** Starts from step `at` of run number `run`. */
  readonly fork?: { readonly run: number; readonly at: number }
}

export interface Race extends ExperimentSpec {
  readonly experiment: 'race'
  readonly objective: KindSpec
  /** A point, or a recipe for one. */
  readonly start: unknown
  readonly runs: readonly Run[]
  readonly iterations: number
  readonly seed: number
}

/** Number of parameters of the race's landscape. */
export const dimOf = (race: Race): number => objectives.get(race.objective.kind).dim(race.objective)

/** Number of samples that the loss is a mean over; 1 for a formula. */
export function samplesOf(objective: KindSpec): number {
  const data = objective['data'] as KindSpec | undefined
  return data && datasets.has(data.kind) ? datasets.get(data.kind).shape(data).samples : 1
}

/** Whether the loss of a landscape has no lower bound. */
export const bottomless = (objective: KindSpec): boolean => objectives.get(objective.kind).unbounded?.(objective) ?? false

/** Samples that one step of a run reads. */
export const batchSizeOf = (sampler: KindSpec, samples: number): number =>
  samplers.has(sampler.kind) ? Math.round(samplers.get(sampler.kind).size(sampler, samples)) : samples

/** The theta that the race starts from, where the spec itself says it in numbers. */
export function startOf(race: Race): readonly number[] | undefined {
  const { start } = race
  if (Array.isArray(start)) return start as number[]
  if (typeof start === 'object' && start !== null && 'theta' in start && Array.isArray(start.theta)) return start.theta as number[]
  return undefined
}

/** The names of all runs; equal ones get " 2", " 3", ... */
export const labelsOf = (race: Race): readonly string[] => labels(race.runs, samplesOf(race.objective))

/** The step size in force at a step: the last change before it, else the optimizer's own. */
export function stepSizeAt(run: Run, step: number): StepSize | undefined {
  let found = run.optimizer['stepSize'] as StepSize | undefined
  for (const change of run.changes ?? []) if (change.at <= step && change.stepSize !== undefined) found = change.stepSize
  return found
}

/** Whether step sizes mean anything to a run's method. */
export const usesStepSize = (run: Run): boolean => optimizers.has(run.optimizer.kind) && optimizers.get(run.optimizer.kind).usesStepSize

/** Largest stable step size times the largest curvature, for methods that have such a limit. */
export function limitOf(run: Run): number | undefined {
  const kind = optimizers.has(run.optimizer.kind) ? optimizers.get(run.optimizer.kind) : undefined
  return kind?.limit?.(run.optimizer)
}

/** The same race from another start. */
export const setStart = (race: Race, start: unknown): Race => ({
  ...race, start,
  // a run with a start of its own keeps it only until someone moves the common one
  runs: race.runs.map(({ start: _, ...run }) => run),
})
