/** How a run stands, in a sentence: where it is heading, where it has come to rest, or how it has failed. */
import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { Grid } from '#figures/figure.ts'
import { type FilmRun, indexAt, lastStep } from '#stores/film.ts'
import type { Bound } from '#stores/headings.ts'
import { useFilm, useLab, useStores, useTransport } from '#views/stores.ts'
import { panels } from '#words/panels.ts'
import { pointLoss } from './say.ts'

export interface Heading {
  readonly text: string
  readonly tone: 'plain' | 'ok' | 'warn' | 'danger'
  readonly sign: 'none' | 'check' | 'info' | 'repeat' | 'alert' | 'ban' | 'stopped'
}

const SIGNS: Readonly<Record<string, readonly [Heading['tone'], Heading['sign']]>> = {
  minimum: ['ok', 'check'], stationary: ['ok', 'check'], saddle: ['warn', 'info'], degenerate: ['warn', 'info'], maximum: ['warn', 'info'], wanders: ['plain', 'repeat'],
  diverged: ['danger', 'alert'], growing: ['danger', 'alert'], falling: ['warn', 'info'], 'not-finite': ['danger', 'ban'], 'not-started': ['danger', 'ban'], stopped: ['plain', 'stopped'],
}

/** Outcomes that are true from some step on, which they name; others tell of the end. */
const stepOf = (run: FilmRun): number => {
  const { outcome } = run
  const named = outcome?.['since'] ?? outcome?.['step']
  return typeof named === 'number' ? Math.min(named, lastStep(run)) : lastStep(run)
}

/** Times its first loss that a run has risen when that is said. */
const GROWN = 3

export function headingOf(run: FilmRun | undefined, playhead: number, bound: Bound | undefined): Heading {
  if (!run) return { text: '', tone: 'plain', sign: 'none' }
  const { outcome } = run
  if (outcome && playhead >= stepOf(run) && SIGNS[outcome.kind]) {
    const [tone, sign] = SIGNS[outcome.kind]!
    return { text: outcome.message, tone, sign }
  }
  const k = indexAt(run, playhead)
  // far above where it began: whether it comes back is known once the film is shot to its end
  if (k !== undefined && run.values[k]! - run.values[0]! > GROWN * Math.max(1, Math.abs(run.values[0]!)))
    return outcome && run.values[lastStep(run)]! <= run.values[0]! ? { text: panels.heading.overshoots, tone: 'plain', sign: 'none' } : { text: panels.heading.above, tone: 'danger', sign: 'alert' }
  return { text: bound ? boundText(bound) : '', tone: 'plain', sign: 'none' }
}

function boundText(bound: Bound): string {
  const { heading } = panels
  switch (bound.kind) {
    case 'basin': return heading.basin(pointLoss(bound.point.value))
    case 'off-map': return heading.basinOff
    case 'falling': return heading.falling
    case 'rest': return heading.rest
    case 'unsettled': return heading.flat
  }
}

export function useHeading(index: number): Heading {
  const { headings } = useStores()
  const run = useFilm((s) => s.runs[index])
  // only whether the outcome is reached, and only as often as it changes
  const since = run ? stepOf(run) : Infinity
  const reached = useTransport((s) => s.playhead >= since)
  const grown = useTransport((s) => run !== undefined && headingOf(run, s.playhead, undefined).sign === 'alert')
  const bound = useStore(headings, (s) => s.bound[index])
  const slice = useSliceNote(index)
  return useMemo(() => {
    if (grown && !reached) return ABOVE
    const heading = headingOf(run, reached ? since : -1, bound)
    return heading.text === '' && slice !== undefined ? { ...heading, text: slice } : heading
  }, [run, reached, since, bound, slice, grown])
}

const ABOVE: Heading = { text: panels.heading.above, tone: 'danger', sign: 'alert' }

/** On a slice of a network: what the slice says where the run seems to be. How far that can be trusted has a panel of its own. */
function useSliceNote(index: number): string | undefined {
  const { surface } = useStores()
  const run = useFilm((s) => s.runs[index])
  const plane = useLab((s) => s.view.plane)
  // the note is read, not watched: it follows when the playhead rests, and now and then while it moves
  const playhead = useTransport((s) => (s.playing ? Math.floor(s.playhead / NOTED) * NOTED : s.playhead))
  const grid = useStore(surface, (s) => (plane ? s.grid : undefined))
  return useMemo(() => {
    const k = run && indexAt(run, playhead)
    if (!plane || !run?.away || k === undefined) return undefined
    const slice = grid && valueAt(grid, run.path[2 * k]!, run.path[2 * k + 1]!)
    return slice === undefined || Number.isNaN(slice) ? undefined : panels.heading.sliceLoss(pointLoss(slice))
  }, [plane, run, grid, playhead])
}

/** Steps between two notes while it plays. */
const NOTED = 10

/** The value of a grid at a place, linear between its points; undefined outside. */
function valueAt({ x, y, values }: Grid, px: number, py: number): number | undefined {
  const columns = x.length, rows = y.length
  const u = ((px - x[0]!) / (x.at(-1)! - x[0]!)) * (columns - 1), v = ((py - y[0]!) / (y.at(-1)! - y[0]!)) * (rows - 1)
  const i = Math.min(Math.floor(u), columns - 2), j = Math.min(Math.floor(v), rows - 2)
  if (!(i >= 0 && j >= 0 && u <= columns - 1 && v <= rows - 1)) return undefined
  const at = (column: number, row: number): number => values[row * columns + column]!
  const s = u - i, t = v - j
  return (1 - t) * ((1 - s) * at(i, j) + s * at(i + 1, j)) + t * ((1 - s) * at(i, j + 1) + s * at(i + 1, j + 1))
}

export interface LaneEnd { readonly step: number; readonly sign: 'check' | 'cross' }

/** The mark at the end of a lane: a check where the run has come to rest, a cross where it was lost; one that still grows has neither. */
export function endOf(run: FilmRun, filming: boolean): LaneEnd | undefined {
  const { outcome } = run
  if (!outcome || filming) return undefined
  const [tone, sign] = SIGNS[outcome.kind] ?? []
  if (sign === 'check') return { step: stepOf(run), sign: 'check' }
  return tone === 'danger' && outcome.kind !== 'growing' ? { step: lastStep(run), sign: 'cross' } : undefined
}
