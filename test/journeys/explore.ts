/** Hands for the journeys through Explore: where things are, and how they are moved. */
import type { Locator, Page } from 'playwright'
import { eventually, hold } from './journey.ts'

/** What a run's status says, as numbers. */
export interface Status { readonly step: number; readonly loss: number; readonly gradient: number }

export const map = (page: Page): Locator => page.getByRole('application', { name: /^Loss landscape/ })
export const run = (page: Page, label: string): Locator => page.getByRole('group', { name: label, exact: true })
export const stepSlider = (page: Page, label: string): Locator => run(page, label).getByRole('slider', { name: 'Step size' })
export const landscape = (page: Page, title: string): Locator => page.getByRole('listbox', { name: 'Landscape' }).getByRole('option', { name: title, exact: true })

export async function open(page: Page, base: string, hash = ''): Promise<void> {
  await page.goto(base + hash)
  await map(page).waitFor()
}

export async function status(page: Page, label: string): Promise<Status | undefined> {
  const text = await run(page, label).getByRole('status').textContent()
  const match = /^Step (\d+) of \d+: loss (-?[\d.]+), gradient norm ([\d.]+)$/.exec(text ?? '')
  return match ? { step: Number(match[1]), loss: Number(match[2]), gradient: Number(match[3]) } : undefined
}

/** Waits until a run's status says what is asked. */
export const statusThat = (page: Page, label: string, holds: (s: Status) => boolean, sentence: string, timeout = 15_000): Promise<Status> =>
  eventually(() => status(page, label), (s) => s !== undefined && holds(s), sentence, timeout) as Promise<Status>

/** Pauses, wherever the playhead is; a first visit that has not begun to play by then does not begin. */
export async function pause(page: Page): Promise<void> {
  await page.keyboard.press('Shift')
  // a first visit may play before its transport is there
  await page.getByRole('button', { name: /^(Play|Pause)$/ }).first().waitFor()
  const button = page.getByRole('button', { name: 'Pause', exact: true })
  if (await button.isVisible()) await button.click()
}

/** Moves the playhead to a step with the keyboard. */
export async function seek(page: Page, where: 'start' | 'end'): Promise<void> {
  await pause(page)
  const head = page.getByRole('slider', { name: 'Playback' })
  await head.focus()
  await page.keyboard.press(where === 'start' ? 'Home' : 'End')
}

/** Opens a landscape and waits for its runs. */
export async function choose(page: Page, title: string): Promise<void> {
  await landscape(page, title).click()
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
  await settled(page)
}

/** Opens or does what Find offers first for these letters. */
export async function find(page: Page, name: string): Promise<void> {
  await page.keyboard.press('/')
  await page.getByRole('combobox', { name: 'Find' }).fill(name)
  await page.getByRole('option', { name }).first().waitFor()
  await page.keyboard.press('Enter')
}

/** Waits until every run has a status. */
export async function settled(page: Page): Promise<void> {
  await eventually(() => page.locator('[data-run] [role="status"]').allTextContents(), (all) => all.length > 0 && all.every((t) => t.startsWith('Step')), 'every run has a status', 30_000)
}

/** Drags from one point to another in several moves. */
export async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }, moves = 8): Promise<void> {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  for (let i = 1; i <= moves; i++) await page.mouse.move(from.x + ((to.x - from.x) * i) / moves, from.y + ((to.y - from.y) * i) / moves)
  await page.mouse.up()
}

export async function centre(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox()
  hold(box, 'it is on the screen')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** The number that a step-size slider stands at. */
export const stepSizeOf = async (page: Page, label: string): Promise<number> => parseFloat((await stepSlider(page, label).getAttribute('aria-valuetext')) ?? 'NaN')
