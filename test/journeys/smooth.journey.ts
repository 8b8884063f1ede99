import type { Page } from 'playwright'
import { centre, choose, map, open, pause, stepSlider } from './explore.ts'
import { journey } from './journey.ts'
import { setSpeed, settledGround } from './scene.ts'
import { frames, smooth } from './smooth.ts'

async function ready(page: Page, base: string): Promise<void> {
  await open(page, base)
  await choose(page, 'One sine neuron')
  await settledGround(page)
}

// 1180 x 1000 leaves the map about square: its finest grid then holds 65,000 values or more, as 256 x 256 does
const square = { width: 1180, height: 1000, alone: true }

export default [
  journey('five runs race as fast as possible over a freshly computed map: no task over 50 ms', async (walk) => {
    const { page, base, note } = walk
    await ready(page, base)
    await setSpeed(page, 0)
    await smooth(walk, 'racing', async () => {
      await map(page).press('-') // the whole map is computed again while they race
      await page.getByRole('button', { name: 'Play', exact: true }).click()
      note(`${await frames(page, () => page.waitForTimeout(1500))} pictures a second`)
      await pause(page)
      await map(page).press('0')
    })
  }, square),
  journey('a step size dragged for three seconds over five runs: no task over 50 ms', async (walk) => {
    const { page, base, note } = walk
    await ready(page, base)
    const thumb = stepSlider(page, 'Gradient descent')
    await smooth(walk, 'dragging', async () => {
      const { x, y } = await centre(thumb)
      await page.mouse.move(x, y)
      await page.mouse.down()
      note(`${await frames(page, async () => {
        for (const end = Date.now() + 3000; Date.now() < end;) await page.mouse.move(x - 40 + 40 * Math.cos(Date.now() / 300), y)
      })} pictures a second`)
      await page.mouse.up()
    })
  }, square),
  journey('the start dragged for three seconds over five runs: no task over 50 ms', async (walk) => {
    const { page, base } = walk
    await ready(page, base)
    await smooth(walk, 'dragging the start', async () => {
      const { x, y } = await centre(page.getByRole('button', { name: /^Start of the runs/ }))
      await page.mouse.move(x, y)
      await page.mouse.down()
      for (const end = Date.now() + 3000; Date.now() < end;) await page.mouse.move(x - 50 + 50 * Math.cos(Date.now() / 300), y + 30 * Math.sin(Date.now() / 300))
      await page.mouse.up()
    })
  }, { ...square, wide: true }),
]
