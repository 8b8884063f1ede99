/** Where the selected run is under the playhead: the point that the panels about curvature speak of. */
import type { KindSpec } from '#spec/kind.ts'
import { type Film, type FilmRun, indexAt, recordedAt, thetaAt } from '../film.ts'
import type { Lab } from '../lab.ts'
import { type Run, samplesOf } from '../race.ts'
import type { Transport } from '../transport.ts'

export interface Present {
  readonly objective: KindSpec
  readonly spec: Run
  readonly run: FilmRun
  /** Index into the run's arrays, of an entry whose parameters are recorded, and the step that it stands for. */
  readonly at: number
  readonly step: number
}

export function presentOf({ lab, film, transport }: { readonly lab: Lab; readonly film: Film; readonly transport: Transport }): Present | undefined {
  const { race, runs } = film.getState(), { selected } = lab.getState().view
  const run = runs[selected], spec = race?.runs[selected]
  if (!race || !run || !spec) return undefined
  // before a fork begins, its first step is where it will be
  const at = indexAt(run, Math.max(transport.getState().playhead, run.from))
  if (at === undefined || run.thetas.values.length === 0) return undefined
  const known = recordedAt(run, at)
  return { objective: race.objective, spec, run, at: known, step: run.from + known }
}

export const thetaOf = ({ run, at }: Present): number[] => Array.from(thetaAt(run, at))

export const samePoint = (a: Present | undefined, b: Present | undefined): boolean => a?.run.thetas === b?.run.thetas && a?.at === b?.at

/** Parameters times samples beyond which one product with the Hessian takes a good part of a second. */
const DEAR = 2e6
/** Whether curvature is dear on a landscape: it is then asked for when nothing else is to do, and along a run not at all. */
export const isDear = (objective: KindSpec, dim: number): boolean => dim * samplesOf(objective) > DEAR
