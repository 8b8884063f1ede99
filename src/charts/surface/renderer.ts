/** Draws blocks with the graphics card, all of them by one WebGL context: in a worker of its own, and on the page where that cannot be. */
import { LinearSRGBColorSpace, WebGLRenderer } from 'three'
import { Block } from './block.ts'
import type { Answer, Frame } from './frame.ts'
import { FIRST_SPEED, qualities, type Quality, qualityFor, speedAfter } from './quality.ts'

/** Nobody waits longer for a card's answer. Milliseconds. */
const LONG = 3000

export class Renderer {
  #canvas: HTMLCanvasElement | OffscreenCanvas
  #gl: WebGL2RenderingContext
  #renderer: WebGLRenderer
  #blocks = new Map<number, Block>()
  #speed = FIRST_SPEED

  private constructor(canvas: HTMLCanvasElement | OffscreenCanvas, gl: WebGL2RenderingContext, told: (well: boolean) => void) {
    this.#canvas = canvas
    this.#gl = gl
    this.#renderer = new WebGLRenderer({ canvas, context: gl, alpha: true })
    // asking at once whether the programs are sound would wait for them
    this.#renderer.debug.checkShaderErrors = false
    // colours come from a table that is what the screen shows
    this.#renderer.outputColorSpace = LinearSRGBColorSpace
    this.#renderer.setClearColor(0, 0)
    this.#renderer.setScissorTest(true)
    canvas.addEventListener('webglcontextlost', (event) => {
      event.preventDefault()
      for (const block of this.#blocks.values()) block.forget()
      told(false)
    })
    canvas.addEventListener('webglcontextrestored', () => told(true))
  }

  /**
   * @param told the context is lost, or is there again
   * @returns undefined where there is no WebGL 2
   */
  static on(canvas: HTMLCanvasElement | OffscreenCanvas, told: (well: boolean) => void): Renderer | undefined {
    const asked = { antialias: false, alpha: true, premultipliedAlpha: true, powerPreference: 'high-performance' } as const
    const gl = canvas.getContext('webgl2', asked) as WebGL2RenderingContext | null
    return gl ? new Renderer(canvas, gl, told) : undefined
  }

  /**
   * As finely as the card has shown that it can. Resolves when the card is done; the picture is apart from the canvas where that is on no page.
   *
   * @returns undefined where there is nothing to see: no block, or no context
   */
  async draw(frame: Frame): Promise<Answer | undefined> {
    const all = this.#take(frame)
    // asked of all before any is waited for
    await Promise.all(all.map(({ block }) => block.ready(this.#renderer)))
    const gl = this.#gl
    if (all.length === 0 || gl.isContextLost()) return undefined
    const quality = this.#quality(frame), { ratio } = quality, canvas = this.#canvas
    const w = Math.max(1, Math.round(frame.width * ratio)), h = Math.max(1, Math.round(frame.height * ratio))
    if (canvas.width !== w || canvas.height !== h) this.#renderer.setSize(w, h, false)
    const began = performance.now()
    for (const { block, lens, left, top } of all) {
      const box = [left, frame.height - top - lens.height, lens.width, lens.height].map((px) => Math.round(px * ratio)) as [number, number, number, number]
      this.#renderer.setViewport(...box)
      this.#renderer.setScissor(...box)
      block.draw(this.#renderer, lens, quality)
    }
    const sync = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0)
    gl.flush()
    const done = await this.#done(sync, began)
    if (gl.isContextLost()) return undefined
    // what a surface takes when it is new to the card says nothing about how long it takes from then on: it is drawn once more
    const fresh = frame.blocks.some(({ field }) => field !== 'held')
    if (done && !fresh) this.#speed = speedAfter(this.#speed, quality, (performance.now() - began) / all.length)
    const finer = !frame.moving && (fresh ? quality.weight < qualities(frame.density)[0]!.weight : this.#quality(frame).weight > quality.weight)
    return { finer, ...('transferToImageBitmap' in canvas && { picture: canvas.transferToImageBitmap() }) }
  }

  /** What is not in the frame is taken off the card. */
  #take({ blocks }: Frame): { block: Block; lens: Frame['blocks'][number]['lens']; left: number; top: number }[] {
    for (const [id, block] of this.#blocks) if (!blocks.some((one) => one.id === id)) {
      block.close()
      this.#blocks.delete(id)
    }
    return blocks.map(({ id, field, colours, theme, banded, lens, left, top }) => {
      let block = this.#blocks.get(id)
      if (!block) this.#blocks.set(id, block = new Block())
      if (field !== 'held') block.load(field)
      block.dress(colours, theme, banded)
      return { block, lens, left, top }
    })
  }

  #quality({ moving, density, blocks }: Frame): Quality {
    return qualityFor(this.#speed * blocks.length, moving, density)
  }

  /** Asks again and again, without waiting, whether the card is done. */
  async #done(sync: WebGLSync | null, began: number): Promise<boolean> {
    const gl = this.#gl
    if (!sync) return false
    let state: number
    do {
      await new Promise((resolve) => setTimeout(resolve, 1))
      state = gl.clientWaitSync(sync, 0, 0)
    } while (state === gl.TIMEOUT_EXPIRED && performance.now() - began < LONG)
    gl.deleteSync(sync)
    return state !== gl.WAIT_FAILED
  }
}
