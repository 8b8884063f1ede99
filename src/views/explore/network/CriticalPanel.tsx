import { Check, Info, Search, TriangleAlert } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { PointMark } from '#charts/Glyphs.tsx'
import { createNearest, kindOf, type Nearest, SEARCHED } from '#stores/curvature/nearest.ts'
import { type NearestData, SEARCH_STEPS } from '#stores/curvature/questions.ts'
import { escapePlane, hessianPlane } from '#stores/plane-kinds.ts'
import type { Planes } from '#stores/planes.ts'
import { dimOf } from '#stores/race.ts'
import type { Stores } from '#stores/stores.ts'
import type { Plane } from '#stores/view.ts'
import { Button } from '#views/controls/Button.tsx'
import { Icon } from '#views/controls/Icon.tsx'
import { NumberInput } from '#views/controls/NumberInput.tsx'
import { Term } from '#views/controls/Term.tsx'
import { useShown } from '#views/shown.ts'
import { useLab, useStores, useTransport } from '#views/stores.ts'
import { curvature as words } from '#words/curvature.ts'
import { focusRun } from '../acts.ts'
import { shortLabels, useTheme } from '../runs.ts'
import { pointLoss, short } from '../say.ts'
import { SeenSpectrum } from './SpectrumBox.tsx'

const nearestOf = (stores: Stores) => createNearest(stores, ({ value }) => pointLoss(value))

/** From the present point to the critical point near it: its certificate, its spectrum, and what can be done from there. */
export function CriticalPanel({ planes }: { planes: Planes }) {
  const nearest = useShown(nearestOf)
  return nearest ? <Critical nearest={nearest} planes={planes} /> : null
}

function Critical({ nearest, planes }: { nearest: Nearest; planes: Planes }) {
  const { searching, found, fault } = useStore(nearest)
  const race = useLab((s) => s.race), selected = useLab((s) => s.view.selected)
  const label = useMemo(() => shortLabels(race)[selected], [race, selected]), dim = dimOf(race)
  return (
    <section className="critical" aria-label={words.nearest}>
      <header className="rail-head">
        <h2>{words.nearest}</h2>
        {label !== undefined && dim <= SEARCHED && (searching
          ? <Button className="rail-end small-button" onClick={nearest.stop}>{words.stop}</Button>
          : <Button icon={Search} className="rail-end small-button" onClick={() => nearest.search()}>{words.find}</Button>)}
      </header>
      {dim > SEARCHED ? <p className="trust-note">{words.tooManyToSearch(SEARCHED, dim)}</p>
        : label === undefined ? <p className="trust-note">{words.noSpectrum}</p>
          : fault !== undefined ? <p className="trust-note" role="alert">{words.searchFault(fault)}</p>
            : searching ? <p className="trust-note num">{words.searching(Math.max(0, searching.length - 1), short(searching.at(-1) ?? NaN))}</p>
              : found ? <Found data={found.data} step={found.step} nearest={nearest} planes={planes} /> : <Invitation label={label} />}
      {searching && <progress className="critical-progress" max={1} value={Math.min(1, searching.length / (SEARCH_STEPS + 1))} aria-label={words.nearest} />}
    </section>
  )
}

function Invitation({ label }: { label: string }) {
  const step = useTransport((s) => (s.playing ? undefined : s.playhead))
  return <p className="trust-note">{words.findFrom(label, step ?? 0)}</p>
}

interface FoundProps { data: NearestData; step: number; nearest: Nearest; planes: Planes }

/** What the search came to. Only a certified point is called critical. */
function Found({ data, step, nearest, planes }: FoundProps) {
  const theme = useTheme(), { verdict, value, index, nullity, theta, norms } = data, kind = kindOf(data)
  const counted = verdict === 'critical' || verdict === 'degenerate'
  const title = verdict === 'gradient-flat' ? words.gradientFlat : verdict === 'unfinished' ? words.unfinished : verdict === 'degenerate' ? words.degenerate
    : kind === 'minimum' ? (nullity > 0 ? words.valley(nullity) : words.minimum) : kind === 'maximum' ? words.maximum : words.saddle(index)
  const text = verdict === 'critical' ? words.criticalText(norms.length - 1) : verdict === 'degenerate' ? words.degenerateText : verdict === 'gradient-flat' ? words.flatText : words.unfinishedText(norms.length - 1)
  const spectrum = useMemo(() => ({ eigenvalues: data.eigenvalues, parameters: theta.length, ...(counted && { down: index, flat: nullity, up: theta.length - index - nullity }) }), [data, theta.length, counted, index, nullity])
  return (
    <div className="critical-body">
      <p className={`critical-title critical-${verdict}`} role="status">
        {verdict === 'critical' ? <PointMark kind={kind} theme={theme} size={14} /> : <Icon of={verdict === 'degenerate' ? Info : TriangleAlert} size={15} />}
        <b>{title}</b><span className="num rail-end">{words.lossThere} {pointLoss(value)}</span>
      </p>
      <p className="critical-text">{text}</p>
      <dl className="critical-facts num">
        <Fact name={words.gradientThere} value={short(data.gradientNorm)} good={data.gradientNorm < 1e-8} note={data.gradientNorm < 1e-8 ? words.below(short(1e-8)) : words.notBelow(short(1e-8))} />
        {counted && Number.isFinite(data.order) && <Fact name={words.order} value={short(data.order)} good={verdict === 'critical'} note={data.certificate.length > 1 ? Array.from(data.certificate, (g) => short(Number(g.toPrecision(1)))).join(', ') : ''} />}
        {!counted && <Fact name={<><Term of="flatness">{words.flatness}</Term></>} value={short(data.flatness)} />}
        {counted && <Fact name={words.curvatures} value={words.counts(index, nullity, theta.length - index - nullity)} />}
        <Fact name={words.away} value={short(data.distance)} />
      </dl>
      <SeenSpectrum data={spectrum} step={step} className="critical-spectrum" />
      <Acts data={data} kind={kind} nearest={nearest} planes={planes} />
    </div>
  )
}

function Fact({ name, value, note, good }: { name: React.ReactNode; value: string; note?: string; good?: boolean }) {
  return <><dt>{name}</dt><dd>{value}{note !== undefined && note !== '' && <small>{good && <Icon of={Check} size={12} />}{note}</small>}</dd></>
}

/** Look there, look down from there, begin there. */
function Acts({ data, kind, nearest, planes }: Omit<FoundProps, 'step'> & { kind: keyof typeof words.kinds }) {
  const { lab } = useStores()
  const plane = useLab((s) => s.view.plane), race = useLab((s) => s.race), selected = useLab((s) => s.view.selected)
  const finding = useStore(planes, (s) => s.finding)
  const [noise, setNoise] = useState(0.01)
  const there = useMemo(() => Array.from(data.theta), [data])
  if (!plane) return null
  const start = (): void => {
    nearest.start(words.fromPoint(shortLabels(race)[selected] ?? '', words.kinds[kind], pointLoss(data.value)), noise)
    lab.settle()
    focusRun()
  }
  return (
    <>
      <div className="critical-acts">
        {data.verdict === 'unfinished' && <Button onClick={() => nearest.search(true)}>{words.goOn}</Button>}
        <Button data-tip={words.goThereHint} disabled={finding !== undefined} onClick={() => void planes.show({ ...plane, origin: there as Plane['origin'] }, 'there')}>{words.goThere}</Button>
        {data.escapes.rows > 0
          ? <Button data-tip={words.waysDownHint} disabled={finding !== undefined} onClick={() => void planes.show(escapePlane(there), 'escape')}>{words.waysDown}</Button>
          : <Button data-tip={words.aroundHint} disabled={finding !== undefined} onClick={() => void planes.show(hessianPlane(there), 'hessian')}>{words.around}</Button>}
        <Button look="quiet" className="rail-end" onClick={nearest.forget}>{words.forget}</Button>
      </div>
      <div className="critical-acts">
        <Button onClick={start}>{words.startThere}</Button>
        <span className="critical-noise" data-tip={words.noiseHint}>{words.noise} <NumberInput name={words.noise} value={noise} expected={words.noiseExpected} refuse={(v) => (v >= 0 && Number.isFinite(v) ? undefined : words.noiseExpected)} onChange={setNoise} /></span>
      </div>
    </>
  )
}
