/** Hands on the map: mouse, touch, pen, wheel and keys, turned into what they mean. Moves are reported once a frame. */
import { START_RADIUS } from '../marks/start.ts'
import type { Domain, Means, Phase, Point } from '../props.ts'
import { panned, pointAt, type Viewport, xOf, yOf, zoomed } from '../viewport.ts'

export interface Meanings {
  readonly view: () => Viewport
  readonly start: () => Point | undefined
  readonly scale: () => number
  onStart(at: Point, phase: Phase, means: Means): void
  onView(domain: Domain, cause: 'pan' | 'zoom', phase: Phase): void
  onHover(at: Point | null, means: Means): void
  /** A click or tap that moved nothing. */
  onPoint(at: Point, pixels: { readonly x: number; readonly y: number }, means: Means): void
  /** The pointer is over the start, drags it, or pans. */
  onGrip(grip: 'start' | 'pan' | undefined): void
}

/** Half the hit area of the start: 44 px, with a projector 64. */
const HIT = 22
/** Pixels that a finger hides. */
const LIFT = 40
/** Below so many pixels a press is a click. */
const STILL = 4
const WHEEL_QUIET = 180

export class Gestures {
  #meanings: Meanings
  #element: HTMLElement
  #fingers = new Map<number, { x: number; y: number }>()
  #drag: { kind: 'start' | 'pan'; id: number; x0: number; y0: number; dx: number; dy: number; window: Domain; moved: boolean } | undefined
  #pinch: { window: Domain; view: Viewport; span: number; x: number; y: number } | undefined
  #pending: (() => void) | undefined
  #frame = 0
  #quiet: ReturnType<typeof setTimeout> | undefined
  #zooming: Domain | undefined

  constructor(element: HTMLElement, meanings: Meanings) {
    this.#element = element
    this.#meanings = meanings
    element.addEventListener('pointerdown', this.#down)
    element.addEventListener('pointermove', this.#move)
    element.addEventListener('pointerup', this.#up)
    element.addEventListener('pointercancel', this.#up)
    element.addEventListener('pointerleave', this.#leave)
    // the page must not scroll under the map
    element.addEventListener('wheel', this.#wheel, { passive: false })
  }

  close(): void {
    const element = this.#element
    element.removeEventListener('pointerdown', this.#down)
    element.removeEventListener('pointermove', this.#move)
    element.removeEventListener('pointerup', this.#up)
    element.removeEventListener('pointercancel', this.#up)
    element.removeEventListener('pointerleave', this.#leave)
    element.removeEventListener('wheel', this.#wheel)
    cancelAnimationFrame(this.#frame)
    clearTimeout(this.#quiet)
  }

  #place(event: { readonly clientX: number; readonly clientY: number }): { x: number; y: number } {
    const box = this.#element.getBoundingClientRect()
    const { left, top } = this.#meanings.view()
    // the element covers the map proper; the view counts from the picture's corner
    return { x: event.clientX - box.left + left, y: event.clientY - box.top + top }
  }

  #onStart(x: number, y: number): boolean {
    const start = this.#meanings.start()
    if (!start) return false
    const view = this.#meanings.view()
    return Math.hypot(x - xOf(view, start.x), y - yOf(view, start.y)) <= Math.max(HIT, START_RADIUS * this.#meanings.scale() * 1.2)
  }

  #later(action: () => void): void {
    this.#pending = action
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0
      this.#flush()
    })
  }

  #flush(): void {
    const action = this.#pending
    this.#pending = undefined
    action?.()
  }

  #down = (event: PointerEvent): void => {
    if (event.button !== 0) return
    const { x, y } = this.#place(event)
    this.#fingers.set(event.pointerId, { x, y })
    hold(this.#element, event.pointerId)
    const view = this.#meanings.view()
    if (this.#fingers.size === 2) {
      this.#flush()
      this.#drag = undefined
      const [a, b] = [...this.#fingers.values()] as [{ x: number; y: number }, { x: number; y: number }]
      this.#pinch = { window: view.window, view, span: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
      return
    }
    if (this.#fingers.size > 2) return
    const start = this.#meanings.start()
    const kind = start && this.#onStart(x, y) ? 'start' : 'pan'
    // a mouse keeps the place where it took hold; a finger holds the ring from below
    const held = kind === 'start' && event.pointerType !== 'touch'
    this.#drag = {
      kind, id: event.pointerId, x0: x, y0: y, window: view.window, moved: false,
      dx: held ? xOf(view, start!.x) - x : 0, dy: held ? yOf(view, start!.y) - y : kind === 'start' ? -LIFT : 0,
    }
    this.#meanings.onGrip(kind === 'start' ? 'start' : undefined)
  }

  #move = (event: PointerEvent): void => {
    const { x, y } = this.#place(event)
    const finger = this.#fingers.get(event.pointerId)
    if (finger) {
      finger.x = x
      finger.y = y
    }
    if (this.#pinch && this.#fingers.size === 2) {
      this.#later(() => this.#pinched('move'))
      return
    }
    const drag = this.#drag
    if (!drag) {
      if (event.pointerType === 'touch') return
      this.#meanings.onGrip(this.#onStart(x, y) ? 'start' : undefined)
      this.#later(() => this.#meanings.onHover(pointAt(this.#meanings.view(), x, y), 'mouse'))
      return
    }
    if (drag.id !== event.pointerId) return
    if (!drag.moved && Math.hypot(x - drag.x0, y - drag.y0) < STILL) return
    drag.moved = true
    if (drag.kind === 'pan') this.#meanings.onGrip('pan')
    this.#later(() => this.#dragged(x, y, 'move', event.pointerType))
  }

  #dragged(x: number, y: number, phase: Phase, pointer: string): void {
    const drag = this.#drag
    if (!drag) return
    const view = this.#meanings.view()
    if (drag.kind === 'start') this.#meanings.onStart(pointAt(view, x + drag.dx, y + drag.dy), phase, pointer === 'touch' ? 'touch' : 'mouse')
    else this.#meanings.onView(panned(drag.window, -(x - drag.x0) / view.perX, (y - drag.y0) / view.perY), 'pan', phase)
  }

  #pinched(phase: Phase): void {
    const pinch = this.#pinch
    const [a, b] = [...this.#fingers.values()]
    if (!pinch || !a || !b) return
    const factor = pinch.span / Math.max(10, Math.hypot(a.x - b.x, a.y - b.y))
    const about = pointAt(pinch.view, pinch.x, pinch.y)
    const bigger = zoomed(pinch.window, factor, about)
    // what was between the fingers stays between them
    const perX = pinch.view.perX / factor
    const perY = pinch.view.perY / factor
    this.#meanings.onView(panned(bigger, -((a.x + b.x) / 2 - pinch.x) / perX, ((a.y + b.y) / 2 - pinch.y) / perY), 'zoom', phase)
  }

  #up = (event: PointerEvent): void => {
    const { x, y } = this.#place(event)
    const touch = event.pointerType === 'touch'
    if (this.#pinch) {
      this.#flush()
      if (this.#fingers.size === 2) this.#pinched('end')
      this.#fingers.delete(event.pointerId)
      if (this.#fingers.size === 0) this.#pinch = undefined
      return
    }
    this.#fingers.delete(event.pointerId)
    const drag = this.#drag
    if (!drag || drag.id !== event.pointerId) return
    this.#pending = undefined
    if (drag.moved) this.#dragged(x, y, 'end', event.pointerType)
    this.#drag = undefined
    this.#meanings.onGrip(this.#onStart(x, y) && !touch ? 'start' : undefined)
    if (!drag.moved && event.type === 'pointerup' && drag.kind === 'pan') this.#meanings.onPoint(pointAt(this.#meanings.view(), x, y), { x, y }, touch ? 'touch' : 'mouse')
  }

  #leave = (event: PointerEvent): void => {
    if (event.pointerType === 'touch' || this.#drag) return
    this.#pending = undefined
    this.#meanings.onGrip(undefined)
    this.#meanings.onHover(null, 'mouse')
  }

  #wheel = (event: WheelEvent): void => {
    event.preventDefault()
    const { x, y } = this.#place(event)
    const view = this.#meanings.view()
    // lines and pages to pixels; a pinch on a trackpad comes as a wheel with Ctrl
    const pixels = event.deltaY * (event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1)
    const factor = Math.exp(Math.max(-240, Math.min(240, pixels)) * (event.ctrlKey ? 0.01 : 0.0018))
    const from = this.#zooming ?? view.window
    const about = pointAt({ ...view, window: from, perX: view.width / (from[0][1] - from[0][0]), perY: view.height / (from[1][1] - from[1][0]) }, x, y)
    this.#zooming = zoomed(from, factor, about)
    this.#later(() => {
      if (this.#zooming) this.#meanings.onView(this.#zooming, 'zoom', 'move')
    })
    clearTimeout(this.#quiet)
    this.#quiet = setTimeout(() => {
      const last = this.#zooming
      this.#zooming = undefined
      if (last) this.#meanings.onView(last, 'zoom', 'end')
    }, WHEEL_QUIET)
  }
}

/** Keeps a pointer's events coming when it leaves the map. A quick tap may be over before it is handled: then there is nothing to keep. */
function hold(element: HTMLElement, pointer: number): void {
  try {
    element.setPointerCapture(pointer)
  } catch (reason) {
    if (!(reason instanceof DOMException)) throw reason
  }
}
