/** A line chart as a file. */
import { drawLines, layLines } from '../lines/drawing.ts'
import type { Ink } from '../marks/ink.ts'
import type { LinePicture } from '../props.ts'
import { drawPaper, type Format, laySheet, type Notes } from './sheet.ts'
import { type Measure, SvgInk } from './svg-ink.ts'

export interface ChartSize { readonly width: number; readonly height: number }
const SIZE: ChartSize = { width: 640, height: 380 }
const DENSITY = 2

export function chartToSvg(picture: LinePicture, notes: Notes, options: Partial<ChartSize> & { readonly measure?: Measure; readonly style?: string } = {}): string {
  const ink = new SvgInk(options.measure)
  const { width, height } = drawChart(ink, picture, notes, options)
  return ink.document(width, height, { title: picture.title ?? '', description: `${notes.caption} ${notes.link}`, ...(options.style === undefined ? {} : { style: options.style }) })
}

/** A file to save. In a browser only. */
export async function exportChart(format: Format, picture: LinePicture, notes: Notes, size: ChartSize = SIZE): Promise<Blob> {
  const { canvasMeasure, embeddedFonts, fontsReady, pngOf } = await import('./browser.ts')
  if (format === 'svg') return new Blob([chartToSvg(picture, notes, { ...size, measure: canvasMeasure(), style: await embeddedFonts() })], { type: 'image/svg+xml' })
  await fontsReady()
  const sheet = laySheet(new SvgInk(canvasMeasure()), size.width, size.height, notes, picture.theme)
  return pngOf(DENSITY, sheet, (on) => drawChart(on, picture, notes, size))
}

function drawChart(ink: Ink, picture: LinePicture, notes: Notes, size: Partial<ChartSize>): { readonly width: number; readonly height: number } {
  const width = size.width ?? SIZE.width
  const height = size.height ?? SIZE.height
  const sheet = laySheet(ink, width, height, notes, picture.theme)
  drawPaper(ink, sheet, picture.theme)
  ink.save()
  ink.translate(sheet.left, sheet.top)
  drawLines(ink, picture, layLines(ink, picture, width, height), width, height, picture.playhead)
  ink.restore()
  sheet.drawNotes(ink)
  return sheet
}
