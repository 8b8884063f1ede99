/** Reading a race, and a plane through its landscape, as a link or a list of landscapes says them. */
import type { ExperimentSpec } from '#experiments/experiment.ts'
import { readSpec } from '#experiments/read-spec.ts'
import { SpecError } from '#spec/fault.ts'
import type { KindSpec } from '#spec/kind.ts'
import type { Landscape } from './landscapes.ts'
import { planeQuestion } from './questions.ts'
import type { Race } from './race.ts'
import type { Plane } from './view.ts'

/** A race, and a sentence for each thing that had to give; none where nothing of it could be used. */
export interface Read { readonly race: Race | undefined; readonly sentences: readonly string[] }

/**
 * Reads a race. What is faulty is mended, by code that is fetched for it.
 * @param home the landscape that the scene says it began as
 */
export async function readRace(value: unknown, home?: Landscape): Promise<Read> {
  try {
    const spec = await readSpec(structuredClone(value))
    if (spec.experiment === 'race') return { race: asFilmed(spec), sentences: [] }
  } catch (error) {
    if (!(error instanceof SpecError)) throw error
  }
  return (await import('./repair.ts')).mendRace(value, home)
}

/** How often parameters are recorded is for each film to say: what a race can be asked for does not hang on it. */
export const asFilmed = ({ pathEvery: _, ...race }: ExperimentSpec): Race => race as Race

/**
 * A plane with every default spelled out.
 * @throws SpecError when it does not suit the landscape
 */
export async function readPlane(objective: KindSpec, plane: Plane): Promise<Plane> {
  const { origin, directions, normalisation, gauge } = await readSpec(planeQuestion(objective, plane))
  // the map's slice names the second direction first; see mapSlice
  const [second, first] = directions as readonly [unknown, unknown]
  return { origin, directions: [first, second], normalisation, gauge } as Plane
}
