import { eventually, hold, journey } from './journey.ts'
import { map, open, run, seek, settled, statusThat } from './explore.ts'

const open_ = async (page: Parameters<typeof open>[0], title: string): Promise<void> => {
  await page.keyboard.press('/')
  const input = page.getByRole('combobox', { name: 'Find' })
  await input.fill(title)
  await eventually(() => page.getByRole('listbox', { name: 'Find' }).getByRole('option').first().textContent(), (text) => text?.startsWith(title) === true, `${title} is found`)
  await input.press('Enter')
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
}

export default journey('find opens a preset by a few letters, from the keyboard alone', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    await open_(page, 'Newton is drawn to a saddle')
    await seek(page, 'end')
    await statusThat(page, 'Newton', (s) => Math.abs(s.loss) < 1e-9, 'Newton ends at the saddle, where the loss is 0')
    await eventually(() => run(page, 'Newton').textContent(), (text) => text?.includes('At a saddle') === true, 'and says so')
    await page.keyboard.press('/')
    await page.getByRole('combobox', { name: 'Find' }).fill('xyzzy')
    await page.getByText('Nothing of that name').waitFor()
    await page.keyboard.press('Escape')
    hold(await map(page).isVisible(), 'Escape leads back')
  }, { wide: true })
