import type { Page } from 'playwright'
import { landscape, map, open, seek, settled, status, statusThat } from './explore.ts'
import { eventually, hold, journey } from './journey.ts'
import { copyLink } from './scene.ts'

/** How many samples the network of the selected run has right, as the page says it. */
const right = async (page: Page): Promise<number> => Number(/(\d+) of \d+ samples right/.exec((await page.getByRole('region', { name: 'What the network says' }).textContent()) ?? '')?.[1] ?? NaN)

export default [
  journey('a small network is built, trained, and seen to tell the classes apart; it is kept, and its link opens it', async ({ page, base, stranger }) => {
    await open(page, base)
    await page.getByRole('button', { name: 'Own network', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Own network' })
    await dialog.getByText('2-8-8-1: 105 parameters').waitFor()
    await page.getByRole('heading', { level: 1, name: 'Two moons, 2-8-8-1' }).waitFor()
    await dialog.getByRole('button', { name: 'Remove hidden layer 2' }).click()
    await page.getByRole('heading', { level: 1, name: 'Two moons, 2-8-1' }).waitFor()
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('My moons')
    await dialog.getByRole('button', { name: 'Keep under this name' }).click()
    await dialog.getByRole('button', { name: 'Show on the map' }).click()
    await landscape(page, 'My moons').waitFor()
    await settled(page)
    await eventually(() => right(page), (n) => n > 0, 'it is asked where it starts')
    const before = await right(page)
    await seek(page, 'end')
    const after = await eventually(() => right(page), (n) => n >= 85, 'after training most of 100 samples are right')
    hold(after > before, 'training has helped')

    const address = await copyLink(page)
    hold(address.length < 2000, `its link is short enough to send (${address.length})`)
    const other = await stranger()
    await other.goto(address)
    await other.getByRole('heading', { level: 1, name: 'My moons' }).waitFor()
    await map(other).waitFor()
    await eventually(() => right(other), (n) => n === after, 'and says the same there')
  }),

  journey('a weight is taken: the start and every run change, the playhead goes back to the start, and undo takes it back', async ({ page, base }) => {
    await open(page, base)
    await landscape(page, 'Circles, 2-8-1').click()
    await settled(page)
    await seek(page, 'end')
    const weight = page.getByRole('slider', { name: /^Weight: / })
    await weight.focus()
    await page.keyboard.press('ArrowRight')
    await eventually(() => weight.getAttribute('aria-label'), (name) => name === 'Weight: W1 (1, 2)', 'the next weight is chosen')
    const value = async (): Promise<number> => Number(await weight.getAttribute('aria-valuenow'))
    await page.keyboard.press('ArrowUp') // to the start first
    await statusThat(page, 'Gradient descent', ({ step }) => step === 0, 'the playhead is at the start')
    const before = await value(), { loss } = (await status(page, 'Gradient descent'))!
    await page.keyboard.press('Shift+ArrowUp')
    await statusThat(page, 'Gradient descent', (s) => s.loss !== loss, 'the loss at the start is another')
    hold(Math.abs((await value()) - before - 0.5) < 1e-3, 'the weight has moved by 0.5')
    await page.getByRole('button', { name: 'Undo' }).click()
    await statusThat(page, 'Gradient descent', (s) => s.loss === loss, 'undo brings the start back')
  }, { wide: true }),

  journey('own data: a table with a fault is refused at its line, then learnt; points are drawn with the keys', async ({ page, base }) => {
    await open(page, base)
    await page.getByRole('button', { name: 'Own network', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Own network' })
    await dialog.getByRole('combobox', { name: 'Data' }).selectOption('inline')
    await dialog.getByRole('radio', { name: 'text or file' }).check()
    const table = dialog.getByRole('textbox', { name: 'Table' })
    await table.fill('size,colour,kind\n1,2,cat\n2,,dog')
    await dialog.getByRole('alert').filter({ hasText: 'Line 3: “colour” is empty' }).waitFor()
    await table.fill(`size,colour,kind\n${Array.from({ length: 40 }, (_, i) => `${i % 7},${(i * 3) % 5},${(i % 7) + ((i * 3) % 5) > 5 ? 'cat' : 'dog'}`).join('\n')}`)
    await dialog.getByText('cat is class 0, dog is class 1.').waitFor()
    await dialog.getByRole('button', { name: 'Use these data' }).click()
    await page.getByRole('heading', { level: 1, name: 'Own data, 2-8-8-1' }).waitFor()
    await settled(page)
    await seek(page, 'end')
    await eventually(() => right(page), (n) => n >= 38, 'it is learnt')

    await dialog.getByRole('radio', { name: 'drawing' }).check()
    await dialog.getByRole('radio', { name: 'curve' }).check()
    const canvas = dialog.getByRole('application')
    await canvas.focus()
    for (const key of ['Enter', 'ArrowRight', 'ArrowUp', 'Enter', 'ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key)
    await page.getByRole('heading', { level: 1, name: 'Own data, 1-8-8-1' }).waitFor()
    await dialog.getByText('1-8-8-1: 97 parameters').waitFor()
  }, { wide: true }),
]
