/** Saves pictures of the map and of the charts. The code that draws for files is loaded when it is asked for. */
import type { MapPicture } from '#charts/props.ts'
import type { Domain } from '#stores/view.ts'
import { words } from '#words/index.ts'
import type { ChartName, ChartPicture } from './ChartsStrip.tsx'

export interface Notes { readonly caption: string; readonly link: string; readonly seed: number }
export type Format = 'svg' | 'png'

/** Of the exported map, its altimeter included. */
const WIDTH = 980
/** Room of the altimeter. */
const BAR = 74

export async function saveMap(format: Format, picture: MapPicture, window: Domain, notes: Notes): Promise<void> {
  const [{ exportMap }, { mapBox }] = await Promise.all([import('#charts/export/map.ts'), import('#charts/map/drawing.ts')])
  // as wide as the page's own map is beside its height, so that what is computed fills the picture
  const shape = (window[0][1] - window[0][0]) / (window[1][1] - window[1][0])
  const box = mapBox(picture, WIDTH - BAR, WIDTH)
  const height = Math.round(box.width / shape) + WIDTH - box.height
  const inner = mapBox(picture, WIDTH - BAR, height)
  // what follows the pointer stays on the page, unless it is pinned
  save(await exportMap(format, { ...picture, lens: picture.pin && picture.lens, theme: 'light', domain: cropped(window, inner.width / inner.height) }, notes, { width: WIDTH, height }), `thalweg-map.${format}`)
}

export async function saveChart(format: Format, name: ChartName, picture: ChartPicture, axis: { readonly playhead: number; readonly xTo: number; readonly xLabel: string }, notes: Notes): Promise<void> {
  const { exportChart } = await import('#charts/export/chart.ts')
  const { series, yScale, limits, unstable, bottomless = false } = picture
  const zones = unstable ? [{ from: 1, to: Infinity, label: words.explore.unstable, tone: 'danger' as const }] : []
  save(await exportChart(format, { theme: 'light', title: words.explore[name], series, yScale, limits, zones, bottomless, ...axis, directLabels: true }, notes), `thalweg-${name}.${format}`)
}

/** The largest window of that shape inside another, with the same middle. */
function cropped([[x0, x1], [y0, y1]]: Domain, shape: number): Domain {
  const width = Math.min(x1 - x0, (y1 - y0) * shape), height = width / shape
  const x = (x0 + x1) / 2, y = (y0 + y1) / 2
  return [[x - width / 2, x + width / 2], [y - height / 2, y + height / 2]]
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
