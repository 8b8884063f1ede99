/** Links and pictures: what two visitors see, compared. */
import type { Page } from 'playwright'
import { decodeScene, encodeScene, type Scene } from '#spec/codec.ts'
import { map } from './explore.ts'
import { eventually, hold } from './journey.ts'

interface Run { optimizer: { kind: string; stepSize?: unknown }; sampler: { kind: string; batchSize?: number }; label?: string; changes?: { at: number; stepSize?: number }[]; fork?: { run: number; at: number } }
/** A scene as far as journeys read it. */
export interface RaceScene extends Scene {
  readonly spec: { objective: { kind: string; [field: string]: unknown }; start: { kind: string; theta: number[] }; runs: Run[]; iterations: number; seed: number }
  readonly view: { landscape: string; title: string; domain: [[number, number], [number, number]]; playhead: number; colours?: number[]; theme?: string }
}

export const sceneIn = async (address: string): Promise<RaceScene> => (await decodeScene(/[?&]s=([^&]*)/.exec(address)?.[1] ?? '')) as RaceScene
/** The address of any JSON, sound or not, from `#` on. */
export const addressOf = async (scene: unknown): Promise<string> => `#/explore?s=${await encodeScene(scene as Scene)}`

/** Presses the button and reads what was copied. */
export async function copyLink(page: Page): Promise<string> {
  await page.evaluate(() => navigator.clipboard.writeText(''))
  await page.getByRole('button', { name: 'Copy link', exact: true }).click()
  return eventually(() => page.evaluate(() => navigator.clipboard.readText()), (text) => text.includes('?s='), 'a link is copied')
}

/** The scene on the screen, as its link has it. */
export const sceneOn = async (page: Page): Promise<RaceScene> => sceneIn(await copyLink(page))

/** Opens an address as someone does who pastes it into a new tab. */
export async function openAfresh(page: Page, address: string): Promise<void> {
  await page.goto('about:blank')
  await page.goto(address)
  await map(page).first().waitFor()
}

const COLUMNS = 48, ROWS = 32

/** The map's ground as 48 x 32 colours: red, green, blue from 0 to 255, row by row. */
export const groundOf = (page: Page): Promise<number[]> =>
  map(page).first().evaluate((field, [columns, rows]) => {
    const ground = field.parentElement!.querySelector('canvas')!
    const small = new OffscreenCanvas(columns, rows).getContext('2d')!
    if (ground.width > 0 && ground.height > 0) small.drawImage(ground, 0, 0, columns, rows)
    return Array.from(small.getImageData(0, 0, columns, rows).data).filter((_, i) => i % 4 < 3)
  }, [COLUMNS, ROWS] as const)

/** Mean difference of two grounds, in steps of 0 to 255. */
export const difference = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, v, i) => sum + Math.abs(v - b[i]!), 0) / a.length

/** Colours that differ by eye: an empty canvas has one. */
export const coloursIn = (ground: readonly number[]): number => {
  const seen = new Set<string>()
  for (let i = 0; i < ground.length; i += 3) seen.add([0, 1, 2].map((c) => ground[i + c]! >> 3).join())
  return seen.size
}

/** The ground once it stands still for a second. @throws Error where the map stays empty */
export async function settledGround(page: Page): Promise<number[]> {
  let last = await groundOf(page), since = Date.now()
  return eventually(async () => {
    const now = await groundOf(page)
    if (difference(now, last) > 0.01) since = Date.now()
    last = now
    return now
  }, (ground) => coloursIn(ground) > 12 && Date.now() - since > 1000, 'the map is drawn and stands still', 30_000).catch((error: unknown) => {
    hold(coloursIn(last) > 12, `the map is not empty (${coloursIn(last)} colours)`)
    throw new Error(`the map does not come to rest (it last changed ${Date.now() - since} ms ago)`, { cause: error })
  })
}

/** Whether two scenes say the same. No changes at all may be spelled out as an empty list. */
export function sameScene(a: RaceScene, b: RaceScene): boolean {
  const [one, other] = [a, b].map((scene) => JSON.stringify(scene).replaceAll('"changes":[],', ''))
  return one === other
}

/** Sets the speed of playback. */
export const setSpeed = (page: Page, stepsASecond: number): Promise<unknown> => page.getByRole('combobox', { name: 'Speed' }).selectOption(String(stepsASecond))

/** What the bars under the header say. */
export const bars = async (page: Page): Promise<string> => (await page.getByRole('region', { name: 'Thalweg' }).textContent()) ?? ''
