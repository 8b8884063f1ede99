/** The one WebGL context of the page: it draws every block that is on the page, each in its own part of one canvas. */
import { LinearSRGBColorSpace, WebGLRenderer } from 'three'
import { density } from '../canvas.ts'
import { Block } from './block.ts'
import type { Lens3 } from './camera.ts'
import { FIRST_SPEED, type Quality, qualityFor, speedAfter } from './quality.ts'

export type Health = 'well' | 'lost' | 'missing'

/** Nobody waits longer for a card's answer. Milliseconds. */
const LONG = 3000

/** A block where it is seen, and what is asked of it. */
interface Seen { readonly block: Block; lens?: Lens3; moving?: boolean }

export class Graphics {
  health: Health = 'well'
  #canvas = document.createElement('canvas')
  #listeners = new Set<() => void>()
  #renderer: WebGLRenderer | undefined
  #seen = new Map<HTMLElement, Seen>()
  #acts = new Set<(now: number) => void>()
  #frame = 0
  #due = false
  #speed = FIRST_SPEED
  #fence: { readonly sync: WebGLSync; readonly began: number; readonly quality: Quality; readonly blocks: number } | undefined

  constructor() {
    this.#canvas.className = 'surface-canvas'
    this.#canvas.setAttribute('aria-hidden', 'true')
    const context = this.#canvas.getContext('webgl2', { antialias: false, alpha: true, premultipliedAlpha: true, powerPreference: 'high-performance' })
    if (!context) {
      this.health = 'missing'
      return
    }
    this.#renderer = new WebGLRenderer({ canvas: this.#canvas, context, alpha: true })
    // asking at once whether the programs are sound would wait for them
    this.#renderer.debug.checkShaderErrors = false
    // colours come from a table that is what the screen shows
    this.#renderer.outputColorSpace = LinearSRGBColorSpace
    this.#renderer.setClearColor(0, 0)
    this.#canvas.addEventListener('webglcontextlost', (event) => {
      event.preventDefault()
      for (const { block } of this.#seen.values()) block.forget()
      this.#tell('lost')
    })
    this.#canvas.addEventListener('webglcontextrestored', () => this.#tell('well'))
  }

  /** Calls back when the context is lost, and when it is there again. */
  follow(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #tell(health: Health): void {
    this.health = health
    this.#listeners.forEach((listener) => listener())
  }

  /** A block that is seen where this element is. */
  open(host: HTMLElement): Block {
    const block = new Block()
    this.#seen.set(host, { block })
    this.#settle()
    return block
  }

  close(host: HTMLElement): void {
    this.#seen.get(host)?.block.close()
    this.#seen.delete(host)
    this.#settle()
  }

  /** The canvas lies in the host, or where there are several in what they have in common, under all that stands on them. */
  #settle(): void {
    const [first, ...others] = this.#seen.keys()
    let home = first
    while (home && others.some((other) => !home!.contains(other))) home = home.parentElement ?? undefined
    if (!home) this.#canvas.remove()
    else if (this.#canvas.parentElement !== home) home.prepend(this.#canvas)
    this.#again()
  }

  /** Acts once before the next frame is drawn: whatever several blocks have to draw is drawn at once. */
  soon(act: (now: number) => void): void {
    this.#acts.add(act)
    this.#again(false)
  }
  drop(act: (now: number) => void): void {
    this.#acts.delete(act)
  }

  #again(draw = true): void {
    this.#due ||= draw
    if (this.#frame !== 0) return
    this.#frame = requestAnimationFrame((now) => {
      this.#frame = 0
      const acts = [...this.#acts]
      this.#acts.clear()
      for (const act of acts) act(now)
      if (this.#due) this.#draw()
    })
  }

  /** @param moving a hand turns it, or its values are being computed: it is drawn less finely where the card is slow */
  draw(host: HTMLElement, lens: Lens3, moving: boolean): void {
    const seen = this.#seen.get(host)
    if (!seen) return
    seen.lens = lens
    seen.moving = moving
    this.#again()
  }

  /** As finely as the card has shown that it can; when it has shown more at rest, once more. */
  #draw(): void {
    this.#due = false
    const renderer = this.#renderer, all = [...this.#seen].flatMap(([host, { block, lens }]) => (lens ? [{ host, block, lens }] : []))
    if (!renderer || all.length === 0 || this.health !== 'well') return
    // asked of all before any is waited for
    if (all.filter(({ block }) => !block.ready(renderer, () => this.#again())).length > 0) return
    const quality = this.#quality(), { ratio } = quality
    const home = this.#canvas.parentElement!, alone = all.length === 1 && home === all[0]!.host
    const whole = alone ? { left: 0, top: 0, width: all[0]!.lens.width, height: all[0]!.lens.height } : this.#canvas.getBoundingClientRect()
    const w = Math.max(1, Math.round(whole.width * ratio)), h = Math.max(1, Math.round(whole.height * ratio))
    if (this.#canvas.width !== w || this.#canvas.height !== h) renderer.setSize(w, h, false)
    renderer.setScissorTest(true)
    const began = performance.now()
    for (const { host, block, lens } of all) {
      const at = alone ? whole : host.getBoundingClientRect()
      const box = [Math.round((at.left - whole.left) * ratio), Math.round((whole.top + whole.height - at.top - lens.height) * ratio), Math.round(lens.width * ratio), Math.round(lens.height * ratio)] as const
      renderer.setViewport(...box)
      renderer.setScissor(...box)
      block.draw(renderer, lens, quality)
    }
    const gl = renderer.getContext() as WebGL2RenderingContext
    const sync = this.#fence ? undefined : gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0)
    if (!sync) return
    gl.flush()
    this.#fence = { sync, began, quality, blocks: all.length }
    this.#watch(gl)
  }

  #quality(): Quality {
    const seen = [...this.#seen.values()]
    return qualityFor(this.#speed * seen.length, seen.some(({ moving }) => moving), density())
  }

  /** Asks, without waiting, whether what was drawn is done, and how long the card took for a block. */
  #watch(gl: WebGL2RenderingContext): void {
    setTimeout(() => {
      const fence = this.#fence
      if (!fence) return
      const { sync, began, quality, blocks } = fence
      const state = this.health === 'well' ? gl.clientWaitSync(sync, 0, 0) : gl.WAIT_FAILED
      if (state === gl.TIMEOUT_EXPIRED && performance.now() - began < LONG) return this.#watch(gl)
      this.#fence = undefined
      gl.deleteSync(sync)
      if (state === gl.WAIT_FAILED) return
      this.#speed = speedAfter(this.#speed, quality, (performance.now() - began) / blocks)
      const next = this.#quality()
      if (next.weight > quality.weight && ![...this.#seen.values()].some(({ moving }) => moving)) this.#again()
    }, 1)
  }
}

let one: Graphics | undefined
/** The page's graphics, made when they are first asked for. */
export const openGraphics = (): Graphics => (one ??= new Graphics())
