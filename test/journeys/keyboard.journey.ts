import type { Page } from 'playwright'
import { map, open, run, seek, settled, status, statusThat, stepSizeOf, stepSlider } from './explore.ts'
import { eventually, hold, journey } from './journey.ts'
import { sceneOn } from './scene.ts'

/** Role or tag, and name, of what has the focus. */
const focused = (page: Page): Promise<string> => page.evaluate(() => {
  const e = document.activeElement as HTMLElement | null
  return e && e !== document.body ? `${e.getAttribute('role') ?? e.tagName.toLowerCase()} ${e.getAttribute('aria-label') ?? ((e as HTMLInputElement).labels?.[0]?.textContent ?? e.textContent ?? '').trim().slice(0, 40)}` : ''
})

/** Presses Tab until the focus is on something. */
async function tabTo(page: Page, wanted: RegExp, most = 120): Promise<string[]> {
  const passed: string[] = []
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab')
    const now = await focused(page)
    passed.push(now)
    if (wanted.test(now)) return passed
  }
  throw new Error(`Tab never comes to ${wanted.source} (${passed.join(' | ').slice(0, 600)})`)
}

/** Names that two controls of the runs have in common; a slider's is told apart by its run's group. */
const doubles = (page: Page): Promise<string[]> => page.getByRole('complementary', { name: 'Runs' }).evaluate((rail) => {
  const names = [...rail.querySelectorAll<HTMLElement>('button:not(.term), input, select, [role="slider"]')].map((e) => {
    const own = e.closest('[data-run]')?.getAttribute('aria-label') ?? ''
    return `${e.getAttribute('role') === 'slider' ? own : ''} ${e.getAttribute('role') ?? e.tagName} ${e.getAttribute('aria-label') ?? (e as HTMLInputElement).labels?.[0]?.textContent ?? e.textContent}`
  })
  return names.filter((name, i) => names.indexOf(name) !== i)
})

const values = (page: Page): Promise<string> => page.locator('[data-run]').getByRole('status').allTextContents().then((all) => all.join('; '))

export default [
  journey('keyboard: Tab goes landscape, map, runs, transport, each with a ring one can see', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    await page.keyboard.press('Tab')
    hold((await focused(page)).includes('Skip to the map'), `the first stop skips to the map (${await focused(page)})`)
    await page.keyboard.press('Enter')
    hold((await focused(page)).startsWith('application Loss landscape'), 'and does')
    for (const [link, place] of [['Skip to the runs', 'button Select Gradient descent'], ['Skip to playback', 'slider Playback']] as const) {
      await page.getByRole('link', { name: link }).press('Enter')
      hold((await focused(page)) === place, `${link} does (${await focused(page)})`)
    }
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    const order: string[] = []
    for (const stop of [/^button Collapse to pictures/, /^option /, /^application /, /^button Start of the runs/, /^slider Step size/, /^slider Playback/]) {
      const passed = await tabTo(page, stop)
      order.push(...passed)
      const ring = await page.evaluate(() => {
        const style = getComputedStyle(document.activeElement!)
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== 'none'
      })
      hold(ring, `${passed.at(-1)}: the focus can be seen`)
    }
    const nameless = order.filter((stop) => stop !== '' && !stop.trim().includes(' '))
    hold(nameless.length === 0, `every stop has a name (${nameless.join(', ')})`)
  }, { wide: true }),
  journey('keyboard: Tab selects no run, acting on one does; its menu, Find and the help are ready for the next key', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    const chosen = (): Promise<string | null> => page.locator('.run-card.selected').getAttribute('aria-label')
    await page.getByRole('button', { name: 'Add run' }).focus()
    const passed = await tabTo(page, /^input Seed of all runs/)
    hold(passed.includes('input Step size of SGD') && (await chosen()) === 'Gradient descent', `Tab passes SGD and selects nothing (${await chosen()})`)
    hold(!passed.some((stop) => /^button (basin|2\/L|Seed)$/.test(stop)), 'words with a definition are no stops')
    await stepSlider(page, 'SGD').press('ArrowRight')
    await eventually(chosen, (now) => now === 'SGD', 'a value that is changed selects its run')
    hold(await stepSlider(page, 'SGD').evaluate((e) => e === document.activeElement), 'and the focus stays')
    hold((await doubles(page)).length === 0, `every control beside the map has a name of its own (${(await doubles(page)).join(', ')})`)

    await page.keyboard.press('?')
    const asked = page.getByRole('dialog', { name: 'Keys and help' }).locator('.term-asked')
    await eventually(() => focused(page), (now) => now.startsWith('div Step size'), 'the help opens at the word that is nearest')
    hold((await asked.boundingBox())!.y < 1000, 'which is in sight')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    hold(await page.evaluate(() => document.activeElement?.closest('dialog') !== null), 'Tab goes round inside')
    await page.keyboard.press('Escape')

    await page.getByRole('button', { name: 'More about SGD' }).press('Enter')
    await eventually(() => focused(page), (now) => now === 'menuitem Rename', 'a menu opens at its first row')
    await page.keyboard.press('ArrowUp')
    hold((await focused(page)) === 'menuitem Remove', 'arrows go round')
    await page.keyboard.press('Escape')

    await page.keyboard.press('/')
    await page.keyboard.type('himm')
    await eventually(() => page.getByRole('combobox', { name: 'Find' }).inputValue().catch(() => ''), (text) => text === 'himm', 'no letter is lost')
  }),
  journey('keyboard: a landscape is chosen, a film played, stepped and reset without a mouse', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    await tabTo(page, /^option Linear regression/)
    await page.keyboard.press('ArrowDown')
    hold((await focused(page)) === 'option One sine neuron', 'an arrow goes to the next landscape')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'One sine neuron' }).waitFor()
    await settled(page)
    // letters look for a landscape while the list has the focus; Space on the one that is open plays
    await page.keyboard.press(']')
    await page.keyboard.press('Space')
    await statusThat(page, 'SGD', (s) => s.step >= 5, 'Space plays')
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
    await map(page).focus()
    await page.keyboard.press('r')
    await statusThat(page, 'SGD', (s) => s.step === 0, 'R goes to the start')
    await page.keyboard.press('.')
    await page.keyboard.press('.')
    await page.keyboard.press('.')
    const third = await statusThat(page, 'SGD', (s) => s.step === 3, 'three full stops are three steps')
    await page.keyboard.press('Shift+.')
    await statusThat(page, 'SGD', (s) => s.step === 13, 'with Shift ten')
    await page.keyboard.press('Shift+,')
    await page.keyboard.press(',')
    await statusThat(page, 'SGD', (s) => s.step === 2, 'commas go back')
    await page.keyboard.press('.')
    await statusThat(page, 'SGD', (s) => s.step === 3 && s.loss === third.loss, 'to the same numbers')
  }),
  journey('keyboard: the cursor on the map speaks, and Enter sets the start where it stands', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    await seek(page, 'start')
    await page.keyboard.press('c')
    const said = map(page).locator('..').locator('[aria-live="polite"]')
    const heard: string[] = []
    for (const key of ['ArrowRight', 'ArrowRight', 'Shift+ArrowUp']) {
      await page.keyboard.press(key)
      heard.push(await eventually(async () => (await said.textContent()) ?? '', (text) => /loss .+, gradient .+/.test(text) && text !== heard.at(-1), `${key} is spoken`))
    }
    await page.keyboard.press('Enter')
    const loss = Number(/loss ([\d.]+)/.exec(heard.at(-1)!)?.[1])
    const now = await statusThat(page, 'Gradient descent', (s) => Math.abs(s.loss / loss - 1) < 0.01, 'every run starts where the cursor said')
    hold(now.step === 0, 'at the first step')
    await page.keyboard.press('p')
    await page.getByRole('button', { name: 'Unpin' }).waitFor()
    const window = (await sceneOn(page)).view.domain
    await map(page).focus()
    await page.keyboard.press('+')
    await page.keyboard.press('Alt+ArrowLeft')
    const closer = (await sceneOn(page)).view.domain
    // equal axes: the window on the screen may be wider than the domain in one of the two
    hold(closer.some(([low, high], axis) => high - low < window[axis]![1] - window[axis]![0]), 'plus zooms in')
    await map(page).focus()
    await page.keyboard.press('0')
    hold(JSON.stringify((await sceneOn(page)).view.domain) === JSON.stringify(window), '0 shows all again')
  }),
  journey('keyboard: a start is moved by 1 % of the view, with Shift by 10 %', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    const { view: { domain }, spec: { start } } = await sceneOn(page)
    const width = domain[0][1] - domain[0][0]
    await page.getByRole('button', { name: /^Start of the runs/ }).focus()
    for (const [key, share] of [['ArrowRight', 0.01], ['Shift+ArrowRight', 0.11], ['Alt+ArrowRight', 0.111]] as const) {
      await page.keyboard.press(key)
      const moved = (await sceneOn(page)).spec.start.theta[0]! - start.theta[0]!
      // the window on the screen may be wider than the domain, never by more than what equal axes ask for
      hold(moved > share * width * 0.99 && moved < share * width * 2.5, `${key}: moved by ${moved} in a window of ${width}`)
      await page.getByRole('button', { name: /^Start of the runs/ }).focus()
    }
  }, { wide: true }),
  journey('keyboard: step sizes by 2, 20 and 0.2 %, to 1/L and to 2/L', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    const slider = stepSlider(page, 'Gradient descent')
    await slider.focus()
    let now = await stepSizeOf(page, 'Gradient descent')
    for (const [key, factor] of [['ArrowUp', 1.02], ['Shift+ArrowDown', 1 / 1.2], ['Alt+ArrowRight', 1.002], ['PageDown', 1 / 1.2]] as const) {
      await page.keyboard.press(key)
      const next = await stepSizeOf(page, 'Gradient descent')
      hold(Math.abs(next / (now * factor) - 1) < 0.006, `${key}: ${now} to ${next}`)
      now = next
    }
    await page.keyboard.press('Home')
    hold((await slider.getAttribute('aria-valuetext'))!.includes('1/L'), `Home is 1/L (${await slider.getAttribute('aria-valuetext')})`)
    const first = await stepSizeOf(page, 'Gradient descent')
    await page.keyboard.press('End')
    hold(Math.abs((await stepSizeOf(page, 'Gradient descent')) / first - 2) < 0.02, 'End is twice that')
  }, { wide: true }),
  journey('keyboard: undo and redo through a long chain of changes come back to the same numbers', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    const seen: string[] = [await values(page)]
    /** Every card writes its numbers once a second at most: they count once they have stood for longer. */
    const still = async (before: string, what: string): Promise<string> => {
      let last = '', since = Date.now()
      return eventually(async () => {
        const now = await values(page)
        if (now !== last) since = Date.now()
        return (last = now)
      }, (v) => v !== before && !v.includes('Not computed') && Date.now() - since > 1300, `${what} changes the numbers`)
    }
    const pressed = async (what: string, act: () => Promise<unknown>): Promise<void> => {
      await act()
      seen.push(await still(seen.at(-1)!, what))
    }
    await page.getByRole('slider', { name: 'Playback' }).focus()
    await page.keyboard.press('End')
    seen[0] = await still(seen[0]!, 'going to the end')
    const type = (label: string, name: string | RegExp, text: string) => async (): Promise<void> => {
      const box = run(page, label).getByRole('textbox', { name })
      await box.focus()
      await box.fill(text)
      await page.keyboard.press('Enter')
      await map(page).focus()
    }
    await pressed('a step size', type('Gradient descent', /^Step size/, '0.05'))
    await pressed('another', type('SGD', /^Step size/, '0.03'))
    await pressed('the start', async () => {
      await page.getByRole('button', { name: /^Start of the runs/ }).focus()
      await page.keyboard.press('Shift+ArrowRight')
      await map(page).focus()
    })
    await pressed('a run more', async () => {
      await page.getByRole('button', { name: 'Add run' }).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('dialog', { name: 'Add run' }).getByRole('button', { name: 'Adam', exact: true }).press('Enter')
      await map(page).focus()
    })
    await pressed('a fork', () => page.keyboard.press('f'))
    await pressed('another landscape', async () => {
      await page.getByRole('option', { name: 'Himmelblau' }).press('Enter')
      await page.getByRole('heading', { level: 1, name: 'Himmelblau' }).waitFor()
      await map(page).focus()
    })
    const steps = (all: string): string => all.replaceAll(/Step \d+ of/g, 'Step of')
    const undo = page.getByRole('button', { name: 'Undo', exact: true }), redo = page.getByRole('button', { name: 'Redo', exact: true })
    for (let i = seen.length - 2; i >= 0; i--) {
      await page.keyboard.press('Control+z')
      if (i === seen.length - 2) await page.getByRole('slider', { name: 'Playback' }).press('End')
      await eventually(() => values(page), (v) => steps(v) === steps(seen[i]!), `undo ${seen.length - 1 - i} brings back what was (${seen[i]!.slice(0, 60)})`)
    }
    hold(await undo.isDisabled(), 'there is nothing left to undo')
    for (let i = 1; i < seen.length - 1; i++) {
      await page.keyboard.press('Control+Shift+z')
      await eventually(() => values(page), (v) => steps(v) === steps(seen[i]!), `redo ${i} does it again`)
    }
    await page.keyboard.press('Control+y')
    await page.getByRole('heading', { level: 1, name: 'Himmelblau' }).waitFor()
    hold(await redo.isDisabled(), 'there is nothing left to redo')
  }, { wide: true }),
  journey('keyboard: dialogs keep the focus, Escape closes them and gives it back', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    for (const name of ['Find', 'Export', 'Keys and help'] as const) {
      const button = page.getByRole('button', { name: new RegExp(`^${name}`) }).first()
      await button.focus()
      await page.keyboard.press('Enter')
      const dialog = page.getByRole('dialog', { name })
      await dialog.waitFor()
      for (let i = 0; i < 12; i++) await page.keyboard.press('Tab')
      hold(await page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null), `${name}: the focus stays inside`)
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
      hold(await button.evaluate((e) => e === document.activeElement), `${name}: the focus is back on its button`)
    }
    await page.keyboard.press('g')
    await page.getByRole('dialog', { name: 'Layers' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: 'Layers' }).waitFor({ state: 'detached' })
    hold((await status(page, 'Gradient descent')) !== undefined, 'the page is as it was')
  }, { wide: true }),
  journey('keyboard: what is done to a run from its menu leaves the focus on the run', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    /** Opens the menu and presses one of its rows; a choice in the list is kept by Tab, not lost. */
    const choose = async (label: string, row: string): Promise<void> => {
      await page.getByRole('button', { name: `More about ${label}`, exact: true }).press('Enter')
      const menu = page.getByRole('dialog', { name: `More about ${label}` })
      await menu.waitFor()
      await menu.getByRole('menuitem', { name: row, exact: true }).press('Enter')
    }
    const focusIs = (wanted: RegExp, what: string): Promise<string> => eventually(() => focused(page), (now) => wanted.test(now), what)
    await choose('SGD', 'Rename')
    await focusIs(/^input Name of SGD/, 'the name can be typed at once')
    await page.keyboard.type('Mine')
    await page.keyboard.press('Enter')
    await focusIs(/^button Select Mine/, 'Enter leaves the focus on the run that has the new name')
    await choose('Mine', 'Rename')
    await focusIs(/^input Name of Mine/, 'once more')
    await page.keyboard.press('Escape')
    await focusIs(/^button Select Mine/, 'and so does Escape')

    await page.getByRole('button', { name: 'More about Mine', exact: true }).press('Enter')
    const menu = page.getByRole('dialog', { name: 'More about Mine' })
    await menu.getByRole('radio', { name: 'orange' }).focus()
    await page.keyboard.press('ArrowRight')
    hold(await menu.getByRole('radio', { name: 'plum' }).isChecked(), 'an arrow chooses the next colour')
    hold((await sceneOn(page)).view.colours?.[1] === 2, 'and the run has it')

    await choose('Mine', 'Duplicate')
    await focusIs(/^button Select Mine 2/, 'a copy is selected, and has the focus')
    await choose('Mine 2', 'Remove')
    await focusIs(/^button Select Mine/, 'a removed run gives the focus to the one that is selected now')
    await page.getByRole('button', { name: 'Momentum', exact: true }).press('Enter')
    await focusIs(/^button Select Momentum/, 'a chip that goes gives it to the run that it added')
  }, { wide: true }),
  journey('keyboard: past its ends a popover closes, Escape closes it from anywhere, and Enter in Find presses nothing else', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    const more = page.getByRole('button', { name: 'More about SGD', exact: true }), menu = page.getByRole('dialog', { name: 'More about SGD' })
    await more.press('Enter')
    await menu.getByRole('radio', { checked: true }).focus()
    await page.keyboard.press('Tab')
    await menu.waitFor({ state: 'detached' })
    hold(await page.evaluate(() => document.activeElement?.closest('[data-run="1"]') !== null), `Tab goes on behind the button (${await focused(page)})`)
    await more.press('Enter')
    await menu.waitFor()
    await page.keyboard.press('Shift+Tab')
    await menu.waitFor({ state: 'detached' })
    hold(await more.evaluate((e) => e === document.activeElement), 'Shift and Tab go back to it')
    await more.press('Enter')
    await menu.waitFor()
    await map(page).focus()
    await page.keyboard.press('Escape')
    await menu.waitFor({ state: 'detached' })

    const layers = page.getByRole('button', { name: 'Layers', exact: true })
    await layers.focus()
    await page.keyboard.press('/')
    await page.getByRole('dialog', { name: 'Find' }).waitFor()
    await page.keyboard.type('himm')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Himmelblau' }).waitFor()
    hold((await page.getByRole('dialog').count()) === 0, 'the button that has the focus again is not pressed')

    const present = page.getByRole('button', { name: 'Present', exact: true })
    await present.press('Enter')
    const hall = page.locator('.presenter')
    await hall.waitFor()
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press('Tab')
      hold(await hall.evaluate((e) => e.contains(document.activeElement)), `the presenter keeps the focus (Tab ${i + 1})`)
    }
    await page.keyboard.press('Escape')
    await hall.waitFor({ state: 'detached' })
    await eventually(() => present.evaluate((e) => e === document.activeElement), (back) => back, 'and gives it back')
  }, { wide: true }),
  journey('keyboard: the knots of a schedule keep the focus while they move', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    const gd = run(page, 'Gradient descent')
    await gd.getByRole('combobox', { name: /^Schedule/ }).selectOption('piecewise-constant')
    const knots = gd.getByRole('button', { name: /^Knot of the schedule/ })
    await eventually(() => knots.count(), (n) => n > 1, 'thresholds have knots')
    const before = await knots.nth(1).getAttribute('aria-label')
    await knots.nth(1).focus()
    await page.keyboard.press('ArrowRight')
    await eventually(() => knots.nth(1).getAttribute('aria-label'), (now) => now !== before, 'an arrow moves it')
    hold(await knots.nth(1).evaluate((e) => e === document.activeElement), 'and it keeps the focus')
    const at = (await knots.nth(1).boundingBox())!, x = at.x + at.width / 2, y = at.y + at.height / 2
    const then = await knots.nth(1).getAttribute('aria-label')
    await page.mouse.move(x, y)
    await page.mouse.down()
    for (const dx of [-4, -8, -12, -16]) await page.mouse.move(x + dx, y)
    await page.mouse.up()
    const after = (await knots.nth(1).boundingBox())!
    hold((await knots.nth(1).getAttribute('aria-label')) !== then && after.x < at.x - 8, `a drag carries it all the way (${at.x} to ${after.x})`)
  }, { wide: true }),
]
