import { centre, map, open, run, stepSizeOf, stepSlider, statusThat } from './explore.ts'
import { eventually, hold, journey } from './journey.ts'
import { difference, settledGround } from './scene.ts'
import { fingers } from './touch.ts'

const PHONE = { width: 390, height: 844, touch: true } as const

export default journey('touch: a finger drags the start from below, two zoom, one pans, and a slider’s row is dragged anywhere', async ({ page, context, base }) => {
  await open(page, base)
  await statusThat(page, 'Gradient descent', (s) => s.step === 14, 'it plays by itself', 30_000)
  await page.getByRole('button', { name: 'Reset', exact: true }).tap()
  const first = await statusThat(page, 'Gradient descent', (s) => s.step === 0, 'it is at the start')
  const session = await context.newCDPSession(page)
  const ring = page.getByRole('button', { name: /^Start of the runs/ })
  const from = await centre(ring), to = { x: from.x + 90, y: from.y + 60 }
  await fingers(session, [[from, to]])
  await statusThat(page, 'Gradient descent', (s) => Math.abs(s.loss - first.loss) > 0.5, 'every run starts elsewhere')
  const now = await centre(ring)
  hold(Math.abs(now.x - to.x) < 6 && Math.abs(to.y - now.y - 40) < 8, `the ring stands 40 px above the finger (${to.y - now.y})`)

  const before = await settledGround(page)
  const middle = await centre(map(page))
  await fingers(session, [[{ x: middle.x - 20, y: middle.y - 90 }, { x: middle.x - 90, y: middle.y - 90 }], [{ x: middle.x + 20, y: middle.y - 90 }, { x: middle.x + 90, y: middle.y - 90 }]])
  const closer = await settledGround(page)
  hold(difference(before, closer) > 1, 'two fingers zoom')
  await fingers(session, [[{ x: middle.x, y: middle.y - 100 }, { x: middle.x + 80, y: middle.y - 100 }]])
  hold(difference(closer, await settledGround(page)) > 1, 'one finger pans')
  hold((await page.evaluate(() => [scrollX, scrollY].join())) === '0,0', 'and the page does not scroll along')

  const size = await stepSizeOf(page, 'Gradient descent')
  const thumb = await centre(stepSlider(page, 'Gradient descent'))
  await fingers(session, [[{ x: thumb.x - 10, y: thumb.y }, { x: thumb.x - 90, y: thumb.y }]])
  await eventually(() => stepSizeOf(page, 'Gradient descent'), (s) => s < size * 0.7, 'a finger drags the step size')
  hold(await run(page, 'Gradient descent').isVisible(), 'the panel stays')
}, { ...PHONE, wide: true })
