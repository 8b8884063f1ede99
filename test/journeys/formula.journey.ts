import type { Page } from 'playwright'
import { open, settled, statusThat } from './explore.ts'
import { eventually, hold, journey } from './journey.ts'
import { difference, sceneOn, settledGround } from './scene.ts'

const panel = (page: Page) => page.getByRole('dialog', { name: 'Own function' })
const formula = (page: Page) => panel(page).getByRole('textbox', { name: 'Formula in x and y' })

async function begin(page: Page, base: string): Promise<void> {
  await open(page, base)
  await settled(page)
  await page.getByRole('button', { name: 'Own function', exact: true }).click()
  await formula(page).waitFor()
}

export default [
  journey('a formula half typed loses nothing, and once whole its numbers are those of the runs', async ({ page, base }) => {
    await begin(page, base)
    await formula(page).fill('x^2 + 3*y^2')
    await page.locator('h1', { hasNotText: 'Linear regression' }).waitFor({ state: 'attached' })
    for (const broken of ['x^2 + 3*y^', 'x^2 + 3*(y', 'x^2 + + * y', '', 'x = y']) {
      await formula(page).fill(broken)
      const said = await eventually(async () => (await panel(page).getByRole('alert').allTextContents()).join(), (text) => text.length > 10, `“${broken}”: it says what is wrong`)
      hold(!/undefined|\[object/.test(said), `“${broken}”: in whole words (${said})`)
      hold((await formula(page).inputValue()) === broken, `“${broken}” stands as it was typed`)
      hold((await formula(page).getAttribute('aria-invalid')) === 'true', `“${broken}”: the field is marked`)
      hold(await panel(page).getByRole('button', { name: 'Show on the map' }).isDisabled(), `“${broken}” cannot be shown`)
    }
    await formula(page).fill('x^2 + 3*y^2')
    await panel(page).getByRole('button', { name: 'Show on the map' }).click()
    await settled(page)
    const { spec } = await sceneOn(page)
    hold(spec.objective.kind === 'expression' && spec.objective['formula'] === 'x^2 + 3*y^2', 'the page holds the formula')
    const [x, y] = spec.start.theta as [number, number]
    await statusThat(page, 'Gradient descent', (s) => s.step === 0 && Math.abs(s.loss - (x * x + 3 * y * y)) < 1e-5 && Math.abs(s.gradient - Math.hypot(2 * x, 6 * y)) < 1e-4, `loss and gradient at (${x}, ${y}) are those of the formula`)
  }, { wide: true }),
  journey('a letter of a formula becomes a slider that bends the map', async ({ page, base }) => {
    await begin(page, base)
    await formula(page).fill('x^2 + k*y^2')
    const slider = panel(page).getByRole('slider', { name: 'k', exact: true })
    await slider.waitFor()
    const before = await settledGround(page)
    await slider.focus()
    for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowRight')
    const k = Number(await slider.getAttribute('aria-valuetext'))
    hold(k > 1, `the slider has moved (${k})`)
    await panel(page).getByRole('button', { name: 'Show on the map' }).click()
    hold(difference(before, await settledGround(page)) > 1, 'the map has changed with it')
    hold(((await sceneOn(page)).spec.objective['parameters'] as Record<string, number>)['k'] === k, 'the link has the parameter')
  }, { wide: true }),
  journey('the window of a formula is refused where it is typed unless it rises', async ({ page, base }) => {
    await begin(page, base)
    const left = panel(page).getByRole('textbox', { name: 'x from' })
    const before = await left.inputValue()
    await left.fill('7')
    await left.press('Enter')
    await panel(page).getByText('The second number must be larger than the first.').waitFor()
    await left.press('Escape')
    hold((await left.inputValue()) === before, 'Escape brings the old value back')
    hold(await panel(page).isVisible(), 'and does not close the dialog')
  }, { wide: true }),
]
