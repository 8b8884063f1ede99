/**
 * Runs the journeys against the built page, served as `npm start` serves it. A journey fails by what it asserts, by an error on the
 * console and by an error that nobody caught.   run.ts [--quick] [--report FILE] [--only WORD] [--dist FOLDER]
 * `--only` takes a word of a title or of a file's name; `--dist` another folder that was built.
 */
import { readdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright'
import { preview } from 'vite'
import { findBrowser, NOBODY_TYPES } from '../../scripts/browser.mjs'
import type { Journey } from './journey.ts'

const args = process.argv.slice(2)
const option = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)
const quick = args.includes('--quick'), only = option('--only'), report = option('--report'), dist = option('--dist')
/** No journey takes longer unless it says so, in ms. */
const PATIENCE = 90_000
/** Where a journey names no size: a lecture hall's, or for the quick ones a laptop's, which has a third fewer pixels to paint. */
const WINDOW = quick ? { width: 1366, height: 768 } : { width: 1600, height: 1000 }
/** Journeys at a time: each keeps about one core busy. */
const MOST_LANES = 4

const journeys: (Journey & { readonly file: string })[] = []
for (const file of readdirSync(new URL('.', import.meta.url)).filter((f) => f.endsWith('.journey.ts')).sort()) {
  const { default: found } = (await import(`./${file}`)) as { default: Journey | Journey[] }
  journeys.push(...[found].flat().map((j) => ({ ...j, file })))
}

const server = await preview({ preview: { host: '127.0.0.1', port: 4180, strictPort: false }, logLevel: 'error', ...(dist === undefined ? {} : { build: { outDir: dist } }) })
const base = server.resolvedUrls!.local[0]!
const executablePath = findBrowser()
// Without the flags for software Vulkan: WebGL has its own software, and canvases painted through Vulkan's block the page for up to a second.
const launch = (): Promise<Browser> => chromium.launch({ args: NOBODY_TYPES, ...(executablePath ? { executablePath } : {}) })
let passed = 0, failed = 0
const asked = journeys.filter(({ options, title, file }) => !(quick && options.wide) && (!only || title.includes(only) || file.includes(only)))

/** Walks the journeys of a list, one after another, each when the one before it has ended. Several lanes may share a list. */
async function lane(browser: Browser, list: Journey[]): Promise<void> {
  for (let journey = list.shift(); journey; journey = list.shift()) {
    const started = Date.now()
    let { error, notes } = await walkOne(browser, journey)
    if (error) { // once more, for a busy machine; what the first walk met is told either way
      const first = error
      const again = await walkOne(browser, journey)
      error = again.error
      notes = [...again.notes, `the first walk ended with: ${first}`]
    }
    if (error) failed++
    else passed++
    const lines = [`${error ? 'FAILED' : 'ok    '}  ${journey.title} (${((Date.now() - started) / 1000).toFixed(1)} s)`, ...notes, ...(error ? [error] : [])]
    console.log(lines.join('\n').replaceAll('\n', '\n          '))
  }
}

// A browser for each lane: its contexts share one clipboard, and some journeys copy.
const first = await launch()
await lane(first, asked.filter((j) => j.options.alone))
const others = await Promise.all(Array.from({ length: Math.min(availableParallelism(), MOST_LANES) - 1 }, launch))
const shared = asked.filter((j) => !j.options.alone)
await Promise.all([first, ...others].map((browser) => lane(browser, shared)))
await Promise.all([first, ...others].map((browser) => browser.close()))
await server.close()
if (report) writeFileSync(report, JSON.stringify({ passed, failed }))
console.log(`journeys: ${passed} passed, ${failed} failed`)
process.exit(failed || passed === 0 ? 1 : 0)

async function walkOne(browser: Browser, { options, walk }: Journey): Promise<{ error?: string; notes: string[] }> {
  const notes: string[] = [], faults: string[] = [], expected: RegExp[] = [], contexts: BrowserContext[] = []
  const open = async (width = options.width ?? WINDOW.width, height = options.height ?? WINDOW.height): Promise<{ context: BrowserContext; page: Page }> => {
    const context = await browser.newContext({
      viewport: { width, height }, colorScheme: options.theme ?? 'light', reducedMotion: options.reducedMotion ? 'reduce' : 'no-preference',
      deviceScaleFactor: options.density ?? 1, hasTouch: options.touch ?? false, isMobile: options.touch ?? false, permissions: ['clipboard-read', 'clipboard-write'],
    })
    contexts.push(context)
    await context.addInitScript(() => {
      const tasks: number[] = []
      Object.assign(globalThis, { longTasks: tasks })
      try { new PerformanceObserver((list) => { for (const e of list.getEntries()) tasks.push(e.duration) }).observe({ type: 'longtask', buffered: true }) } catch { /* not in workers */ }
    })
    const page = await context.newPage()
    page.setDefaultTimeout(15_000)
    page.on('console', (message) => { if (message.type() === 'error') faults.push(`console: ${message.text()}`) })
    page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`))
    page.on('request', (request) => { if (!request.url().startsWith(base) && !/^(data|blob):/.test(request.url())) faults.push(`asked another host: ${request.url()}`) })
    return { context, page }
  }
  let timer: NodeJS.Timeout | undefined
  try {
    const { context, page } = await open()
    const time = new Promise<never>((_, reject) => { timer = setTimeout(() => reject(new Error('took too long')), options.patience ?? PATIENCE) })
    await Promise.race([walk({
      page, context, browser, base,
      stranger: async ({ width, height } = {}) => (await open(width, height)).page,
      note: (text) => void notes.push(text),
      expectConsole: (pattern) => void expected.push(pattern),
    }), time])
    const unexpected = faults.filter((f) => !expected.some((p) => p.test(f)))
    return unexpected.length ? { error: unexpected.slice(0, 5).join('\n'), notes } : { notes }
  } catch (error) {
    return { error: [(error as Error).message, ...faults.slice(0, 5)].join('\n'), notes }
  } finally {
    clearTimeout(timer)
    await Promise.all(contexts.map((c) => c.close()))
  }
}
