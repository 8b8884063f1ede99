/** What a race gives away: every run's columns, whole at the end, and piece by piece while it runs. All arrays belong to the receiver. */
import type { Table } from '#figures/table.ts'
import { outcomeSentence } from '#words/outcomes.ts'
import type { Outcome } from '../experiment.ts'
import type { Column } from './columns.ts'
import type { Reel } from './reel.ts'
import type { Shot } from './shot.ts'

/** The columns that a run recorded; those that its race does not name are absent. */
export interface Columns {
  /** Row j: theta after j times `pathEvery` steps, which is every step where the race does not say otherwise. */
  readonly path?: Table
  /** Of the full objective, as are the norms of its gradient. */
  readonly values?: Float64Array
  readonly gradientNorms?: Float64Array
  /** Used from k to k + 1: one entry fewer. */
  readonly stepSizes?: Float64Array
  /** Largest eigenvalue of the full Hessian; NaN where it was not measured. */
  readonly sharpness?: Float64Array
  /** Row k: sample numbers of the step from k to k + 1, NaN where a batch is smaller than others; absent where every step reads all. */
  readonly batches?: Table
  /** Work of the method so far, in gradients of single samples. */
  readonly costs?: Float64Array
  /** Curvature along the gradient. */
  readonly rayleigh?: Float64Array
}

/** How it ended, with the sentence that says so. */
export type RunOutcome = Outcome & { readonly message: string }

export interface RunData extends Columns {
  readonly label: string
  /** The step of the first entry: 0, or where it was forked. */
  readonly from: number
  /** The last iterate. */
  readonly end: Float64Array
  /** Where the loss was lowest. */
  readonly lowest?: { readonly step: number; readonly value: number }
  /** What the method asked of the objective. */
  readonly counts?: { readonly gradients: number; readonly values: number; readonly hvps: number; readonly cost: number }
  readonly outcome: RunOutcome
}

/** Entries of one run that have come since the last frame: pieces put one behind the other are the whole columns. */
export interface RunChunk extends Columns {
  readonly run: number
  /** The step of the first entry in this piece. */
  readonly from: number
  readonly outcome?: RunOutcome
}
export interface RaceChunk { readonly runs: readonly RunChunk[] }

const said = (outcome: Outcome): RunOutcome => ({ ...outcome, message: outcomeSentence(outcome) })

/** Kinds of outcomes that are a run's failure to go on. */
export const ended = ({ kind }: Outcome): boolean => ['diverged', 'not-finite', 'falling', 'not-started'].includes(kind)

export function runData(shot: Shot, outcome: Outcome): RunData {
  const { reel, end, label, recording } = shot
  return {
    label, from: recording.from,
    ...(reel ? columns(reel, 0, reel.length) : {}),
    end: end ? end.theta.slice() : new Float64Array(0),
    ...(end ? { lowest: { step: end.lowest.step, value: end.lowest.value }, counts: { ...end.counts } } : {}),
    outcome: said(outcome),
  }
}

/** The entries of steps `before` + 1 .. `target`. */
export function chunk(shot: Shot, run: number, before: number, target: number, outcome: Outcome | undefined): RunChunk {
  const { reel, recording: { from } } = shot
  const first = Math.max(0, before + 1 - from), past = reel ? Math.min(reel.length, target + 1 - from) : 0
  const said_ = outcome && reel && past === reel.length ? { outcome: said(outcome) } : {}
  if (!reel || past <= first) return { run, from: from + first, ...said_ }
  return { run, from: from + first, ...columns(reel, first, past), ...said_ }
}

/** Entries first .. past - 1; of what belongs to steps, those that led to these entries. */
function columns(reel: Reel, first: number, past: number): Columns {
  const { columns: wanted, batchSize, every } = reel.recording, { dim } = reel
  const from = Math.max(0, first - 1), to = past - 1
  const of = (name: 'values' | 'gradientNorms' | 'sharpness' | 'costs' | 'rayleigh') => (wanted.has(name) ? { [name]: reel[name].slice(first, past) } : {})
  const table = (name: Column, values: Float64Array, width: number, a: number, b: number) =>
    (wanted.has(name) && width > 0 ? { [name]: { rows: b - a, columns: width, values: values.slice(a * width, b * width) } } : {})
  return {
    ...table('path', reel.path, dim, Math.ceil(first / every), Math.ceil(past / every)), ...of('values'), ...of('gradientNorms'),
    ...(wanted.has('stepSizes') ? { stepSizes: reel.stepSizes.slice(from, to) } : {}),
    ...of('sharpness'), ...table('batches', reel.batches, batchSize, from, to), ...of('costs'), ...of('rayleigh'),
  }
}
