import { Check, TriangleAlert } from 'lucide-react'
import { useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import type { LineChartHandle } from '#charts/props.ts'
import { SliceLoss } from '#charts/SliceLoss.tsx'
import { indexAt } from '#stores/film.ts'
import { principalPlane } from '#stores/plane-kinds.ts'
import type { Planes } from '#stores/planes.ts'
import { isBetter, type Trust, verdictOf } from '#stores/trust.ts'
import { Button } from '#views/controls/Button.tsx'
import { Icon } from '#views/controls/Icon.tsx'
import { useFilm, useLab, useLive, useStores, useTransport } from '#views/stores.ts'
import { networks as words } from '#words/networks.ts'
import { shortLabels, useStyles, useTheme } from '../runs.ts'
import { loss, short } from '../say.ts'

/** How much of what a run does is in the plane of the map, and whether the loss there is the loss that it has. */
export function TrustPanel({ trust, planes }: { trust: Trust; planes: Planes }) {
  const { lab, transport } = useStores()
  const { seen, better, fault } = useStore(trust)
  const finding = useStore(planes, (s) => s.finding)
  const race = useLab((s) => s.race), selected = useLab((s) => s.view.selected), plane = useLab((s) => s.view.plane)
  const label = useMemo(() => shortLabels(race)[selected] ?? '', [race, selected])
  const style = useStyles()[selected], theme = useTheme()
  const chart = useRef<LineChartHandle>(null)
  useLive(transport, ({ playhead }) => chart.current?.draw({ playhead: playhead - (seen?.from ?? 0) }))
  const verdict = seen && verdictOf(seen.share)
  return (
    <section className="trust" aria-label={words.trust}>
      <header className="rail-head">
        <h2>{words.trust}</h2>
        {verdict && <span className={`verdict verdict-${verdict} rail-end`}><Icon of={verdict === 'good' ? Check : TriangleAlert} size={14} />{words.verdicts[verdict]}</span>}
      </header>
      {fault !== undefined ? <p className="trust-note" role="alert">{words.trustFault(fault)}</p> : !seen || !style ? <p className="trust-note">{race.runs.length === 0 ? words.noRun : words.measuring}</p> : (
        <div className="trust-body" style={{ '--verdict': `var(--${verdict === 'good' ? 'ok' : verdict === 'care' ? 'warn' : 'danger'})` } as React.CSSProperties}>
          <Meter name={words.inside(label)} value={words.percent(seen.share)} share={seen.share} />
          <DistanceMeter label={label} most={seen.farthest.distance} />
          <div className="trust-title">{words.lossOf(label)}</div>
          <SliceLoss theme={theme} style={style} steps={seen.compared.map((entry) => entry * seen.every)} trueLoss={seen.trueLoss} planeLoss={seen.planeLoss} xTo={Math.max(1, (seen.coordinates.rows - 1) * seen.every)} playhead={transport.getState().playhead - seen.from} handle={chart} className="trust-chart"
            sliceLabel={onSlice} trueLabel={inTruth} summary={words.lossSummary(label, seen.from + seen.compared.at(-1)! * seen.every, loss(seen.planeLoss.at(-1)!), loss(seen.trueLoss.at(-1)!))} onScrub={(step) => transport.seek(step + seen.from)} />
          <Sentence label={label} trust={trust} />
          {isBetter(better, seen, plane) && <Button className="trust-better" disabled={finding !== undefined} onClick={() => void planes.show(principalPlane(lab.getState().race), 'pca')}>{words.better(words.percent(better))}</Button>}
        </div>
      )}
    </section>
  )
}

const onSlice = (value: number): string => words.onSlice(Number.isNaN(value) ? '…' : loss(value))
const inTruth = (value: number): string => words.trueLoss(loss(value))

function Meter({ name, value, share }: { name: string; value: string; share: number }) {
  return (
    <div className="trust-meter">
      <span>{name}</span><b className="num">{value}</b>
      <span className="trust-bar" aria-hidden><span style={{ width: `${100 * Math.max(0, Math.min(1, share))}%` }} /></span>
    </div>
  )
}

/** A distance below this share of the largest is what rounding leaves of none. */
const ROUNDING = 1e-12

function DistanceMeter({ label, most }: { label: string; most: number }) {
  const selected = useLab((s) => s.view.selected)
  const run = useFilm((s) => s.runs[selected])
  const now = useTransport((s) => run?.away?.[indexAt(run, s.playhead) ?? 0] ?? 0)
  return <Meter name={words.distance(label)} value={words.distanceOf(short(now < ROUNDING * most ? 0 : now), short(most))} share={most > 0 ? now / most : 0} />
}

function Sentence({ label, trust }: { label: string; trust: Trust }) {
  const seen = useStore(trust, (s) => s.seen)!
  const verdict = verdictOf(seen.share)
  return <p className="trust-sentence">{words.sentences[verdict](label, words.percent(seen.share))} {words.nullModel(words.percent(seen.walkShare))}{seen.every > 1 && ` ${words.keptEvery(seen.every)}`}</p>
}
