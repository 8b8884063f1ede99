/** Long tasks of a page's main thread, and the pictures that it draws, while something is done. */
import type { Page } from 'playwright'
import { hold, longestTask, type Walk } from './journey.ts'

const forget = (page: Page): Promise<void> => page.evaluate(() => { (globalThis as unknown as { longTasks: number[] }).longTasks.length = 0 })

/** Longest main-thread task on a machine at rest, in ms. The observer reports none that is shorter. */
const LIMIT = 50
/** What one pass of the yardstick takes on such a machine, in ms. */
const PASS = 2

/**
 * The page passes a fixed piece of work five times a second: what a pass takes says how fast this machine is at this moment, beside whatever else it does. A text, not a
 * function: what tsx adds to functions does not exist in the page.
 */
const YARDSTICK = `{
  globalThis.passes = []
  const pass = () => {
    const since = performance.now()
    const words = new Map()
    for (let i = 0; i < PASSES; i++) words.set('word ' + (i % 500), { i, list: [i, i + 1] })
    passes.push(performance.now() - since, words.size)
  }
  globalThis.passing ??= setInterval(pass, 200)
}`.replace('PASSES', '9000')

interface TraceEvent { readonly name: string; readonly pid: number; readonly tid: number; readonly tdur?: number; readonly args?: { readonly name?: string } }

/** Longest task of a page's main thread by the processor's own clock, in ms: time that other programs took is not in it. */
function longestByProcessor(trace: Buffer): number {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }
  const main = new Set(traceEvents.filter((e) => e.name === 'thread_name' && e.args?.name === 'CrRendererMain').map((e) => `${e.pid} ${e.tid}`))
  const tasks = traceEvents.filter((e) => e.name.endsWith('RunTask') && main.has(`${e.pid} ${e.tid}`))
  hold(tasks.length > 100, `the trace shows the page's tasks (${tasks.length})`)
  return tasks.reduce((longest, e) => Math.max(longest, (e.tdur ?? 0) / 1000), 0)
}

/** Median time of a pass since the yardstick began anew, in ms. */
async function pass(page: Page): Promise<number> {
  const passes = (await page.evaluate<number[]>('passes')).filter((_, i) => i % 2 === 0).sort((a, b) => a - b)
  hold(passes.length >= 3, `the yardstick was passed ${passes.length} times`)
  return passes[passes.length >> 1]!
}

interface Watched { readonly own: number; readonly limit: number }

/** Prints the longest task of an act: what the observer saw, what was the page's own by the processor's clock, and what a pass of the yardstick took meanwhile. */
export async function watched({ page, browser, note }: Walk, what: string, act: () => Promise<void>): Promise<Watched> {
  await forget(page)
  await page.evaluate(YARDSTICK)
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] })
  await act()
  const own = longestByProcessor(await browser.stopTracing()), yard = await pass(page)
  note(`${what}: longest task ${await longestTask(page).then((ms) => ms === 0 ? 'below 50' : ms.toFixed(0))} ms, of which the page itself ${own.toFixed(0)} ms; the yardstick ${yard.toFixed(2)} ms`)
  return { own, limit: LIMIT * Math.max(1, yard / PASS) }
}

/**
 * Runs an act up to three times until no task is longer than the limit: by the processor's own clock, which leaves out what other programs take, and in units of the
 * yardstick, which knows how fast the machine is at that moment.
 *
 * @param before brings the page to where the act begins, unwatched
 */
export async function smooth(walk: Walk, what: string, act: () => Promise<void>, before?: () => Promise<void>): Promise<void> {
  let tries = 0, last: Watched
  do {
    await before?.()
    last = await watched(walk, what, act)
  } while (last.own >= last.limit && ++tries < 3)
  hold(last.own < last.limit, `${what}: no task as long as ${last.limit.toFixed(0)} ms (${LIMIT} ms at rest) on the main thread (${last.own.toFixed(0)})`)
}

/** Counts the pictures that the browser has had time to draw. A text, not a function: what tsx adds to functions does not exist in the page. */
const COUNT = 'globalThis.pictures ??= (requestAnimationFrame(function next() { globalThis.pictures++; requestAnimationFrame(next) }), 0)'

/** Pictures a second during an act. */
export async function frames(page: Page, act: () => Promise<void>): Promise<number> {
  const before = await page.evaluate<number>(COUNT), since = Date.now()
  await act()
  return Math.round((1000 * (await page.evaluate<number>(COUNT) - before)) / (Date.now() - since))
}
