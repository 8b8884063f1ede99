import { Dices, LocateFixed } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { MapThumb } from '#charts/MapThumb.tsx'
import { planeKind, seedsOf, type Towards, turnOf } from '#stores/plane-kinds.ts'
import type { PlaneOffer, Planes } from '#stores/planes.ts'
import { Button, IconButton } from '#views/controls/Button.tsx'
import type { Plane } from '#stores/view.ts'
import { LogSlider } from '#views/controls/LogSlider.tsx'
import { Segmented } from '#views/controls/Segmented.tsx'
import { Select } from '#views/controls/Select.tsx'
import { useLab, useStores } from '#views/stores.ts'
import { networks as words } from '#words/networks.ts'
import { shortLabels, useTheme } from '../runs.ts'

const SCALINGS = ['filter', 'layer', 'none'] as const

/** Planes to choose from, each with a small map of itself as it would be now. */
export function PlanePanel({ planes }: { planes: Planes }) {
  const { offers, pairs, finding, fault } = useStore(planes)
  const plane = useLab((s) => s.view.plane), race = useLab((s) => s.race), selected = useLab((s) => s.view.selected)
  const label = useMemo(() => shortLabels(race)[selected], [race, selected])
  const rectified = (race.objective['activations'] as readonly string[] | undefined)?.some((a) => a === 'relu' || a === 'leaky-relu') ?? false
  if (!plane) return null
  const kind = planeKind(plane)
  return (
    <section className="planes" aria-label={words.plane}>
      <header className="rail-head">
        <h2>{words.plane}</h2>
        {label !== undefined && <Button look="quiet" icon={LocateFixed} className="rail-end" data-tip={words.centreHint(label)} onClick={() => void planes.centreHere()}>{words.centreHere}</Button>}
      </header>
      <div className="plane-grid">
        {offers.map((offer) => <PlaneButton key={offer.id} planes={planes} offer={offer} chosen={offer.kind === kind} busy={finding === offer.id} name={words.kinds[offer.kind]} hint={words.kindHints[offer.kind]} caption width={80} height={54} />)}
      </div>
      {pairs.length > 0 && (
        <div className="plane-pairs">
          <span>{words.otherPairs}</span>
          {pairs.map((offer) => <PlaneButton key={offer.id} planes={planes} offer={offer} chosen={String(seedsOf(offer.plane)) === String(seedsOf(plane))} busy={finding === offer.id} name={words.pairName(seedsOf(offer.plane)!.join(', '))} hint={words.pairName(seedsOf(offer.plane)!.join(', '))} width={48} height={36} />)}
          <IconButton icon={Dices} name={words.newPairs} className="small" size={15} onClick={planes.otherPairs} />
        </div>
      )}
      {kind === 'random' && (
        <div className="plane-scaling">
          <span>{words.scaled}</span>
          <Segmented name={words.scaled} value={plane.normalisation} options={SCALINGS.map((value) => ({ value, label: words.scalings[value] }))} onChange={(normalisation) => void planes.scale({ normalisation })} />
          {rectified && plane.normalisation !== 'none' && <label className="inline-check"><input type="checkbox" checked={plane.gauge === 'balanced'} onChange={(event) => void planes.scale({ gauge: event.target.checked ? 'balanced' : 'none' })} />{words.balanced}</label>}
        </div>
      )}
      <TurnPlane planes={planes} plane={plane} />
      {fault !== undefined && <p className="trust-note" role="alert">{words.planeFault(fault)}</p>}
    </section>
  )
}

const TOWARDS = ['random', 'gradient', 'curvature'] as const

/** The upward direction under the hand: dragged, the plane turns and the landscape with it. */
function TurnPlane({ planes, plane }: { planes: Planes; plane: Plane }) {
  const { lab } = useStores()
  const turn = turnOf(plane), [chosen, setChosen] = useState<Towards>()
  // towards something else it goes on from where it is
  const towards = chosen ?? turn?.towards ?? 'random', angle = turn?.towards === towards ? (turn.angle * 180) / Math.PI : 0
  return (
    <div className="plane-turn">
      <div className="plane-turn-head">
        <label data-tip={words.turnHint}><span>{words.turnTowards}</span><Select name={words.towards} value={towards} options={TOWARDS.map((value) => ({ value, label: words.towardsNames[value] }))} onChange={(value) => setChosen(value as Towards)} /></label>
        <span className="num">{words.degrees(angle)}</span>
      </div>
      <LogSlider name={words.turn} scale="linear" range={[-90, 90]} steps={[1 / 180, 10 / 180, 0.1 / 180]} value={angle} valueText={words.degrees(angle)} home={0} end={90} onChange={(degrees) => planes.turn((degrees * Math.PI) / 180, towards)} onSettle={lab.settle} onReset={() => {
        planes.turn(0, towards)
        lab.settle()
      }} />
    </div>
  )
}

interface PlaneButtonProps { planes: Planes; offer: PlaneOffer; chosen: boolean; busy: boolean; name: string; hint: string; caption?: boolean; width: number; height: number }

function PlaneButton({ planes, offer, chosen, busy, name, hint, caption = false, width, height }: PlaneButtonProps) {
  const theme = useTheme()
  const grid = useStore(planes, (s) => s.grids[offer.id])
  return (
    <button type="button" className="plane-button" aria-pressed={chosen} aria-busy={busy} aria-label={name} data-tip={hint} onClick={() => void planes.show(offer.plane, offer.id)}>
      <span className="thumb-map"><MapThumb theme={theme} grid={grid} width={width} height={height} toneForm="log" /></span>
      {caption && <span className="plane-name" aria-hidden>{name}</span>}
    </button>
  )
}
