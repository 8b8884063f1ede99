/** Canvases that are sharp at any zoom, and fonts that they can rely on. */
import { MATH, SANS } from './theme.ts'

/** Device pixels a CSS pixel, at most 3: beyond that nobody sees more and everything costs more. */
export const density = (): number => Math.min(3, globalThis.devicePixelRatio || 1)

/** Sizes a canvas for a box in CSS pixels and returns its context, cleared, with CSS pixels as units. */
export function fit(canvas: HTMLCanvasElement, width: number, height: number, ratio = density()): CanvasRenderingContext2D {
  const w = Math.max(1, Math.round(width * ratio))
  const h = Math.max(1, Math.round(height * ratio))
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w
    canvas.height = h
  }
  const context = canvas.getContext('2d')!
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, height)
  return context
}

/** Calls back with an element's size in CSS pixels, at once and whenever it is another: an observer alone speaks only with the next picture. */
export function onSize(element: HTMLElement, told: (width: number, height: number) => void): () => void {
  let now = { width: -1, height: -1 }
  const measure = ({ width, height }: { readonly width: number; readonly height: number }): void => {
    if (width === now.width && height === now.height) return
    now = { width, height }
    told(width, height)
  }
  measure(element.getBoundingClientRect())
  const observer = new ResizeObserver(([entry]) => measure(entry!.contentRect))
  observer.observe(element)
  return () => observer.disconnect()
}

/** Calls back when a font that a canvas draws with has arrived: canvases do not repaint by themselves. */
export function onFonts(redraw: () => void): () => void {
  const { fonts } = document
  // a canvas alone does not make a browser fetch a font
  for (const font of [`500 12px ${SANS}`, `italic 16px ${MATH}`]) fonts.load(font, 'aα').catch(() => undefined)
  fonts.addEventListener('loadingdone', redraw)
  return () => fonts.removeEventListener('loadingdone', redraw)
}

/** Calls back when the page moves to a screen of another density, or is zoomed. */
export function onDensity(changed: () => void): () => void {
  let query: MediaQueryList | undefined
  const listen = () => {
    query?.removeEventListener('change', again)
    query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`)
    query.addEventListener('change', again)
  }
  const again = () => {
    listen()
    changed()
  }
  listen()
  return () => query?.removeEventListener('change', again)
}
