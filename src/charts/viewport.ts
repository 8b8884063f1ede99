/** Between parameters and pixels: the window that is visible, and the box that it fills. */
import type { Domain, Point } from './props.ts'

/** A box on the picture, in CSS pixels. */
export interface Box { readonly left: number; readonly top: number; readonly width: number; readonly height: number }

export interface Viewport extends Box {
  readonly window: Domain
  /** Pixels a unit. Upward in parameters is upward on the screen. */
  readonly perX: number
  readonly perY: number
}

/**
 * What is visible when `domain` must be: on equal axes the shorter side grows, evenly on both ends, until a unit is as long in x as in y.
 */
export function visibleWindow(domain: Domain, width: number, height: number, equalScale = true): Domain {
  if (!equalScale || !(width > 0 && height > 0)) return domain
  const [[x0, x1], [y0, y1]] = domain
  const perUnit = Math.min(width / (x1 - x0), height / (y1 - y0))
  const cx = (x0 + x1) / 2
  const cy = (y0 + y1) / 2
  const rx = width / perUnit / 2
  const ry = height / perUnit / 2
  return [[cx - rx, cx + rx], [cy - ry, cy + ry]]
}

export function viewport(window: Domain, box: Box): Viewport {
  const [[x0, x1], [y0, y1]] = window
  return { ...box, window, perX: box.width / (x1 - x0), perY: box.height / (y1 - y0) }
}

export const xOf = (view: Viewport, x: number): number => view.left + (x - view.window[0][0]) * view.perX
export const yOf = (view: Viewport, y: number): number => view.top + view.height - (y - view.window[1][0]) * view.perY

/** The point under a pixel. */
export const pointAt = (view: Viewport, px: number, py: number): Point => ({
  x: view.window[0][0] + (px - view.left) / view.perX,
  y: view.window[1][0] + (view.top + view.height - py) / view.perY,
})

/** The domain scaled by `factor` round a point that stays where it is. */
export function zoomed(domain: Domain, factor: number, about: Point): Domain {
  const side = ([a, b]: readonly [number, number], c: number): readonly [number, number] => [c + (a - c) * factor, c + (b - c) * factor]
  return [side(domain[0], about.x), side(domain[1], about.y)]
}

/** The domain moved by a vector in parameters. */
export const panned = (domain: Domain, dx: number, dy: number): Domain => [[domain[0][0] + dx, domain[0][1] + dx], [domain[1][0] + dy, domain[1][1] + dy]]

export const inside = (box: Box, x: number, y: number, margin = 0): boolean =>
  x >= box.left - margin && x <= box.left + box.width + margin && y >= box.top - margin && y <= box.top + box.height + margin
