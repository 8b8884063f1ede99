/**
 * How the built page feels: start-up, frames and long tasks of the main thread while five runs race over a finely computed map, a step size and a
 * network's plane are dragged, the surface in 3D is turned and the landscapes of batches play, all this again on a processor four times slower, and
 * what a run leaves for the garbage collector.
 * By the clock: leave the machine alone meanwhile.
 */
import { Session } from 'node:inspector/promises'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright'
import { build, preview } from 'vite'
import { inProcessEngine } from '#experiments/in-process.ts'
import { readSpec } from '#experiments/read-spec.ts'
import { resultOf } from '#experiments/run-spec.ts'
import { diskResources } from '#workers/node/resources.ts'
import { findBrowser, NOBODY_TYPES } from '../../scripts/browser.mjs'
import { centre, choose, find, map, open, pause, stepSlider } from '../journeys/explore.ts'
import { setSpeed, settledGround } from '../journeys/scene.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url)), OUT = fileURLToPath(new URL('../../node_modules/.tmp/bench-page', import.meta.url))
const STARTS = 5
/** A map about square: its finest grid then holds 65,000 values or more, as 256 x 256 does. */
const VIEWPORT = { width: 1180, height: 1000 }

/** Milliseconds between pictures, and of tasks over 50 ms, as the page notes them. */
interface Diary { readonly frames: number[]; readonly tasks: number[] }

/** Notes frames and long tasks from now on. A text, not a function: what tsx adds to functions does not exist in the page. */
const WATCH = `globalThis.diary ??= (() => {
  const diary = { frames: [], tasks: [] }
  let last = performance.now()
  requestAnimationFrame(function next(now) { diary.frames.push(now - last); last = now; requestAnimationFrame(next) })
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) diary.tasks.push(entry.duration) }).observe({ type: 'longtask' })
  return diary
})(); globalThis.diary.frames.length = 0; globalThis.diary.tasks.length = 0`

export async function feel(tell: (line: string) => void): Promise<void> {
  await build({ root: ROOT, logLevel: 'error', build: { outDir: OUT, emptyOutDir: true } })
  const server = await preview({ root: ROOT, logLevel: 'error', build: { outDir: OUT }, preview: { host: '127.0.0.1', port: 4191, strictPort: false } })
  const base = server.resolvedUrls!.local[0]!, executablePath = findBrowser()
  const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: NOBODY_TYPES })
  try {
    const starts: number[] = []
    for (let i = 0; i < STARTS; i++) starts.push(await firstPicture(browser, base))
    tell(`start-up: first map painted after ${ms(quantile(starts, 0.5))} (${STARTS} visits, ${ms(Math.min(...starts))} to ${ms(Math.max(...starts))})`)
    for (const throttling of [1, 4]) await hands(browser, base, throttling, tell)
  } finally {
    await browser.close()
    await server.close()
  }
  for (const [name, widths] of [['1-1 sine neuron', [1, 1]], ['2-16-16-1', [2, 16, 16, 1]]] as const) tell(`allocated in 1,000 steps of gradient descent on ${name}: ${Math.round(await garbage([...widths]) / 1000)} kB`)
}

async function firstPicture(browser: Browser, base: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1600, height: 1000 } }), page = await context.newPage()
  await page.goto(base)
  await page.waitForFunction('performance.getEntriesByName("map painted").length > 0')
  const painted = await page.evaluate<number>('performance.getEntriesByName("map painted")[0].startTime')
  await context.close()
  return painted
}

async function hands(browser: Browser, base: string, throttling: number, tell: (line: string) => void): Promise<void> {
  const context = await browser.newContext({ viewport: VIEWPORT }), page = await context.newPage()
  page.setDefaultTimeout(60_000)
  await open(page, base)
  await choose(page, 'One sine neuron')
  await settledGround(page)
  const client = await context.newCDPSession(page)
  await client.send('Emulation.setCPUThrottlingRate', { rate: throttling })
  const on = throttling === 1 ? '' : `, processor ${throttling} times slower`

  await setSpeed(page, 0)
  await watch(page, `five runs race at full speed${on}`, tell, async () => {
    await map(page).press('-') // the whole map is computed again while they race
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    await page.waitForTimeout(1500)
  })
  await pause(page)
  await map(page).press('0')
  await settledGround(page)

  const thumb = await centre(stepSlider(page, 'Gradient descent'))
  await watch(page, `a step size is dragged over five runs${on}`, tell, () => sway(page, thumb, 40, 0))

  const show = (what: 'Map' | '3D'): Promise<void> => page.getByRole('radiogroup', { name: 'View', exact: true }).getByRole('radio', { name: what, exact: true }).check({ force: true })
  await watch(page, `the surface in 3D is opened${on}`, tell, async () => {
    await show('3D')
    await page.waitForTimeout(2500)
  })
  const block = await centre(page.getByRole('application', { name: /^Surface of .*, in 3D$/ }))
  await watch(page, `it is turned, with five runs${on}`, tell, () => sway(page, { x: block.x + 150, y: block.y + 120 }, 60, 20))
  await show('Map')

  await find(page, 'really sees')
  await page.getByRole('heading', { level: 1, name: 'The landscape SGD really sees' }).waitFor()
  await settledGround(page)
  await setSpeed(page, 8)
  await watch(page, `the landscape of each batch plays, eight a second${on}`, tell, async () => {
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    await page.waitForTimeout(3000)
  })
  await pause(page)

  await choose(page, 'Circles, 2-8-1')
  await page.waitForTimeout(3000)
  const middle = await centre(map(page))
  await watch(page, `a network's plane is dragged${on}`, tell, () => sway(page, { x: middle.x + 60, y: middle.y + 120 }, 50, 30))
  const knob = page.getByRole('slider', { name: 'Turn the upward axis' })
  await knob.scrollIntoViewIfNeeded()
  await watch(page, `a network's plane is turned${on}`, tell, async () => sway(page, await centre(knob), 40, 0))
  await context.close()
}

/** Drags to and fro for three seconds. */
async function sway(page: Page, { x, y }: { x: number; y: number }, across: number, up: number): Promise<void> {
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (const end = Date.now() + 3000; Date.now() < end;) await page.mouse.move(x - across + across * Math.cos(Date.now() / 300), y + up * Math.sin(Date.now() / 300))
  await page.mouse.up()
}

async function watch(page: Page, what: string, tell: (line: string) => void, act: () => Promise<void>): Promise<void> {
  await page.evaluate(WATCH)
  await act()
  const { frames, tasks } = await page.evaluate<Diary>('globalThis.diary')
  tell(`${what}: a frame takes ${ms(quantile(frames, 0.5))}, 95 % of them up to ${ms(quantile(frames, 0.95))}; tasks over 50 ms: ${tasks.length ? `${tasks.length}, the longest ${ms(Math.max(...tasks))}` : 'none'}`)
}

/** Bytes allocated by 1,000 steps of a race, as the sampling profiler sees them, collected ones included. */
async function garbage(widths: number[]): Promise<number> {
  const STEPS = 20_000, engine = inProcessEngine(diskResources()), hidden = widths.length - 2
  const race = async (iterations: number): Promise<unknown> => resultOf(engine.run(await readSpec({
    experiment: 'race', iterations, seed: 1, start: { kind: 'initial', initialiser: 'glorot-uniform', seed: 1 }, record: ['values'], stopping: { kind: 'never' },
    objective: {
      kind: 'network', widths, activations: [...new Array<string>(hidden).fill('tanh'), hidden ? 'logistic' : 'sine'], bias: true, loss: hidden ? 'log' : 'square',
      data: hidden ? { kind: 'thesis-circles' } : { kind: 'neuron-curve', function: 'sine', samples: 40, from: -3, to: 3, slope: 1.5, shift: 0.5, noise: 0, seed: 1 },
    },
    runs: [{ optimizer: { kind: 'gradient-descent', stepSize: 0.01 }, sampler: { kind: 'full' }, changes: [] }],
  })))
  await race(STEPS - 1) // what is compiled and kept once is not the run's
  const session = new Session()
  session.connect()
  await session.post('HeapProfiler.startSampling', { samplingInterval: 4096, includeObjectsCollectedByMajorGC: true, includeObjectsCollectedByMinorGC: true } as never)
  await race(STEPS)
  const { profile } = await session.post('HeapProfiler.stopSampling')
  session.disconnect()
  return (1000 / STEPS) * sizeOf(profile.head)
}

interface Node { readonly selfSize: number; readonly children: readonly Node[] }
const sizeOf = ({ selfSize, children }: Node): number => children.reduce((sum, child) => sum + sizeOf(child), selfSize)

const ms = (x: number): string => `${Math.round(x)} ms`
const quantile = (values: readonly number[], q: number): number => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))] ?? NaN
