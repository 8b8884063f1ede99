/** Plots as files: one under another on a sheet, as the page shows them. */
import type { Plot } from '#figures/plot.ts'
import { drawPlot, layPlot } from '../plot/drawing.ts'
import type { Ink } from '../marks/ink.ts'
import type { ThemeName } from '../theme.ts'
import { drawPaper, laySheet, type Notes } from './sheet.ts'
import { type Measure, SvgInk } from './svg-ink.ts'

export interface PlotSheet { readonly plots: readonly Plot[]; readonly theme: ThemeName; readonly notes: Notes; /** Of one plot, in CSS pixels. */ readonly width?: number; readonly height?: number }

const WIDTH = 880
const HEIGHT = 420
const BETWEEN = 28

/** Draws all plots and the notes under them. @returns the size of the sheet */
export function drawPlots(ink: Ink, { plots, theme, notes, width = WIDTH, height = HEIGHT }: PlotSheet): { readonly width: number; readonly height: number } {
  const sheet = laySheet(ink, width, plots.length * (height + BETWEEN) - BETWEEN, notes, theme)
  drawPaper(ink, sheet, theme)
  plots.forEach((plot, i) => {
    const picture = { plot, theme }
    ink.save()
    ink.translate(sheet.left, sheet.top + i * (height + BETWEEN))
    drawPlot(ink, picture, layPlot(ink, picture, width, height), width, height)
    ink.restore()
  })
  sheet.drawNotes(ink)
  return sheet
}

export function plotsToSvg(sheet: PlotSheet, options: { readonly title: string; readonly measure?: Measure; readonly style?: string }): string {
  const ink = new SvgInk(options.measure)
  const { width, height } = drawPlots(ink, sheet)
  return ink.document(width, height, { title: options.title, description: sheet.notes.caption, ...(options.style === undefined ? {} : { style: options.style }) })
}
