import { eventually, hold, journey } from './journey.ts'
import { landscape, map, open, run, settled, statusThat } from './explore.ts'
import { sceneIn } from './scene.ts'

export default journey('own function: an error is shown at its character, then the sound formula is drawn, kept and carried by the link', async ({ page, base, stranger }) => {
  await open(page, base)
  await settled(page)
  await page.getByRole('button', { name: 'Own function', exact: true }).click()
  const formula = page.getByRole('textbox', { name: 'Formula in x and y' })
  await formula.fill('x^2 + foo(y)')
  const fault = page.getByRole('alert').filter({ hasText: 'foo' })
  await fault.waitFor()
  hold((await page.locator('.formula-mark').textContent())?.indexOf('‾') === 6, 'the mark stands under the sixth character')
  await formula.fill('x^2 + a*y^2 + sin(3*x)')
  await eventually(() => page.getByRole('slider', { name: 'a', exact: true }).count(), (n) => n === 1, 'its parameter has a slider')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('My valley')
  await page.getByRole('button', { name: 'Keep under this name' }).click()
  await page.getByRole('button', { name: 'Show on the map' }).click()
  await page.getByRole('heading', { level: 1, name: 'My valley' }).waitFor()
  await statusThat(page, 'Gradient descent', (s) => Number.isFinite(s.loss), 'runs race on it')
  await landscape(page, 'My valley').waitFor()

  // the address follows a moment after the page
  const { href: address } = await eventually(async () => {
    const href = await page.evaluate(() => location.href)
    return { href, title: href.includes('?s=') ? (await sceneIn(href)).view.title : '' }
  }, ({ title }) => title === 'My valley', 'the address holds it')
  const other = await stranger()
  await other.goto(address)
  await other.getByRole('heading', { level: 1, name: 'My valley' }).waitFor()
  await map(other).waitFor()
  await run(other, 'Gradient descent').waitFor()

  // on half the plane a logarithm is not defined: the map says so
  await page.getByRole('button', { name: 'Own function', exact: true }).click()
  await page.getByRole('textbox', { name: 'Formula in x and y' }).fill('log(x) + y^2')
  await page.getByText('The loss is not defined on the hatched part of this view.').waitFor()
})
