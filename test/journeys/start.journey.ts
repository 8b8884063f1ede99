import { gzipSync } from 'node:zlib'
import { hold, journey } from './journey.ts'
import { map, open } from './explore.ts'

/** Kilobytes of scripts, gzipped, as scripts/size.mjs has it. */
const BUDGET = 220
/** The page waits no longer than this for its first picture before it fetches the rest. Milliseconds, a little less than its own patience. */
const PATIENCE = 3800

export default [journey('the first map is painted by few scripts', async ({ page, context, base, note }) => {
  const asked: { readonly url: string; readonly at: number; readonly size: Promise<number> }[] = []
  context.on('request', (request) => {
    const url = new URL(request.url()).pathname
    if (!url.endsWith('.js') || asked.some((a) => a.url === url)) return
    const size = request.response().then(async (response) => gzipSync(await response!.body()).length / 1000)
    size.catch(() => undefined) // told below
    asked.push({ url, at: Date.now(), size })
  })
  const began = Date.now()
  await page.goto(base)
  await map(page).waitFor()
  await page.waitForFunction(() => performance.getEntriesByName('map painted').length > 0)
  const { painted, origin } = await page.evaluate(() => ({ painted: performance.getEntriesByName('map painted')[0]!.startTime, origin: performance.timeOrigin }))
  const before = asked.filter(({ at }) => at < origin + painted)
  const sizes = await Promise.all(before.map(({ size }) => size))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const own = before.reduce((sum, { url }, i) => sum + (/\/(index|page|react|common|paint|comlink|rolldown-runtime)-/.test(url) ? sizes[i]! : 0), 0)
  note(`first map painted ${Math.round(painted)} ms after navigation (${Math.round(origin + painted - began)} ms after it was asked for)`)
  note(`${total.toFixed(1)} kB of scripts in ${before.length} files, gzipped, asked for before it; ${own.toFixed(1)} kB of them the page's own first ones`)
  hold(before.length > 5 && total > 50, 'the scripts are seen, those of the workers among them')
  hold(before.some(({ url }) => url.includes('/entry-')) && before.some(({ url }) => url.includes('/worker-')), 'both workers are seen')
  if (painted > PATIENCE) note('the machine was too slow for a judgement of what was fetched before the picture')
  else hold(total <= BUDGET, `scripts asked for before the first picture are within ${BUDGET} kB: ${total.toFixed(1)} kB\n${before.map(({ url }, i) => `${sizes[i]!.toFixed(1)} ${url}`).join('\n')}`)
}, { alone: true }), journey('a part of the page that cannot be fetched says so, and is there after another try', async ({ page, base, expectConsole }) => {
  expectConsole(/Failed to load resource|net::ERR/)
  await page.route(/\/Help-[^/]*\.js$/, (route) => route.abort())
  await open(page, base)
  await page.getByRole('button', { name: 'Keys and help' }).click()
  const alert = page.getByRole('alert')
  await alert.getByText('could not be loaded').waitFor()
  await page.unroute(/\/Help-[^/]*\.js$/)
  await alert.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('dialog').waitFor()
  hold(!(await alert.isVisible()), 'the sentence goes when the part is there')
}, { wide: true })]
