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

export const inWindow = ([[x0, x1], [y0, y1]]: Domain, [x, y]: readonly [number, number]): boolean => x >= x0 && x <= x1 && y >= y0 && y <= y1
