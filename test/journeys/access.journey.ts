import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { eventually, hold, journey } from './journey.ts'
import { choose, map, open, settled } from './explore.ts'

async function clean(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  hold(violations.length === 0, `${where}: ${violations.map((v) => `${v.id} (${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join('; ')})`).join(', ')}`)
}

const walk = (theme: 'light' | 'dark') => journey(`axe finds nothing to object to in Explore, its menus and dialogs, ${theme}`, async ({ page, base }) => {
  await open(page, base)
  await choose(page, 'One sine neuron')
  await clean(page, 'Explore')
  await page.getByRole('button', { name: 'Layers' }).click()
  await clean(page, 'the layers menu')
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keys and help' }).waitFor()
  await clean(page, 'the help')
  await page.keyboard.press('Escape')
  await page.keyboard.press('/')
  await page.getByRole('combobox', { name: 'Find' }).waitFor()
  await clean(page, 'find')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Own function', exact: true }).click()
  await clean(page, 'the own function')
}, { theme, wide: true })

export default [
  walk('light'), walk('dark'),
  journey('axe finds nothing to object to as the page opens', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    await clean(page, 'Explore')
  }),
  journey('axe finds nothing to object to on a phone', async ({ page, base }) => {
    await open(page, base)
    await settledPhone(page)
    for (const tab of ['Runs', 'Landscape', 'Charts', 'Point']) {
      await page.getByRole('tab', { name: tab }).click()
      await clean(page, tab)
    }
  }, { width: 390, height: 844, touch: true, wide: true }),
  journey('at every width from a phone to a wide screen nothing sticks out, and the map has room', async ({ page, base }) => {
    await open(page, base)
    await settled(page)
    for (const [width, height] of [[1920, 1080], [1600, 1000], [1366, 768], [1024, 768], [800, 1000], [683, 400], [390, 844], [320, 700]] as const) {
      await page.setViewportSize({ width, height })
      // the page of another width is laid out when the browser comes to it
      await eventually(() => page.evaluate(() => document.documentElement.scrollWidth), (wide) => wide <= width, `${width} px: the page is as wide as the window`, 3000)
      const box = await map(page).boundingBox()
      const beyond = await page.locator('.run-settings').evaluateAll((all) => all.flatMap((settings) => [...settings.querySelectorAll('.schedule-curve, .number-input, select')].filter((e) => e.getBoundingClientRect().right > settings.getBoundingClientRect().right + 0.5).map((e) => e.className || e.tagName)))
      hold(beyond.length === 0, `${width} px: what a run is set by stays within its card (${beyond.join(', ')})`)
      if (width >= 720) for (const name of ['Find', 'Copy link', 'Export', 'Present']) hold(await page.getByRole('button', { name: new RegExp(`^${name}`) }).isVisible(), `${width} px: "${name}" has its name`)
      hold(box && box.width >= Math.min(300, width - 20) && box.height >= 120, `${width} × ${height}: the map has ${Math.round(box?.width ?? 0)} × ${Math.round(box?.height ?? 0)} px`)
    }
  }, { wide: true }),
  journey('the whole page is walked with Tab, and nothing takes the focus unseen, nor is anything selected or called as another', async ({ page, base }) => {
    await open(page, base)
    await choose(page, 'Circles, 2-8-1')
    const unseen: string[] = []
    const regions = await page.locator('section[aria-label], aside[aria-label]').evaluateAll((all) => all.map((e) => e.getAttribute('aria-label')!))
    hold(new Set(regions).size === regions.length, `no two parts of the page have one name (${regions.join(', ')})`)
    hold(await page.locator('[role="status"]').evaluateAll((all) => all.filter((e) => e.getAttribute('aria-live') !== 'off' && e.textContent!.includes('step')).length <= 1), 'one voice tells of the runs')
    for (let i = 0; i < 90; i++) {
      await page.keyboard.press('Tab')
      const here = await page.evaluate(() => {
        const e = document.activeElement
        if (!e || e === document.body) return 'body'
        const box = e.getBoundingClientRect()
        const name = e.getAttribute('aria-label') ?? e.textContent?.trim().slice(0, 30) ?? e.tagName
        return box.width > 0 && box.height > 0 && box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight ? '' : name
      })
      if (here === 'body') break
      if (here) unseen.push(here)
    }
    hold((await page.locator('.run-card.selected').getAttribute('data-run')) === '0', 'walking through selects nothing')
    hold(unseen.length === 0, `hidden, but focused: ${unseen.join(', ')}`)
  }, { wide: true }),
]

async function settledPhone(page: Page): Promise<void> {
  await page.locator('[role="status"]').filter({ hasText: /^Step/ }).first().waitFor({ state: 'attached' })
}
