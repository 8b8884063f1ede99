/** Ranges and scales of line charts. */
import type { ChartSeries, LinePicture } from '../props.ts'
import { evenTicks, logTicks, type Tick } from '../ticks.ts'

export interface Axis {
  readonly from: number
  readonly to: number
  readonly log: boolean
  readonly ticks: readonly Tick[]
  /** Share of the way from `from` to `to`; NaN where a logarithm has none. */
  at(value: number): number
}

/** A run that diverges would flatten all others: the axis ends so many times above where the runs began. */
const HEADROOM = 30
/** And, where a loss has no lowest value, so many times below zero as the runs began above it, or as the slowest has fallen. */
const FALL = 6
/** One run that goes far below all others would flatten them: the axis ends so many times below where the second lowest comes to. */
const BEYOND = 1e3
/** Decades below the top that are shown. */
const DECADES = 13

export const countOf = (series: ChartSeries): number => Math.min(series.count ?? series.y.length, series.y.length)
export const placeOf = (series: ChartSeries, k: number): number => (series.x ? series.x[k]! : ((series.from ?? 0) + k) * (series.unit ?? 1))

export function axis(from: number, to: number, log: boolean, ticks: readonly Tick[]): Axis {
  if (!log) return { from, to, log, ticks, at: (v) => (v - from) / (to - from) }
  const low = Math.log(from)
  const span = Math.log(to) - low
  return { from, to, log, ticks, at: (v) => (v > 0 ? (Math.log(v) - low) / span : NaN) }
}

export function xAxis(picture: LinePicture, room: number): Axis {
  const from = picture.xFrom ?? 0
  let to = picture.xTo ?? -Infinity
  if (picture.xTo === undefined) for (const s of picture.series) if (!s.hidden && countOf(s) > 0) to = Math.max(to, placeOf(s, countOf(s) - 1))
  if (!(to > from)) to = from + 1
  return axis(from, to, false, evenTicks(from, to, Math.max(2, Math.min(6, room / 56))))
}

export function yAxis(picture: LinePicture, room: number): Axis {
  const log = picture.yScale === 'log'
  const [from, to] = picture.yRange ?? yRange(picture, log, room)
  const count = Math.max(2, Math.min(7, room / (log ? 24 : 34)))
  return axis(from, to, log, log ? logTicks(from, to, count) : evenTicks(from, to, count))
}

/** Room for a zone's name: pixels at scale 1, and at least this share of the axis. */
const NAMED = 21
const SHARE = 0.23

/**
 * From the values of all visible series, limits and ends of zones, with a little air.
 *
 * @param room height of the axis in pixels at scale 1
 */
export function yRange(picture: LinePicture, log: boolean, room = Infinity): readonly [number, number] {
  const usable = (v: number) => Number.isFinite(v) && (!log || v > 0)
  let low = Infinity
  let high = -Infinity
  let first = -Infinity
  // the highest value of a line that came back below it: what rose from flat ground did not diverge
  let returned = -Infinity
  let fall = Infinity
  const bottoms: number[] = []
  for (const s of picture.series) {
    if (s.hidden) continue
    const n = countOf(s)
    let top = -Infinity, bottom = Infinity, last = NaN
    for (let k = 0; k < n; k++) {
      const v = s.y[k]!
      if (!usable(v)) continue
      if (v < bottom) bottom = v
      if (v > top) top = v
      last = v
    }
    low = Math.min(low, bottom)
    if (bottom < Infinity) bottoms.push(bottom)
    high = Math.max(high, top)
    if (last < top / HEADROOM) returned = Math.max(returned, top)
    const begins = s.y[0] ?? NaN
    if (!usable(begins)) continue
    first = Math.max(first, Math.abs(begins))
    if (begins > bottom) fall = Math.min(fall, begins - bottom)
  }
  // up to the edge of a zone a value is read against that, wherever the runs began
  const known = Math.max(log ? returned : -Infinity, ...(picture.zones ?? []).flatMap((z) => [z.from, z.to]).filter(Number.isFinite).map((edge) => 1.5 * edge))
  if (first > 0 && high > HEADROOM * first) high = Math.min(high, Math.max(HEADROOM * first, known))
  if (picture.bottomless && !log && fall < Infinity) low = Math.max(low, Math.min(high, -FALL * Math.max(first, Math.abs(high), fall)))
  for (const v of [...(picture.limits ?? []).map((l) => l.y), ...(picture.zones ?? []).flatMap((z) => [z.from, z.to])]) {
    if (!usable(v)) continue
    // a limit far away says nothing that its absence does not
    if (log && (v > high * 1e3 || v < low / 1e3)) continue
    if (!log && high > low && v > high + 6 * (high - low) && v > 6 * Math.abs(high)) continue
    low = Math.min(low, v)
    high = Math.max(high, v)
  }
  // "beyond" needs room to be seen and named
  for (const zone of picture.zones ?? []) {
    if (zone.to !== Infinity || !usable(zone.from) || zone.from > high) continue
    const share = Math.min(0.5, Math.max(SHARE, NAMED / room))
    high = Math.max(high, log ? zone.from * 2 : zone.from + (share / (1 - share)) * (zone.from - Math.min(0, low)))
  }
  if (!(low <= high)) return log ? [0.1, 1] : [0, 1]
  // a limit at the top is named above its line
  const named = (picture.limits ?? []).some((l) => l.label !== undefined && l.y === high)
  const headroom = Math.min(0.4, Math.max(0.22, NAMED / room))
  if (log) {
    low = Math.max(low, high / Math.pow(10, DECADES), (bottoms.sort((a, b) => a - b)[1] ?? 0) / BEYOND)
    const air = Math.max(Math.pow(high / low, 0.06), 1.08)
    return [low / air, high * (named ? Math.max(Math.pow(high / low, headroom / (1 - headroom)), 1.3) : air)]
  }
  const span = high - low || Math.abs(high) || 1
  const base = low >= 0 && (low < 0.4 * high || picture.zones?.length) ? 0 : low - 0.07 * span
  return [base, high + (named ? headroom / (1 - headroom) : 0.09) * span]
}
