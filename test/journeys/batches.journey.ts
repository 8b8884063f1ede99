import { open, seek, settled, statusThat } from './explore.ts'
import { eventually, hold, journey } from './journey.ts'
import { sceneOn } from './scene.ts'

export default journey('the landscape that SGD really sees: its batches in frames, its gradients as a cloud, and both follow the playhead', async ({ page, base }) => {
  await open(page, base)
  await settled(page)
  await page.keyboard.press('/')
  await page.getByRole('combobox', { name: 'Find' }).fill('really sees')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'The landscape SGD really sees' }).waitFor()
  await settled(page)
  const frames = page.getByRole('list', { name: 'Batches, step by step' }).getByRole('button')
  await eventually(() => frames.count(), (n) => n === 1, 'the first batch is there')
  await page.keyboard.press('Shift+.')
  await eventually(() => frames.count(), (n) => n === 8, 'ten steps on there are eight')
  hold(/step 11, which reads samples (\d+ ){4}\d+$/.test((await frames.last().getAttribute('aria-label')) ?? ''), 'a frame says which samples it read')
  await page.getByRole('img', { name: /The gradients of all 100 samples/ }).waitFor()
  await page.getByRole('radiogroup', { name: 'Mean of the last' }).getByRole('radio', { name: '4', exact: true }).check()
  await page.getByText('The mean of 4 batches, 20 draws of 100 samples').waitFor()
  await frames.first().click()
  await statusThat(page, 'Mini-batch 5', (s) => s.step === 3, 'a frame leads to its step')
  hold((await sceneOn(page)).view.playhead === 3, 'and the link knows')
  await seek(page, 'start')
  await eventually(() => frames.count(), (n) => n === 1, 'scrubbed back, only what has been is shown')
})
