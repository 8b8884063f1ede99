/** Where ticks stand, and what they say. */
import { tickStep } from 'd3'
import { exponentOf, formatTick, superscript } from './format.ts'

export interface Tick { readonly at: number; readonly label: string; /** Short ticks carry no label. */ readonly short: boolean }

/** Steps of an even scale, per power of ten. */
const NICE = [1, 2, 2.5, 5, 10]

/** The nice step whose number of intervals in [from, to] is nearest to `count`. */
export function niceStep(from: number, to: number, count: number, steps: readonly number[] = NICE): number {
  const span = Math.abs(to - from)
  if (!(span > 0) || !Number.isFinite(span)) return 1
  const raw = span / count
  const base = Math.pow(10, exponentOf(raw))
  let best = base
  for (const m of steps) for (const scale of [base, base / 10]) if (Math.abs(Math.log(m * scale / raw)) < Math.abs(Math.log(best / raw))) best = m * scale
  return Number(best.toPrecision(6))
}

/** Even ticks with labels, and short ticks at halves where `halves`. */
export function evenTicks(from: number, to: number, count: number, options: { readonly halves?: boolean; readonly fixed?: boolean } = {}): Tick[] {
  if (!(Math.abs(to - from) > 0) || !Number.isFinite(to - from)) return []
  const step = Math.abs(tickStep(from, to, count))
  const fine = options.halves ? step / 2 : step
  const [low, high] = from < to ? [from, to] : [to, from]
  const ticks: Tick[] = []
  const slack = fine * 1e-6
  for (let i = Math.ceil((low - slack) / fine); i * fine <= high + slack && ticks.length < 200; i++) {
    const short = options.halves === true && i % 2 !== 0
    // + 0: the ceiling of a small negative number is -0
    ticks.push({ at: i * fine + 0, short, label: short ? '' : formatTick(i * fine, step, options.fixed) })
  }
  return ticks
}

/**
 * Ticks of a logarithmic scale, at most about `count` with labels: 1 2 5 of each decade where they fit, else powers of ten, thinned where they
 * are many; within half a decade, even ticks. Powers left without a label are short.
 */
export function logTicks(from: number, to: number, count: number): Tick[] {
  const [low, high] = from < to ? [from, to] : [to, from]
  if (!(low > 0)) return []
  const decades = Math.log10(high / low)
  if (decades < 0.5) return evenTicks(low, high, count).filter((t) => t.at > 0)
  const first = Math.floor(Math.log10(low) + 1e-9) - 1
  const last = Math.ceil(Math.log10(high) - 1e-9) + 1
  const stride = Math.max(1, Math.ceil(decades / Math.max(count, 1)))
  const ticks: Tick[] = []
  // with fewer than two powers in sight nothing else says how large a decade is
  const dense = 3 * decades <= count + 0.5 || Math.floor(Math.log10(high) + 1e-9) - Math.ceil(Math.log10(low) - 1e-9) < 1
  // one number does not tell a scale: where thinning leaves fewer than two powers, the outermost are named
  const powers: number[] = []
  for (let k = first; k <= last; k++) if (Math.pow(10, k) >= low * (1 - 1e-9) && Math.pow(10, k) <= high * (1 + 1e-9)) powers.push(k)
  const thinned = powers.filter((k) => k % stride === 0)
  const named = new Set(thinned.length >= 2 ? thinned : [powers[0], powers.at(-1)])
  for (let k = first; k <= last; k++) {
    const mantissas = dense ? [1, 2, 5] : [1]
    for (const m of mantissas) {
      const at = m * Math.pow(10, k)
      if (at < low * (1 - 1e-9) || at > high * (1 + 1e-9)) continue
      const short = !dense && !named.has(k)
      ticks.push({ at, short, label: short ? '' : powerLabel(m, k, dense ? -3 : -2) })
    }
  }
  // half a decade may hold only one of 1, 2, 5
  return ticks.filter((t) => !t.short).length < 2 ? evenTicks(low, high, count).filter((t) => t.at > 0) : ticks
}

/** 0.01, 0.1, 1, 10, 100 plain, beyond them powers; 0.001 among powers is one of them, between 0.0005 and 0.002 it is not. */
function powerLabel(mantissa: number, exponent: number, least: number): string {
  if (exponent >= least && exponent <= 3) return formatTick(mantissa * Math.pow(10, exponent), Math.pow(10, exponent))
  return mantissa === 1 ? `10${superscript(exponent)}` : `${mantissa}·10${superscript(exponent)}`
}

/** Places of even ticks alone. */
export const niceTicks = (from: number, to: number, count: number): number[] => evenTicks(from, to, count).map((t) => t.at)
