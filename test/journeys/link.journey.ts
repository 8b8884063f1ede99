import { centre, choose, drag, map, open, run, settled, status, statusThat, stepSizeOf, stepSlider } from './explore.ts'
import { eventually, hold, journey } from './journey.ts'
import { copyLink, difference, openAfresh, sameScene, sceneIn, setSpeed, settledGround } from './scene.ts'

export default [
  journey('a copied link shows a stranger the same numbers at the playhead', async ({ page, base, stranger, note }) => {
    await open(page, base)
    await page.getByRole('button', { name: 'Put away' }).click() // the stranger's map has the room of these words too
    await choose(page, 'One sine neuron')
    await drag(page, await centre(map(page)), await centre(map(page)).then(({ x, y }) => ({ x: x - 60, y: y + 30 })))
    const thumb = await centre(stepSlider(page, 'SGD'))
    await drag(page, thumb, { x: thumb.x - 40, y: thumb.y })
    const head = page.getByRole('slider', { name: 'Playback' })
    await head.focus()
    await page.keyboard.press('Home')
    for (let i = 0; i < 3; i++) await page.keyboard.press('PageUp')
    const labels = ['Gradient descent', 'SGD', 'Mini-batch 5', 'Momentum', 'Adam']
    const mine = await Promise.all(labels.map((label) => statusThat(page, label, (s) => s.step === 30, `${label} is at step 30`)))
    const link = await copyLink(page)
    await page.getByText(`Link copied, ${link.length.toLocaleString('en')} characters`).waitFor()
    note(`link of ${link.length} characters`)
    hold(link.length < 2000, 'the link can be sent')

    const theirs = await stranger()
    await openAfresh(theirs, link)
    await settled(theirs)
    for (const [i, label] of labels.entries()) {
      const seen = await statusThat(theirs, label, (s) => s.step === 30, `${label} stands at step 30 for the stranger`)
      hold(JSON.stringify(seen) === JSON.stringify(mine[i]), `${label}: ${JSON.stringify(seen)} is ${JSON.stringify(mine[i])}`)
    }
    hold((await stepSizeOf(theirs, 'SGD')) === (await stepSizeOf(page, 'SGD')), 'the step size travels')
    hold(await theirs.getByRole('button', { name: 'Play', exact: true }).isVisible(), 'a link opens at rest')
    hold(sameScene(await sceneIn(await copyLink(theirs)), await sceneIn(link)), 'copied again it says the same')
  }),
  journey('a copied link shows a stranger the same picture', async ({ page, base, stranger }) => {
    await open(page, base)
    await page.getByRole('button', { name: 'Put away' }).click() // the stranger's map has the room of these words too
    await choose(page, 'One sine neuron')
    await drag(page, await centre(map(page)), await centre(map(page)).then(({ x, y }) => ({ x: x - 60, y: y + 30 })))
    const theirs = await stranger()
    await openAfresh(theirs, await copyLink(page))
    await settled(theirs)
    // on a busy machine either map may still be refined when it first looks settled
    await eventually(async () => difference(await settledGround(page), await settledGround(theirs)), (far) => far < 0.5, 'the map looks the same: mean difference of 255', 20_000)
  }, { wide: true }),
  journey('a change made in mid-run travels with the link, and so does the seed', async ({ page, base, stranger }) => {
    await open(page, base)
    await choose(page, 'One sine neuron')
    await setSpeed(page, 30)
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    await statusThat(page, 'SGD', (s) => s.step >= 5, 'it plays')
    await stepSlider(page, 'SGD').focus()
    await page.keyboard.press('Shift+ArrowLeft')
    await statusThat(page, 'SGD', (s) => s.step === 80, 'it plays to its end', 30_000)
    const mine = await status(page, 'SGD')
    const link = await copyLink(page)
    hold((await sceneIn(link)).spec.runs[1]!.changes?.length, 'the change is in the link')
    const theirs = await stranger()
    await openAfresh(theirs, link)
    const seen = await statusThat(theirs, 'SGD', (s) => s.step === 80, 'the stranger sees the end')
    hold(JSON.stringify(seen) === JSON.stringify(mine), `the bent path is the same (${JSON.stringify(seen)}, ${JSON.stringify(mine)})`)
  }, { wide: true }),
  journey('a link pasted into an open page opens in place and can be undone', async ({ page, base }) => {
    await open(page, base)
    await choose(page, 'Himmelblau')
    const link = await copyLink(page)
    await choose(page, 'Rosenbrock')
    await eventually(() => page.evaluate(() => location.href), (href) => href !== link && href.includes('?s='), 'the address has followed')
    await page.evaluate((address) => { location.hash = address.slice(address.indexOf('#')) }, link)
    await page.getByRole('heading', { level: 1, name: 'Himmelblau' }).waitFor()
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Rosenbrock' }).waitFor()
  }, { wide: true }),
  journey('the address follows what is done, and a reload brings it back', async ({ page, base }) => {
    await open(page, base)
    await choose(page, 'Himmelblau')
    await page.getByRole('slider', { name: 'Playback' }).focus()
    await page.keyboard.press('End')
    const before = await eventually(() => status(page, 'Gradient descent'), (s) => (s?.step ?? 0) > 1, 'it is at the end')
    await eventually(() => page.evaluate(() => location.hash), (hash) => hash.includes('?s='), 'the address holds the scene')
    await eventually(async () => (await sceneIn(await page.evaluate(() => location.hash))).view.playhead, (k) => k > 1, 'and the playhead')
    await page.reload()
    await map(page).waitFor()
    await page.getByRole('heading', { level: 1, name: 'Himmelblau' }).waitFor()
    await statusThat(page, 'Gradient descent', (s) => JSON.stringify(s) === JSON.stringify(before), 'the same step with the same numbers')
    hold(await run(page, 'Gradient descent').isVisible(), 'the run is there')
  }, { wide: true }),
]
