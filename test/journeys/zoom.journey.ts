import type { Page } from 'playwright'
import { choose, open } from './explore.ts'
import { eventually, hold, journey } from './journey.ts'

/**
 * What is wrong with how the page lies: parts that stick out sideways, controls that lie over each other, words that are cut. A text for the
 * page: functions from here would bring along what tsx adds to them.
 */
const FAULTS = `(() => {
  const faults = []
  const say = (e) => (e.getAttribute('aria-label') || e.textContent.trim() || e.className || e.tagName).slice(0, 40)
  if (document.documentElement.scrollWidth > innerWidth + 1) faults.push('the page scrolls sideways: ' + document.documentElement.scrollWidth + ' of ' + innerWidth + ' px')
  const clipped = (e) => { // the part of an element that its ancestors let through
    let { left, top, right, bottom } = e.getBoundingClientRect()
    for (let p = e.parentElement; p; p = p.parentElement) {
      const style = getComputedStyle(p)
      if (style.overflowX === 'visible' && style.overflowY === 'visible') continue
      const box = p.getBoundingClientRect()
      left = Math.max(left, box.left); top = Math.max(top, box.top); right = Math.min(right, box.right); bottom = Math.min(bottom, box.bottom)
    }
    return { left, top, right, bottom }
  }
  const seen = (e) => { const b = clipped(e), s = getComputedStyle(e); return b.right - b.left > 3 && b.bottom - b.top > 3 && s.visibility === 'visible' && s.opacity !== '0' }
  const controls = [...document.querySelectorAll('button, a[href], input, select, summary, [role="option"], [role="slider"]')].filter((e) => seen(e) && !e.closest('.skip, [role="application"], .popover') && !e.matches('.skip'))
  for (const e of controls) {
    const b = e.getBoundingClientRect()
    // a row that is swiped sideways shows that by what it cuts
    if ((b.left < -1 || b.right > innerWidth + 1) && !e.closest('.phone-chips')) faults.push('sticks out: ' + say(e))
  }
  for (let i = 0; i < controls.length; i++) for (let j = i + 1; j < controls.length; j++) {
    const a = controls[i], b = controls[j]
    if (a.contains(b) || b.contains(a) || a.closest('label')?.contains(b) || (a.matches('[role="slider"]') && b.matches('[role="slider"]')) || (a.parentElement === b.parentElement && a.matches('input[type="radio"]'))) continue
    const p = clipped(a), q = clipped(b)
    const width = Math.min(p.right, q.right) - Math.max(p.left, q.left), height = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top)
    if (width > 2 && height > 2) faults.push('lie over each other: ' + say(a) + ' / ' + say(b))
  }
  for (const e of document.querySelectorAll('h1, h2, button, .run-name, .num, label, select, dt, dd, small, b')) {
    if (!seen(e) || e.closest('.sr-only, .chart-hidden')) continue
    const style = getComputedStyle(e)
    if (style.overflowX !== 'visible' && style.textOverflow !== 'ellipsis' && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0) faults.push('cut: ' + say(e))
    const b = e.getBoundingClientRect()
    if (e.matches('h1, .transport button, header button') && b.bottom > innerHeight + 1 && !e.closest('main')) faults.push('below the edge: ' + say(e))
  }
  const numbers = [...document.querySelectorAll('.lanes-axis span')].filter(seen).map((e) => [e.textContent, e.getBoundingClientRect()])
  numbers.forEach(([text, b], i) => { if (i > 0 && b.left < numbers[i - 1][1].right + 10) faults.push('crowd: ' + numbers[i - 1][0] + ' and ' + text + ' under the lanes') })
  return [...new Set(faults)]
})()`

const SIZES = [[1600, 1000], [1366, 768], [1024, 768], [800, 1000], [390, 844]] as const

async function lies(page: Page, where: string): Promise<void> {
  // panels are still laid out for a moment after a change of size
  await eventually(() => page.evaluate<string[]>(FAULTS), (faults) => faults.length === 0, `${where}: nothing overlaps, is cut or sticks out`, 1500)
}

export default [
  journey('from 1600 to 390 px nothing overlaps, is cut or scrolls sideways', async ({ page, base }) => {
    await open(page, base)
    await choose(page, 'One sine neuron')
    const wrong: string[] = []
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height })
      await lies(page, `${width} × ${height}`).catch((error: unknown) => void wrong.push((error as Error).message))
    }
    hold(wrong.length === 0, wrong.join('\n'))
  }, { wide: true }),
  ...[1600, 1366, 1024].map((width) => journey(`at a zoom of 200 % on ${width} px everything is still there`, async ({ page, base }) => {
    await open(page, base)
    await page.getByRole('button', { name: /^(Play|Pause)$/ }).waitFor() // what lies round the map is there
    await lies(page, `${width} at 200 %`)
    for (const name of ['Play', 'Step', 'Reset']) hold(await page.getByRole('button', { name, exact: true }).or(page.getByRole('button', { name: 'Pause', exact: true })).first().isVisible(), `${name} is there`)
    const play = await page.getByRole('button', { name: /^(Play|Pause)$/ }).boundingBox()
    hold(play && play.y + play.height <= (page.viewportSize()?.height ?? 0), 'the transport stands on the screen')
  }, { width: width / 2, height: 500, density: 2, wide: width !== 1600 })),
]
