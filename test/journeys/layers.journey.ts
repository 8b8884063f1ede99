import { eventually, hold, journey } from './journey.ts'
import { choose, map, open, run, seek, settled, stepSlider } from './explore.ts'
import type { Page } from 'playwright'

const layer = (page: Page, name: string) => page.getByRole('dialog', { name: 'Layers' }).getByRole('checkbox', { name, exact: true })
/** All that the map draws, as one number. */
const drawn = (page: Page): Promise<number> => page.evaluate(() => {
  let sum = 0
  for (const canvas of document.querySelectorAll<HTMLCanvasElement>('.loss-map canvas')) {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
    for (let k = 0; k < data.length; k += 4) sum = (31 * sum + data[k]! + 3 * data[k + 1]! + 7 * data[k + 2]! + 11 * data[k + 3]!) % 1_000_000_007
  }
  return sum
})
/** Waits until the map has stood still for a while. @returns what it draws then */
async function still(page: Page): Promise<number> {
  let last = -1, since = Date.now()
  return eventually(async () => {
    const now = await drawn(page)
    if (now !== last) since = Date.now()
    last = now
    return now
  }, () => Date.now() - since > 900, 'the map comes to rest', 40_000)
}

export default [
  journey('layers: every entry of the menu changes the map', async ({ page, base }) => {
    await open(page, base)
    await choose(page, 'Double well')
    await seek(page, 'end')
    await page.getByRole('button', { name: 'Layers' }).click()
    const menu = (await page.getByRole('dialog', { name: 'Layers' }).boundingBox())!, ground = (await map(page).boundingBox())!
    hold(menu.x >= ground.x + ground.width && menu.x + menu.width <= page.viewportSize()!.width, `the menu stands beside the map, not over it (from ${menu.x}, the map ends at ${ground.x + ground.width})`)
    const names = await page.getByRole('dialog', { name: 'Layers' }).getByRole('checkbox').evaluateAll((boxes) => boxes.map((b) => b.closest('label')!.textContent))
    for (const name of names) {
      if (name.includes('pointer')) continue // shows where the pointer is: below
      const before = await still(page)
      await layer(page, name).click()
      await eventually(() => drawn(page), (now) => now !== before, `${name} does something`, 20_000)
      await layer(page, name).click()
    }
    await layer(page, 'Second-order lens at the pointer').check()
    await page.keyboard.press('Escape')
    const bare = await still(page)
    const box = (await map(page).boundingBox())!
    await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.3)
    await page.getByText('Move the pointer over the map').waitFor({ state: 'detached' })
    await eventually(() => drawn(page), (now) => now !== bare, 'the lens is drawn where the pointer is')
  }, { wide: true, reducedMotion: true }),
  journey('a step is taken apart in slow motion, and its numbers add up', async ({ page, base }) => {
    await open(page, base)
    await choose(page, 'Double well')
    await page.getByRole('button', { name: 'Select Momentum', exact: true }).click()
    await page.getByRole('button', { name: 'Layers' }).click()
    await layer(page, 'Anatomy of a step').check()
    await page.keyboard.press('Escape')
    const panel = run(page, 'Momentum').getByRole('region', { name: 'Anatomy of a step' })
    await panel.getByText('Step 0 to 1, taken apart').waitFor()
    const next = page.getByRole('button', { name: 'Step', exact: true })
    await next.click()
    await next.click()
    await panel.getByText('Step 2 to 3, taken apart').waitFor()
    const rows = panel.locator('tbody tr')
    await eventually(() => panel.locator('tbody tr.to-come').count(), (n) => n > 0, 'parts are still to come')
    await eventually(() => panel.locator('tbody tr.to-come').count(), (n) => n === 0, 'then all are there')
    const vectors = await rows.evaluateAll((all) => all.map((row) => row.querySelector('td')!.textContent.replaceAll('−', '-').split(', ').map(Number)))
    hold(vectors.length === 3, 'momentum has two parts and the step')
    const [gradient, past, step] = vectors as [number[], number[], number[]]
    for (const i of [0, 1]) hold(Math.abs(gradient[i]! + past[i]! - step[i]!) <= 0.02 * Math.max(Math.abs(step[i]!), Math.abs(past[i]!), 1e-6), `${gradient.join()} + ${past.join()} = ${step.join()}`)
  }),
  journey('where runs end follows the step size under the hand, and is not offered where it cannot work', async ({ page, base }) => {
    await open(page, base)
    await choose(page, 'Double well')
    await page.getByRole('button', { name: 'Layers' }).click()
    const bare = await still(page)
    await layer(page, 'Where does this run end?').check()
    await page.keyboard.press('Escape')
    await eventually(() => drawn(page), (now) => now !== bare, 'ends are coloured')
    const calm = await still(page)
    const slider = stepSlider(page, 'Gradient descent')
    await slider.focus()
    for (let i = 0; i < 8; i++) await page.keyboard.press('Shift+ArrowRight')
    await eventually(() => drawn(page), (now) => now !== calm, 'another step size, other ends')
    await page.getByRole('listbox', { name: 'Landscape' }).getByRole('option', { name: /Circles/ }).click()
    await settled(page)
    await page.getByRole('button', { name: 'Layers' }).click()
    hold((await layer(page, 'Relief').count()) === 1 && (await layer(page, 'Where does this run end?').count()) === 0, 'a plane through a network has no such layer')
  }, { wide: true }),
]
