import { centre, choose, open } from './explore.ts'
import { eventually, hold, journey } from './journey.ts'
import { copyLink, difference, groundOf, openAfresh, sceneOn, settledGround } from './scene.ts'

export default journey('a plane is turned by hand: the landscape follows, one undo takes the whole turn back, and the link has it', async ({ page, base }) => {
  await open(page, base)
  await choose(page, 'Circles, 2-8-1')
  const before = await settledGround(page)
  const knob = page.getByRole('slider', { name: 'Turn the upward axis' })
  await knob.scrollIntoViewIfNeeded()
  const { x, y } = await centre(knob)
  await page.mouse.move(x, y)
  await page.mouse.down()
  const seen: number[][] = []
  for (let k = 1; k <= 6; k++) {
    await page.mouse.move(x + 12 * k, y)
    await page.waitForTimeout(150)
    seen.push(await groundOf(page))
  }
  await page.mouse.up()
  hold(seen.some((ground, i) => i > 0 && difference(ground, seen[i - 1]!) > 0.2), 'the picture changes while the hand moves')
  await settledGround(page)
  const turned = await eventually(async () => (await sceneOn(page)).view as { plane?: { directions: { kind: string; angle?: number }[] } }, (view) => view.plane?.directions[1]?.kind === 'turned', 'the scene has a turned direction')
  hold(turned.plane!.directions[1]!.angle! > 0.3, 'by the angle of the hand')
  await page.keyboard.press('Control+z')
  await eventually(() => groundOf(page), (ground) => difference(ground, before) < 4, 'undo brings the picture before back', 20_000)
  await page.keyboard.press('Control+Shift+z')
  const address = await copyLink(page), shown = await settledGround(page)
  await openAfresh(page, address)
  await eventually(() => groundOf(page), (ground) => difference(ground, shown) < 4, 'a stranger sees the same picture', 30_000)
}, { wide: true })
