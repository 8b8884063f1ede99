/** How a run stands, in a sentence: where it is heading, where it has come to rest, or how it has failed. */
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { type FilmRun, lastStep } from '#stores/film.ts'
import type { Bound } from '#stores/headings.ts'
import { useFilm, useLab, useStores, useTransport } from '#views/stores.ts'
import { words } from '#words/index.ts'
import { pointLoss } from './say.ts'

export interface Heading {
  readonly text: string
  readonly tone: 'plain' | 'ok' | 'warn' | 'danger'
  readonly sign: 'none' | 'check' | 'info' | 'repeat' | 'alert' | 'ban' | 'stopped'
}

const SIGNS: Readonly<Record<string, readonly [Heading['tone'], Heading['sign']]>> = {
  minimum: ['ok', 'check'], stationary: ['ok', 'check'], saddle: ['warn', 'info'], degenerate: ['warn', 'info'], maximum: ['warn', 'info'], wanders: ['plain', 'repeat'],
  diverged: ['danger', 'alert'], falling: ['warn', 'info'], 'not-finite': ['danger', 'ban'], 'not-started': ['danger', 'ban'], stopped: ['plain', 'stopped'],
}

/** Outcomes that are true from some step on, which they name; others tell of the end. */
const stepOf = (run: FilmRun): number => {
  const { outcome } = run
  const named = outcome?.['since'] ?? outcome?.['step']
  return typeof named === 'number' ? Math.min(named, lastStep(run)) : lastStep(run)
}

export function headingOf(run: FilmRun | undefined, playhead: number, bound: Bound | undefined): Heading {
  if (!run) return { text: '', tone: 'plain', sign: 'none' }
  const { outcome } = run
  if (outcome && playhead >= stepOf(run) && SIGNS[outcome.kind]) {
    const [tone, sign] = SIGNS[outcome.kind]!
    return { text: outcome.message, tone, sign }
  }
  return { text: bound ? boundText(bound) : '', tone: 'plain', sign: 'none' }
}

function boundText(bound: Bound): string {
  const { heading } = words.explore
  switch (bound.kind) {
    case 'basin': return heading.basin(pointLoss(bound.point.value))
    case 'off-map': return heading.basinOff
    case 'falling': return heading.falling
    case 'unsettled': return heading.flat
  }
}

export function useHeading(index: number): Heading {
  const { headings } = useStores()
  const run = useFilm((s) => s.runs[index])
  // only whether the outcome is reached, and only as often as it changes
  const since = run ? stepOf(run) : Infinity
  const reached = useTransport((s) => s.playhead >= since)
  const bound = useStore(headings, (s) => s.bound[index])
  const slice = useSliceNote(index)
  return useMemo(() => {
    const heading = headingOf(run, reached ? since : -1, bound)
    return heading.text === '' && slice !== undefined ? { ...heading, text: slice } : heading
  }, [run, reached, since, bound, slice])
}

/** On a slice of a network: how much of the run's way lies in the plane. */
function useSliceNote(index: number): string | undefined {
  const run = useFilm((s) => s.runs[index])
  const plane = useLab((s) => s.view.plane)
  return useMemo(() => {
    if (!plane || !run?.away || !run.reach || run.away.length < 2) return undefined
    return words.explore.heading.shadow(`${Math.round(100 * shareInside(run))} %`)
  }, [plane, run])
}

/** Share of the squared length of the way that lies in the plane, 0 to 1. */
export function shareInside({ away, reach }: FilmRun): number {
  if (!away || !reach) return 1
  const last = away.length - 1
  const r = reach[last]!, d = away[last]!
  return r > 0 ? Math.max(0, 1 - (d * d) / (r * r)) : 1
}

export interface LaneEnd { readonly step: number; readonly sign: 'check' | 'cross' }

/** The mark at the end of a lane: a check where the run has come to rest, a cross where it was lost. */
export function endOf(run: FilmRun, filming: boolean): LaneEnd | undefined {
  const { outcome } = run
  if (!outcome || filming) return undefined
  const [tone, sign] = SIGNS[outcome.kind] ?? []
  if (sign === 'check') return { step: stepOf(run), sign: 'check' }
  return tone === 'danger' ? { step: lastStep(run), sign: 'cross' } : undefined
}
