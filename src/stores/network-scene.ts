/** From a network in the making to a scene: its runs, and the plane of their principal directions in a window that holds them. */
import type { Engine } from '#experiments/engine.ts'
import { optimizers } from '#optimizers/registry.ts'
import { objectives } from '#objectives/registry.ts'
import type { KindSpec } from '#spec/kind.ts'
import { build as words } from '#words/build.ts'
import { HESSIAN_PARAMETERS, type NetworkDraft, objectiveOf, parametersOf } from './network-draft.ts'
import { answer } from './newest.ts'
import { isLost, windowOf } from './planes.ts'
import { planeFrame } from './plane.ts'
import { principalPlane, randomPlane } from './plane-kinds.ts'
import { planeQuestion, type RaceData, raceOf, type SliceData } from './questions.ts'
import type { Race, Run } from './race.ts'
import { readPlane, readRace } from './read-race.ts'
import type { Domain, Plane } from './view.ts'

/** What of a scene the network decides. */
export interface NetworkScene {
  readonly race: Race
  readonly plane: Plane | undefined
  readonly domain: Domain
  /** What had to give. */
  readonly sentences: readonly string[]
}

/** Steps of a network's first runs. */
const ITERATIONS = 400
const full = { kind: 'full' }
const firstRuns = (stepSize: number): readonly unknown[] => [
  { optimizer: { kind: 'gradient-descent', stepSize }, sampler: full },
  { optimizer: { kind: 'gradient-descent', stepSize: stepSize / 3 }, sampler: { kind: 'with-replacement', batchSize: 10 } },
  { optimizer: { kind: 'adam', stepSize: 0.02 }, sampler: full },
]

/**
 * The race on a network: with the runs of another race where there is one, else with three that behave. Runs whose method cannot be had on so many parameters are left out.
 * @param before its runs, their number of steps and its seed stay; forks go, since there is no step that they could spring from
 * @throws Error when it cannot be a race at all
 */
export async function networkRace(draft: NetworkDraft, before: Race | undefined): Promise<{ readonly race: Race; readonly sentences: readonly string[] }> {
  const objective = objectiveOf(draft), dim = parametersOf(draft)
  const refused = (run: Run): boolean => dim > HESSIAN_PARAMETERS && (optimizers.get(run.optimizer.kind).needsHessian ?? false)
  const kept = before ? before.runs.filter((run) => run.fork === undefined && !refused(run)).map(({ start: _, ...run }) => run) : undefined
  const left = before ? [...new Set(before.runs.filter(refused).map((run) => optimizers.get(run.optimizer.kind).title))] : []
  const read = await readRace({
    experiment: 'race', objective, start: startFor(draft), runs: kept ?? firstRuns(draft.loss === 'square' ? 0.03 : 0.3), iterations: kept ? before!.iterations : ITERATIONS, seed: before?.seed ?? 1,
  })
  if (!read.race) throw new Error(read.sentences.join(' '))
  return { race: read.race, sentences: [...left.length > 0 ? [words.notes.withoutHessian(left.join(', '))] : [], ...read.sentences] }
}

/** Where two parameters are the whole landscape, the start is a place of its own window. */
function startFor(draft: NetworkDraft): unknown {
  if (parametersOf(draft) !== 2) return draft.initial
  return { kind: 'point', theta: [...sceneryOf(objectiveOf(draft)).start] }
}
const sceneryOf = (objective: KindSpec): { readonly domain: Domain; readonly start: readonly [number, number] } => {
  const { domain, start } = objectives.get('network').scenery!(objective)
  return { domain, start: start as readonly [number, number] }
}

export async function networkScene(engine: Engine, draft: NetworkDraft, before: Race | undefined, signal: AbortSignal): Promise<NetworkScene> {
  const { race, sentences } = await networkRace(draft, before)
  if (parametersOf(draft) === 2) return { race, plane: undefined, domain: sceneryOf(race.objective).domain, sentences }
  const shots = race.runs.length === 0 ? [] : ((await answer(engine, raceOf(race, race.runs.map((_, i) => i)), { signal, rank: 'visible' })).data as RaceData).runs
  const stayed = race.runs.flatMap((_, i) => (shots[i]?.path && !isLost(shots[i].outcome) ? [i] : []))
  const random = randomPlane(draft.initial, [1, 2], { normalisation: 'filter', gauge: 'none' })
  const looked = async (recipe: Plane): Promise<Pick<NetworkScene, 'plane' | 'domain'>> => {
    const plane = await readPlane(race.objective, recipe)
    const { origin, directions: { columns, values } } = (await answer(engine, planeQuestion(race.objective, plane), { signal, rank: 'visible' })).data as SliceData
    // the map's slice names the second direction first; see mapSlice
    const frame = planeFrame(origin, values.slice(columns, 2 * columns), values.slice(0, columns))
    return { plane, domain: windowOf(stayed.map((i) => ({ thetas: shots[i]!.path!, outcome: shots[i]!.outcome })), frame, plane) }
  }
  const found = stayed.length === 0 ? await looked(random) : await looked(principalPlane({ ...race, runs: stayed.map((i) => race.runs[i]!) })).catch((error: unknown) => {
    // runs that stand still have no principal directions
    signal.throwIfAborted()
    if (error instanceof Error) return looked(random)
    throw error
  })
  return { race, ...found, sentences }
}
