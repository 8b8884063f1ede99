import { eventually, hold, journey, longestTask } from './journey.ts'
import { map, open, run, settled, status, statusThat } from './explore.ts'

export default [
  journey('a first visitor sees gradient descent and SGD already playing, and one line that says what to drag', async ({ page, base }) => {
    await open(page, base)
    await page.getByText('Drag the ring named “start”').waitFor()
    await statusThat(page, 'Gradient descent', (s) => s.step >= 3, 'gradient descent plays by itself')
    hold(await run(page, 'SGD').isVisible(), 'SGD is there')
    await statusThat(page, 'Gradient descent', (s) => s.step === 14, 'it plays to the end', 20_000)
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
    const shown = await status(page, 'Gradient descent')
    // closed form: theta_14 - theta* = (I - alpha H)^14 (theta_0 - theta*); the loss at the end is checked in the engine's own tests
    hold(shown && shown.loss < 1.5, `the zig-zag comes down (loss ${shown?.loss})`)
  }),
  journey('the second visit is quiet: nothing plays and nothing is explained again', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    await page.reload()
    await map(page).waitFor()
    await settled(page)
    hold(!(await page.getByText('Drag the ring named “start”').isVisible()), 'the first words are for the first visit')
    hold(await page.getByRole('button', { name: 'Play', exact: true }).isVisible(), 'nothing plays')
  }, { wide: true }),
  journey('a hand on the page before the first picture is there: nothing plays by itself', async ({ page, base }) => {
    await page.addInitScript(() => {
      new MutationObserver((_, watch) => {
        if (!document.querySelector('main.explore')) return
        watch.disconnect()
        setTimeout(() => dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift' })))
      }).observe(document, { childList: true, subtree: true })
    })
    await open(page, base)
    await settled(page)
    await page.getByText('Drag the ring named “start”').waitFor()
    await page.waitForTimeout(500)
    hold((await status(page, 'Gradient descent'))?.step === 0, 'it rests at the start')
  }, { wide: true }),
  journey('who prefers less motion starts the film by hand', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    hold((await status(page, 'Gradient descent'))?.step === 0, 'it rests at the start')
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    await statusThat(page, 'Gradient descent', (s) => s.step > 1, 'play still works: it is content')
  }, { reducedMotion: true, wide: true }),
  journey('the first picture is there within a second and a half of a warm server', async ({ page, base, note }) => {
    await open(page, base)
    const drawn = await eventually(() => page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('.chart-map canvas')
      return canvas && canvas.width > 10 ? performance.now() : 0
    }), (t) => t > 0, 'the map is drawn')
    note(`map drawn ${Math.round(drawn)} ms after navigation, longest task ${await longestTask(page)} ms`)
  }, { wide: true }),
]
