import { readFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
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
    await page.goBack()
    await page.getByRole('heading', { level: 1, name: 'Local minima against width' }).waitFor()
  }, { patience: 180_000 }),
]
