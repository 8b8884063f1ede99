/** The map as a file. The same marks as on the screen; without a browser the SVG is made all the same. */
import { words } from '#words/index.ts'
import { drawInspection, drawLive, drawStill, layPlates, mapViewport, obstaclesOf, paintJob } from '../map/drawing.ts'
import { drawAltimeter } from '../marks/altimeter.ts'
import { drawFrame } from '../marks/frame.ts'
import { drawIsoLabels, drawIsolines } from '../marks/isolines.ts'
import type { Ink } from '../marks/ink.ts'
import { headIndex } from '../marks/path.ts'
import { paint, type Painted, placeAgain } from '../painter/paint.ts'
import { openPainter, type Painter } from '../painter/painter.ts'
import type { MapPicture } from '../props.ts'
import type { Viewport } from '../viewport.ts'
import { dataAddress, encodePng } from './png.ts'
import { drawPaper, type Format, laySheet, type Notes, type Sheet } from './sheet.ts'
import { type Measure, SvgInk } from './svg-ink.ts'

export interface MapSize { readonly width: number; readonly height: number }
const SIZE: MapSize = { width: 980, height: 660 }
const BAR = 74
/** Device pixels a unit of a PNG, and of the fill inside an SVG. */
const DENSITY = 2

/** SVG with the fill as an embedded PNG. `style` may hold fonts. */
export async function mapToSvg(picture: MapPicture, notes: Notes, options: Partial<MapSize> & { readonly measure?: Measure; readonly style?: string; readonly painter?: Painter } = {}): Promise<string> {
  const ink = new SvgInk(options.measure)
  const laid = await layMap(ink, picture, notes, options, options.painter)
  const { painted } = laid
  const fill = painted ? dataAddress('image/png', await encodePng(painted.pixels, painted.columns, painted.rows)) : undefined
  drawMap(ink, picture, laid, (x, y, width, height) => {
    if (fill) ink.image(fill, x, y, width, height)
  })
  return ink.document(laid.sheet.width, laid.sheet.height, { title: words.charts.landscape, description: `${notes.caption} ${notes.link}`, ...(options.style === undefined ? {} : { style: options.style }) })
}

/** A file to save. In a browser only: a PNG is drawn by its canvas, an SVG brings the page's fonts, and the painter's worker paints. */
export async function exportMap(format: Format, picture: MapPicture, notes: Notes, size: MapSize = SIZE): Promise<Blob> {
  const { canvasMeasure, embeddedFonts, fontsReady, pngOf } = await import('./browser.ts')
  const painter = openPainter()
  try {
    if (format === 'svg') return new Blob([await mapToSvg(picture, notes, { ...size, measure: canvasMeasure(), style: await embeddedFonts(), painter })], { type: 'image/svg+xml' })
    await fontsReady()
    const laid = await layMap(new SvgInk(canvasMeasure()), picture, notes, size, painter)
    return await pngOf(DENSITY, laid.sheet, (on) => drawMap(on, picture, laid, (x, y, width, height) => {
      if (!laid.painted) return
      const { pixels, columns, rows } = laid.painted
      const image = new OffscreenCanvas(columns, rows)
      image.getContext('2d')!.putImageData(new ImageData(pixels, columns, rows), 0, 0)
      on.drawImage(image, x, y, width, height)
    }))
  } finally {
    painter.close()
  }
}

interface LaidMap { readonly sheet: Sheet; readonly view: Viewport; readonly painted: Painted | undefined; readonly labels: Painted['labels']; readonly height: number; readonly width: number }

async function layMap(ink: Ink, picture: MapPicture, notes: Notes, size: Partial<MapSize>, painter: Painter | undefined): Promise<LaidMap> {
  const width = size.width ?? SIZE.width
  const height = size.height ?? SIZE.height
  const sheet = laySheet(ink, width, height, notes, picture.theme)
  const room = mapViewport(picture, width - BAR, height)
  const view = { ...room, left: room.left + sheet.left, top: room.top + sheet.top }
  const job = paintJob(picture, view, DENSITY)
  if (!job) return { sheet, view, painted: undefined, labels: [], width, height }
  const here = painter ? undefined : paint({ ...job, labels: false })
  const painted = here?.painted ?? await painter?.paint({ ...job, labels: false })
  if (!painted || !job.labels) return { sheet, view, painted, labels: [], width, height }
  const obstacles = obstaclesOf(picture, view, layPlates(ink, view, picture, painted.levels).boxes)
  const labels = here ? placeAgain(here.lines, obstacles) : await painter?.labels(obstacles) ?? []
  return { sheet, view, painted, labels, width, height }
}

function drawMap(ink: Ink, picture: MapPicture, { sheet, view, painted, labels, width, height }: LaidMap, fill: (x: number, y: number, width: number, height: number) => void): void {
  const { theme, scale = 1, colours = 'thalweg', layers, playhead = Infinity } = picture
  drawPaper(ink, sheet, theme)
  const plates = layPlates(ink, view, picture, painted?.levels)
  ink.save()
  ink.beginPath()
  ink.rect(view.left, view.top, view.width, view.height)
  ink.clip()
  fill(view.left, view.top, view.width, view.height)
  if (painted && layers?.contours !== false) {
    ink.save()
    ink.translate(view.left, view.top)
    drawIsolines(ink, painted.strokes, theme, colours, scale)
    drawIsoLabels(ink, labels, theme, scale)
    ink.restore()
  }
  drawStill(ink, view, picture, plates.boxes)
  drawLive(ink, view, picture, playhead, true, plates.boxes)
  drawInspection(ink, view, picture, painted?.levels)
  plates.draw(ink)
  ink.restore()
  drawFrame(ink, view, theme, scale, picture.xLabel ?? '', picture.yLabel ?? '')
  if (painted) {
    ink.save()
    ink.translate(sheet.left + width - BAR, sheet.top)
    const marks = (picture.runs ?? []).map((run) => ({ id: run.id, style: run.style, hidden: run.hidden ?? false, value: run.values?.[headIndex(run, playhead)] ?? NaN }))
    drawAltimeter(ink, { theme, tone: painted.tone, colours, marks, label: picture.valueLabel ?? words.charts.loss, scale: 1, margin: { top: view.top - sheet.top, bottom: sheet.top + height - view.top - view.height } }, BAR, height, marks.map((m) => m.value))
    ink.restore()
  }
  sheet.drawNotes(ink)
}
