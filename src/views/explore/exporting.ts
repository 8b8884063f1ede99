/** Saves pictures of the map and of the charts. The code that draws for files is loaded when it is asked for. */
import type { MapPicture } from '#charts/props.ts'
import type { ChartName, ChartPicture } from './ChartsStrip.tsx'
import { words } from '#words/index.ts'

export interface Notes { readonly caption: string; readonly link: string; readonly seed: number }
export type Format = 'svg' | 'png'

export async function saveMap(format: Format, picture: MapPicture, notes: Notes): Promise<void> {
  const { exportMap } = await import('#charts/export/map.ts')
  save(await exportMap(format, { ...picture, theme: 'light' }, notes), `thalweg-map.${format}`)
}

export async function saveChart(format: Format, name: ChartName, picture: ChartPicture, playhead: number, xTo: number, notes: Notes): Promise<void> {
  const { exportChart } = await import('#charts/export/chart.ts')
  const { series, yScale, limits, unstable } = picture
  const zones = unstable ? [{ from: 1, to: Infinity, label: words.explore.unstable, tone: 'danger' as const }] : []
  save(await exportChart(format, { theme: 'light', title: words.explore[name], series, yScale, limits, zones, playhead, xTo, directLabels: true }, notes), `thalweg-${name}.${format}`)
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
