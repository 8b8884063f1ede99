/** Which losses get an iso-line, and which of these are bold. */
import { exponentOf, formatTick, formatValue } from '../format.ts'
import { niceStep } from '../ticks.ts'
import type { Tone } from './tone.ts'

export type LevelMode = 'auto' | 'even' | 'log' | 'square'

export interface LevelSet {
  readonly mode: 'even' | 'log' | 'square'
  /** Ascending. */
  readonly values: readonly number[]
  readonly bold: readonly boolean[]
  readonly labels: readonly string[]
  /** Distance between lines of the even mode. */
  readonly step?: number
  /** What the log and square modes count from. */
  readonly base?: number
}

const LEAST = 20
const MOST = 26
const PER_DECADE = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8]
const BOLD_MANTISSAS = new Set([1, 2, 5])
/** Decades of log levels below the highest, and of those the ones with all ten: further down lines would crowd into the minimum. */
const DECADES = 4
const FULL_DECADES = 3
/** Log levels that are too few to show a shape. */
const FEW = 8

/** Levels for values between low and high. Auto follows the tone: log levels where the tone is a logarithm. */
export function levelsFor(tone: Tone, mode: LevelMode, low: number, high: number): LevelSet {
  const chosen = mode === 'auto' ? (tone.form === 'log' ? 'log' : 'even') : mode
  if (!(high > low)) return { mode: chosen, values: [], bold: [], labels: [] }
  if (chosen === 'log') {
    const levels = logLevels(low, high)
    // a landscape that is nearly level has hardly any: chosen to fit, it gets even ones
    return mode === 'auto' && levels.values.length < FEW ? evenLevels(low, high) : levels
  }
  if (chosen === 'square') return squareLevels(low, high)
  return evenLevels(low, high)
}

/** Multiples of a nice step, 20 to 26 of them where a step allows it; every fifth is bold (every fourth of 2.5, so that bold ones are round). */
function evenLevels(low: number, high: number): LevelSet {
  const step = stepFor(low, high)
  const fours = Math.abs(step / Math.pow(10, exponentOf(step)) - 2.5) < 1e-6
  const every = fours ? 4 : 5
  const values: number[] = []
  const bold: boolean[] = []
  for (let i = Math.floor(low / step) + 1; i * step < high && values.length < 400; i++) {
    values.push(snap(i * step, step))
    bold.push(i % every === 0)
  }
  return { mode: 'even', values, bold, step, labels: values.map((v) => formatTick(v, step, true)) }
}

function stepFor(low: number, high: number): number {
  const count = (step: number) => Math.ceil(high / step) - 1 - Math.floor(low / step)
  for (const aim of [23, 21, 25, 20, 26]) {
    const step = niceStep(low, high, aim)
    const n = count(step)
    if (n >= LEAST && n <= MOST) return step
  }
  return niceStep(low, high, 23)
}

/** 1 1.2 1.5 2 2.5 3 4 5 6 8 in each decade, above zero or, for values that go below it, above the lowest. */
function logLevels(low: number, high: number): LevelSet {
  const span = high - low
  // a whole number of hundredths of the span, so that labels stay short
  const unit = Math.pow(10, exponentOf(span) - 2)
  const base = low >= 0 ? 0 : Math.floor(low / unit) * unit
  const top = high - base
  const bottom = Math.max(low - base, top * Math.pow(10, -DECADES))
  const values: number[] = []
  const bold: boolean[] = []
  for (let k = exponentOf(bottom); k <= exponentOf(top); k++) {
    for (const m of PER_DECADE) {
      const above = Number(`${m}e${k}`)
      if (above <= bottom || above >= top || (above < top * Math.pow(10, -FULL_DECADES) && !BOLD_MANTISSAS.has(m))) continue
      values.push(base + above)
      bold.push(BOLD_MANTISSAS.has(m))
    }
  }
  return { mode: 'log', values, bold, base, labels: values.map((v) => formatValue(v, base === 0 ? 2 : 3)) }
}

/** low + c i^2: on a bowl the rings are evenly spaced. Every fifth is bold. */
function squareLevels(low: number, high: number): LevelSet {
  const rings = 22
  const c = niceStep(0, (high - low) / (rings * rings), 1, [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10])
  const values: number[] = []
  const bold: boolean[] = []
  for (let i = 1; low + c * i * i < high && i < 200; i++) {
    values.push(low + c * i * i)
    bold.push(i % 5 === 0)
  }
  return { mode: 'square', values, bold, base: low, step: c, labels: values.map((v) => formatValue(v, 2)) }
}

const snap = (value: number, step: number): number => (Math.abs(value) < step * 1e-9 ? 0 : Number(value.toPrecision(12)))
