/** From a landscape, or an own function, to the scene that opens. */
import type { Landscape } from './landscapes.ts'
import type { OwnFunction, OwnNetwork } from './own.ts'
import { type ExploreScene, sceneOf, withPlane } from './permalink.ts'
import { readRace } from './read-race.ts'
import { readView, type View } from './view.ts'

/** A scene as the engine reads it, every default spelled out. */
export async function sceneOfLandscape({ id, race, view }: Landscape): Promise<ExploreScene> {
  return readScene(race, { ...view, landscape: id })
}

export async function ownScene({ title, objective, domain, start }: OwnFunction): Promise<ExploreScene> {
  const width = domain[0][1] - domain[0][0]
  return readScene({
    objective, start: { kind: 'point', theta: start },
    runs: [{ optimizer: { kind: 'gradient-descent', stepSize: 0.05 } }, { optimizer: { kind: 'adam', stepSize: Number((width / 50).toPrecision(1)) } }], iterations: 80, seed: 1,
  }, { title, domain })
}

export const ownNetworkScene = ({ title, race, plane, domain }: OwnNetwork): Promise<ExploreScene> => readScene(race, { title, domain, speed: 30, ...(plane === undefined ? {} : { plane }) })

/** @throws Error when what is written here is faulty: a test opens every one */
export async function readScene(race: Landscape['race'], view: Partial<View>): Promise<ExploreScene> {
  const read = await readRace({ experiment: 'race', ...race })
  const looked = read.race && await withPlane(read.race, readView(view).view)
  if (!read.race || !looked || looked.sentences.length > 0) throw new Error([...read.sentences, ...looked?.sentences ?? []].join(' '))
  return sceneOf(read.race, looked.view)
}
