/** Where the points of a plot are drawn, for pointers and keys. */
import type { Plot } from '#figures/plot.ts'
import { boxPointX, type LaidPlot, pixelX, pixelY } from './drawing.ts'

export interface PlotPoint {
  readonly px: number
  readonly py: number
  readonly x: number
  readonly y: number
  /** Whose it is. */
  readonly name: string
  /** Which part of the run it comes from, where that is known. */
  readonly part: number | undefined
}

/** The single values of a plot, in the order of its marks. */
export function placesOf(plot: Plot, laid: LaidPlot): readonly PlotPoint[] {
  const found: PlotPoint[] = []
  const add = (point: PlotPoint): void => {
    if (Number.isFinite(point.px) && Number.isFinite(point.py)) found.push(point)
  }
  for (const mark of plot.marks) {
    if (mark.mark === 'points') {
      mark.x.forEach((x, k) => add({ px: pixelX(laid, x), py: pixelY(laid, mark.y[k]!, plot.y.least), x, y: mark.y[k]!, name: mark.name, part: mark.parts?.[k] }))
    } else if (mark.mark === 'boxes') {
      for (const { at, values, parts } of mark.groups) {
        values?.forEach((y, k) => add({ px: boxPointX(laid, at, k, mark.role), py: pixelY(laid, y, plot.y.least), x: at, y, name: mark.name, part: parts?.[k] }))
      }
    }
  }
  return found
}

/** The nearest point within reach, or none. Pixels. */
export function nearest(points: readonly PlotPoint[], px: number, py: number, reach: number): number {
  let best = -1, least = reach * reach
  points.forEach((p, i) => {
    const far = (p.px - px) ** 2 + (p.py - py) ** 2
    if (far > least) return
    least = far
    best = i
  })
  return best
}
