import { find, open, pause, seek, settled, stepSizeOf } from './explore.ts'
import { eventually, hold, journey } from './journey.ts'

export default [journey('presenter: a clicker steps also when the slider has the focus, B blanks the screen, and type is read from the last row', async ({ page, base }) => {
  await open(page, base)
  await settled(page)
  await seek(page, 'start')
  await pause(page)
  const alpha = await stepSizeOf(page, 'Gradient descent')
  await page.getByRole('button', { name: 'Present', exact: true }).click()
  const hall = page.getByRole('dialog', { name: 'Linear regression' })
  const slider = hall.getByRole('slider', { name: 'Step size' })
  await slider.focus()
  await page.keyboard.press('PageDown')
  await page.keyboard.press('PageDown')
  await page.keyboard.press('PageUp')
  await eventually(() => hall.locator('.presenter-numbers').textContent(), (text) => (text ?? '').includes('step 1,'), 'two clicks on and one back are one step')
  hold(Number.parseFloat((await slider.getAttribute('aria-valuetext')) ?? '') === alpha, 'and the step size is what it was')
  await page.keyboard.press('b')
  await page.getByLabel('Blank screen').waitFor()
  await page.keyboard.press('b')
  await page.getByLabel('Blank screen').waitFor({ state: 'detached' })
  const sizes = await hall.evaluate((element) => ['h1', '.presenter-numbers > b', '.presenter-numbers > span', '.track-mark span', 'figcaption'].map((s) => Number.parseFloat(getComputedStyle(element.querySelector(s)!).fontSize)))
  hold(JSON.stringify(sizes.map(Math.round)) === '[62,64,28,30,28]', `title, number, lines, marks and labels are as large as drawn (${sizes.join(', ')})`)
  hold(await page.evaluate(() => document.fonts.check('600 62px "Source Serif 4 Variable"', 'a')), 'the title is set in the serif')
  await page.keyboard.press('Escape')
  await hall.waitFor({ state: 'detached' })
}, { width: 1920, height: 1080, wide: true }), journey('presenter: the losses of batches are on the map too, and no words under the slider cover others', async ({ page, base }) => {
  await open(page, base)
  await settled(page)
  await find(page, 'The landscape SGD really sees')
  await settled(page)
  await page.getByRole('button', { name: 'Present', exact: true }).click()
  const hall = page.getByRole('dialog', { name: 'The landscape SGD really sees' })
  await hall.waitFor()
  // a mini-batch's colour covers far more than its head does once the contours of its batch are drawn
  await eventually(() => hall.locator('.presenter-map').evaluate(purple), (n) => n > 4000, 'contours in the colour of the run lie on the map')
  // lines may share the empty edge of their boxes
  const clashes = await hall.locator('.track').evaluate((track) => {
    const boxes = Array.from(track.querySelectorAll('.track-mark span, .track-tick span, .track-zone span'), (e) => {
      const { left, right, top, bottom } = e.getBoundingClientRect()
      return { text: e.textContent, left, right, top, bottom }
    })
    return boxes.flatMap((a, i) => boxes.slice(i + 1).flatMap((b) => (a.left < b.right && b.left < a.right && a.top < b.bottom - 4 && b.top < a.bottom - 4 ? [`${a.text} and ${b.text}`] : [])))
  })
  hold(clashes.length === 0, `no words under the slider cover others (${clashes.join('; ')})`)
}, { width: 1920, height: 1080, wide: true })]

/** Pixels in the light colour of mini-batches, over all canvases of a map. For the page. */
const purple = (map: Element): number => {
  let count = 0
  for (const canvas of map.querySelectorAll('canvas')) {
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d')!
    copy.drawImage(canvas, 0, 0)
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height)
    for (let i = 0; i < data.length; i += 4) if (Math.abs(data[i]! - 0x97) < 24 && data[i + 1]! < 32 && Math.abs(data[i + 2]! - 0x61) < 24 && data[i + 3]! > 200) count++
  }
  return count
}
