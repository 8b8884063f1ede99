import type { Page, Worker } from 'playwright'
import { choose, open, run, settled, status, statusThat } from './explore.ts'
import { eventually, hold, journey } from './journey.ts'
import { settledGround } from './scene.ts'

/** The workers that compute, as far as they have been started. */
const threads = (page: Page): Worker[] => page.workers().filter((w) => /\/entry-/.test(w.url()))

/** Ends a worker from inside, without a word to the page: as a browser short of memory would. */
const kill = (worker: Worker): void => void worker.evaluate(() => self.close()).catch(() => {})

const STEPS = 6000

/** Asks for a film that takes a while. */
async function longFilm(page: Page): Promise<void> {
  const steps = page.getByRole('textbox', { name: 'Steps', exact: true })
  await steps.fill(String(STEPS))
  await steps.press('Enter')
}

const RUNS = ['Gradient descent', 'SGD', 'Mini-batch 5', 'Momentum', 'Adam']

/** Goes to the end as often as the film grows, until every run has come there. */
async function atTheEnd(page: Page): Promise<string> {
  const head = page.getByRole('slider', { name: 'Playback' })
  await eventually(async () => {
    await head.press('End')
    return Promise.all(RUNS.map(async (label) => (await status(page, label))?.step))
  }, (steps) => steps.every((step) => step === STEPS), 'the film is whole', 60_000)
  return (await Promise.all(RUNS.map((label) => run(page, label).getByRole('status').textContent()))).join('; ')
}

export default [
  journey('workers that die in mid-run are replaced, and the film is the same to the last digit', async ({ page, base, stranger, note }) => {
    await open(page, base)
    await choose(page, 'One sine neuron')
    await settledGround(page)
    const first = threads(page)
    hold(first.length > 0, 'something computes in a worker')
    let ended = 0
    for (const worker of first) worker.on('close', () => ended++)
    await longFilm(page)
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    first.forEach(kill)
    await eventually(() => Promise.resolve(ended), (n) => n === first.length, 'they have died')
    const after = await atTheEnd(page)
    const now = threads(page)
    hold(now.length > 0 && now.every((w) => !first.includes(w)), 'others have taken their place')
    note(`${first.length} workers ended; ${after.slice(0, 60)}`)

    const calm = await stranger()
    await open(calm, base)
    await choose(calm, 'One sine neuron')
    await longFilm(calm)
    const undisturbed = await atTheEnd(calm)
    hold(after === undisturbed, `the same film without deaths:\n${after}\n${undisturbed}`)
  }, { wide: true }),
  journey('workers that die while the map is refined leave no hole in it', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    await choose(page, 'Himmelblau')
    await page.getByRole('application').press('+')
    threads(page).forEach(kill)
    await settledGround(page)
    hold((await page.getByRole('alert').count()) === 0, 'no failure is shown')
    await choose(page, 'Rosenbrock')
    await statusThat(page, 'Gradient descent', (s) => s.step === 0, 'other landscapes still open')
  }, { wide: true }),
  journey('the painter may die too: the map is painted all the same', async ({ page, base, expectConsole }) => {
    expectConsole(/worker/i)
    await open(page, base)
    await settledGround(page)
    for (const worker of page.workers().filter((w) => !threads(page).includes(w))) kill(worker)
    await choose(page, 'Himmelblau')
    await settledGround(page)
  }, { wide: true }),
]
