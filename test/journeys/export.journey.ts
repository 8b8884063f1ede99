import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright'
import { open, seek, settled } from './explore.ts'
import { hold, journey } from './journey.ts'
import { sceneIn, settledGround } from './scene.ts'

async function saved(page: Page, button: string): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: button, exact: true }).click()])
  return readFile(await download.path())
}

/** What an SVG says, letters that stand apart joined. */
const words = (svg: string): string => [...svg.matchAll(/<text[^>]*>([\s\S]*?)<\/text>/g)].map((m) => m[1]!.replaceAll(/<[^>]+>/g, '')).join(' ')

/** Words of an SVG that reach over its edge when it is shown in its own fonts. */
const beyond = (page: Page, svg: string): Promise<string[]> => page.evaluate(async (text) => {
  const host = document.createElement('div')
  host.style.cssText = 'position:fixed;left:0;top:0;opacity:0'
  host.innerHTML = text.slice(text.indexOf('<svg'))
  document.body.append(host)
  const picture = host.querySelector('svg')!
  await Promise.all([...picture.querySelectorAll('text')].slice(0, 60).map((e) => document.fonts.load(getComputedStyle(e).font, e.textContent ?? '')))
  const frame = picture.getBoundingClientRect()
  const over = [...picture.querySelectorAll('text')].filter((e) => e.getBoundingClientRect().right > frame.right + 1).map((e) => (e.textContent ?? '').slice(0, 30))
  host.remove()
  return over
}, svg)

async function begin(page: Page, base: string): Promise<void> {
  await open(page, base)
  await settled(page)
  await seek(page, 'end')
  await settledGround(page)
  await page.getByRole('button', { name: 'Export', exact: true }).click()
}

export default [
  journey('the map is exported as SVG with caption, seed and a link that reopens it', async ({ page, base }) => {
    await begin(page, base)
    const svg = (await saved(page, 'Map, SVG')).toString('utf8')
    hold(svg.startsWith('<svg') || svg.startsWith('<?xml'), 'it is an SVG')
    const broken = await page.evaluate((text) => new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror')?.textContent, svg)
    hold(!broken, `it is well formed (${broken})`)
    hold((svg.match(/<path/g) ?? []).length > 20, 'with its lines as lines')
    const cut = await beyond(page, svg)
    hold(cut.length === 0, `no word is cut at the edge: ${cut.join('; ')}`)
    const said = words(svg)
    hold(said.includes('Linear regression') && said.includes('after 14 steps') && said.includes('seed 1'), `caption and seed stand under it (${said.slice(-400)})`)
    const link = /http:\S*#\/explore\?s=[\w -]+/.exec(said)?.[0].replaceAll(' ', '')
    hold(link && (await sceneIn(link)).view.playhead === 14, 'so does the link')
  }),
  journey('every picture is exported, as SVG and as PNG', async ({ page, base }) => {
    await begin(page, base)
    const buttons = await page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: /, (SVG|PNG)$/ }).allTextContents()
    hold(buttons.length >= 8, `map and charts (${buttons.join('; ')})`)
    for (const button of buttons) {
      const bytes = await saved(page, button)
      if (button.endsWith('PNG')) hold(bytes.subarray(1, 4).toString('latin1') === 'PNG' && bytes.readUInt32BE(16) > 300 && bytes.length > 5000, `${button}: a picture of ${bytes.length} bytes`)
      else {
        const drawn = bytes.toString('utf8').replaceAll(/(data:|s=)[\w+/=;,:-]+/g, '') // letters of packed pictures and links mean nothing
        hold(drawn.includes('</svg>') && bytes.length > 2000, `${button}: whole (${bytes.length} bytes)`)
        hold(!/NaN|undefined/.test(drawn), `${button}: every number is a number (${/.{60}(NaN|undefined).{30}/s.exec(drawn)?.[0]})`)
      }
    }
  }, { wide: true }),
]
