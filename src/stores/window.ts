/** The window of the map: the domain that was asked for, widened to the canvas so that both axes have one scale. */
import type { Domain } from './view.ts'

/** The smallest window with equal scales that shows all of `domain` on a canvas of that size in pixels. */
export function fitWindow(domain: Domain, width: number, height: number): Domain {
  const [[x0, x1], [y0, y1]] = domain
  if (!(width > 0 && height > 0)) return domain
  const scale = Math.max((x1 - x0) / width, (y1 - y0) / height)
  return [around((x0 + x1) / 2, scale * width), around((y0 + y1) / 2, scale * height)]
}

const around = (middle: number, length: number): readonly [number, number] => [middle - length / 2, middle + length / 2]

/** Zooms by a factor (below 1: closer), keeping a point where it is. */
export function zoomWindow([[x0, x1], [y0, y1]]: Domain, factor: number, [x, y]: readonly [number, number]): Domain {
  return [[x + (x0 - x) * factor, x + (x1 - x) * factor], [y + (y0 - y) * factor, y + (y1 - y) * factor]]
}

/** Moves by shares of the window. */
export function panWindow([[x0, x1], [y0, y1]]: Domain, right: number, up: number): Domain {
  const dx = right * (x1 - x0), dy = up * (y1 - y0)
  return [[x0 + dx, x1 + dx], [y0 + dy, y1 + dy]]
}

export const inWindow = ([[x0, x1], [y0, y1]]: Domain, [x, y]: readonly [number, number]): boolean => x >= x0 && x <= x1 && y >= y0 && y <= y1
