/** What a step-size slider says: its marks, and how the step size stands to them. */
import type { SliderMark } from '#views/controls/LogSlider.tsx'
import { words } from '#words/index.ts'
import { short, stepSize } from './say.ts'

export interface StepMarks {
  /** The largest stable step size; undefined where the method has none, or the ground curves upward nowhere. */
  readonly bound: number | undefined
  readonly marks: readonly SliderMark[]
  /** Undefined where there is nothing to compare with. */
  readonly standing: string | undefined
}

/**
 * @param L      largest curvature where the run is, undefined while it is not known
 * @param limit  times 1/L that the method stays stable, undefined for methods without a fixed limit
 */
export function stepMarks(value: number, L: number | undefined, limit: number | undefined, stochastic: boolean): StepMarks {
  const { controls } = words
  if (limit === undefined) return { bound: undefined, marks: [], standing: controls.noLimit }
  if (L === undefined || !(L > 0)) return { bound: undefined, marks: [], standing: undefined }
  const bound = limit / L, name = limit === 2 ? '2/L' : `${short(limit)}/L`
  const label = stochastic && limit === 2 ? controls.meanOnly : name
  return {
    bound,
    marks: [{ at: 1 / L, label: '1/L', title: `1/L = ${stepSize(1 / L)}` }, { at: bound, label, title: `${label} = ${stepSize(bound)}` }],
    standing: value > bound ? controls.beyondLimit(name) : value > 1 / L ? controls.betweenMarks(name) : controls.belowFirst,
  }
}

/** What the curve above the slider shows, and how much of it where it is not all. */
export function sweepHint(thinned: { readonly values: number; readonly seeds: number } | undefined, stochastic: boolean): string {
  const { sweepHint: hint, sweepThinned } = words.controls
  return thinned ? `${hint} ${sweepThinned(thinned.values, stochastic ? thinned.seeds : 1)}` : hint
}
