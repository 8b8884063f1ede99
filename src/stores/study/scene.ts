/** From the race behind a point of a figure to a scene of Explore. */
import type { Engine } from '#experiments/engine.ts'
import type { ExperimentSpec } from '#experiments/experiment.ts'
import { resultOf } from '#experiments/run-spec.ts'
import type { Table } from '#figures/table.ts'
import type { KindSpec } from '#spec/kind.ts'
import type { Landscape } from '../landscapes.ts'
import type { ExploreScene } from '../permalink.ts'
import { dimOf, type Race } from '../race.ts'
import { readRace } from '../read-race.ts'
import { readScene } from '../scenes.ts'
import type { Domain, View } from '../view.ts'

/** Room round what is shown, as a share of its width. */
const ROOM = 0.35

/**
 * A map of two parameters shows the path with room round it; one of more shows the plane through the end of the run, its start, and another start: both are
 * one step of 1 from the end, so that nothing is chosen for its looks.
 */
export async function sceneOfRace(engine: Engine, loose: ExperimentSpec, title: string): Promise<ExploreScene> {
  const { race, sentences } = await readRace(loose)
  if (!race) throw new Error(sentences.join(' '))
  const view: Partial<View> & { title: string } = dimOf(race) === 2
    ? { title, domain: await windowOf(engine, race) }
    : { title, plane: planeOf(race) as unknown as NonNullable<View['plane']>, domain: [[-ROOM, 1 + ROOM], [-0.6, 0.6]] }
  return readScene(race as unknown as Landscape['race'], view)
}

function planeOf({ start, ...race }: Race): object {
  const recipe = start as unknown as KindSpec
  const end = { kind: 'end', of: { ...race, start, record: [] } }
  const other = recipe.kind === 'initial' ? { kind: 'between', to: { ...recipe, seed: (recipe['seed'] as number) + 1_000_000 } } : { kind: 'random', seed: 1 }
  return { origin: end, directions: [{ kind: 'between', to: start }, other], normalisation: 'none' }
}

async function windowOf(engine: Engine, race: Race): Promise<Domain> {
  const { data } = await resultOf(engine.run({ ...race, record: ['path'] }, { rank: 'visible' }))
  const paths = (data as { readonly runs: readonly { readonly path: Table }[] }).runs.map((run) => run.path.values)
  const along = (axis: 0 | 1): readonly [number, number] => {
    let low = Infinity, high = -Infinity
    for (const values of paths) {
      for (let k = axis; k < values.length; k += 2) {
        low = Math.min(low, values[k]!)
        high = Math.max(high, values[k]!)
      }
    }
    return [low, high]
  }
  const x = along(0), y = along(1), width = Math.max(x[1] - x[0], y[1] - y[0], 1e-3)
  const roomy = ([low, high]: readonly [number, number]): readonly [number, number] => {
    const middle = (low + high) / 2, half = Math.max((high - low) / 2, width / 4) + ROOM * width
    return [middle - half, middle + half]
  }
  return [roomy(x), roomy(y)]
}
