import type { Page } from 'playwright'
import { assignStyles, colourOf, type Method } from '#charts/methods.ts'
import { choose, open, seek } from './explore.ts'
import { hold, journey } from './journey.ts'
import { settledGround } from './scene.ts'

/** A projector of 1024 x 768 in a lit hall: white is 20 times as bright as black, since the hall adds 1/19 of white to everything. */
const WIDTH = 1024
const FLARE = 1 / 19
/** What a hall can still tell apart: a mark on its ground as WCAG asks of graphics, and bold lines, which are many and long, by less. */
const MARK = 3
const BOLD = 1.7
const BOLD_TO_THIN = 1.15
/** Dots of a watershed against the shine between them. */
const DOT = 2

const METHODS: readonly Method[] = ['gradient-descent', 'sgd', 'mini-batch', 'momentum', 'adam']

interface Seen { readonly name: string; readonly ground: number; readonly shine: number; readonly pixels: number }

/** Luminances of the map's layers as the hall sees them. A text for the page: functions from here would bring along what tsx adds to them. */
const EYES = `
  const [baseCanvas, liveCanvas] = document.querySelectorAll('.loss-map canvas')
  const shrink = ${WIDTH} / innerWidth / devicePixelRatio
  const look = (...layers) => {
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(baseCanvas.width * shrink); canvas.height = Math.round(baseCanvas.height * shrink)
    const context = canvas.getContext('2d')
    context.imageSmoothingQuality = 'high'
    for (const layer of layers) context.drawImage(layer, 0, 0, canvas.width, canvas.height)
    return context.getImageData(0, 0, canvas.width, canvas.height)
  }
  const linear = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
  const bright = ({ data }) => Float64Array.from({ length: data.length / 4 }, (_, k) => (0.2126 * linear(data[4 * k]) + 0.7152 * linear(data[4 * k + 1]) + 0.0722 * linear(data[4 * k + 2]) + ${FLARE}) / (1 + ${FLARE}))
  const ratio = (a, b) => Math.max(a, b) / Math.min(a, b)
  const quantile = (values, q) => values.sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))] ?? NaN
`

/** Pixels in a run's own colour: their contrast to the bare ground, and the greatest between them and what lies within two pixels. */
const marks = (page: Page, colours: readonly (readonly [string, string])[]): Promise<Seen[]> => page.evaluate<Seen[]>(`(() => {${EYES}
  const picture = look(baseCanvas, liveCanvas), all = bright(picture), bare = bright(look(baseCanvas)), { width, data } = picture
  return ${JSON.stringify(colours)}.map(([name, colour]) => {
    const [r, g, b] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)), ground = [], shine = []
    for (let k = 0; k < all.length; k++) {
      if (ratio(all[k], bare[k]) < 1.02 || Math.abs(data[4 * k] - r) + Math.abs(data[4 * k + 1] - g) + Math.abs(data[4 * k + 2] - b) > 40) continue
      ground.push(ratio(all[k], bare[k]))
      let most = 1
      for (let dy = -2; dy <= 2; dy++) for (let dx = -2; dx <= 2; dx++) most = Math.max(most, ratio(all[k], all[k + dy * width + dx] ?? all[k]))
      shine.push(most)
    }
    return { name, ground: quantile(ground, 0.25), shine: quantile(shine, 0.25), pixels: ground.length }
  })
})()`)

const look = (theme: 'light' | 'dark') => journey(`a projector of 1024 x 768 with a contrast of 20 to 1 still tells bold lines, watersheds, paths and markers apart, ${theme}`, async ({ page, base, note }) => {
  await open(page, base)
  await choose(page, 'One sine neuron')
  await seek(page, 'end')
  await settledGround(page)
  const styles = assignStyles(METHODS)
  const seen = await marks(page, METHODS.map((method, k) => [method, colourOf(styles[k]!.slot, theme)] as const))
  note(seen.map((s) => `${s.name} ${s.ground.toFixed(1)} to the ground, ${s.shine.toFixed(1)} to the shine (${s.pixels} px)`).join('; '))
  for (const { name, ground, shine, pixels } of seen) {
    hold(pixels > 30, `${name} is on the map (${pixels} pixels)`)
    hold(Math.max(ground, shine) >= MARK, `${name} stands out, by ${ground.toFixed(2)} from the ground and ${shine.toFixed(2)} from its shine`)
  }

  // lines: the same ground with and without them
  await page.evaluate(`(() => {${EYES} globalThis.withLines = bright(look(baseCanvas))})()`)
  await page.getByRole('button', { name: 'Layers' }).click()
  await page.getByRole('dialog', { name: 'Layers' }).getByRole('checkbox', { name: 'Iso-lines', exact: true }).click()
  await page.waitForTimeout(1500)
  const { bold, thin } = await page.evaluate<{ bold: number; thin: number }>(`(() => {${EYES}
    const without = bright(look(baseCanvas)), changed = [...without].map((v, k) => ratio(v, globalThis.withLines[k])).filter((r) => r > 1.04)
    return { thin: quantile(changed, 0.5), bold: quantile(changed, 0.95) }
  })()`)
  note(`lines: bold ${bold.toFixed(2)}, thin ${thin.toFixed(2)}`)
  hold(bold >= BOLD, `bold lines stand out from the ground, by ${bold.toFixed(2)}`)
  hold(bold >= BOLD_TO_THIN * thin, `bold lines are told from thin ones: ${bold.toFixed(2)} against ${thin.toFixed(2)}`)

  // watersheds on the bare ground: dots stay dots
  await page.evaluate(`(() => {${EYES} globalThis.withDots = bright(look(baseCanvas))})()`)
  await page.getByRole('dialog', { name: 'Layers' }).getByRole('checkbox', { name: 'Watersheds', exact: true }).click()
  await page.waitForTimeout(1500)
  const { dots, shine } = await page.evaluate<{ dots: number; shine: number }>(`(() => {${EYES}
    const without = bright(look(baseCanvas)), darker = [], brighter = []
    without.forEach((v, k) => { const w = globalThis.withDots[k]; if (ratio(v, w) > 1.04) (w < v ? darker : brighter).push(ratio(v, w)) })
    const [own, other] = ${JSON.stringify(theme)} === 'light' ? [darker, brighter] : [brighter, darker]
    return { dots: quantile(own, 0.75), shine: quantile(other, 0.75) }
  })()`)
  note(`watersheds: dots ${dots.toFixed(2)}, their shine ${shine.toFixed(2)}`)
  hold(dots * shine >= DOT, `the dots of watersheds stand out, by ${dots.toFixed(2)} from the ground and ${shine.toFixed(2)} more from their shine`)
}, { theme, width: 1600, height: 1000, wide: true, patience: 150_000 })

export default [look('light'), look('dark')]
