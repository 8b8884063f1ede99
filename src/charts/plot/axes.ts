/** Ranges and ticks of a plot's axes: what its marks need, with a little air. */
import type { Mark, Plot, PlotAxis } from '#figures/plot.ts'
import { axis, type Axis } from '../lines/axes.ts'
import { evenTicks, logTicks, type Tick } from '../ticks.ts'

type Along = 'x' | 'y'

/** Air at both ends, as a share of the range. */
const AIR = 0.06
/** Decades that a logarithmic axis shows at most below its top. */
const DECADES = 24

export function plotAxis(plot: Plot, along: Along, pixels: number): Axis {
  const spec = plot[along]
  if (spec.categories) {
    const count = spec.categories.length
    return axis(-0.5, count - 0.5, false, spec.categories.map((label, at): Tick => ({ at, label, short: false })))
  }
  const log = spec.scale === 'log'
  const [from, to] = spec.range ?? rangeOf(plot, along, spec)
  const ticks = Math.max(2, Math.min(8, pixels / (along === 'x' ? 60 : log ? 26 : 36)))
  return axis(from, to, log, log ? logTicks(from, to, ticks) : evenTicks(from, to, ticks))
}

function rangeOf(plot: Plot, along: Along, { scale, least }: PlotAxis): readonly [number, number] {
  const log = scale === 'log'
  let low = Infinity, high = -Infinity
  const see = (value: number): void => {
    const shown = least === undefined ? value : Math.max(value, least)
    if (!Number.isFinite(shown) || (log && shown <= 0)) return
    low = Math.min(low, shown)
    high = Math.max(high, shown)
  }
  for (const mark of plot.marks) for (const value of valuesOf(mark, along)) see(value)
  if (!(low <= high)) return log ? [0.1, 1] : [0, 1]
  if (log) {
    low = Math.max(low, high / Math.pow(10, DECADES))
    const air = Math.max(Math.pow(high / low, AIR), 1.15)
    return [low / air, high * air]
  }
  const span = high - low || Math.abs(high) || 1
  const base = low >= 0 && low < 0.4 * high ? 0 : low - AIR * span
  // an axis that begins at 0 begins there: half of a point at the edge is seen all the same
  return [along === 'x' && low === 0 ? 0 : base, high + AIR * span]
}

/** What a mark needs of an axis. */
function* valuesOf(mark: Mark, along: Along): Generator<number> {
  switch (mark.mark) {
    case 'line': case 'points':
      yield* mark[along]
      if (along === 'y') for (const bound of [mark.low, mark.high]) if (bound) yield* bound
      return
    case 'boxes':
      for (const { at, box, values } of mark.groups) {
        if (along === 'x') yield at
        else {
          yield box.least
          yield box.greatest
          if (values) yield* values
        }
      }
      return
    case 'rule':
      if (mark.along === along) yield mark.at
      return
    case 'zone':
      return
  }
}
