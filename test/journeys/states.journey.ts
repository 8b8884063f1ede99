import type { Page } from 'playwright'
import { choose, open, run, seek, settled, statusThat, stepSlider } from './explore.ts'
import { journey } from './journey.ts'
import { openAfresh, addressOf } from './scene.ts'

const descent = (stepSize: number, more: object = {}): object => ({ optimizer: { kind: 'gradient-descent', stepSize }, sampler: { kind: 'full' }, ...more })

/** Opens a race on a formula of one's own. */
async function formula(page: Page, base: string, text: string, start: readonly [number, number], runs: readonly object[], iterations: number): Promise<void> {
  const spec = { experiment: 'race', objective: { kind: 'expression', formula: text }, start: { kind: 'point', theta: start }, runs, iterations, seed: 1 }
  await openAfresh(page, base + await addressOf({ v: 1, spec, view: { title: 'A formula', landscape: 'own', domain: [[-4, 4], [-3, 3]] } }))
  await settled(page)
}

const says = async (page: Page, label: string, words: RegExp): Promise<void> => {
  await seek(page, 'end')
  await run(page, label).locator('.run-heading').filter({ hasText: words }).waitFor()
}

export default [
  journey('every way in which a run can end has its words on the card', async ({ page, base }) => {
    await formula(page, base, 'x^2 + 2*y^2', [3, 2], [descent(0.1), descent(0.49, { label: 'Long' }), descent(0.6, { label: 'Too long' })], 200)
    await says(page, 'Gradient descent', /^At a minimum, .*Gradient below .* after \d+ steps/)
    await says(page, 'Too long', /diverges from step 1: step size 0\.6 is above 2\/L = 0\.5\./)
    await formula(page, base, 'x^2 - y^2', [3, 0], [descent(0.1)], 300)
    await says(page, 'Gradient descent', /^At a saddle, .*index 1\. It will not leave\./)
    await formula(page, base, 'x^4 + y^4', [1, 1], [descent(0.1)], 50_000)
    await says(page, 'Gradient descent', /^At rest, .*flat in some direction/)
    await formula(page, base, 'sqrt(x) + y^2', [1, 1], [descent(0.3)], 40)
    await says(page, 'Gradient descent', /^Not a number at step \d+/)
    await open(page, base)
    await choose(page, 'One sine neuron')
    await says(page, 'SGD', /Wanders round [\d.]+\. A fixed step keeps the noise\.|At a minimum|basin/)
  }, { wide: true }),
  journey('a map that is not defined everywhere says where, and leads back', async ({ page, base }) => {
    await formula(page, base, 'log(x) + y^2', [1, 1], [descent(0.05)], 20)
    await page.getByText('The loss is not defined on the hatched part of this view.').waitFor()
    await page.getByRole('button', { name: 'Edit', exact: true }).click()
    await page.getByRole('textbox', { name: 'Formula in x and y' }).waitFor()
    await page.keyboard.press('Escape')
    await formula(page, base, 'log(0*x - 1) + y', [1, 1], [descent(0.05)], 20)
    await page.getByText('The loss is not defined anywhere in this view.').waitFor()
  }, { wide: true }),
  journey('without runs one sentence says so, and one press brings a run', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    for (const label of ['SGD', 'Gradient descent']) {
      await page.getByRole('button', { name: `More about ${label}`, exact: true }).click()
      await page.getByRole('menu', { name: `More about ${label}` }).getByRole('menuitem', { name: 'Remove', exact: true }).click()
    }
    await page.getByText('No runs yet.').waitFor()
    await page.getByRole('button', { name: 'Add gradient descent' }).click()
    await stepSlider(page, 'Gradient descent').waitFor()
    await settled(page)
  }, { wide: true }),
  journey('where fast arithmetic cannot be had the page says so and works', async ({ page, base }) => {
    await page.addInitScript(() => { WebAssembly.validate = () => false })
    await open(page, base)
    await settled(page)
    await page.getByText('Fast arithmetic is not available in this browser. Everything works, more slowly.').waitFor()
    await seek(page, 'end')
    await statusThat(page, 'Gradient descent', (s) => s.step === 14, 'the run goes to its end')
  }, { wide: true }),
]
