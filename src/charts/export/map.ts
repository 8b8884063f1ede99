/** The map as a file. The same marks as on the screen; without a browser the SVG is made all the same. */
import { words } from '#words/index.ts'
import { drawInspection, drawLive, drawStill, layPlates, mapViewport, obstaclesOf, paintJob } from '../map/drawing.ts'
import { drawAltimeter } from '../marks/altimeter.ts'
import { drawFrame } from '../marks/frame.ts'
import { drawIsoLabels, drawIsolines } from '../marks/isolines.ts'
import { drawText, type Ink } from '../marks/ink.ts'
import { headIndex } from '../marks/path.ts'
import { paint, type Painted, placeAgain } from '../painter/paint.ts'
import { openPainter, type Painter } from '../painter/painter.ts'
import type { MapPicture } from '../props.ts'
import { tokens } from '../theme.ts'
import type { Viewport } from '../viewport.ts'
import { dataAddress, encodePng } from './png.ts'
import { drawPaper, type Format, laySheet, type Notes, type Sheet } from './sheet.ts'
import { type Measure, SvgInk } from './svg-ink.ts'

export interface MapSize { readonly width: number; readonly height: number; /** Over maps that stand side by side. */ readonly titles?: readonly string[] | undefined }
const SIZE: MapSize = { width: 980, height: 660 }
/** Between two maps, and for the titles over them. */
export const BETWEEN = 18, HEAD = 26
const BAR = 74
/** Device pixels a unit of a PNG, and of the fill inside an SVG. */
const DENSITY = 2

/** SVG with the fill as an embedded PNG; several maps stand side by side, as large as each other. `style` may hold fonts. */
export async function mapToSvg(pictures: MapPicture | readonly MapPicture[], notes: Notes, options: Partial<MapSize> & { readonly measure?: Measure; readonly style?: string; readonly painter?: Painter } = {}): Promise<string> {
  const ink = new SvgInk(options.measure)
  const laid = await layMaps(ink, [pictures].flat(), notes, options, options.painter)
  const fills = new Map<Painted, string>()
  for (const { painted } of laid.maps) if (painted) fills.set(painted, dataAddress('image/png', await encodePng(painted.pixels, painted.columns, painted.rows)))
  drawMaps(ink, laid, (painted, x, y, width, height) => ink.image(fills.get(painted)!, x, y, width, height))
  return ink.document(laid.sheet.width, laid.sheet.height, { title: words.charts.landscape, description: `${notes.caption} ${notes.link}`, ...(options.style === undefined ? {} : { style: options.style }) })
}

/** A file to save. In a browser only: a PNG is drawn by its canvas, an SVG brings the page's fonts, and the painter's worker paints. */
export async function exportMap(format: Format, pictures: MapPicture | readonly MapPicture[], notes: Notes, size: MapSize = SIZE): Promise<Blob> {
  const { canvasMeasure, embeddedFonts, fontsReady, pngOf } = await import('./browser.ts')
  const painter = openPainter()
  try {
    if (format === 'svg') return new Blob([await mapToSvg(pictures, notes, { ...size, measure: canvasMeasure(), style: await embeddedFonts(), painter })], { type: 'image/svg+xml' })
    await fontsReady()
    const laid = await layMaps(new SvgInk(canvasMeasure()), [pictures].flat(), notes, size, painter)
    return await pngOf(DENSITY, laid.sheet, (on) => drawMaps(on, laid, ({ pixels, columns, rows }, x, y, width, height) => {
      const image = new OffscreenCanvas(columns, rows)
      image.getContext('2d')!.putImageData(new ImageData(pixels, columns, rows), 0, 0)
      on.drawImage(image, x, y, width, height)
    }))
  } finally {
    painter.close()
  }
}

interface LaidMap { readonly picture: MapPicture; readonly view: Viewport; readonly painted: Painted | undefined; readonly labels: Painted['labels'] }
interface Laid { readonly sheet: Sheet; readonly maps: readonly LaidMap[]; readonly titles: readonly string[]; readonly height: number; readonly width: number }

async function layMaps(ink: Ink, pictures: readonly MapPicture[], notes: Notes, { width = SIZE.width, height = SIZE.height, titles = [] }: Partial<MapSize>, painter: Painter | undefined): Promise<Laid> {
  const sheet = laySheet(ink, width, height, notes, pictures[0]!.theme), head = titles.length ? HEAD : 0
  const each = (width - BAR - BETWEEN * (pictures.length - 1)) / pictures.length
  const maps: LaidMap[] = []
  // one after another: a painter places labels on what it painted last
  for (const [k, picture] of pictures.entries()) {
    const room = mapViewport(picture, each, height - head)
    maps.push(await layMap(ink, picture, { ...room, left: room.left + sheet.left + k * (each + BETWEEN), top: room.top + sheet.top + head }, painter))
  }
  return { sheet, maps, titles, width, height }
}

async function layMap(ink: Ink, picture: MapPicture, view: Viewport, painter: Painter | undefined): Promise<LaidMap> {
  const job = paintJob(picture, view, DENSITY)
  if (!job) return { picture, view, painted: undefined, labels: [] }
  const here = painter ? undefined : paint({ ...job, labels: false })
  const painted = here?.painted ?? await painter?.paint({ ...job, labels: false })
  if (!painted || !job.labels) return { picture, view, painted, labels: [] }
  const obstacles = obstaclesOf(picture, view, layPlates(ink, view, picture, painted.levels).boxes)
  const labels = here ? placeAgain(here.lines, obstacles) : await painter?.labels(obstacles) ?? []
  return { picture, view, painted, labels }
}

type Fill = (painted: Painted, x: number, y: number, width: number, height: number) => void

function drawMaps(ink: Ink, { sheet, maps, titles, width, height }: Laid, fill: Fill): void {
  const { picture: { theme, colours = 'thalweg', valueLabel }, view } = maps.at(-1)!
  drawPaper(ink, sheet, theme)
  maps.forEach((map, k) => {
    drawMap(ink, map, fill)
    if (titles[k] !== undefined) drawText(ink, titles[k], map.view.left, sheet.top + HEAD / 2 - 2, { size: 13, weight: 600, colour: tokens(theme).ink })
  })
  const painted = maps.find((map) => map.painted)?.painted
  if (painted) {
    ink.save()
    ink.translate(sheet.left + width - BAR, sheet.top)
    // those of a second map are hollow, as on the page
    const marks = maps.flatMap(({ picture: { runs = [], playhead = Infinity } }, k) => runs.map((run) => ({
      id: `${k} ${run.id}`, style: k > 0 ? { ...run.style, hollow: true } : run.style, hidden: run.hidden ?? false, value: run.values?.[headIndex(run, playhead)] ?? NaN,
    })))
    drawAltimeter(ink, { theme, tone: painted.tone, colours, marks, label: valueLabel ?? words.charts.loss, scale: 1, margin: { top: view.top - sheet.top, bottom: sheet.top + height - view.top - view.height } }, BAR, height, marks.map((m) => m.value))
    ink.restore()
  }
  sheet.drawNotes(ink)
}

function drawMap(ink: Ink, { picture, view, painted, labels }: LaidMap, fill: Fill): void {
  const { theme, scale = 1, colours = 'thalweg', layers, playhead = Infinity } = picture
  const plates = layPlates(ink, view, picture, painted?.levels)
  ink.save()
  ink.beginPath()
  ink.rect(view.left, view.top, view.width, view.height)
  ink.clip()
  if (painted) fill(painted, view.left, view.top, view.width, view.height)
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
}
