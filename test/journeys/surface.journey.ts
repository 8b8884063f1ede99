import type { Locator, Page, Worker } from 'playwright'
import { findBrowser } from '../../scripts/browser.mjs'
import { centre, choose, drag, find, map, open, pause, settled, status } from './explore.ts'
import { eventually, hold, journey, longestTask } from './journey.ts'
import { coloursIn, copyLink, difference, openAfresh, sceneIn, settledGround } from './scene.ts'
import { frames, smooth, watched } from './smooth.ts'

const block = (page: Page): Locator => page.getByRole('application', { name: /^Surface of .*, in 3D$/ })
const show = (page: Page, what: 'Map' | '3D' | 'Both'): Promise<void> => page.getByRole('radiogroup', { name: 'View', exact: true }).getByRole('radio', { name: what, exact: true }).check({ force: true })
const SENTENCE = 'The graphics card has let go of the 3D view.'

/** Counts the WebGL contexts that the page itself asks for. A text, as all that follow: what tsx adds to functions does not exist in the page. */
const COUNT_CONTEXTS = `{
  const canvas = HTMLCanvasElement.prototype, ask = canvas.getContext, known = globalThis.contexts = new Set()
  canvas.getContext = function (...args) {
    const context = ask.apply(this, args)
    if (args[0] === 'webgl2' && context) known.add(context)
    return context
  }
}`
/** Counts the pictures of blocks that the page is given. */
const COUNT_PICTURES = `{
  const shown = ImageBitmapRenderingContext.prototype, take = shown.transferFromImageBitmap
  globalThis.given = 0
  shown.transferFromImageBitmap = function (picture) {
    if (picture) given++
    return take.call(this, picture)
  }
}`
/** Keeps hold of the contexts that a worker draws with from now on. */
const HOLD_CONTEXTS = `{
  const gl = WebGL2RenderingContext.prototype, draw = gl.drawElements, known = globalThis.contexts = new Set()
  gl.drawElements = function (...args) {
    known.add(this)
    return draw.apply(this, args)
  }
}`
const contexts = (where: { evaluate(text: string): Promise<unknown> }): Promise<unknown> => where.evaluate('globalThis.contexts?.size ?? 0')

/** The worker that draws the blocks; undefined where there is none. */
async function drawer(page: Page): Promise<Worker | undefined> {
  const found: Worker[] = []
  for (const worker of page.workers()) if ((await worker.evaluate('self.name')) === 'surface') found.push(worker)
  hold(found.length < 2, 'one worker draws')
  return found[0]
}

/** Turns the block a good way by its keys, and waits until each of these looks otherwise. */
async function turned(page: Page, blocks: readonly { readonly block: Locator; readonly before: number[] }[]): Promise<void> {
  await blocks[0]!.block.focus()
  for (let k = 0; k < 4; k++) await page.keyboard.press('Shift+ArrowLeft')
  for (const one of blocks) await eventually(() => seen(page, one.block), (now) => difference(now, one.before) > 3, 'turning it changes the picture')
}

/** The middle of the block as someone sees it: 48 x 32 colours. */
async function seen(page: Page, of = block(page)): Promise<number[]> {
  const box = (await of.boundingBox())!
  const shot = await page.screenshot({ clip: { x: box.x + box.width / 4, y: box.y + box.height / 4, width: box.width / 2, height: box.height / 2 } })
  return page.evaluate(async (bytes) => {
    const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))]))
    const small = new OffscreenCanvas(48, 32).getContext('2d')!
    small.drawImage(picture, 0, 0, 48, 32)
    return Array.from(small.getImageData(0, 0, 48, 32).data).filter((_, i) => i % 4 < 3)
  }, shot.toString('base64'))
}
const drawn = (page: Page, of = block(page)): Promise<number[]> => eventually(() => seen(page, of), (colours) => coloursIn(colours) > 40, 'the block is drawn', 20_000)

export default [
  journey('the surface in 3D stands beside the map, turns by keys, and comes back when its context was lost', async ({ page, base }) => {
    await page.addInitScript(COUNT_CONTEXTS)
    await open(page, base)
    await pause(page)
    hold((await drawer(page)) === undefined, 'a page that shows the map alone asks for no WebGL')
    await show(page, 'Both')
    const before = await drawn(page), worker = (await drawer(page))!
    await worker.evaluate(HOLD_CONTEXTS)
    await turned(page, [{ block: block(page), before }])
    hold((await contexts(worker)) === 1 && (await contexts(page)) === 0, 'there is one context, and not on the page\'s own thread')
    await worker.evaluate('globalThis.loss = [...contexts][0].getExtension("WEBGL_lose_context"), loss.loseContext()')
    await page.getByText(SENTENCE).waitFor()
    hold(await map(page).isVisible(), 'the map stands in')
    await block(page).waitFor({ state: 'hidden' })
    await worker.evaluate('loss.restoreContext()')
    await block(page).waitFor()
    await drawn(page)
    hold((await page.getByText(SENTENCE).count()) === 0, 'the sentence is gone')
  }),
  journey('in 3D the start is dragged over the surface, a run is chosen, the pointer shows on the map, and the link has it all', async ({ page, base, note }) => {
    await open(page, base)
    await choose(page, 'One sine neuron')
    await pause(page)
    await show(page, 'Both')
    await drawn(page)
    const first = await status(page, 'Gradient descent'), start = page.getByRole('button', { name: /^Start/ }).last()
    const from = await centre(start)
    await drag(page, from, { x: from.x - 90, y: from.y + 30 })
    await eventually(() => status(page, 'Gradient descent'), (now) => now !== undefined && now.loss !== first!.loss, 'the runs begin elsewhere')
    const at = await centre(block(page)), twin = page.locator('.loss-map canvas').nth(2)
    const top = (): Promise<number> => twin.evaluate((canvas: HTMLCanvasElement) => canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data.reduce((sum, v) => sum + v, 0))
    await page.mouse.move(5, 5)
    await page.waitForTimeout(300)
    const without = await top()
    await page.mouse.move(at.x, at.y)
    await eventually(top, (sum) => sum !== without, 'a cursor on the map')
    await page.getByText('Loss at the point', { exact: false }).or(page.getByText('gradient', { exact: false })).first().waitFor()
    await drag(page, at, { x: at.x + 200, y: at.y - 40 }, 20)
    await page.getByRole('radiogroup', { name: 'Height' }).getByRole('radio', { name: 'log' }).check({ force: true })
    await page.getByText(/height: log/).waitFor()
    note(`longest task while the block is shown, dragged and turned: ${Math.round(await longestTask(page))} ms`)
    const address = await copyLink(page), scene = await sceneIn(address) as unknown as { view: { show: string; height: string; camera: number[] } }
    hold(scene.view.show === 'both' && scene.view.height === 'log' && scene.view.camera.length === 3, 'the link has how it is looked at')
    const kept = await drawn(page)
    await openAfresh(page, address)
    await settled(page)
    await eventually(() => seen(page), (now) => difference(now, kept) < 8, 'a stranger sees the same', 20_000)
    for (const what of ['3D', 'Map', 'Both'] as const) {
      await show(page, what)
      await (what === 'Map' ? map(page) : block(page)).waitFor()
    }
    await drawn(page)
  }, { wide: true }),
  journey('side by side both surfaces are drawn by one context and turn together', async ({ page, base }) => {
    await page.addInitScript(COUNT_CONTEXTS)
    await open(page, base)
    await settled(page)
    await pause(page)
    await find(page, 'Compare with a copy')
    await page.getByRole('region', { name: /^Right: / }).waitFor()
    await show(page, '3D')
    const sides = await Promise.all((['left', 'right'] as const).map(async (which) => {
      const block = page.getByRole('application', { name: new RegExp(`^Surface of .*, ${which}, in 3D$`) })
      await block.waitFor()
      return { block, before: await drawn(page, block) }
    }))
    const worker = (await drawer(page))!
    await worker.evaluate(HOLD_CONTEXTS)
    await turned(page, sides)
    hold((await contexts(worker)) === 1 && (await contexts(page)) === 0, 'there is one context')
    const [left, right] = await Promise.all(sides.map(({ block }) => drawn(page, block)))
    hold(difference(left!, right!) < 4, 'they look alike, as a copy must')
    await show(page, 'Map')
    await eventually(() => map(page).count(), (n) => n === 2, 'two maps are back')
  }, { wide: true }),
  journey('paths of a network float at their true loss', async ({ page, base }) => {
    await open(page, base)
    await choose(page, 'Circles, 2-8-1')
    await page.getByRole('slider', { name: 'Playback' }).focus()
    await page.keyboard.press('End')
    await show(page, '3D')
    await drawn(page)
    await page.getByText('paths at their true loss', { exact: false }).waitFor()
  }, { wide: true }),
  journey('where no worker can draw, the page draws the surface itself, by one context', async ({ page, base }) => {
    await page.addInitScript(`${COUNT_CONTEXTS} delete globalThis.OffscreenCanvas`)
    await open(page, base)
    await pause(page)
    await show(page, '3D')
    await block(page).waitFor()
    await eventually(() => contexts(page), (count) => count === 1, 'there is one context')
    hold((await drawer(page)) === undefined, 'and no worker')
    await eventually(() => page.locator('.surface-canvas').evaluate((canvas: HTMLCanvasElement) => canvas.width), (width) => width > 300, 'the block is drawn', 20_000)
    const shot = async (): Promise<string> => (await block(page).screenshot()).toString('base64')
    const before = await shot()
    await block(page).focus()
    for (let k = 0; k < 4; k++) await page.keyboard.press('Shift+ArrowLeft')
    await eventually(shot, (now) => now !== before, 'turning it changes the picture')
  }, { wide: true }),
  journey('a drawing that fails gives way to the map, and another takes its place', async ({ page, base }) => {
    await open(page, base)
    await pause(page)
    await show(page, 'Both')
    const before = await drawn(page), worker = (await drawer(page))!
    await worker.evaluate('OffscreenCanvas.prototype.transferToImageBitmap = () => { throw new Error("no picture") }')
    const told = page.getByText(SENTENCE).waitFor({ state: 'attached' })
    await block(page).focus()
    await page.keyboard.press('Shift+ArrowLeft')
    await told
    await block(page).waitFor()
    hold((await drawer(page)) !== worker, 'another worker draws')
    await drawn(page)
    await turned(page, [{ block: block(page), before }])
  }, { wide: true }),
  journey('without WebGL the map stands in, and says why', async ({ browser, base }) => {
    const executablePath = findBrowser(), without = await browser.browserType().launch({ args: ['--disable-gpu', '--disable-software-rasterizer'], ...(executablePath && { executablePath }) })
    try {
      const page = await without.newPage({ viewport: { width: 1366, height: 768 } })
      await open(page, base)
      await pause(page)
      await show(page, '3D')
      await page.getByText('This browser has no WebGL 2').waitFor()
      hold(await map(page).isVisible(), 'the map is there')
    } finally {
      await without.close()
    }
  }, { wide: true }),
  journey('on a phone one finger turns the block, and the page stays where it is', async ({ page, base }) => {
    await open(page, base)
    await pause(page)
    await show(page, '3D')
    const before = await drawn(page), at = await centre(block(page))
    const session = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x: number, y: number): Promise<unknown> => session.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] })
    await touch('touchStart', at.x + 100, at.y + 70)
    for (let k = 1; k <= 8; k++) await touch('touchMove', at.x + 100 - 16 * k, at.y + 70 - 8 * k)
    await touch('touchEnd', 0, 0)
    await eventually(() => seen(page), (now) => difference(now, before) > 3, 'the block has turned')
    hold((await page.evaluate(() => scrollY)) === 0, 'the page has not scrolled')
    await show(page, 'Both')
    await drawn(page)
  }, { wide: true, touch: true, width: 390, height: 844 }),
  journey('the surface in 3D is opened, and turned over five runs for three seconds: no task over 50 ms', async (walk) => {
    const { page, base, note } = walk
    await page.addInitScript(COUNT_PICTURES)
    const ready = async (): Promise<void> => {
      await open(page, base)
      await choose(page, 'One sine neuron')
      await settledGround(page)
      await pause(page)
    }
    await smooth(walk, 'opening', async () => {
      await show(page, '3D')
      await block(page).waitFor()
      await page.waitForTimeout(2500)
    }, ready)
    await drawn(page)
    await page.mouse.move(5, 5)
    const { x, y } = await centre(block(page)), turns = { x: x + 150, y: y + 120 }
    await smooth(walk, 'turning', async () => {
      await page.mouse.move(turns.x, turns.y)
      await page.mouse.down()
      const before = await page.evaluate<number>('given')
      note(`${await frames(page, async () => {
        for (const end = Date.now() + 3000; Date.now() < end;) await page.mouse.move(turns.x - 60 + 60 * Math.cos(Date.now() / 300), turns.y + 20 * Math.sin(Date.now() / 300))
      })} pictures a second, ${Math.round((await page.evaluate<number>('given') - before) / 3)} of the block`)
      await page.mouse.up()
    })
    // the map's own canvases, which are new, take most of this
    await watched(walk, 'closing', async () => {
      await show(page, 'Map')
      await map(page).waitFor()
      await page.waitForTimeout(1000)
    })
  }, { wide: true, alone: true, width: 1180, height: 1000 }),
]
