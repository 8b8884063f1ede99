import { ChevronDown, Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { RunMark } from '#charts/Glyphs.tsx'
import { type Method, methodOf, styleOf } from '#charts/methods.ts'
import { optimizers } from '#optimizers/registry.ts'
import { addRun, setSeed } from '#stores/edits.ts'
import { factsOf } from '#stores/landscape-facts.ts'
import { type Run, samplesOf } from '#stores/race.ts'
import { usualStepSize, widthOf } from '#stores/step-range.ts'
import type { Stores } from '#stores/stores.ts'
import { Button } from '#views/controls/Button.tsx'
import { fill } from '#views/controls/FieldControl.tsx'
import { Icon } from '#views/controls/Icon.tsx'
import { MenuPopover } from '#views/controls/MenuPopover.tsx'
import { NumberInput } from '#views/controls/NumberInput.tsx'
import { useLab, useStores } from '#views/stores.ts'
import { words } from '#words/index.ts'
import { panels } from '#words/panels.ts'
import { focusRun } from './acts.ts'
import { RunCard } from './RunCard.tsx'
import { withStep } from './RunMenu.tsx'
import { useLabels, useStyles, useTheme } from './runs.ts'
import { SeedDice } from './SeedDice.tsx'

export interface MethodOffer { readonly id: string; readonly title: string; readonly method: Method; readonly run: Run }

/** Every method that can be added here, with settings that behave. */
export function offersFor({ lab }: Pick<Stores, 'lab'>): readonly MethodOffer[] {
  const { race, view } = lab.getState()
  const facts = factsOf(race, view), samples = samplesOf(race.objective)
  const width = widthOf(facts, view.domain)
  const offers: MethodOffer[] = []
  for (const kind of optimizers.kinds) {
    if (kind.needsHessian && facts.dim > 400) continue
    const optimizer = withStep(fill(kind, {}), usualStepSize(kind.kind, facts.stepSize, width))
    offers.push({ id: kind.kind, title: kind.title, method: methodOf(kind.kind, undefined), run: { optimizer, sampler: { kind: 'full' } } })
    if (kind.kind !== 'gradient-descent' || samples === 1) continue
    for (const batchSize of [1, 5].filter((b) => b < samples)) {
      const slow = { ...optimizer, stepSize: Number((facts.stepSize / (batchSize === 1 ? 5 : 2)).toPrecision(2)) }
      offers.push({ id: `batch-${batchSize}`, title: batchSize === 1 ? 'SGD' : `Mini-batch ${batchSize}`, method: methodOf(kind.kind, batchSize), run: { optimizer: slow, sampler: { kind: 'with-replacement', batchSize } } })
    }
  }
  return offers
}

export function addOffer({ lab }: Pick<Stores, 'lab'>, offer: MethodOffer): void {
  const { race } = lab.getState()
  lab.change({ race: addRun(race, offer.run), selected: race.runs.length })
}

/** All runs of the race, and those that could join it. */
export function RunsRail() {
  const stores = useStores()
  const { lab } = stores
  const runs = useLab((s) => s.race.runs), selected = useLab((s) => s.view.selected), seed = useLab((s) => s.race.seed)
  const stochastic = runs.some((run) => run.sampler.kind !== 'full')
  const labels = useLabels(), styles = useStyles()
  return (
    <section className="runs" aria-label={panels.listOfRuns}>
      <header className="rail-head">
        <h2>{words.explore.runs}</h2>
        <span className="rail-note">{panels.sameStart}</span>
        <AddRun />
      </header>
      <div className="rail-scroll">
        {runs.length === 0 && <EmptyRuns />}
        {runs.map((_, i) => labels[i] !== undefined && styles[i] && <RunCard key={labels[i]} index={i} label={labels[i]} style={styles[i]} selected={i === selected} />)}
        <Chips />
        {stochastic && <div className="race-seed">
          <span className="field-label">{panels.seedOfRace}</span>
          <NumberInput name={panels.seedOfRace} value={seed} expected={words.controls.wholeNumber} refuse={(v) => (Number.isSafeInteger(v) && v >= 0 ? undefined : words.controls.wholeNumber)} onChange={(v) => lab.change({ race: setSeed(lab.getState().race, v) })} />
          <SeedDice name={panels.newSeed(panels.seedOfRace)} onRoll={() => lab.change({ race: setSeed(lab.getState().race, seed + 1) })} />
        </div>}
      </div>
    </section>
  )
}

function EmptyRuns() {
  const stores = useStores()
  return (
    <div className="empty">
      <p>{panels.noRuns}</p>
      <Button onClick={() => {
        addOffer(stores, offersFor(stores)[0]!)
        focusRun()
      }}>{panels.addFirst}</Button>
    </div>
  )
}

export function AddRun() {
  const stores = useStores()
  const anchor = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button ref={anchor} icon={Plus} className="add-run" aria-expanded={open} onClick={() => setOpen(!open)}>{panels.addRun}</Button>
      {open && <MethodPopover anchor={anchor} offers={offersFor(stores)} onClose={() => setOpen(false)} />}
    </>
  )
}

function MethodPopover({ anchor, offers, onClose }: { anchor: React.RefObject<HTMLElement | null>; offers: readonly MethodOffer[]; onClose: () => void }) {
  const stores = useStores()
  const theme = useTheme()
  return (
    <MenuPopover anchor={anchor} name={panels.addRun} onClose={onClose} width={250} side="end">
      {offers.map((offer) => (
        <button key={offer.id} type="button" onClick={() => {
          onClose()
          addOffer(stores, offer)
          focusRun()
        }}><RunMark style={styleOf(offer.method)} theme={theme} line />{offer.title}</button>
      ))}
    </MenuPopover>
  )
}

/** The first methods that are not in the race yet, a press away. */
function Chips() {
  const stores = useStores()
  const theme = useTheme()
  const anchor = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const race = useLab((s) => s.race)
  if (race.runs.length === 0) return null
  const samples = samplesOf(race.objective)
  const there = new Set(race.runs.map((r) => methodOf(r.optimizer.kind, r.sampler.kind === 'full' || samples === 1 ? undefined : (r.sampler['batchSize'] as number | undefined) ?? 2)))
  const free = offersFor(stores).filter((o) => !there.has(o.method))
  if (free.length === 0) return null
  return (
    <div className="chips">
      <span>{panels.add}</span>
      {free.slice(0, 2).map((offer) => (
        <Button key={offer.id} look="chip" onClick={() => {
          addOffer(stores, offer)
          focusRun()
        }}><RunMark style={styleOf(offer.method)} theme={theme} />{offer.title}</Button>
      ))}
      {free.length > 2 && <button ref={anchor} type="button" className="button button-chip" aria-expanded={open} onClick={() => setOpen(!open)}>{panels.moreMethods}<Icon of={ChevronDown} size={14} /></button>}
      {open && <MethodPopover anchor={anchor} offers={free.slice(2)} onClose={() => setOpen(false)} />}
    </div>
  )
}
