import { eventually, hold, journey } from './journey.ts'
import { centre, choose, drag, map, open, pause, run, seek, settled, status, statusThat, stepSizeOf, stepSlider } from './explore.ts'

export default [
  journey('dragging the start moves every run with it', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    await seek(page, 'start')
    const before = await statusThat(page, 'Gradient descent', (s) => s.step === 0, 'its status follows the playhead')
    const ring = page.getByRole('button', { name: /^Start of the runs/ })
    const at = await centre(ring)
    await drag(page, at, { x: at.x + 140, y: at.y + 60 })
    // words follow the hand a moment later, and not both runs' in the same one
    const [after, sgd] = await eventually(() => Promise.all([status(page, 'Gradient descent'), status(page, 'SGD')]),
      ([a, b]) => a !== undefined && Math.abs(a.loss - before.loss) > 1 && a.loss === b?.loss, 'the loss at the start has changed, and both runs start from the same place')
    hold(after?.step === 0 && sgd?.step === 0, 'the playhead stays where it was')
  }),
  journey('a step size dragged while it plays bends the path from here on, and the link knows', async ({ page, base }) => {
    await open(page, base)
    await choose(page, 'One sine neuron')
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    await statusThat(page, 'Gradient descent', (s) => s.step >= 8, 'it plays')
    const before = await page.evaluate(() => location.hash)
    const thumb = stepSlider(page, 'Gradient descent')
    const at = await centre(thumb)
    await drag(page, at, { x: at.x - 60, y: at.y })
    await pause(page)
    hold((await stepSizeOf(page, 'Gradient descent')) < 0.15, 'the slider shows the new step size')
    const address = await eventually(() => page.evaluate(() => location.hash), (hash) => hash.includes('?s=') && hash !== before, 'the address follows')
    const scene = await page.evaluate(async (code) => {
      const bytes = Uint8Array.from(atob(code.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
      return JSON.parse(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).text()) as { spec: { runs: { optimizer: { stepSize: number }; changes?: { at: number; stepSize: number }[] }[] } }
    }, address.split('?s=')[1]!)
    const first = scene.spec.runs[0]!
    hold(first.optimizer.stepSize === 0.15, 'the step size of the start is as it was')
    hold(first.changes?.length && first.changes[0]!.at >= 8 && first.changes.at(-1)!.stepSize < 0.15, `the change is recorded where it was made: ${JSON.stringify(first)}`)
  }),
  journey('a step size dragged while it rests re-shoots the whole path, and the playhead stays', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    await seek(page, 'end')
    const before = await statusThat(page, 'Gradient descent', (s) => s.step === 14, 'it is at the end')
    const thumb = stepSlider(page, 'Gradient descent')
    const at = await centre(thumb)
    await drag(page, at, { x: at.x - 30, y: at.y })
    const after = await statusThat(page, 'Gradient descent', (s) => s.loss !== before.loss, 'the end has another loss')
    hold(after.step === 14, 'the playhead stays')
    await page.keyboard.press('Control+z')
    await statusThat(page, 'Gradient descent', (s) => s.loss === before.loss, 'one undo takes the whole drag back')
  }, { wide: true }),
  journey('beyond 2/L gradient descent diverges, and the card says so', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    await seek(page, 'end')
    const box = run(page, 'Gradient descent').getByRole('textbox', { name: /^Step size/ })
    await box.fill('0.2')
    await box.press('Enter')
    await statusThat(page, 'Gradient descent', (s) => s.loss > 100, 'the loss explodes')
    hold(((await stepSlider(page, 'Gradient descent').getAttribute('aria-valuetext')) ?? '').startsWith('0.2, beyond 2/L'), 'the slider says that it is beyond 2/L')
  }),
  journey('the keyboard moves step sizes by 2 % and to 1/L and 2/L', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    await seek(page, 'start')
    const slider = stepSlider(page, 'Gradient descent')
    await slider.focus()
    await page.keyboard.press('ArrowRight')
    hold(Math.abs((await stepSizeOf(page, 'Gradient descent')) - 0.102) < 1e-9, 'an arrow is 2 %')
    await page.keyboard.press('Shift+ArrowLeft')
    hold(Math.abs((await stepSizeOf(page, 'Gradient descent')) - 0.085) < 1e-9, 'with Shift 20 %')
    await page.keyboard.press('End')
    const limit = await stepSizeOf(page, 'Gradient descent')
    hold(limit > 0.1 && limit < 0.115, `End goes to 2/L (${limit})`)
    await page.keyboard.press('Home')
    hold(Math.abs((await stepSizeOf(page, 'Gradient descent')) - limit / 2) < 0.001, 'Home goes to 1/L')
  }, { wide: true }),
  journey('with the keyboard alone a cursor walks the map, is spoken, and sets the start', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    await seek(page, 'start')
    const before = await status(page, 'Gradient descent')
    await page.keyboard.press('c')
    hold(await map(page).evaluate((e) => e === document.activeElement), 'C goes to the map')
    for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+ArrowRight')
    await page.getByText(/^omega 1 .+: loss .+, gradient /).waitFor({ state: 'attached' })
    await page.keyboard.press('Enter')
    await statusThat(page, 'Gradient descent', (s) => s.loss !== before!.loss, 'Enter sets the start at the cursor')
  }, { wide: true }),
  journey('scrubbing back shows what was, and stepping moves by one', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    await seek(page, 'end')
    const end = await statusThat(page, 'Gradient descent', (s) => s.step === 14, 'it is at the end')
    await page.getByRole('button', { name: 'Step back', exact: true }).click()
    const back = await statusThat(page, 'Gradient descent', (s) => s.step === 13, 'one step back')
    hold(back.loss > end.loss, 'the step before had more loss')
    await page.getByRole('button', { name: 'Step', exact: true }).click()
    await statusThat(page, 'Gradient descent', (s) => s.step === 14 && s.loss === end.loss, 'and one forward is where it was')
    await page.getByRole('button', { name: 'Reset', exact: true }).click()
    await statusThat(page, 'Gradient descent', (s) => s.step === 0, 'reset goes to the start')
    await eventually(() => page.locator('.step-counter strong').textContent(), (t) => t === '0', 'the counter shows it')
  }, { wide: true }),
]
