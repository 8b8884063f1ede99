/** The one engine of the page. Files are found beside the page itself, wherever it is served. */
import { firstPicture } from '#charts/first-picture.ts'
import type { Engine } from '#experiments/engine.ts'
import { openBrowserEngine } from '#workers/browser/open.ts'

export const openEngine = (): Engine => openBrowserEngine(new URL('.', location.href.split('#')[0]).href, firstPicture)
