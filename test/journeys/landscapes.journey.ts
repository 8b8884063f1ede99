import { choose, open, settled } from './explore.ts'
import { eventually, hold, journey, type Walk } from './journey.ts'
import { difference, groundOf, setSpeed, settledGround } from './scene.ts'

const titles = (page: Walk['page']): Promise<string[]> =>
  page.getByRole('listbox', { name: 'Landscape' }).getByRole('option').evaluateAll((options) => options.map((o) => o.getAttribute('aria-label') ?? ''))

/** Opens a landscape, sees its map, plays its runs to their ends. */
async function visit(page: Walk['page'], title: string, before: readonly number[]): Promise<number[]> {
  await choose(page, title)
  const ground = await eventually(() => groundOf(page), (g) => difference(g, before) > 1, `${title}: another map appears`, 30_000)
    .then(() => settledGround(page)).catch((error: unknown) => { throw new Error(`${title}: ${String(error).slice(0, 200)}`) })
  await setSpeed(page, 0)
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  const statuses = (): Promise<string[]> => page.getByRole('status').filter({ hasText: /^Step/ }).allTextContents()
  // a run that diverges ends early; all others come to the last step
  await eventually(statuses, (all) => all.length > 0 && all.every((text) => /^Step [1-9]\d* of/.test(text)) && all.some((text) => /^Step (\d+) of \1:/.test(text)), `${title}: the runs play to the end`, 30_000)
  hold((await page.getByRole('alert').count()) === 0, `${title}: nothing failed`)
  return ground
}

export default [
  journey('three landscapes of the list: each has its map, and its runs play', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    let ground = await groundOf(page)
    for (const title of ['One sine neuron', 'California housing', 'Monkey saddle']) ground = await visit(page, title, ground)
  }, { wide: true }),
  journey('all landscapes of the list: each has its map, and its runs play', async ({ page, base, note }) => {
    await open(page, base)
    await settled(page)
    await page.getByRole('button', { name: 'More formulas' }).click()
    const all = await titles(page)
    hold(all.length >= 15, `there are landscapes enough (${all.length})`)
    let ground = await groundOf(page)
    for (const title of all.slice(1)) ground = await visit(page, title, ground)
    note(`${all.length} landscapes`)
  }, { wide: true, patience: 600_000 }),
  journey('a network of 33 parameters is shown on a plane, with runs that leave it', async ({ page, base }) => {
    await open(page, base)
    await choose(page, 'Circles, 2-8-1')
    await settledGround(page)
    await page.getByRole('slider', { name: 'Playback' }).focus()
    await page.keyboard.press('End')
    await page.getByText(/^Movement of GD inside this plane/).waitFor({ timeout: 30_000 })
    await eventually(() => page.getByRole('region', { name: 'Can this map be trusted?' }).textContent(), (text) => /\d+ % of the movement of GD is in this plane/.test(text ?? ''), 'a sentence says how much of its way the plane shows', 30_000)
  }, { wide: true }),
]
