/** Hands on the block: a drag turns it, two fingers and the wheel bring it nearer, and the start follows the surface under the pointer. */
import type { Means, Phase } from '../props.ts'
import type { Camera } from './camera.ts'

interface Spot { readonly x: number; readonly y: number }

export interface Hands {
  readonly camera: () => Camera
  readonly startSpot: () => Spot | undefined
  onTurn(camera: Camera, phase: Phase): void
  onStart(px: Spot | undefined, phase: Phase, means: Means): void
  onHover(px: Spot | undefined, means: Means): void
  /** A click or tap that moved nothing. */
  onPoint(px: Spot, means: Means): void
  onReset(): void
  onGrip(grip: 'start' | 'turn' | undefined): void
}

/** Degrees a pixel. */
const TURN = 0.4
/** Half the hit area of the start, and the pixels that a finger hides. */
const HIT = 22
const LIFT = 40
/** Below so many pixels a press is a click. */
const STILL = 4
const WHEEL_QUIET = 180

/** Listens until it is called off. Moves are reported once a frame. */
export function takeHands(element: HTMLElement, hands: Hands): () => void {
  const fingers = new Map<number, Spot>()
  const over = new AbortController()
  let drag: { kind: 'start' | 'turn'; id: number; from: Spot; camera: Camera; moved: boolean } | undefined
  let pinch: { span: number; middle: Spot; camera: Camera } | undefined
  let pending: (() => void) | undefined, frame = 0, quiet: ReturnType<typeof setTimeout> | undefined

  const spot = (event: PointerEvent | MouseEvent): Spot => {
    const box = element.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  const means = (event: PointerEvent): Means => (event.pointerType === 'touch' ? 'touch' : 'mouse')
  const onStart = ({ x, y }: Spot): boolean => {
    const start = hands.startSpot()
    return start !== undefined && Math.hypot(x - start.x, y - start.y) <= HIT
  }
  const soon = (act: () => void): void => {
    pending = act
    frame ||= requestAnimationFrame(() => {
      frame = 0
      pending?.()
      pending = undefined
    })
  }
  const now = (): void => {
    cancelAnimationFrame(frame)
    frame = 0
    pending?.()
    pending = undefined
  }
  const turned = (camera: Camera, from: Spot, to: Spot): Camera => ({ ...camera, azimuth: camera.azimuth + (to.x - from.x) * TURN, elevation: camera.elevation + (to.y - from.y) * TURN })
  const both = (): { span: number; middle: Spot } => {
    const [a, b] = [...fingers.values()] as [Spot, Spot]
    return { span: Math.hypot(a.x - b.x, a.y - b.y), middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } }
  }
  const lifted = (at: Spot, event: PointerEvent): Spot => (means(event) === 'touch' ? { x: at.x, y: at.y - LIFT } : at)

  const listen = <K extends 'pointerdown' | 'pointermove' | 'pointerup' | 'pointercancel' | 'pointerleave' | 'wheel' | 'dblclick'>(name: K, act: (event: HTMLElementEventMap[K]) => void): void =>
    element.addEventListener(name, act, { signal: over.signal, passive: false })

  listen('pointerdown', (event) => {
    if (event.pointerType === 'mouse' && event.button !== 0) return
    const at = spot(event)
    element.setPointerCapture(event.pointerId)
    fingers.set(event.pointerId, at)
    if (fingers.size === 2) {
      drag = undefined
      pinch = { ...both(), camera: hands.camera() }
      return
    }
    drag = { kind: onStart(at) ? 'start' : 'turn', id: event.pointerId, from: at, camera: hands.camera(), moved: false }
    hands.onGrip(drag.kind)
  })
  listen('pointermove', (event) => {
    const at = spot(event)
    if (fingers.has(event.pointerId)) fingers.set(event.pointerId, at)
    if (pinch && fingers.size === 2) {
      const { span, middle, camera } = pinch, wide = both()
      return soon(() => hands.onTurn({ ...turned(camera, middle, wide.middle), zoom: camera.zoom * (wide.span / Math.max(1, span)) }, 'move'))
    }
    if (!drag) {
      if (fingers.size === 0) soon(() => {
        hands.onGrip(onStart(at) ? 'start' : undefined)
        hands.onHover(at, means(event))
      })
      return
    }
    const held = drag
    if (event.pointerId !== held.id) return
    held.moved ||= Math.hypot(at.x - held.from.x, at.y - held.from.y) >= STILL
    if (!held.moved) return
    if (held.kind === 'start') soon(() => hands.onStart(lifted(at, event), 'move', means(event)))
    else soon(() => hands.onTurn(turned(held.camera, held.from, at), 'move'))
  })
  const end = (event: PointerEvent): void => {
    if (!fingers.delete(event.pointerId)) return
    now()
    if (pinch) {
      if (fingers.size === 0) pinch = undefined
      hands.onTurn(hands.camera(), 'end')
      return
    }
    const held = drag
    drag = undefined
    if (!held || held.id !== event.pointerId) return
    hands.onGrip(undefined)
    if (!held.moved) {
      if (event.type === 'pointerup') hands.onPoint(spot(event), means(event))
    } else if (held.kind === 'start') hands.onStart(lifted(spot(event), event), 'end', means(event))
    else hands.onTurn(hands.camera(), 'end')
  }
  listen('pointerup', end)
  listen('pointercancel', end)
  listen('pointerleave', (event) => {
    if (fingers.size > 0) return
    pending = undefined
    hands.onHover(undefined, means(event))
  })
  listen('wheel', (event) => {
    event.preventDefault()
    const camera = hands.camera()
    hands.onTurn({ ...camera, zoom: camera.zoom * Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0016)) }, 'move')
    clearTimeout(quiet)
    quiet = setTimeout(() => hands.onTurn(hands.camera(), 'end'), WHEEL_QUIET)
  })
  listen('dblclick', () => hands.onReset())
  return () => {
    over.abort()
    cancelAnimationFrame(frame)
    clearTimeout(quiet)
  }
}
