import { eventually, hold, journey } from './journey.ts'
import { map, open, run, status, statusThat, stepSizeOf, stepSlider } from './explore.ts'

const PHONE = { width: 390, height: 844, touch: true } as const

export default journey('on a phone: nothing is cut off, the film plays, a finger moves the step size, tabs and swipes change the panel', async ({ page, base }) => {
  await open(page, base)
  await run(page, 'Gradient descent').waitFor()
  const wide = await page.evaluate(() => document.documentElement.scrollWidth)
  hold(wide <= 390, `the page is as wide as the phone (${wide} px)`)
  await statusThat(page, 'Gradient descent', (s) => s.step === 14, 'it plays by itself', 25_000)

  const before = await stepSizeOf(page, 'Gradient descent')
  const track = await stepSlider(page, 'Gradient descent').locator('..').boundingBox()
  await page.touchscreen.tap(track!.x + track!.width * 0.4, track!.y + track!.height / 2)
  await eventually(() => stepSizeOf(page, 'Gradient descent'), (now) => now < before / 2, 'a tap on the track sets the step size')

  await page.getByRole('button', { name: 'Select SGD' }).tap()
  await run(page, 'SGD').waitFor()
  hold((await status(page, 'SGD')) !== undefined, 'the chosen run is shown')

  for (const [tab, sees] of [['Charts', 'Iterations'], ['Point', 'At the point'], ['Landscape', 'Landscape']] as const) {
    await page.getByRole('tab', { name: tab }).tap()
    await page.getByRole('tabpanel').getByText(sees).first().waitFor()
  }
  await page.getByRole('option', { name: 'Double well', exact: true }).tap()
  await page.getByRole('button', { name: /^Double well/ }).waitFor()
  await eventually(() => map(page).getAttribute('aria-label'), (name) => name === 'Loss landscape of Double well', 'the map is another')

  await page.getByRole('tab', { name: 'Point' }).tap()
  const box = (await map(page).boundingBox())!
  await page.touchscreen.tap(box.x + box.width * 0.6, box.y + box.height * 0.3)
  await page.getByRole('tabpanel').getByText('curvature').first().waitFor()
}, PHONE)
