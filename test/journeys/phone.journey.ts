import type { Page } from 'playwright'
import { eventually, hold, journey } from './journey.ts'
import { centre, map, open, pause, run, status, statusThat, stepSizeOf, stepSlider } from './explore.ts'
import { finger } from './touch.ts'

const PHONE = { width: 390, height: 844, touch: true } as const

/**
 * What a thumb meets: a page larger than the screen, parts that stick out to the right, controls that are smaller than 44 px. A control is as large
 * as what is pressed for it: its label, the row of its slider, what is laid round it unseen. A text for the page.
 */
const FAULTS = `(() => {
  const faults = [], say = (e) => (e.getAttribute('aria-label') || e.textContent.trim() || e.className || e.tagName).slice(0, 40)
  const { scrollWidth, scrollHeight } = document.documentElement
  if (scrollWidth > innerWidth || scrollHeight > innerHeight) faults.push('the page is ' + scrollWidth + ' x ' + scrollHeight)
  const seen = (e) => {
    let { left, top, right, bottom } = e.getBoundingClientRect()
    for (let p = e.parentElement; p; p = p.parentElement) {
      if (getComputedStyle(p).overflow === 'visible') continue
      const box = p.getBoundingClientRect()
      left = Math.max(left, box.left); top = Math.max(top, box.top); right = Math.min(right, box.right); bottom = Math.min(bottom, box.bottom)
    }
    return right - left > 3 && bottom - top > 3 && getComputedStyle(e).visibility === 'visible' && getComputedStyle(e).pointerEvents !== 'none'
  }
  const pressed = (e) => {
    const parts = [e.matches('input') && e.closest('label') || e, ...(e.matches('[role="slider"]') ? [e.closest('.log-slider, .lanes-box, .cells') || e] : [])]
    const sizes = parts.flatMap((part) => {
      const box = part.getBoundingClientRect(), round = getComputedStyle(part, '::after')
      return [[box.width, box.height], round.position === 'absolute' ? [parseFloat(round.width) || 0, parseFloat(round.height) || 0] : [0, 0]]
    })
    return [Math.max(...sizes.map((s) => s[0])), Math.max(...sizes.map((s) => s[1]))]
  }
  for (const e of document.querySelectorAll('button, a[href], input, select, textarea, summary, [role="option"], [role="slider"], [role="tab"]')) {
    if (e.matches('.skip') || !seen(e)) continue
    const [width, height] = pressed(e)
    if (width < 44 || height < 44) faults.push(say(e) + ' is pressed on ' + Math.round(width) + ' x ' + Math.round(height) + ' px')
  }
  // a row that is swiped sideways, and what is only heard, may be wider
  for (const e of document.querySelectorAll('.phone-panel *, .dialog *, .popover *, .experiment *'))
    if (e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.phone-chips, .film-strip, .numbers-scroll, .chart-hidden, .sr-only, svg, .katex') && seen(e)) faults.push('sticks out: ' + say(e))
  return [...new Set(faults)]
})()`

/** Where it lies wrong for a thumb, once it lies still. */
const thumb = async (page: Page, where: string): Promise<void> =>
  void await eventually(() => page.evaluate<string[]>(FAULTS), (faults) => faults.length === 0, `${where}: everything is on the screen, and large enough for a thumb`, 2000)

const tab = (page: Page, name: string): Promise<void> => page.getByRole('tab', { name }).tap()

export default [
  journey('on a phone: nothing is cut off, the film plays, a finger moves the step size, tabs and swipes change the panel', async ({ page, base }) => {
    await open(page, base)
    await run(page, 'Gradient descent').waitFor()
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    hold(wide <= 390, `the page is as wide as the phone (${wide} px)`)
    await statusThat(page, 'Gradient descent', (s) => s.step === 14, 'it plays by itself', 25_000)

    const before = await stepSizeOf(page, 'Gradient descent')
    const track = await stepSlider(page, 'Gradient descent').locator('..').boundingBox()
    await page.touchscreen.tap(track!.x + track!.width * 0.4, track!.y + track!.height / 2)
    await eventually(() => stepSizeOf(page, 'Gradient descent'), (now) => now < before / 2, 'a tap on the track sets the step size')

    await page.getByRole('button', { name: 'Select SGD' }).tap()
    await run(page, 'SGD').waitFor()
    hold((await status(page, 'SGD')) !== undefined, 'the chosen run is shown')

    for (const [name, sees] of [['Charts', 'Iterations'], ['Point', 'At the point'], ['Landscape', 'Landscape']] as const) {
      await tab(page, name)
      await page.getByRole('tabpanel').getByText(sees).first().waitFor()
    }
    await page.getByRole('option', { name: 'Double well', exact: true }).tap()
    await page.getByRole('button', { name: /^Double well/ }).waitFor()
    await eventually(() => map(page).getAttribute('aria-label'), (name) => name === 'Loss landscape of Double well', 'the map is another')

    await tab(page, 'Point')
    const box = (await map(page).boundingBox())!
    await page.touchscreen.tap(box.x + box.width * 0.6, box.y + box.height * 0.3)
    await page.getByRole('tabpanel').getByText('curvature').first().waitFor()
  }, PHONE),

  journey('on a phone a thumb reaches every control: all are 44 px, nothing sticks out, the panel is pulled up, a swipe over a chart scrolls', async ({ page, context, base }) => {
    await open(page, base)
    await run(page, 'Gradient descent').waitFor()
    await pause(page)
    await thumb(page, 'Runs')
    await page.getByText('Settings of the method').tap()
    await eventually(async () => (await page.getByRole('combobox', { name: /^Schedule/ }).boundingBox())?.y ?? Infinity, (y) => y < 740, 'what is opened is scrolled into sight')
    await thumb(page, 'Settings of the method')

    await tab(page, 'Charts')
    await thumb(page, 'Charts')
    const head = page.getByRole('slider', { name: 'Playback' }), step = (): Promise<string | null> => head.getAttribute('aria-valuenow')
    const first = await step(), chart = await centre(page.locator('.chart-scrub').first()), session = await context.newCDPSession(page)
    await finger(session, chart, { x: chart.x + 6, y: chart.y - 70 })
    hold((await step()) === first, 'a finger that goes up over a chart leaves the playhead')
    await finger(session, chart, { x: chart.x + 80, y: chart.y + 6 })
    await eventually(step, (now) => now !== first, 'one that goes sideways moves it')
    await page.getByRole('tab', { name: 'Charts', selected: true }).waitFor()

    await tab(page, 'Landscape')
    await page.getByRole('button', { name: 'More room for the panel' }).tap()
    await eventually(async () => (await page.getByRole('tabpanel').boundingBox())?.height ?? 0, (height) => height > 420, 'the panel is high')
    await thumb(page, 'Landscape')
  }, PHONE),

  journey('on a phone a thumb reaches every control on the page of a network, and on its side', async ({ page, base }) => {
    await open(page, base)
    await tab(page, 'Landscape')
    await page.getByRole('option', { name: 'Circles, 2-8-1', exact: true }).tap()
    await page.getByRole('tab', { name: 'Plane' }).waitFor()
    await tab(page, 'Point')
    const box = (await map(page).boundingBox())!
    await page.touchscreen.tap(box.x + box.width * 0.6, box.y + box.height * 0.3)
    await page.getByRole('tabpanel').getByText('second random direction').waitFor()
    await thumb(page, 'Point of a network')
    await tab(page, 'Plane')
    await page.getByRole('button', { name: 'Centre here' }).waitFor()
    await thumb(page, 'Plane')

    await page.setViewportSize({ width: 844, height: 390 })
    await eventually(async () => (await map(page).boundingBox())?.height ?? 0, (height) => height > 220, 'on its side the map keeps its height')
    await thumb(page, 'On its side')
  }, { ...PHONE, wide: true }),

  journey('on a phone: an own function changes nothing until it is typed, goes by its own name, and is put back unless it is shown', async ({ page, base }) => {
    await open(page, base)
    await run(page, 'Gradient descent').waitFor()
    const title = page.locator('.phone-title'), dialog = page.getByRole('dialog', { name: 'Own function' }), formula = dialog.getByRole('textbox', { name: 'Formula in x and y' })
    const begin = async (): Promise<void> => {
      await tab(page, 'Landscape')
      await page.getByRole('tabpanel').getByRole('button', { name: 'Own function', exact: true }).tap()
      await dialog.waitFor()
    }
    await begin()
    await dialog.getByText('f(x, y)').first().waitFor({ state: 'attached' })
    await page.waitForTimeout(300)
    hold((await title.textContent()) === 'Linear regression', 'the page is as it was')
    await page.setViewportSize({ width: 390, height: 480 })
    const shown = await dialog.getByRole('button', { name: 'Show on the map' }).boundingBox()
    hold(shown && shown.y + shown.height <= 480, 'over the keys of the phone it can still be shown')
    await thumb(page, 'Own function, 480 px high')
    await page.setViewportSize({ width: 390, height: 844 })
    await formula.fill('x^2 + y^4')
    await eventually(() => title.textContent(), (text) => text === 'Own function', 'it goes by no example’s name')
    hold((await dialog.getByRole('textbox', { name: 'Name', exact: true }).inputValue()) === '', 'nor would it be kept under one')
    await dialog.getByRole('button', { name: 'Close' }).tap()
    await eventually(() => title.textContent(), (text) => text === 'Linear regression', 'closed, the page is as it was found')
    await page.getByRole('button', { name: 'Undo', exact: true }).tap()
    await eventually(() => title.textContent(), (text) => text === 'Own function', 'it is a press away')
    await begin()
    await formula.fill('x^2 + 2*y^4')
    await formula.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await eventually(() => map(page).getAttribute('aria-label'), (name) => name === 'Loss landscape of Own function', 'Enter shows it')
  }, { ...PHONE, wide: true }),

  journey('on a phone: the dialogs, the lists over the map and the experiments are made for a thumb too', async ({ page, base }) => {
    await open(page, base)
    await run(page, 'Gradient descent').waitFor()
    for (const name of ['Add run', 'More about Gradient descent', 'Layers', 'More']) {
      await page.getByRole('button', { name, exact: true }).tap()
      await page.locator('.popover').waitFor()
      await thumb(page, name)
      const bottom = await page.locator('.popover').evaluate((e) => e.getBoundingClientRect().bottom)
      hold(bottom < 778, `${name}: the tabs stay in reach (${bottom})`)
      await page.keyboard.press('Escape')
    }
    await page.keyboard.press('/')
    const field = page.getByRole('combobox', { name: 'Find' })
    await field.waitFor()
    hold(await field.evaluate((e) => e === document.activeElement), 'the focus is in the field')
    await thumb(page, 'Find')
    await page.keyboard.press('Escape')
    await tab(page, 'Landscape')
    await page.getByRole('button', { name: 'Own network', exact: true }).tap()
    await page.getByRole('dialog', { name: 'Own network' }).getByText('2-8-8-1').waitFor()
    const looks = await page.getByRole('dialog', { name: 'Own network' }).evaluate((dialog) => {
      const [box, button, field] = ['.inline-check input', '.button-primary', '.build-row .number-input input'].map((of) => getComputedStyle(dialog.querySelector(of)!))
      return { box: box!.accentColor, button: button!.backgroundColor, edge: field!.borderTopColor }
    })
    hold(looks.box === looks.button, `a box is ticked in the colour of the page (${looks.box}, ${looks.button})`)
    hold(!looks.edge.endsWith(', 0)'), `what can be typed has an edge where nothing hovers (${looks.edge})`)
    for (let k = 0; k < 4; k++) {
      await thumb(page, `Own network, ${k} screens down`)
      await page.getByRole('dialog').evaluate((e) => e.scrollBy(0, 300))
    }
    await page.goto(`${base}#/experiments/minima-against-width`)
    const question = page.locator('.experiment-question'), go = page.getByRole('button', { name: 'Run', exact: true })
    await go.waitFor()
    hold((await question.boundingBox())!.y < (await go.boundingBox())!.y, 'the question comes before the button')
    for (let k = 0; k < 4; k++) {
      await thumb(page, `Experiment, ${k} screens down`)
      await page.locator('.experiments').evaluate((e) => e.scrollBy(0, 700))
    }
  }, { ...PHONE, wide: true }),
]
