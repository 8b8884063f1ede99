/** Plots as files to save. In a browser only: a PNG is drawn by its canvas, an SVG brings the page's fonts. */
import { canvasMeasure, embeddedFonts, fontsReady, pngOf } from './browser.ts'
import { drawPlots, type PlotSheet, plotsToSvg } from './plot.ts'
import type { Format } from './sheet.ts'
import { SvgInk } from './svg-ink.ts'

const DENSITY = 2

export async function exportPlots(format: Format, sheet: PlotSheet, title: string): Promise<Blob> {
  if (format === 'svg') return new Blob([plotsToSvg(sheet, { title, measure: canvasMeasure(), style: await embeddedFonts() })], { type: 'image/svg+xml' })
  await fontsReady()
  const size = drawPlots(new SvgInk(canvasMeasure()), sheet)
  return pngOf(DENSITY, size, (on) => drawPlots(on, sheet))
}
