/**
 * The blocks of the page, drawn by the one WebGL context there is, each in its own part of one canvas. The page never waits: at most one frame is on its way, and the
 * newest state is the next one. A block is told from where it is seen when it is, so that what stands on it moves with it.
 */
import { density } from '../canvas.ts'
import type { Lens3 } from './camera.ts'
import { type Drawing, openDrawing } from './drawing.ts'
import type { Field } from './field.ts'
import type { BlockFrame, Look } from './frame.ts'

export type Health = 'well' | 'lost' | 'missing'

interface Asked extends Look {
  readonly field: Field
  /** A hand turns it, or its values are being computed. */
  readonly moving: boolean
}

/** A block where it is seen, and what is asked of it. */
interface Seen {
  readonly id: number
  readonly shown: (lens: Lens3) => void
  asked?: Asked
  /** The surface that is already where it is drawn. */
  held?: Field
}

/** Drawn, and not yet shown. */
interface Fresh { readonly picture: ImageBitmap | undefined; readonly home: HTMLElement; readonly lenses: readonly (readonly [Seen, Lens3])[] }

/** So often a drawing that failed is opened anew. */
const PATIENCE = 3

export class Graphics {
  health: Health = 'well'
  #listeners = new Set<() => void>()
  #seen = new Map<HTMLElement, Seen>()
  #home: HTMLElement | undefined
  #acts = new Set<(now: number) => void>()
  #ids = 0
  #frame = 0
  #due = false
  #drawing: Drawing | undefined
  #asking = false
  #fresh: Fresh | undefined
  #failures = 0

  constructor() {
    this.#begin()
  }

  #begin(): void {
    openDrawing((well) => this.#tell(well ? 'well' : 'lost')).then((drawing) => {
      if (!drawing) return this.#tell('missing')
      drawing.canvas.className = 'surface-canvas'
      drawing.canvas.setAttribute('aria-hidden', 'true')
      this.#drawing = drawing
      if (this.health !== 'well') this.#tell('well')
      this.#settle()
    }, () => this.#tell('missing'))
  }

  /** Another one takes its place, until it has happened too often. */
  #failed(): void {
    this.#drawing?.canvas.remove()
    this.#drawing?.close()
    this.#drawing = undefined
    for (const seen of this.#seen.values()) delete seen.held
    const again = ++this.#failures <= PATIENCE
    this.#tell(again ? 'lost' : 'missing')
    if (again) this.#begin()
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

  /**
   * A block that is seen where this element is.
   * @param shown called when it is on the screen, with what it was asked to be seen through
   */
  open(host: HTMLElement, shown: (lens: Lens3) => void): void {
    this.#seen.set(host, { id: ++this.#ids, shown })
    this.#settle()
  }

  close(host: HTMLElement): void {
    this.#seen.delete(host)
    this.#settle()
  }

  /** The canvas lies in the host, or where there are several in what they have in common, under all that stands on them. */
  #settle(): void {
    const [first, ...others] = this.#seen.keys()
    let home = first
    while (home && others.some((other) => !home!.contains(other))) home = home.parentElement ?? undefined
    this.#home = home
    if (this.#drawing) {
      const { canvas } = this.#drawing
      if (!home) canvas.remove()
      else if (canvas.parentElement !== home) {
        this.#drawing.show(undefined)
        home.prepend(canvas)
      }
    }
    this.#again()
  }

  /** Acts once before the next frame is asked for: whatever several blocks have to draw is drawn at once. */
  soon(act: (now: number) => void): void {
    this.#acts.add(act)
    this.#again(false)
  }
  drop(act: (now: number) => void): void {
    this.#acts.delete(act)
  }

  draw(host: HTMLElement, asked: Asked): void {
    const seen = this.#seen.get(host)
    if (!seen) return
    seen.asked = asked
    this.#again()
  }

  #again(draw = true): void {
    this.#due ||= draw
    if (this.#frame === 0) this.#frame = requestAnimationFrame((now) => {
      this.#show()
      this.#frame = 0
      const acts = [...this.#acts]
      this.#acts.clear()
      for (const act of acts) act(now)
      this.#ask()
    })
  }

  /** A frame of all blocks as they are now; not before the one on its way is there. */
  #ask(): void {
    const drawing = this.#drawing, home = this.#home
    if (!this.#due || !drawing || this.#asking || this.health !== 'well') return
    this.#due = false
    this.#asking = true
    const all = [...this.#seen].flatMap(([host, seen]) => (seen.asked ? [{ host, seen, asked: seen.asked }] : []))
    const alone = all.length === 1 && all[0]!.host === home, box = alone || !home ? undefined : home.getBoundingClientRect()
    const blocks = all.map(({ host, seen, asked: { field, moving: _, ...look } }): BlockFrame => {
      const at = box && host.getBoundingClientRect(), held = seen.held === field
      seen.held = field
      return { ...look, id: seen.id, field: held ? 'held' : field, left: at && box ? at.left - box.left : 0, top: at && box ? at.top - box.top : 0 }
    })
    const { width, height } = box ?? blocks[0]?.lens ?? { width: 0, height: 0 }
    void drawing.draw({ width, height, density: density(), moving: all.some(({ asked }) => asked.moving), blocks }).then((answer) => {
      if (!answer || !home) return
      this.#fresh?.picture?.close()
      this.#fresh = { picture: answer.picture, home, lenses: all.map(({ seen, asked }) => [seen, asked.lens]) }
      this.#again(answer.finer)
    }, () => this.#failed()).finally(() => {
      this.#asking = false
      this.#ask()
    })
  }

  /** Shows what has come, unless it was drawn for another place. */
  #show(): void {
    const fresh = this.#fresh
    if (!fresh) return
    this.#fresh = undefined
    if (fresh.home !== this.#home) return fresh.picture?.close()
    this.#drawing?.show(fresh.picture)
    for (const [seen, lens] of fresh.lenses) seen.shown(lens)
  }
}

let one: Graphics | undefined
/** The page's graphics, made when they are first asked for. */
export const openGraphics = (): Graphics => (one ??= new Graphics())
