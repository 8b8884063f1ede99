import type { Page } from 'playwright'
import { map, open, run, settled } from './explore.ts'
import { eventually, hold, journey } from './journey.ts'
import { addressOf } from './scene.ts'

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
  journey('the spectrum follows the run; the critical point near it comes with its certificate, and a run begins there', async ({ page, base }) => {
    await open(page, base, await exclusiveOr())
    await settled(page)
    await eventually(() => spectrum(page), (name) => name.startsWith('Spectrum of the Hessian at step 0: 3 down, 0 flat, 6 up'), 'the spectrum at the start has its counts')
    await page.getByRole('slider', { name: 'Playback' }).focus()
    await page.keyboard.press('End')
    await eventually(() => spectrum(page), (name) => name.startsWith('Spectrum of the Hessian at step 300:') && !name.includes('3 down'), 'it follows the playhead')
    await page.keyboard.press('Home')
    await critical(page).getByRole('button', { name: 'Search from here' }).click()
    await eventually(() => critical(page).innerText(), (text) => text.includes('Saddle, index 2') && text.includes('below 10⁻⁸') && text.includes('2 down, 0 flat, 7 up'), 'a saddle with its certificate')
    await critical(page).getByRole('button', { name: 'Ways down' }).click()
    await page.getByText('along the least curvatures').waitFor()
    await critical(page).getByRole('button', { name: 'Start a run there' }).click()
    await run(page, 'GD, saddle 0.69').getByRole('status').filter({ hasText: /^Step/ }).waitFor()
    hold((await page.getByRole('alert').count()) === 0, 'nothing failed')
    await map(page).waitFor()
  }),
]
