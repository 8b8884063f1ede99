/** Fill and iso-lines as one picture, drawn beside the page's own thread: stroking some hundred lines costs more than computing them. */
import { drawIsolines } from '../marks/isolines.ts'
import type { Painted, PaintJob } from './paint.ts'

/** Undefined where a worker has no canvas. */
export function pictureOf(painted: Painted, { density, theme, colours, scale }: Pick<PaintJob, 'density' | 'theme' | 'colours' | 'scale'>): ImageBitmap | undefined {
  if (typeof OffscreenCanvas === 'undefined') return undefined
  const { pixels, columns, rows, width, height, strokes } = painted
  const fill = new OffscreenCanvas(columns, rows), whole = new OffscreenCanvas(Math.max(1, Math.round(width * density)), Math.max(1, Math.round(height * density)))
  const ground = fill.getContext('2d'), ink = whole.getContext('2d')
  if (!ground || !ink) return undefined
  ground.putImageData(new ImageData(pixels, columns, rows), 0, 0)
  ink.imageSmoothingQuality = 'high'
  ink.drawImage(fill, 0, 0, whole.width, whole.height)
  ink.scale(whole.width / width, whole.height / height)
  drawIsolines(ink, strokes, theme, colours, scale)
  return whole.transferToImageBitmap()
}
