import { Pin, PinOff } from 'lucide-react'
import { Fragment } from 'react'
import { useStore } from 'zustand'
import { ModelCut } from '#charts/ModelCut.tsx'
import { startAt } from '#stores/plane-store.ts'
import { leadingStepSize } from '#optimizers/step-size.ts'
import { setStart, stepSizeAt, usesStepSize } from '#stores/race.ts'
import { factsOf } from '#stores/landscape-facts.ts'
import { Button, IconButton } from '#views/controls/Button.tsx'
import { Letter } from '#views/controls/Letter.tsx'
import { Term } from '#views/controls/Term.tsx'
import { useLab, useStores, useTransport } from '#views/stores.ts'
import { point as text } from '#words/point.ts'
import { useLabels, useStyles, useTheme } from './runs.ts'
import { letters, loss, short, stepSize } from './say.ts'
import { useTouch } from './useLayout.ts'

/** What the landscape is like under the pointer: loss, slope, curvatures, and what a step along the gradient would do. */
export function PointPanel({ touch = false }: { touch?: boolean }) {
  const { pointer, lab } = useStores()
  const reading = useStore(pointer, (s) => s.reading), pin = useStore(pointer, (s) => s.pin)
  const theme = useTheme(), styles = useStyles(), labels = useLabels(), finger = useTouch()
  const race = useLab((s) => s.race), view = useLab((s) => s.view)
  const run = race.runs[view.selected]
  const playhead = useTransport((s) => (run?.changes?.length ? s.playhead : 0))
  const alpha = run && usesStepSize(run) ? leadingStepSize(stepSizeAt(run, playhead) ?? NaN) : undefined
  const axes = factsOf(race, view).axes.map(letters) as [string, string]
  const style = styles[view.selected]
  const setHere = reading && <Button className={touch ? 'rail-end' : ''} onClick={() => lab.change({ race: setStart(race, startAt(reading.at, view.plane)) })}>{text.setStartHere}</Button>
  return (
    <section className={`point ${reading ? '' : 'point-quiet'}`} aria-label={touch ? text.atPoint : text.atPointer}>
      <header className="rail-head">
        <h2>{touch ? text.atPoint : text.atPointer}</h2>
        {!reading && <span className="rail-note rail-end point-short">{finger ? text.pointShortTouch : text.pointShort}</span>}
        {reading && !pin && !touch && <span className="rail-note rail-end">{text.pin.toLowerCase()} {!finger && <kbd>P</kbd>}</span>}
        {pin && (touch ? setHere : <span className="rail-note rail-end">{text.pinned}</span>)}
        {reading && <IconButton icon={pin ? PinOff : Pin} size={15} className={touch ? (pin ? '' : 'rail-end') : 'small'} name={pin ? text.unpin : text.pin} onClick={() => pointer.pin(pin ? undefined : reading.at)} />}
      </header>
      {!reading ? <p className="point-nothing">{touch || finger ? text.pointTap : text.pointNothing}</p> : (
        <>
          <div className="point-body">
            <div className="point-cut">
              {reading.cut && <ModelCut theme={theme} stepSizes={reading.cut.stepSizes} loss={reading.cut.loss} {...(reading.cut.model ? { model: reading.cut.model } : {})} {...(alpha === undefined || !style ? {} : { current: alpha, slot: style.slot })}
                axis={text.cutAxis} label={text.cut} />}
            </div>
            <dl className="point-values num">
              {/* directions of a plane are named by words, which want lines of their own */}
              {view.plane ? axes.map((axis, i) => <Fragment key={axis}><dt>{axis}</dt><dd>{short(reading.at[i]!)}</dd></Fragment>)
                : <><dt><Letter>{axes[0]}</Letter>, <Letter>{axes[1]}</Letter></dt><dd>{short(reading.at[0])}, {short(reading.at[1])}</dd></>}
              <dt>{text.lossSymbol} <Letter>f</Letter></dt><dd>{loss(reading.value)}</dd>
              <dt><Term of="gradientNorm">{text.gradientSymbol}</Term> ‖∇<Letter>f</Letter>‖</dt><dd>{short(reading.gradientNorm)}</dd>
              {reading.eigenvalues && <><dt><Term of="curvature">{text.curvature}</Term> <Letter>λ</Letter></dt><dd>{reading.eigenvalues.map((v) => (v > 0 ? `+${short(v)}` : short(v))).join(', ')}</dd></>}
              {reading.rayleigh !== undefined && <><dt><Term of="rayleigh">{text.alongGradient}</Term> ∇<Letter>f</Letter></dt><dd>{reading.rayleigh > 0 ? `+${short(reading.rayleigh)}` : short(reading.rayleigh)}</dd></>}
            </dl>
          </div>
          <p className="point-sentence">{sentence(reading.rayleigh, reading.gradientNorm, alpha, labels[view.selected])}</p>
          {pin && !touch && setHere}
        </>
      )}
    </section>
  )
}

/** The prediction of the second-order model along the gradient: down exactly while the step size is below 2/R. */
function sentence(rayleigh: number | undefined, gradientNorm: number, alpha: number | undefined, label: string | undefined): string {
  if (gradientNorm < 1e-12) return text.noSlope
  if (rayleigh === undefined || !Number.isFinite(rayleigh)) return ''
  if (rayleigh <= 0) return text.curvesDown
  const limit = 2 / rayleigh
  return alpha === undefined || label === undefined ? text.curvesUp(stepSize(limit)) : text.curvesUpRun(stepSize(limit), label, stepSize(alpha), alpha < limit)
}
