/** Who draws the blocks: the worker, or where it cannot, code that is fetched only then draws them on the page. */
import * as Comlink from 'comlink'
import type { Answer, Frame } from './frame.ts'
import type { RendererService } from './worker.ts'

export interface Drawing {
  /** What is on the page. */
  readonly canvas: HTMLCanvasElement
  /** Resolves when it can be shown; with undefined where there is nothing to see. @throws whatever went wrong: it will draw nothing any more */
  draw(frame: Frame): Promise<Answer | undefined>
  /** Takes the picture, or none. */
  show(picture: ImageBitmap | undefined): void
  close(): void
}

/**
 * @param told the context is lost, or is there again
 * @returns undefined where there is no WebGL 2
 */
export const openDrawing = async (told: (well: boolean) => void): Promise<Drawing | undefined> => (await beside(told)) ?? here(told)

async function beside(told: (well: boolean) => void): Promise<Drawing | undefined> {
  if (typeof Worker === 'undefined' || typeof OffscreenCanvas === 'undefined') return undefined
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'surface' })
  const remote = Comlink.wrap<RendererService>(worker)
  const failed = new Promise<never>((_, reject) => worker.addEventListener('error', (event) => reject(new Error(event.message)), { once: true }))
  const canvas = document.createElement('canvas'), shown = canvas.getContext('bitmaprenderer')
  if (!shown || !(await Promise.race([remote.begin(Comlink.proxy(told)), failed]).catch(() => false))) {
    worker.terminate()
    return undefined
  }
  // a picture that the page takes over comes with what stands on it, a canvas that the worker draws on would run ahead or behind
  return { canvas, draw: (frame) => Promise.race([remote.draw(frame), failed]), show: (picture) => shown.transferFromImageBitmap(picture ?? null), close: () => worker.terminate() }
}

async function here(told: (well: boolean) => void): Promise<Drawing | undefined> {
  const { Renderer } = await import('./renderer.ts')
  const canvas = document.createElement('canvas'), renderer = Renderer.on(canvas, told)
  return renderer && { canvas, draw: (frame) => renderer.draw(frame), show: () => undefined, close: () => undefined }
}
