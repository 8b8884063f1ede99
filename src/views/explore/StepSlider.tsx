import { useMemo } from 'react'
import { useStore } from 'zustand'
import { SweepCurve } from '#charts/SweepCurve.tsx'
import type { RunStyle } from '#charts/methods.ts'
import { type From, setStepSize } from '#stores/edits.ts'
import { factsOf } from '#stores/landscape-facts.ts'
import { leadingStepSize } from '#optimizers/step-size.ts'
import { limitOf, stepSizeAt } from '#stores/race.ts'
import { stepRange } from '#stores/step-range.ts'
import type { Stores } from '#stores/stores.ts'
import { Letter } from '#views/controls/Letter.tsx'
import { LogSlider } from '#views/controls/LogSlider.tsx'
import { NumberInput } from '#views/controls/NumberInput.tsx'
import { plain } from '#views/controls/write.ts'
import { useLab, useStores, useTransport } from '#views/stores.ts'
import { words } from '#words/index.ts'
import { panels } from '#words/panels.ts'
import { cssColour, useTheme } from './runs.ts'
import { stepSize } from './say.ts'
import { stepMarks, sweepHint } from './stepMarks.ts'

/** Where the hand's changes act: as the switch in the transport says. */
export function actsFrom({ transport }: Pick<Stores, 'transport'>): From {
  const { acts, playhead } = transport.getState()
  return acts === 'here' && playhead > 0 ? { at: playhead } : 'start'
}

/** The step size of a run on a logarithmic track, under the loss that the run would have by now at every other step size. In a hall the track has numbers. */
export function StepSlider({ index, label, style, labels = false, big = false, hall = false, onEdit }: { index: number; label: string; style: RunStyle; labels?: boolean; big?: boolean; hall?: boolean; onEdit?: () => void }) {
  const stores = useStores()
  const { lab, sharpness, sweep, reach } = stores
  const theme = useTheme()
  const run = useLab((s) => s.race.runs[index])!
  const facts = useLab((s) => factsOf(s.race, s.view)), objective = useLab((s) => s.race.objective), domain = useLab((s) => s.view.domain)
  // a change made in mid-run counts once the playhead has come to it
  const playhead = useTransport((s) => (run.changes?.length ? s.playhead : 0))
  const value = leadingStepSize(stepSizeAt(run, playhead) ?? 1)
  const L = useStore(sharpness, (s) => s.present[index])
  const curve = useStore(sweep, (s) => s.curves[index]), dear = useStore(sweep, (s) => s.dear), thinned = useStore(sweep, (s) => s.thinned)
  const reached = useStore(reach, (s) => s.bounds[index])
  const range = useMemo(() => stepRange(facts, run.optimizer.kind, domain, value, reached), [facts, domain, run.optimizer.kind, value, reached])
  const stochastic = run.sampler.kind !== 'full'
  const { bound, marks, standing } = stepMarks(value, L, limitOf(run), stochastic)
  const bowl = objective.kind === 'quadratic' || objective.kind === 'network' && facts.quadratic
  const hatch = bowl ? words.controls.diverges : words.controls.unstable
  const hint = sweepHint(thinned, stochastic)
  const set = (next: number): void => {
    lab.change({ race: setStepSize(lab.getState().race, index, next, actsFrom(stores)) }, `step-size-${index}`)
    onEdit?.()
  }
  const once = (next: number): void => {
    set(next)
    lab.settle()
  }
  return (
    <div className={`step-slider ${big ? 'big' : ''}`} data-term="stepSize">
      {!big && <Letter spoken={words.explore.stepSize}>α</Letter>}
      <LogSlider name={words.controls.stepSize} value={value} range={range} colour={cssColour(style, theme)} marks={marks} showLabels={labels}
        home={L !== undefined && L > 0 ? 1 / L : range[0]} end={bound ?? range[1]} hatchFrom={bound} hatchTitle={hatch}
        {...(hall ? { hatchLabel: hatch, ticks: powersOfTen(range) } : {})}
        valueText={standing === undefined ? plain(value) : `${plain(value)}, ${standing}`} onChange={set} onSettle={lab.settle} onReset={L !== undefined && L > 0 ? () => once(1 / L) : undefined}
        above={<div className="sweep" {...(thinned && curve ? { 'data-tip': hint } : {})}>{dear && labels && <div className="sweep-note" data-tip={panels.sweepDear}>{panels.sweepDear}</div>}{curve && curve.stepSizes.length > 1 && <SweepCurve theme={theme} slot={style.slot} range={range} {...curve} current={value} {...(hall ? { scale: 2 } : {})} className="sweep-curve" label={hint} />}</div>} />
      {!big && <NumberInput name={panels.knob(words.controls.stepSize, label)} className={bound !== undefined && value > bound ? 'beyond' : ''} value={value} shown={stepSize(value)} expected={words.controls.aboveZero}
        refuse={(v) => (v > 0 ? undefined : words.controls.aboveZero)} onChange={once} />}
    </div>
  )
}

/** Inside a track, away from its ends. */
function powersOfTen([low, high]: readonly [number, number]): { readonly at: number; readonly label: string }[] {
  const found = []
  for (let k = Math.ceil(Math.log10(low * 1.05)); 10 ** k < high / 1.05; k++) found.push({ at: 10 ** k, label: stepSize(10 ** k) })
  return found
}
