/**
 * The three canvases of a map on the screen: `base` holds what the painter made, `live` what moves with the playhead, `top` what moves with the
 * pointer. Each is drawn only when something of its own has changed.
 */
import { density, fit } from '../canvas.ts'
import { notePicture, pictured } from '../first-picture.ts'
import { drawFrame } from '../marks/frame.ts'
import { drawCursor } from '../marks/lens.ts'
import { drawIsoLabels, drawIsolines } from '../marks/isolines.ts'
import type { Domain, MapPainted, MapPicture, Point } from '../props.ts'
import type { Painted } from '../painter/paint.ts'
import { openPainter, type Painter } from '../painter/painter.ts'
import { tokens } from '../theme.ts'
import { type Viewport, xOf, yOf } from '../viewport.ts'
import { drawInspection, drawLive, drawStill, layPlates, mapViewport, obstaclesOf, paintJob, type Plates } from './drawing.ts'
import type { IsoLabel } from './iso-labels.ts'

export interface Canvases { readonly base: HTMLCanvasElement; readonly live: HTMLCanvasElement; readonly top: HTMLCanvasElement }

/** What the fill and iso-lines depend on. */
const PAINTED_BY = ['theme', 'grid', 'coarse', 'progress', 'toneForm', 'range', 'tone', 'levelMode', 'colours', 'layers', 'ends', 'scale'] as const
const STILL_BY = ['ends', 'watersheds', 'valleys', 'curves', 'xLabel', 'yLabel', 'frame'] as const
const LIVE_BY = ['runs', 'points', 'start', 'startLabel', 'arrows', 'over'] as const
const TOP_BY = ['lens', 'pin', 'caption', 'covered'] as const
/** Labels look for new places when nothing has moved for so long. */
const SETTLED = 260
/** A picture of another landscape may stay for so long, in milliseconds: less than one notices, more than the new one usually takes. */
const OUTDATED = 200
/** The page's first map waits for its painting before it draws anything: three empty canvases cost as much as three full ones. Milliseconds, at most. */
const HOLD = 1500

export class Stage {
  view: Viewport
  onPainted: ((info: MapPainted | undefined) => void) | undefined
  /** Tails do not fade under reduced motion. */
  fade = true
  #picture: MapPicture
  #size = { width: 0, height: 0 }
  #canvases: Canvases
  #painter: Painter = openPainter()
  #painted: Painted | undefined
  #image: HTMLCanvasElement | ImageBitmap | undefined
  #labels: readonly IsoLabel[] = []
  #plates: Plates = { boxes: [], key: '', draw: () => undefined }
  #playhead: number
  #cursor: Point | undefined
  #settling: ReturnType<typeof setTimeout> | undefined
  #frame = 0
  #dirty = { base: false, live: false, top: false }
  #closed = false
  /** Nothing is drawn yet. */
  #held = !pictured()
  #hold: ReturnType<typeof setTimeout> | undefined
  /** Running while the picture on the screen is of another landscape than the axes. */
  #outdated: ReturnType<typeof setTimeout> | undefined

  constructor(canvases: Canvases, picture: MapPicture) {
    this.#canvases = canvases
    this.#picture = picture
    this.#playhead = picture.playhead ?? 0
    this.view = mapViewport(picture, 1, 1)
    if (this.#held) this.#hold = setTimeout(() => this.#release(), HOLD)
  }

  get window(): Domain {
    return this.view.window
  }

  /** Draws a new picture: only what differs from the one before. */
  show(picture: MapPicture): void {
    const before = this.#picture
    this.#picture = picture
    if (picture.playhead !== undefined && picture.playhead !== before.playhead) this.#playhead = picture.playhead
    const changed = (names: readonly (keyof MapPicture)[]) => names.some((name) => before[name] !== picture[name])
    const moved = this.#place()
    if (before.about !== picture.about) this.#outdate()
    if (moved || changed(PAINTED_BY)) this.#repaint()
    if (moved || changed(['theme', 'layers', 'scale', ...STILL_BY])) this.#request('base')
    if (moved || changed(['theme', 'layers', 'scale', 'playhead', ...LIVE_BY])) this.#request('live')
    if (moved || changed(['theme', 'layers', 'scale', ...TOP_BY, ...LIVE_BY, ...STILL_BY])) {
      const other = this.#layPlates()
      if (other || moved || changed(['theme', 'layers', 'scale', ...TOP_BY])) this.#request('top')
    }
    if (moved || changed(LIVE_BY)) this.#settle()
  }

  /** Paths up to a step, at once. */
  play(playhead: number): void {
    if (playhead === this.#playhead && !this.#dirty.live) return
    this.#playhead = playhead
    if (this.#held) this.#dirty.live = true
    else this.#drawLive()
  }

  /** Where the keyboard's cursor stands. */
  cursor(at: Point | undefined): void {
    if (at === this.#cursor) return
    this.#cursor = at
    this.#request('top')
  }

  resize(width: number, height: number): void {
    this.#size = { width, height }
    this.#place()
    this.redraw()
    this.#repaint()
  }

  /** Everything again: another density, or a font that has arrived. */
  redraw(): void {
    this.#layPlates()
    this.#request('base')
    this.#request('live')
    this.#request('top')
  }

  close(): void {
    this.#closed = true
    this.#drop()
    this.#painter.close()
    cancelAnimationFrame(this.#frame)
    clearTimeout(this.#settling)
    clearTimeout(this.#hold)
    clearTimeout(this.#outdated)
  }

  #release(): void {
    if (!this.#held) return
    this.#held = false
    this.redraw()
  }

  /** True where the window or the box moved. */
  #place(): boolean {
    const next = mapViewport(this.#picture, this.#size.width, this.#size.height)
    const same = JSON.stringify(next) === JSON.stringify(this.view)
    if (!same) this.view = next
    return !same
  }

  #repaint(): void {
    if (this.view.width < 2 || this.view.height < 2) return
    const job = paintJob(this.#picture, this.view, density())
    if (!job) return this.#outdate()
    const { about } = this.#picture
    const obstacles = obstaclesOf(this.#picture, this.view, this.#plates.boxes)
    this.#painter.paint({ ...job, obstacles, picture: true }).then((painted) => {
      if (this.#closed || about !== this.#picture.about) painted?.image?.close()
      else if (painted) this.#take(painted)
    }, (reason: unknown) => {
      // the map keeps what it has; the reason is for those who look
      console.warn('The map could not be painted.', reason)
    })
  }

  /** What is on the screen is of something else: it goes unless the new picture comes first. */
  #outdate(): void {
    if (this.#painted) this.#outdated ??= setTimeout(() => this.#clear(), OUTDATED)
  }

  #clear(): void {
    this.#outdated = undefined
    this.#painted = undefined
    this.onPainted?.(undefined)
    this.#drop()
    this.#labels = []
    this.#request('base')
    if (this.#layPlates()) this.#request('top')
  }

  #take(painted: Painted): void {
    clearTimeout(this.#outdated)
    this.#outdated = undefined
    const first = this.#painted === undefined
    this.#painted = painted
    this.#labels = painted.labels
    this.#drop()
    this.#image = painted.image ?? canvasOf(painted)
    this.#held = false
    // full-size canvases are dear: those over the painting only where something on them has changed
    if (this.#layPlates() || first || this.#picture.lens) {
      this.#request('top')
      this.#request('live')
    }
    this.#drawBase()
    if (first) {
      notePicture()
      // the plates of the first picture were not known when its labels were placed
      this.#settle()
    }
    this.onPainted?.({
      tone: painted.tone, levels: painted.levels, columns: painted.gridColumns, rows: painted.gridRows,
      margin: { top: this.view.top, bottom: this.#size.height - this.view.top - this.view.height },
    })
  }

  #drop(): void {
    if (this.#image instanceof ImageBitmap) this.#image.close()
    this.#image = undefined
  }

  #settle(): void {
    clearTimeout(this.#settling)
    this.#settling = setTimeout(() => {
      if (!this.#painted || this.#labels.length === 0) return
      const at = this.view
      this.#painter.labels(obstaclesOf(this.#picture, at, this.#plates.boxes)).then((labels) => {
        if (!labels || this.#closed || at !== this.view) return
        this.#labels = labels
        this.#request('base')
      }, () => undefined)
    }, SETTLED)
  }

  /** True where the plates look different, or stand elsewhere. */
  #layPlates(): boolean {
    if (this.#held) return false
    const context = this.#canvases.top.getContext('2d')
    if (!context) return false
    const before = this.#plates.key
    this.#plates = layPlates(context, this.view, this.#picture, this.#painted?.levels, this.#plates.legend)
    return this.#plates.key !== before
  }

  #request(layer: 'base' | 'live' | 'top'): void {
    this.#dirty[layer] = true
    if (this.#frame || this.#held) return
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0
      if (this.#closed) return
      if (this.#dirty.base) this.#drawBase()
      if (this.#dirty.live) this.#drawLive()
      if (this.#dirty.top) this.#drawTop()
    })
  }

  #fit(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
    return fit(canvas, this.#size.width, this.#size.height)
  }

  #drawBase(): void {
    this.#dirty.base = false
    const context = this.#fit(this.#canvases.base)
    const { view } = this
    const { theme, scale = 1, layers } = this.#picture
    context.save()
    context.beginPath()
    context.rect(view.left, view.top, view.width, view.height)
    context.clip()
    context.fillStyle = tokens(theme).sunken
    context.fillRect(view.left, view.top, view.width, view.height)
    const painted = this.#painted
    if (painted && this.#image) {
      // what was painted for another window moves with the map until the new painting is there
      const [[x0, x1], [y0, y1]] = painted.window
      const left = xOf(view, x0)
      const top = yOf(view, y1)
      const width = xOf(view, x1) - left
      const height = yOf(view, y0) - top
      context.imageSmoothingEnabled = true
      context.imageSmoothingQuality = 'high'
      context.drawImage(this.#image, left, top, width, height)
      context.translate(left, top)
      context.scale(width / painted.width, height / painted.height)
      if (!painted.image && layers?.contours !== false) drawIsolines(context, painted.strokes, theme, this.#picture.colours ?? 'thalweg', scale)
      if (layers?.contours !== false && layers?.labels !== false) drawIsoLabels(context, this.#labels, theme, scale)
    }
    context.restore()
    context.save()
    context.beginPath()
    context.rect(view.left, view.top, view.width, view.height)
    context.clip()
    drawStill(context, view, this.#picture, this.#plates.boxes)
    context.restore()
    if ((this.#picture.frame ?? 'ticks') === 'ticks') drawFrame(context, view, theme, scale, this.#picture.xLabel ?? '', this.#picture.yLabel ?? '')
  }

  #drawLive(): void {
    this.#dirty.live = false
    const context = this.#fit(this.#canvases.live)
    const { view } = this
    context.save()
    context.beginPath()
    context.rect(view.left, view.top, view.width, view.height)
    context.clip()
    drawLive(context, view, this.#picture, this.#playhead, this.fade, this.#plates.boxes)
    context.restore()
  }

  #drawTop(): void {
    this.#dirty.top = false
    const context = this.#fit(this.#canvases.top)
    const { view } = this
    const { theme, scale = 1 } = this.#picture
    context.save()
    context.beginPath()
    context.rect(view.left, view.top, view.width, view.height)
    context.clip()
    drawInspection(context, view, this.#picture, this.#painted?.levels)
    if (this.#cursor) drawCursor(context, xOf(view, this.#cursor.x), yOf(view, this.#cursor.y), theme, scale)
    this.#plates.draw(context)
    context.restore()
  }
}

function canvasOf({ pixels, columns, rows }: Painted): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = columns
  canvas.height = rows
  canvas.getContext('2d')!.putImageData(new ImageData(pixels, columns, rows), 0, 0)
  return canvas
}
