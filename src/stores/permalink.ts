/** A scene and its address: `#/explore?s=...`. What a link cannot hold any more is saved as a file. */
import { decodeScene, encodeScene, LINK_LIMIT, LinkError, type Scene, SCENE_VERSION } from '#spec/codec.ts'
import { faultLine, SpecError } from '#spec/fault.ts'
import { words } from '#words/index.ts'
import type { Beside } from './lab.ts'
import { landscapeById } from './landscapes.ts'
import { randomPlane } from './plane-kinds.ts'
import { dimOf, type Race } from './race.ts'
import { readPlane, readRace } from './read-race.ts'
import { readView, type View, type ViewFault } from './view.ts'

export interface ExploreScene extends Scene<Race, View> {
  /** On the right of the first, in its window and under its playhead. */
  readonly beside?: { readonly spec: Race; readonly view: Omit<Beside, 'race'> }
}

/** What a link, or a file, opens; sentences say what in it could not be used. */
export interface Opened {
  readonly scene: ExploreScene | undefined
  readonly sentences: readonly string[]
}

export function sceneOf(race: Race, view: View, beside?: Beside): ExploreScene {
  const scene = { v: SCENE_VERSION, spec: race, view } as const
  if (!beside) return scene
  const { race: spec, ...own } = beside
  return { ...scene, beside: { spec, view: own } }
}
export const besideOf = ({ beside }: ExploreScene): Beside | undefined => beside && { ...beside.view, race: beside.spec }

/** The address of a scene, from `#` on. */
export const addressOf = async (scene: ExploreScene): Promise<string> => `#/explore?s=${await encodeScene(scene)}`

export const tooLong = (address: string, base: string): boolean => base.length + address.length > LINK_LIMIT

/** The code in an address, if it holds one. */
export function codeIn(hash: string): string | undefined {
  const query = hash.indexOf('?')
  return query < 0 ? undefined : (new URLSearchParams(hash.slice(query + 1)).get('s') ?? undefined)
}

export async function openLink(code: string): Promise<Opened> {
  try {
    return await openScene(await decodeScene(code))
  } catch (error) {
    if (error instanceof LinkError) return { scene: undefined, sentences: [error.message] }
    throw error
  }
}

/** Opens a file that was saved in place of a link: a scene, or a bare spec. */
export async function openFile(text: string): Promise<Opened> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { scene: undefined, sentences: [words.links.notJson] }
  }
  if (typeof value !== 'object' || value === null) return { scene: undefined, sentences: [words.links.noScene] }
  if ('experiment' in value) return openScene({ v: SCENE_VERSION, spec: value, view: {} })
  if (!('spec' in value)) return { scene: undefined, sentences: [words.links.noScene] }
  if (!('v' in value) || value.v !== SCENE_VERSION) return { scene: undefined, sentences: [words.links.otherVersion] }
  return openScene({ v: SCENE_VERSION, spec: value.spec, view: 'view' in value ? value.view : {}, ...('beside' in value && { beside: value.beside }) })
}

/** The view with its plane spelled out. A race of more than two parameters without one that can be drawn has a random one through its start, and a sentence says so. */
export async function withPlane<V extends Pick<View, 'plane'>>(race: Race, view: V): Promise<{ readonly view: V; readonly sentences: readonly string[] }> {
  const { plane, ...rest } = view
  try {
    if (plane) return { view: { ...view, plane: await readPlane(race.objective, plane) }, sentences: [] }
  } catch (error) {
    if (!(error instanceof SpecError)) throw error
  }
  if (dimOf(race) === 2) return { view: rest as V, sentences: [] }
  return { view: { ...view, plane: await readPlane(race.objective, randomPlane(race.start, [1, 2], { normalisation: 'filter', gauge: 'none' })) }, sentences: [words.links.otherPlane] }
}

async function openScene({ spec, view, beside }: Scene): Promise<Opened> {
  const read = readView(view)
  const { race, sentences } = await readRace(spec, landscapeById(read.view.landscape))
  const told = [...sentences, ...await viewSentences(read.faults)]
  if (!race) return { scene: undefined, sentences: told }
  const looked = await withPlane(race, read.view)
  const right = beside === undefined ? undefined : await (await import('./beside.ts')).openBeside(beside)
  return { scene: sceneOf(race, looked.view, right?.beside), sentences: [...told, ...looked.sentences, ...right?.sentences ?? []] }
}

/** A sentence for each setting of a view that could not be used. */
export async function viewSentences(faults: readonly ViewFault[]): Promise<readonly string[]> {
  if (faults.length === 0) return []
  const { mending } = await import('#words/mending.ts')
  return faults.map((fault) => mending.viewFault(faultLine(fault), fault.used))
}
