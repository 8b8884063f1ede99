/** The opening of the page, up to where there is something to render. */
import { firstPicture, noPicture } from '#charts/first-picture.ts'
import { warmPainter } from '#charts/painter/painter.ts'
import { hasVectors } from '#kernel/vectors.ts'
import { openLink } from '#stores/permalink.ts'
import { FIRST_LANDSCAPE } from '#stores/landscapes.ts'
import { sceneOfLandscape } from '#stores/scenes.ts'
import { createStores, type Stores } from '#stores/stores.ts'
import { words } from '#words/index.ts'
import { browserClock, browserShelf, lessMotion, systemTheme } from './browser.ts'
import { theEngine } from './engine.ts'
import { pageOf, sceneCode, tell } from './routes.ts'

/**
 * Opens the engine and the scene of the address; what a link says that cannot be used is told in a bar.
 * @throws Error where a browser has no workers
 */
export async function start(): Promise<Stores> {
  if (typeof Worker === 'undefined') throw new Error(words.shell.noWorkers)
  const code = sceneCode()
  if (pageOf(location.hash) !== 'explore') noPicture()
  const opened = code === undefined ? undefined : await openLink(code)
  const scene = opened?.scene ?? await sceneOfLandscape(FIRST_LANDSCAPE)
  const stores = createStores({ engine: theEngine(), clock: browserClock, shelf: browserShelf, system: systemTheme(), calm: lessMotion, pictured: firstPicture }, scene)
  warmPainter(stores.theme.getState().theme)
  void firstPicture.then(() => hasVectors() || stores.notices.bar('info', words.shell.slow))
  // what a damaged link asks for, so that one can be told about without a connection too
  void firstPicture.then(() => Promise.all([import('#stores/repair.ts'), import('#words/mending.ts')])).catch(() => undefined)
  if (opened) tell(stores, opened.sentences, opened.scene === undefined)
  return stores
}
