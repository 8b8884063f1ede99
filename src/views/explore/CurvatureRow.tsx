import { useStore } from 'zustand'
import { limitOf } from '#stores/race.ts'
import { Letter } from '#views/controls/Letter.tsx'
import { Term } from '#views/controls/Term.tsx'
import { useLab, useStores } from '#views/stores.ts'
import { panels } from '#words/panels.ts'
import { short } from './say.ts'

const SHOWS = 1e-4

/** The curvature where the selected run is: the largest, what it allows as a step size, and that along the gradient. */
export function CurvatureRow({ index }: { index: number }) {
  const { sharpness } = useStores()
  const limit = useLab((s) => s.race.runs[index] && limitOf(s.race.runs[index]))
  const L = useStore(sharpness, (s) => s.present[index]), here = useStore(sharpness, (s) => s.selected)
  if (L === undefined) return null
  const text = panels.curvatureRow
  // an estimate says how far it may be off, where that shows in the digits that stand there
  const shown = here?.method === 'lanczos' && here.bound > SHOWS * Math.abs(here.largest) ? text.estimate(short(here.largest), short(here.bound)) : short(here?.largest ?? L)
  return (
    <p className="curvature num">
      <span><Term of="L"><Letter>L</Letter></Term> {shown}</span>
      {limit !== undefined && L > 0 && <span><Term of="limit">{limit === 2 ? '2/L' : `${short(limit)}/L`}</Term> {short(limit / L)}</span>}
      {here && Number.isFinite(here.alongGradient) && <span><Term of="rayleigh">{text.along} ∇<Letter>f</Letter></Term> {short(here.alongGradient)}</span>}
    </p>
  )
}
