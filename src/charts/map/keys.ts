/** Keys on the map and on its start: pure, from a key to what it means. */
import type { Domain, Point } from '../props.ts'
import { panned, zoomed } from '../viewport.ts'

export interface KeyPress { readonly key: string; readonly shift: boolean; readonly alt: boolean; readonly other: boolean }

type Event = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey' | 'preventDefault' | 'stopPropagation'>
export const pressOf = ({ key, shiftKey, altKey, ctrlKey, metaKey }: Event): KeyPress => ({ key, shift: shiftKey, alt: altKey, other: ctrlKey || metaKey })
/** A key that has done something does nothing else. */
export function done(event: Event): void {
  event.preventDefault()
  event.stopPropagation()
}

export type MapKey =
  | { readonly does: 'cursor'; readonly at: Point }
  | { readonly does: 'view'; readonly domain: Domain; readonly cause: 'pan' | 'zoom' }
  | { readonly does: 'fit' | 'set' | 'pin' | 'leave' }

const ARROWS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }
const ZOOM = 1.25

/** Shares of the view that the start moves by: 1 %, with Shift 10 %, with Alt 0.1 %. */
export function startKey({ key, shift, alt, other }: KeyPress, at: Point, window: Domain): Point | undefined {
  const arrow = ARROWS[key]
  if (!arrow || other) return undefined
  const share = shift ? 0.1 : alt ? 0.001 : 0.01
  return moved(at, arrow, share, window)
}

/** @param at the cursor, or where it would begin */
export function mapKey({ key, shift, alt, other }: KeyPress, at: Point, window: Domain): MapKey | undefined {
  if (other) return undefined
  const arrow = ARROWS[key]
  if (arrow && alt) return { does: 'view', cause: 'pan', domain: panned(window, arrow[0] * 0.1 * span(window, 0), arrow[1] * 0.1 * span(window, 1)) }
  if (arrow) return { does: 'cursor', at: within(moved(at, arrow, shift ? 0.1 : 0.02, window), window) }
  switch (key) {
    case '+': case '=': return { does: 'view', cause: 'zoom', domain: zoomed(window, 1 / ZOOM, at) }
    case '-': case '−': case '_': return { does: 'view', cause: 'zoom', domain: zoomed(window, ZOOM, at) }
    case '0': return { does: 'fit' }
    case 'Enter': return { does: 'set' }
    case 'p': case 'P': return { does: 'pin' }
    case 'Escape': return { does: 'leave' }
    default: return undefined
  }
}

const span = (window: Domain, axis: 0 | 1): number => window[axis][1] - window[axis][0]

/** A unit step is a share of the width in both directions, so that steps look alike on equal axes. */
function moved(at: Point, [dx, dy]: readonly [number, number], share: number, window: Domain): Point {
  return { x: at.x + dx * share * span(window, 0), y: at.y + dy * share * span(window, 1) }
}

export const within = ({ x, y }: Point, [[x0, x1], [y0, y1]]: Domain): Point => ({ x: Math.min(x1, Math.max(x0, x)), y: Math.min(y1, Math.max(y0, y)) })
