/** The page of the bench: waits to be told to run. */
import { fetchResources } from '#data/resources.ts'
import { openBrowserEngine } from '#workers/browser/open.ts'
import { bench, type Row } from '../workloads.ts'

const base = new URL('./', location.href).href

Object.assign(globalThis, {
  bench: (only: string | undefined) => bench({
    where: 'chromium', resources: fetchResources(base), open: (threads) => openBrowserEngine(base, undefined, undefined, threads), clock: () => performance.now(),
    tell: (row: Row) => (globalThis as unknown as { tell(text: string): void }).tell(JSON.stringify(row)), ...(only && { only }),
  }),
})
