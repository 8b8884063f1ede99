import type { Page } from 'playwright'
import { makeDataset } from '#data/make.ts'
import { map, open, pause, run, seek, settled, type Status, statusThat } from './explore.ts'
import { eventually, hold, journey } from './journey.ts'
import { copyLink, openAfresh, sameScene, sceneIn, sceneOn, settledGround } from './scene.ts'

/** Opens a preset as a visitor does: `/`, its name, Enter. */
async function openPreset(page: Page, title: string): Promise<void> {
  await page.keyboard.press('/')
  await page.getByRole('combobox', { name: 'Find' }).fill(title)
  await page.getByRole('option', { name: title }).first().waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
  await settled(page)
}

/** Everything listed under Presets. */
async function presets(page: Page): Promise<string[]> {
  await page.keyboard.press('/')
  const box = page.getByRole('combobox', { name: 'Find' })
  await box.fill('presets')
  const titles = await eventually(() => page.getByRole('listbox', { name: 'Find' }).getByRole('option').locator('b').allTextContents(), (all) => all.length > 10 && all.length < 40, 'presets are listed')
  await page.keyboard.press('Escape')
  return titles
}

/** f(theta) = mean (y - theta.x)^2 as theta* and H = 2 X^T X / n, from the data that the scene names. */
async function quadraticOf(data: { kind: string }): Promise<{ minimum: readonly [number, number]; h: readonly [number, number, number]; floor: number }> {
  const { inputs: x, targets: y, samples: n } = await makeDataset(data, { bytes: () => Promise.reject(new Error('no files')) })
  let a = 0, b = 0, d = 0, u = 0, v = 0, yy = 0
  for (let i = 0; i < n; i++) {
    const p = x[2 * i]!, q = x[2 * i + 1]!, t = y[i]!
    a += p * p; b += p * q; d += q * q; u += p * t; v += q * t; yy += t * t
  }
  const det = a * d - b * b
  const minimum = [(d * u - b * v) / det, (a * v - b * u) / det] as const
  return { minimum, h: [(2 * a) / n, (2 * b) / n, (2 * d) / n], floor: (yy - minimum[0] * u - minimum[1] * v) / n }
}

const near = (got: number, wanted: number, digits: number): boolean => Math.abs(got - wanted) <= 10 ** -digits * Math.max(Math.abs(wanted), 1e-6)

export default [
  journey('preset Figure 4.2: every step of the path is that of the closed form', async ({ page, base, note }) => {
    await open(page, base)
    await settled(page)
    await openPreset(page, 'Zig-zag in a valley')
    const { spec } = await sceneOn(page)
    hold(spec.runs.length === 1 && spec.runs[0]!.optimizer.stepSize === 0.1 && spec.iterations === 14 && spec.start.theta.join() === '-1.8,2.5', 'it is the thesis’s: start (-1.8, 2.5), 14 steps of 0.1')
    const { minimum, h: [a, b, d], floor } = await quadraticOf(spec.objective['data'] as { kind: string })
    const largest = (a + d) / 2 + Math.hypot((a - d) / 2, b)
    hold(2 / largest > 0.103 && 2 / largest < 0.115, `2/L lies where the zig-zag appears (${2 / largest})`)
    await seek(page, 'start')
    // theta_k = theta* + (I - alpha H)^k (theta_0 - theta*); f = floor + e.He/2, gradient He
    let e: [number, number] = [-1.8 - minimum[0], 2.5 - minimum[1]]
    for (let k = 0; k <= 14; k++) {
      const g = [a * e[0] + b * e[1], b * e[0] + d * e[1]] as const
      const seen = await statusThat(page, 'Gradient descent', (s) => s.step === k, `step ${k} is shown`)
      const loss = floor + (e[0] * g[0] + e[1] * g[1]) / 2
      hold(near(seen.loss, loss, 5) && near(seen.gradient, Math.hypot(...g), 5), `step ${k}: loss ${seen.loss} is ${loss}, gradient ${seen.gradient} is ${Math.hypot(...g)}`)
      e = [e[0] - 0.1 * g[0], e[1] - 0.1 * g[1]]
      if (k < 14) await page.getByRole('button', { name: 'Step', exact: true }).click()
    }
    note(`2/L = ${(2 / largest).toFixed(4)}`)
  }, { wide: true }),
  journey('preset: Newton ends on the saddle, gradient descent below it, and the card says so', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    await openPreset(page, 'Newton is drawn to a saddle')
    await seek(page, 'end')
    // x^2/2 + y^4/4 - y^2/2: the saddle at 0 has loss 0, the minima have -1/4
    const newton = await statusThat(page, 'Newton', (s) => s.step > 5, 'Newton has come to its end')
    hold(newton.gradient < 1e-8 && Math.abs(newton.loss) < 1e-12, `it stands on the saddle (${JSON.stringify(newton)})`)
    await statusThat(page, 'Gradient descent', (s) => s.step > 5 && s.loss < -0.2, 'gradient descent goes on to a minimum')
    await run(page, 'Newton').getByText(/^At a saddle, 0, index 1\./).waitFor()
  }),
  journey('preset: saddle-free Newton leaves where Newton stays', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    await openPreset(page, 'Saddle-free Newton leaves')
    await seek(page, 'end')
    const free = await statusThat(page, 'Saddle-free Newton', (s) => s.step > 5, 'it has come to its end')
    hold(near(free.loss, -0.25, 5), `it stands at a minimum (${free.loss})`)
    await statusThat(page, 'Newton', (s) => s.step > 5 && Math.abs(s.loss) < 1e-12, 'Newton stays on the saddle')
  }, { wide: true }),
  journey('preset: exactly on the ridge plain descent never leaves, noisy descent does', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    await openPreset(page, 'Exactly on the ridge')
    await seek(page, 'end')
    const plain = await statusThat(page, 'Gradient descent', (s) => s.step > 20, 'it is at its end')
    hold(Math.abs(plain.loss) < 1e-9, `it has run along the ridge into the saddle (${plain.loss})`)
    await page.getByRole('group', { name: /oisy/ }).getByRole('status').filter({ hasText: 'loss -' }).waitFor({ state: 'attached' }) // it has fallen off
  }, { wide: true }),
  journey('preset: Adam minds a rotation, gradient descent does not', async ({ page, base }) => {
    const ends: Record<string, Status>[] = []
    await open(page, base)
    await settled(page)
    for (const title of ['Adam along the axes', 'Adam, the bowl turned by 45°']) {
      await openPreset(page, title)
      await seek(page, 'start')
      for (let i = 0; i < 4; i++) await page.keyboard.press('PageUp')
      const [gd, adam] = await Promise.all(['Gradient descent', 'Adam'].map((label) => statusThat(page, label, (s) => s.step === 40, `${label} at step 40`)))
      ends.push({ gd: gd!, adam: adam! })
    }
    hold(near(ends[0]!['gd']!.loss, ends[1]!['gd']!.loss, 4), `gradient descent: ${ends[0]!['gd']!.loss} before, ${ends[1]!['gd']!.loss} after`)
    hold(Math.abs(ends[0]!['adam']!.loss / ends[1]!['adam']!.loss - 1) > 0.05, `Adam: ${ends[0]!['adam']!.loss} before, ${ends[1]!['adam']!.loss} after`)
  }, { wide: true }),
  journey('each preset opens from Find, and its link, under 2,000 characters, survives a round trip', async ({ page, base, stranger, note }) => {
    await open(page, base)
    await settled(page)
    const titles = await presets(page)
    hold(titles.length >= 15, `there are the presets (${titles.join('; ')})`)
    const theirs = await stranger()
    let longest = 0
    for (const title of titles) {
      await openPreset(page, title)
      await pause(page)
      await seek(page, 'end')
      await settledGround(page)
      hold((await page.getByRole('alert').count()) === 0, `${title}: nothing failed`)
      const link = await copyLink(page)
      longest = Math.max(longest, link.length)
      hold(link.length < 2000, `${title}: ${link.length} characters`)
      await openAfresh(theirs, link)
      await settled(theirs)
      await theirs.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
      hold(sameScene(await sceneIn(await copyLink(theirs)), await sceneIn(link)), `${title}: the link says the same again`)
      const statuses = (p: Page): Promise<string[]> => p.getByRole('status').filter({ hasText: /^Step/ }).allTextContents()
      await eventually(async () => [await statuses(page), await statuses(theirs)], ([mine, seen]) => mine!.length > 0 && mine!.join() === seen!.join(), `${title}: the same numbers at the end`)
    }
    hold(await map(theirs).first().isVisible(), 'all opened')
    note(`${titles.length} presets, the longest link has ${longest} characters`)
  }, { wide: true, patience: 600_000 }),
]
