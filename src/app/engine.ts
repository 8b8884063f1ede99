/** The one engine of the page. Files are found beside the page itself, wherever it is served. */
import { firstPicture } from '#charts/first-picture.ts'
import { openPainterThread } from '#charts/painter/painter.ts'
import type { Engine } from '#experiments/engine.ts'
import { loadExperiment } from '#experiments/registry.ts'
import { openBrowserEngine } from '#workers/browser/open.ts'
import { earlyWorker } from './early.ts'

let engine: Engine | undefined

/** The engine, made at the first call. */
export const theEngine = (): Engine => engine ??= openBrowserEngine(new URL('.', location.href.split('#')[0]).href, firstPicture, earlyWorker('engine'))

/** Sets going what takes time and is needed in any case, before anything is drawn: both workers, and the files by which races and slices are read. */
export function prepare(): void {
  if (typeof Worker === 'undefined') return // told where the page opens
  theEngine()
  openPainterThread(earlyWorker('painter'))
  for (const name of ['race', 'slice']) loadExperiment(name).catch(() => undefined) // whoever needs it hears what is wrong
}
