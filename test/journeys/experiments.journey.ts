import { readFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { STUDIES } from '#stores/study/list.ts'
import { eventually, hold, journey } from './journey.ts'
import { map, open } from './explore.ts'

/** How far a run is, by its bar. */
const progress = async (page: Page): Promise<{ readonly share: number; readonly done: number }> => {
  const bar = page.getByRole('progressbar')
  if (!(await bar.isVisible())) return { share: 0, done: 0 }
  const text = (await bar.getAttribute('aria-valuetext')) ?? ''
  return { share: Number(await bar.getAttribute('aria-valuenow')), done: Number(/([\d,]+) of/.exec(text)?.[1]?.replaceAll(',', '') ?? NaN) }
}
const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click()

export default [
  journey('an experiment is run, paused, reloaded, taken up again, and its figure saved; a point of it opens in Explore', async ({ page, base, note }) => {
    await open(page, base)
    await page.getByRole('link', { name: 'Experiments', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Local minima against width' }).waitFor()
    const { violations } = await new AxeBuilder({ page }).analyze()
    hold(violations.length === 0, `the page of an experiment: ${violations.map((v) => `${v.id} (${v.nodes[0]?.target.join(' ')})`).join(', ')}`)

    await press(page, 'Run')
    await eventually(() => progress(page), ({ done }) => done >= 3, 'parts are done', 30_000)
    await press(page, 'Pause')
    const paused = await progress(page)
    hold(paused.share < 100, 'it is paused before its end')
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Local minima against width' }).waitFor()
    await eventually(() => progress(page), ({ done }) => done >= paused.done, `the ${paused.done} parts that were done are kept`)
    await press(page, 'Run')
    const began = Date.now()
    await eventually(() => progress(page), ({ share }) => share === 100, 'it ends', 80_000)
    note(`${paused.done} parts kept over the reload; the rest took ${((Date.now() - began) / 1000).toFixed(1)} s`)

    const [file] = await Promise.all([page.waitForEvent('download'), press(page, 'Figure, SVG')])
    const svg = readFileSync(await file.path(), 'utf8')
    hold(svg.startsWith('<svg') && svg.includes('width'), 'the figure is an SVG with its axes')

    const figure = page.locator('.plot-field').first()
    await figure.focus()
    await page.keyboard.press('ArrowRight')
    await press(page, 'Open in Explore')
    await map(page).waitFor()
    await page.getByRole('group', { name: 'Gradient descent', exact: true }).waitFor()
    await eventually(() => map(page).evaluate((e) => e === document.activeElement), (there) => there, 'the map has the focus')
    await page.goBack()
    await page.getByRole('heading', { level: 1, name: 'Local minima against width' }).waitFor()
  }, { patience: 180_000 }),

  journey('every experiment answers its quick question, in seconds, and holds at once', async ({ page, base, note }) => {
    for (const { kind, title } of STUDIES) {
      await page.goto(`${base}#/experiments/${kind}`)
      await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
      const run = page.getByRole('button', { name: /^(Run|Compute it here)$/ }).first()
      await run.waitFor()
      const began = Date.now()
      await run.click()
      await eventually(() => progress(page), ({ done }) => done > 0, `${kind}: its first part is done`, 20_000)
      const first = Date.now() - began
      await eventually(() => progress(page), ({ share }) => share === 100, `${kind}: it ends`, 60_000)
      const took = Date.now() - began
      hold(!(await page.locator('.experiment-sentence').innerText()).startsWith('So far'), `${kind}: it says what it found`)
      hold((await page.locator('.verdicts [data-state="fails"]').count()) === 0, `${kind}: nothing is falsified`)
      note(`${title}: first part after ${first} ms, all after ${(took / 1000).toFixed(1)} s`)
    }
    await page.goto(`${base}#/experiments/minima-against-width`)
    await press(page, 'Compute afresh')
    await press(page, 'Pause')
    const began = Date.now()
    await page.getByText(/^Paused at/).waitFor()
    note(`paused after ${Date.now() - began} ms`)
    hold(Date.now() - began < 1000, 'it pauses at once')
  }, { wide: true, patience: 300_000 }),

  journey('what was computed beforehand is shown at once, beside a quick result, in a link; its minima have portraits', async ({ page, base, stranger }) => {
    await page.goto(`${base}#/experiments/minima-against-width`)
    await page.getByRole('heading', { level: 1, name: 'Local minima against width' }).waitFor()
    await press(page, 'Put another beside it')
    await page.getByText('Computed beforehand.').waitFor()
    const { violations } = await new AxeBuilder({ page }).analyze()
    hold(violations.length === 0, `two results beside each other: ${violations.map((v) => `${v.id} (${v.nodes[0]?.target.join(' ')})`).join(', ')}`)
    await eventually(() => page.evaluate(() => location.hash.length), (length) => length > 250, 'the address holds both')
    const other = await stranger()
    await other.goto(page.url())
    await other.getByText('Computed beforehand.').waitFor()
    hold(await other.locator('.beside-head').count() === 2, 'the link opens both')

    await other.keyboard.press('b')
    await other.locator('.beside-head').first().waitFor({ state: 'detached' })
    await other.getByRole('radio', { name: 'As in the thesis' }).check({ force: true })
    await other.getByText(/^All 650 parts were computed beforehand/).waitFor()
    await other.locator('.plot-field').first().focus()
    await other.keyboard.press('ArrowRight')
    await other.getByRole('img', { name: /^Width 1, start 1: what the network says/ }).waitFor()

    await press(other, 'Present')
    await other.getByText('figure 1 of 2').waitFor()
    await other.keyboard.press('PageDown')
    await other.getByText('figure 2 of 2').waitFor()
    await other.keyboard.press('Escape')
    await other.locator('h1').click()
    await other.keyboard.press('/')
    await other.keyboard.type('shuf')
    await other.keyboard.press('Enter')
    await other.getByRole('heading', { level: 1, name: 'Draw or shuffle' }).waitFor()
    await other.keyboard.press('[')
    await other.getByRole('heading', { level: 1, name: 'Which step sizes may fall how fast' }).waitFor()
    await other.getByRole('button', { name: /^Zig-zag is a sign/ }).click()
    await map(other).waitFor()
  }, { wide: true }),
]
