import type { Page } from 'playwright'
import { open, run, settled } from './explore.ts'
import { eventually, hold, journey } from './journey.ts'
import { addressOf, difference, groundOf, settledGround } from './scene.ts'

const start = { kind: 'initial', initialiser: 'glorot-uniform', seed: 4 }
/** 2-2-1 tanh on exclusive or, nine parameters, a little weight decay: near its start lies a saddle of index 2. */
const exclusiveOr = (weightDecay = 0.001, widths = [2, 2, 1]): Promise<string> => addressOf({
  v: 1,
  spec: {
    experiment: 'race', objective: { kind: 'network', widths, activations: ['tanh', 'logistic'], loss: 'log', weightDecay, data: { kind: 'xor', samples: 40 } }, start,
    runs: [{ optimizer: { kind: 'gradient-descent', stepSize: 0.5 }, sampler: { kind: 'full' } }], iterations: 300, seed: 1,
  },
  view: { title: 'Exclusive or', domain: [[-1.2, 1.2], [-0.9, 0.9]], plane: { origin: start, directions: [{ kind: 'random', seed: 1 }, { kind: 'random', seed: 2 }], normalisation: 'filter' }, strip: 'curvature' },
})
const spectrum = (page: Page): Promise<string> => page.getByRole('img', { name: /^Spectrum of the Hessian at step/ }).first().getAttribute('aria-label').then((name) => name ?? '')
const critical = (page: Page) => page.getByRole('region', { name: 'Nearest critical point' })

export default [
  journey('the spectrum follows the run; the critical point near it comes with its certificate', async ({ page, base }) => {
    await open(page, base, await exclusiveOr())
    await settled(page)
    await eventually(() => spectrum(page), (name) => name.startsWith('Spectrum of the Hessian at step 0: 3 down, 0 flat, 6 up'), 'the spectrum at the start has its counts')
    await page.getByRole('slider', { name: 'Playback' }).focus()
    await page.keyboard.press('End')
    await eventually(() => spectrum(page), (name) => name.startsWith('Spectrum of the Hessian at step 300:') && !name.includes('3 down'), 'it follows the playhead')
    await page.keyboard.press('Home')
    await critical(page).getByRole('button', { name: 'Search from here' }).click()
    await eventually(() => critical(page).innerText(), (text) => text.includes('Saddle, index 2') && text.includes('below 10⁻⁸') && text.includes('2 down, 0 flat, 7 up'), 'a saddle with its certificate')
    hold((await page.getByRole('alert').count()) === 0, 'nothing failed')
  }),
  journey('from a saddle: its plane, a run that begins beside it, a copy of the run, and the curvature over the map', async ({ page, base }) => {
    await open(page, base, await exclusiveOr())
    await settled(page)
    await critical(page).getByRole('button', { name: 'Search from here' }).click()
    await critical(page).getByRole('button', { name: 'Ways down' }).click()
    await page.getByText('along the least curvatures').waitFor()
    await critical(page).getByRole('button', { name: 'Start a run there' }).click()
    await run(page, 'GD, saddle 0.69').getByRole('status').filter({ hasText: /^Step/ }).waitFor()
    const copies = page.getByRole('region', { name: 'Symmetric copies' })
    await copies.getByText('Symmetric copies').click()
    await copies.getByRole('status').filter({ hasText: /The loss differs by 0|The loss differs by \d.*10⁻¹/ }).waitFor()
    await copies.getByRole('radio', { name: 'Flip signs' }).check()
    await copies.getByText('Start a run at the copy').click()
    await run(page, 'GD, saddle 0.69, copy').getByRole('status').filter({ hasText: /^Step/ }).waitFor()
    const before = await settledGround(page)
    await page.getByRole('button', { name: 'Layers', exact: true }).click()
    await page.getByRole('radiogroup', { name: 'Curvature', exact: true }).getByRole('radio', { name: 'least' }).check()
    await eventually(() => groundOf(page), (ground) => difference(ground, before) > 8, 'colours of curvature lie over the map')
    await page.getByRole('radiogroup', { name: 'Curvature', exact: true }).getByRole('radio', { name: 'off' }).check()
    await eventually(() => groundOf(page), (ground) => difference(ground, before) < 1, 'and go again')
    hold((await page.getByRole('alert').count()) === 0, 'nothing failed')
  }, { wide: true }),
  journey('beyond 400 parameters the ends of the spectrum stand, all of them on request, and no search is offered', async ({ page, base }) => {
    await open(page, base, await exclusiveOr(0, [2, 101, 1]))
    await settled(page)
    await page.getByText('10 at each end of 405, Lanczos').waitFor()
    await page.getByText('Every step of the search needs the whole Hessian').waitFor()
    await page.getByRole('button', { name: 'Compute all 405' }).click()
    await page.getByText('all 405 eigenvalues, exact').waitFor({ timeout: 60_000 })
  }, { wide: true }),
]
