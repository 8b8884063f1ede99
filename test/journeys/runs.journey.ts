import { eventually, hold, journey } from './journey.ts'
import { choose, open, pause, run, seek, settled, status, statusThat, stepSizeOf } from './explore.ts'

export default [
  journey('runs are added, renamed, hidden, duplicated and removed, and undo walks back through all of it', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    await seek(page, 'end')
    const names = (): Promise<string[]> => page.locator('.run-card').evaluateAll((cards) => cards.map((c) => c.getAttribute('aria-label') ?? ''))
    const are = (wanted: string[], sentence: string): Promise<string[]> => eventually(names, (now) => now.join() === wanted.join(), sentence)

    await page.getByRole('button', { name: 'Add run', exact: true }).click()
    await page.getByRole('dialog', { name: 'Add run' }).getByRole('button', { name: 'Adam', exact: true }).click()
    await are(['Gradient descent', 'SGD', 'Adam'], 'Adam joins')
    await statusThat(page, 'Adam', (s) => s.step === 14, 'Adam has run to the playhead')

    await run(page, 'Adam').getByRole('button', { name: 'Select Adam' }).dblclick()
    const name = page.getByRole('textbox', { name: 'Name of Adam' })
    await name.fill('The patient one')
    await name.press('Enter')
    await are(['Gradient descent', 'SGD', 'The patient one'], 'it has a name of its own')

    const menu = async (label: string, item: string): Promise<void> => {
      await run(page, label).getByRole('button', { name: `More about ${label}` }).click()
      await page.getByRole('menu', { name: `More about ${label}` }).getByRole('menuitem', { name: item, exact: true }).click()
    }
    await menu('SGD', 'Duplicate')
    await are(['Gradient descent', 'SGD', 'SGD 2', 'The patient one'], 'a second SGD stands behind the first')
    await menu('SGD 2', 'Hide')
    hold((await run(page, 'SGD 2').textContent())?.includes('hidden'), 'it says that it is hidden')
    await menu('SGD', 'Remove')
    await are(['Gradient descent', 'SGD', 'The patient one'], 'the first SGD is gone, its twin takes the name')

    for (let i = 0; i < 4; i++) await page.keyboard.press('Control+z')
    await are(['Gradient descent', 'SGD'], 'undo brings the beginning back')
    for (let i = 0; i < 4; i++) await page.keyboard.press('Control+Shift+z')
    await are(['Gradient descent', 'SGD', 'The patient one'], 'redo goes all the way again')
  }),
  journey('a fork starts from a step of its parent with settings of its own', async ({ page, base }) => {
    await open(page, base)
    await choose(page, 'One sine neuron')
    await seek(page, 'start')
    await page.getByRole('button', { name: 'Select Gradient descent' }).click()
    for (let i = 0; i < 2; i++) await page.keyboard.press('Shift+.')
    const parent = await statusThat(page, 'Gradient descent', (s) => s.step === 20, 'the playhead is at step 20')
    await page.getByRole('button', { name: 'Fork here', exact: true }).click()
    const label = 'Gradient descent, fork at 20'
    const fork = await statusThat(page, label, (s) => s.step === 20, 'the fork begins here')
    hold(fork.loss === parent.loss, 'where its parent is')
    const box = run(page, label).getByRole('textbox', { name: /^Step size/ })
    await box.fill('0.6')
    await box.press('Enter')
    for (let i = 0; i < 2; i++) await page.keyboard.press('Shift+.')
    await page.getByRole('button', { name: 'Step', exact: true }).focus()
    await seek(page, 'end')
    const other = await statusThat(page, label, (s) => s.step === 80, 'the fork runs on')
    const main = await statusThat(page, 'Gradient descent', (s) => s.step === 80, 'so does its parent')
    hold(other.loss !== main.loss, 'on another way')
    hold((await stepSizeOf(page, 'Gradient descent')) === 0.15, 'the parent keeps its step size')
  }),
  journey('a larger batch, a schedule and shuffling are set on the card and change the run', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    await seek(page, 'end')
    await page.getByRole('button', { name: 'Select SGD' }).click()
    const before = (await status(page, 'SGD'))!
    const batch = run(page, 'SGD').getByRole('textbox', { name: 'Batch size of SGD', exact: true })
    await batch.fill('25')
    await batch.press('Enter')
    await run(page, 'Mini-batch 25').waitFor()
    const calm = await statusThat(page, 'Mini-batch 25', (s) => s.loss !== before.loss, 'another batch, another run')
    await run(page, 'Mini-batch 25').getByRole('combobox', { name: /^Schedule/ }).selectOption({ label: 'Exponential decay' })
    const decayed = await statusThat(page, 'Mini-batch 25', (s) => s.loss !== calm.loss, 'a decaying step size is another run')
    await run(page, 'Mini-batch 25').getByRole('radio', { name: 'shuffled' }).check()
    await statusThat(page, 'Mini-batch 25', (s) => s.loss !== decayed.loss, 'shuffling is another order')
    await pause(page)
  }),
  journey('a number that cannot be is refused where it is typed, and the old one stays', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    await seek(page, 'start')
    const box = run(page, 'Gradient descent').getByRole('textbox', { name: /^Step size/ })
    for (const wrong of ['-1', 'fast', '1e']) {
      await box.fill(wrong)
      await box.press('Enter')
      await run(page, 'Gradient descent').getByRole('alert').getByText(/^Type a number/).waitFor()
    }
    hold((await stepSizeOf(page, 'Gradient descent')) === 0.1, 'the old step size is in force')
    await box.fill('5e-2')
    await box.press('Enter')
    await eventually(() => stepSizeOf(page, 'Gradient descent'), (v) => v === 0.05, 'a sound number is taken')
  }, { wide: true }),
]
