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
/** Decades of log levels below the highest that always have lines, and of those the ones with all ten: further down lines may crowd into the minimum. */
const DECADES = 4
const FULL_DECADES = 3
/** Log levels that are too few to show a shape. */
const FEW = 8

/**
 * Levels for values between low and high. Auto follows the tone: log levels where the tone is a logarithm.
 *
 * @param wide a loss below which so much of the map lies that log levels have room down to it
 */
export function levelsFor(tone: Tone, mode: LevelMode, low: number, high: number, wide = high): LevelSet {
  const chosen = mode === 'auto' ? (tone.form === 'log' ? 'log' : 'even') : mode
  if (!(high > low)) return { mode: chosen, values: [], bold: [], labels: [] }
  if (chosen === 'log') {
    const levels = logLevels(low, high, wide)
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
function logLevels(low: number, high: number, wide: number): LevelSet {
  const span = high - low
  // a whole number of hundredths of the span, so that labels stay short
  const unit = Math.pow(10, exponentOf(span) - 2)
  const base = low >= 0 ? 0 : Math.floor(low / unit) * unit
  const top = high - base
  const bottom = Math.max(low - base, Math.min(wide - base, top * Math.pow(10, -DECADES)))
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

/** How much of c the roundest base may lie below the lowest loss: what it costs is the innermost one or two rings. */
const BELOW = 5

/**
 * base + c i^2: on a bowl the rings are evenly spaced. The base is the roundest number just below the lowest loss. Every fifth is bold, and
 * c makes these round too: 25 c, 100 c, 225 c, ...
 */
function squareLevels(low: number, high: number): LevelSet {
  const rings = 22, span = high - low
  const c = niceStep(0, span / (rings * rings), 1, [1, 2, 4, 8, 10])
  let unit = Math.pow(10, exponentOf(Math.max(Math.abs(low), span)) + 1)
  const under = (): number => Math.floor(low / unit + 1e-9) * unit
  while (low - under() > BELOW * c) unit /= 10
  const base = snap(under(), unit)
  const values: number[] = []
  const bold: boolean[] = []
  for (let i = 1; base + c * i * i < high && i < 200; i++) {
    if (base + c * i * i <= low) continue
    values.push(snap(base + c * i * i, c))
    bold.push(i % 5 === 0)
  }
  return { mode: 'square', values, bold, base, step: c, labels: values.map((v) => formatValue(v, 4)) }
}

const snap = (value: number, step: number): number => (Math.abs(value) < step * 1e-9 ? 0 : Number(value.toPrecision(12)))
