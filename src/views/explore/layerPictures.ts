/** What the stores of two layers say, as the map draws it: where runs end, and the arrows of a step. */
import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { EndsLayer, MapArrow } from '#charts/props.ts'
import type { Anatomy, StepPart } from '#stores/anatomy.ts'
import type { EndsPicture } from '#stores/ends.ts'
import type { Domain } from '#stores/view.ts'
import { useLab, useStores } from '#views/stores.ts'
import { words } from '#words/index.ts'
import { useLabels, useStyles } from './runs.ts'
import { pointLoss, short } from './say.ts'

/** Lines of the legend for single ends; the rest share one. */
const NAMED = 6
const NAMED_BARE = 4

/** @param bare on a phone, where words must be few */
export function useEndsLayer(bare: boolean): EndsLayer | undefined {
  const { ends } = useStores()
  const picture = useStore(ends, (s) => s.picture)
  const labels = useLabels()
  const label = picture && (labels[picture.run] ?? '')
  return useMemo(() => picture && endsLayer(picture, label ?? '', bare), [picture, label, bare])
}

export function endsLayer(picture: EndsPicture, label: string, bare: boolean): EndsLayer {
  const text = words.layers.ends
  const { grid, ends, diverged, unsettled, iterations } = picture
  const outside = ({ at }: (typeof ends)[number]): boolean => at[0] < grid.x[0]! || at[0] > grid.x.at(-1)! || at[1] < grid.y[0]! || at[1] > grid.y.at(-1)!
  const plain = ends.map((end) => (end.kind === 'elsewhere' ? '' : text.at(words.charts[end.kind], pointLoss(end.value))))
  // of two ends on the map with one name the place tells which
  const names = ends.map((end, k) => (end.kind !== 'elsewhere' && !outside(end) && ends.some((other, j) => j !== k && other.share > 0 && !outside(other) && plain[j] === plain[k]) ? text.near(plain[k]!, place(end.at[0]), place(end.at[1])) : plain[k]!))
  const reached = ends.map((end, k) => ({ end, k })).filter(({ end }) => end.share > 0).sort((a, b) => Math.round(100 * b.end.share) - Math.round(100 * a.end.share) || a.k - b.k)
  const most = bare ? NAMED_BARE : NAMED
  const single = reached.slice(0, reached.length === most + 1 ? most + 1 : most), rest = reached.slice(single.length)
  return {
    grid, ends: names,
    legend: [
      ...(bare ? [] : [{ text: text.title(label), brief: text.titleShort }]),
      ...single.map(({ end, k }) => ({
        end: k, ...(end.kind === 'elsewhere' ? { text: text.elsewhere(end.share) } : bare ? { text: text.endsAtShort(plain[k]!, false, end.share) } : {
          text: text.endsAt(names[k]!, outside(end), end.share), brief: text.endsAtShort(plain[k]!, outside(end), end.share),
        }),
      })),
      ...(rest.length ? [{ text: text.others(rest.length, rest.reduce((sum, { end }) => sum + end.share, 0)) }] : []),
      ...(diverged > 0 ? [{ end: -1, text: text.diverges(diverged) }] : []),
      ...(unsettled > 0 ? [{ end: -2, ...(bare ? { text: text.unsettledShort(unsettled) } : { text: text.unsettled(iterations, unsettled), brief: text.unsettledShort(unsettled) }) }] : []),
    ],
  }
}

/** A coordinate as it stands in a name: two decimals, no zeros that say nothing, no minus before a zero. */
const place = (value: number): string => short(Math.abs(value) < 5e-4 ? 0 : Number(value.toFixed(2)))

export interface StepArrows {
  readonly arrows: readonly MapArrow[]
  /** All arrows are drawn so many times as long as they are. */
  readonly longer: number
  /** Those before scaling besides, so that they are seen beside the step; 1 where nothing is scaled. */
  readonly before: number
}

export function useStepArrows(): StepArrows {
  const { anatomy, surface } = useStores()
  const { anatomy: parts, parts: order, shown } = useStore(anatomy)
  const window = useStore(surface, (s) => s.window)
  const slot = useStyles()[useLab((s) => s.view.selected)]?.slot ?? 0
  return useMemo(() => (parts && window ? stepArrows(parts, order.slice(0, shown), slot, window) : NO_ARROWS), [parts, order, shown, slot, window])
}
const NO_ARROWS: StepArrows = { arrows: [], longer: 1, before: 1 }

type Pair = readonly [number, number]
const pair = (v: Float64Array): Pair => [v[0]!, v[1]!]
const plus = (a: Pair, b: Pair): Pair => [a[0] + b[0], a[1] + b[1]]
const times = (a: Pair, k: number): Pair => [a[0] * k, a[1] * k]
const size = (a: Pair): number => Math.hypot(a[0], a[1])
/** An arrow shorter than this share of the map's height is made longer. */
const SEEN = 0.09

/** The parts end to end: the gradient's, the momentum's from its tip, their sum where it is scaled, and the step. */
export function stepArrows(parts: Anatomy, shown: readonly StepPart[], slot: number, [[x0, x1], [y0, y1]]: Domain): StepArrows {
  const gradient = pair(parts.gradientPart), momentum = pair(parts.momentumPart), step = pair(parts.move)
  const sum = plus(gradient, momentum), scaled = plus(step, times(plus(pair(parts.decay), pair(parts.noise)), -1))
  const carries = size(momentum) > 0, scales = parts.axes !== undefined || parts.factors.some((f) => f !== 1), adds = size(plus(step, times(scaled, -1))) > 1e-12 * size(step)
  const before = scales && size(sum) > 0 && size(scaled) > 0 ? nice(size(scaled) / size(sum)) : 1
  const longest = Math.max(size(step), ...[gradient, momentum, sum].map((v) => size(v) * before))
  const longer = longest > 0 && Number.isFinite(longest) ? Math.max(1, niceUp((SEEN * Math.min(x1 - x0, y1 - y0)) / longest)) : 1
  const from: Pair = [parts.theta[0]!, parts.theta[1]!]
  const tip = plus(from, times(gradient, before * longer)), end = plus(from, times(sum, before * longer))
  const text = words.layers.anatomy.arrows
  const arrow = (kind: MapArrow['kind'], a: Pair, b: Pair): MapArrow => ({ kind, from: { x: a[0], y: a[1] }, to: { x: b[0], y: b[1] }, label: text[kind], slot })
  const done = shown.includes('step')
  const arrows = [
    // where the step is the gradient's part, one arrow says it
    ...(shown.includes('gradient') && !(done && !carries && !scales && !adds) ? [arrow('gradient', from, tip)] : []),
    ...(carries && shown.includes('momentum') ? [arrow('momentum', tip, end)] : []),
    ...(scales && carries && shown.includes('scaling') ? [arrow('sum', from, end)] : []),
    ...(adds && scales && shown.includes('scaling') ? [arrow('scaled', from, plus(from, times(scaled, longer)))] : []),
    ...(done ? [arrow('step', from, plus(from, times(step, longer)))] : []),
  ]
  return { arrows, longer, before }
}

/** 1, 2 or 5 times a power of ten: the nearest, and the next above. */
function nice(value: number): number {
  const low = niceUp(value / 2.6), high = niceUp(value)
  return Math.abs(Math.log(low / value)) < Math.abs(Math.log(high / value)) ? low : high
}
function niceUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  return Number(((value / power <= 1 ? 1 : value / power <= 2 ? 2 : value / power <= 5 ? 5 : 10) * power).toPrecision(1))
}
