import type { Page } from 'playwright'
import { map, open, run, seek, settled, status, statusThat, stepSizeOf } from './explore.ts'
import { eventually, hold, journey } from './journey.ts'
import { addressOf, bars, openAfresh, sceneOn } from './scene.ts'

const quadratic = { kind: 'quadratic', eigenvalues: [1, 10] }
const gd = { optimizer: { kind: 'gradient-descent', stepSize: 0.1 } }
const spec = (more: object = {}): object => ({ experiment: 'race', objective: quadratic, start: [1, 1], runs: [gd], iterations: 20, seed: 1, ...more })
const scene = (more: object = {}, view: object = {}): object => ({ v: 1, spec: spec(more), view: { domain: [[-2, 2], [-2, 2]], ...view } })

interface Case { readonly name: string; readonly hash: string; readonly says: RegExp; readonly title?: RegExp }

async function cases(): Promise<Case[]> {
  const sound = await addressOf(scene())
  return [
    { name: 'characters that no link has', hash: '#/explore?s=%3Cscript%3E', says: /damaged/ },
    { name: 'a cut link', hash: sound.slice(0, -12), says: /damaged or cut off/ },
    { name: 'a link with letters exchanged', hash: sound.replace(/s=.{6}/, 's=AAAAAA'), says: /damaged/ },
    { name: 'another version', hash: await addressOf({ v: 7, spec: {}, view: {} }), says: /version 7/ },
    { name: 'no scene', hash: await addressOf([1, 2, 3]), says: /no scene/ },
    { name: 'a spec that is no race', hash: await addressOf({ v: 1, spec: { experiment: 'schedule' }, view: {} }), says: /race/ },
    { name: 'an unknown method', hash: await addressOf(scene({ runs: [{ optimizer: { kind: 'lion', stepSize: 0.05 } }] })), says: /asks for “lion”, a method that this version does not have/, title: /Quadratic/ },
    { name: 'an unknown landscape', hash: await addressOf(scene({ objective: { kind: 'atlantis' } })), says: /atlantis/ },
    { name: 'a negative step size', hash: await addressOf(scene({ runs: [{ optimizer: { kind: 'gradient-descent', stepSize: -1 } }] })), says: /The step size of run 1 in this link cannot be used .* got −1\). .+ is used in its place/, title: /Quadratic/ },
    { name: 'an unknown field', hash: await addressOf(scene({ colour: 'red' })), says: /colour/, title: /Quadratic/ },
    { name: 'more steps than a page can hold', hash: await addressOf(scene({ iterations: 1e12 })), says: /The number of steps in this link cannot be used/, title: /Quadratic/ },
    { name: 'a start of three numbers', hash: await addressOf(scene({ start: [1, 2, 3] })), says: /The starting point in this link cannot be used/, title: /Quadratic/ },
    { name: 'a window that is turned round', hash: await addressOf(scene({}, { domain: [[2, -2], [0, 1]] })), says: /domain: expected ranges that rise/, title: /Quadratic/ },
    { name: 'a faulty layer', hash: await addressOf(scene({}, { layers: { relief: 'perhaps' } })), says: /relief/, title: /Quadratic/ },
    { name: 'a formula that is none', hash: await addressOf(scene({ objective: { kind: 'expression', formula: 'alert(1)' } })), says: /alert/ },
  ]
}

async function sees(page: Page, base: string, { name, hash, says, title = /Linear regression/ }: Case): Promise<void> {
  await openAfresh(page, base + hash)
  const said = await eventually(() => bars(page), (text) => says.test(text), `${name}: a sentence says what is wrong`)
  hold(!/undefined|NaN|\[object/.test(said), `${name}: the sentence is whole (“${said}”)`)
  hold(title.test((await page.getByRole('heading', { level: 1 }).textContent()) ?? ''), `${name}: the nearest sound state is shown (${await page.getByRole('heading', { level: 1 }).textContent()})`)
  await settled(page)
}

/** Extremes that are numbers all the same: the page must open and stay of use, whatever it makes of them. */
const HOSTILE: readonly (readonly [string, object, object])[] = [
  ['a start at the end of the world', { start: [1e308, -1e308] }, {}],
  ['a step size of 1e300', { runs: [{ optimizer: { kind: 'gradient-descent', stepSize: 1e300 } }] }, {}],
  ['eigenvalues of 1e300', { objective: { kind: 'quadratic', eigenvalues: [1e300, 1e-300] } }, {}],
  ['a window of 1e300', {}, { domain: [[-1e300, 1e300], [-1e300, 1e300]] }],
  ['a window of 1e-300', {}, { domain: [[1, 1 + 1e-15], [0, 1e-300]] }],
  ['a playhead beyond the end', {}, { playhead: 1e9 }],
  ['runs that do not exist', {}, { selected: 99, hidden: [5, 6, 7], colours: [20, 20, 20, 20] }],
  ['a fork of itself', { runs: [{ ...gd, fork: { run: 0, at: 3 } }] }, {}],
  ['a change after the end', { runs: [{ ...gd, changes: [{ at: 500, stepSize: 0.2 }] }] }, {}],
  ['no runs', { runs: [] }, {}],
  ['forty runs', { runs: Array.from({ length: 40 }, () => gd) }, {}],
]

export default [
  journey('faulty links open the page with a sentence and the nearest sound state', async ({ page, base }) => {
    const all = await cases()
    for (const one of all.filter((c) => ['a cut link', 'an unknown method', 'a window that is turned round'].includes(c.name))) await sees(page, base, one)
    hold((await sceneOn(page)).spec.runs.length === 1, 'it can be used')
  }),
  journey('every kind of faulty link opens the page with a sentence', async ({ page, base }) => {
    for (const one of await cases()) await sees(page, base, one)
  }, { wide: true, patience: 300_000 }),
  journey('a faulty link pasted into an open page leaves what is there, and says why', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    await seek(page, 'end')
    const before = await statusThat(page, 'Gradient descent', (s) => s.step === 14, 'it is at the end')
    await page.evaluate(() => { location.hash = '#/explore?s=nonsense' })
    await eventually(() => bars(page), (text) => /damaged/.test(text), 'it says why')
    hold(JSON.stringify(await status(page, 'Gradient descent')) === JSON.stringify(before), 'nothing else has changed')
    await page.getByRole('region', { name: 'Thalweg' }).getByRole('button', { name: 'Put away' }).click()
    await page.getByText(/damaged/).waitFor({ state: 'detached' }) // the bar can be put away
  }, { wide: true }),
  journey('hostile numbers do not break the page', async ({ page, base }) => {
    for (const [name, more, view] of HOSTILE) {
      await openAfresh(page, base + await addressOf(scene(more, view)))
      hold(await page.getByRole('heading', { level: 1, name: 'Quadratic' }).count() + await page.getByRole('heading', { level: 1, name: 'Linear regression' }).count() === 1, `${name}: the page opens`)
      await page.getByRole('button', { name: 'Play', exact: true }).click()
      await page.getByRole('button', { name: 'Reset', exact: true }).click()
      await map(page).press('+')
      hold((await page.getByRole('heading', { name: 'This part of the page has stopped.' }).count()) === 0, `${name}: nothing stops`)
      const text = (await page.getByRole('main').textContent()) ?? ''
      hold(!/undefined|\[object/.test(text), `${name}: no broken words (${/.{20}(undefined|\[object).{20}/.exec(text)?.[0]})`)
    }
  }, { wide: true, patience: 240_000 }),
  journey('a script in a name is a name', async ({ page, base }) => {
    const label = '<img src=x onerror=boom()>', title = '"><script>boom()</script>'
    await page.exposeFunction('boom', () => { throw new Error('a script in a name was run') })
    await openAfresh(page, base + await addressOf(scene({ runs: [{ ...gd, label }, gd], objective: { kind: 'expression', formula: 'x^2+y^2' } }, { title })))
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await run(page, label).waitFor()
    await run(page, label).getByRole('button', { name: `Select ${label}` }).click()
    hold((await page.locator('main script, main img').count()) === 0, 'it is text and nothing else')
  }, { wide: true }),
  journey('numbers that cannot be are refused where they are typed', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    const box = run(page, 'Gradient descent').getByRole('textbox', { name: /^Step size/ })
    for (const wrong of ['-1', '0', 'abc', '1e999', '']) {
      await box.fill(wrong)
      await box.press('Enter')
      await eventually(() => run(page, 'Gradient descent').getByRole('alert').count(), (n) => n === 1, `“${wrong}”: said where it is typed`)
      hold((await box.getAttribute('aria-invalid')) === 'true', `“${wrong}”: marked`)
      hold((await stepSizeOf(page, 'Gradient descent')) === 0.1, `“${wrong}”: the old value stays in force`)
      hold((await box.inputValue()) === wrong, `“${wrong}”: stands as it was typed`)
    }
    await box.press('Escape')
    hold((await box.inputValue()) === '0.1', 'Escape brings the value back')
    for (const [typed, taken] of [['0,05', 0.05], ['.02', 0.02], ['10⁻³', 0.001], ['2e-2', 0.02]] as const) {
      await box.fill(typed)
      await box.press('Enter')
      await eventually(() => stepSizeOf(page, 'Gradient descent'), (v) => v === taken, `“${typed}” is ${taken}`)
    }
    const steps = page.getByRole('textbox', { name: 'Steps', exact: true })
    for (const wrong of ['0', '2.5', '1000000']) {
      await steps.fill(wrong)
      await steps.press('Enter')
      await page.getByText('Type a whole number from 1 to 100,000.').waitFor()
    }
  }, { wide: true }),
]
