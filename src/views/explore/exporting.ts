/** Saves pictures of the map and of the charts. The code that draws for files is loaded when it is asked for. */
import type { MapPicture } from '#charts/props.ts'
import type { Domain } from '#stores/view.ts'
import { words } from '#words/index.ts'
import { panels } from '#words/panels.ts'
import type { ChartName, ChartPicture } from './ChartsStrip.tsx'

export interface Notes { readonly caption: string; readonly link: string; readonly seed: number }
export type Format = 'svg' | 'png'

/** Of the exported map, its altimeter included. */
const WIDTH = 980
/** Of two side by side. */
const WIDE = 1460
/** Room of the altimeter. */
const BAR = 74

/** @param titles over maps that stand side by side */
export async function saveMap(format: Format, pictures: readonly MapPicture[], window: Domain, notes: Notes, titles?: readonly string[]): Promise<void> {
  const [{ BETWEEN, exportMap, HEAD }, { mapBox }] = await Promise.all([import('#charts/export/map.ts'), import('#charts/map/drawing.ts')])
  // as wide as the page's own map is beside its height, so that what is computed fills the picture
  const shape = (window[0][1] - window[0][0]) / (window[1][1] - window[1][0])
  const width = pictures.length > 1 ? WIDE : WIDTH, each = (width - BAR - BETWEEN * (pictures.length - 1)) / pictures.length
  const box = mapBox(pictures[0]!, each, width)
  const height = Math.round(box.width / shape) + width - box.height
  const inner = mapBox(pictures[0]!, each, height)
  // what follows the pointer stays on the page, unless it is pinned
  const domain = cropped(window, inner.width / inner.height)
  save(await exportMap(format, pictures.map((picture) => ({ ...picture, lens: picture.pin && picture.lens, theme: 'light', domain })), notes, { width, height: height + (titles ? HEAD : 0), titles }), `thalweg-map.${format}`)
}

export async function saveChart(format: Format, name: ChartName, picture: ChartPicture, axis: { readonly playhead: number; readonly xTo: number; readonly xLabel: string }, notes: Notes): Promise<void> {
  const { exportChart } = await import('#charts/export/chart.ts')
  const { series, yScale, limits, unstable, bottomless = false } = picture
  const zones = unstable ? [{ from: 1, to: Infinity, label: panels.unstable, tone: 'danger' as const }] : []
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
