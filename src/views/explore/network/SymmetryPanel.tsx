import { useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { LineChart } from '#charts/LineChart.tsx'
import { type Change, changesIn, type Copies, createCopies, layersOf, widthOf } from '#stores/curvature/copies.ts'
import type { Stores } from '#stores/stores.ts'
import { Button } from '#views/controls/Button.tsx'
import { LogSlider } from '#views/controls/LogSlider.tsx'
import { Segmented } from '#views/controls/Segmented.tsx'
import { Select } from '#views/controls/Select.tsx'
import { useShown } from '#views/shown.ts'
import { useLab } from '#views/stores.ts'
import { curvature as words } from '#words/curvature.ts'
import { focusRun } from '../acts.ts'
import { cssColour, shortLabels, useStyles, useTheme } from '../runs.ts'
import { loss, short } from '../say.ts'

const ALL = 'all'
const copiesOf = (stores: Stores) => createCopies(stores, words.copy)

/** Other weights, the same function: offered where the network has hidden units to change, computed while it is open. */
export function SymmetryPanel() {
  const objective = useLab((s) => s.race.objective), runs = useLab((s) => s.race.runs.length)
  const [open, setOpen] = useState(false)
  if (layersOf(objective).length === 0 || runs === 0) return null
  return (
    <section className="symmetry" aria-label={words.symmetry}>
      <details open={open} onToggle={(event) => setOpen((event.target as HTMLDetailsElement).open)}>
        <summary className="rail-head"><h2>{words.symmetry}</h2><span className="rail-note rail-end">{words.symmetryNote}</span></summary>
        {open && <Opened />}
      </details>
    </section>
  )
}

function Opened() {
  const copies = useShown(copiesOf)
  return copies ? <Body copies={copies} /> : null
}

function Body({ copies }: { copies: Copies }) {
  const { choice, seen, line, fault } = useStore(copies)
  const { kind, layer, units, factor, all } = choice
  const race = useLab((s) => s.race), selected = useLab((s) => s.view.selected), { objective } = race
  const theme = useTheme(), style = useStyles()[selected], label = useMemo(() => shortLabels(race)[selected] ?? '', [race, selected])
  const layers = layersOf(objective), width = widthOf(objective, layer)
  const options = useMemo(() => Array.from({ length: width }, (_, unit) => ({ value: String(unit), label: words.unit(unit) })), [width])
  const series = useMemo(() => (line?.t && line.loss && style ? [{ id: 'line', label: words.lineLoss, style: { ...style, dash: [] }, x: line.t, y: line.loss }] : []), [line, style])
  return (
    <div className="symmetry-body">
      <Segmented name={words.change} value={kind} options={changesIn(objective, layer).map((value: Change) => ({ value, label: words.changes[value] }))} onChange={(next) => copies.choose({ kind: next })} />
      <div className="symmetry-units">
        {layers.length > 1 && <Select name={words.layer} value={String(layer)} options={layers.map((l) => ({ value: String(l), label: words.layerOf(l) }))} onChange={(value) => copies.choose({ layer: Number(value) })} />}
        {kind === 'cycle' ? <span>{words.cycles(width)}</span> : <Select name={kind === 'swap' ? words.firstUnit : words.theUnit} value={kind === 'scale' && all ? ALL : String(units[0])} options={kind === 'swap' ? options.filter(({ value }) => value !== String(units[1])) : kind === 'scale' ? [{ value: ALL, label: words.allUnits }, ...options] : options}
          onChange={(value) => copies.choose(value === ALL ? { all: true } : { all: false, units: [Number(value), units[1]] })} />}
        {kind === 'swap' && <><span>{words.and}</span><Select name={words.secondUnit} value={String(units[1])} options={options.filter(({ value }) => value !== String(units[0]))} onChange={(value) => copies.choose({ units: [units[0], Number(value)] })} /></>}
      </div>
      {kind === 'scale' && (
        <div className="symmetry-factor">
          <span>{words.factor}</span>
          <LogSlider name={words.factor} value={factor} range={[0.1, 10]} valueText={words.times(short(factor))} marks={[{ at: 1, label: '1' }]} showLabels {...(style ? { colour: cssColour(style, theme) } : {})} onChange={(value) => copies.choose({ factor: value })} onReset={() => copies.choose({ factor: 1 })} />
          <b className="num">{short(factor)}</b>
        </div>
      )}
      {fault !== undefined && <p className="trust-note" role="alert">{words.copyFault(fault)}</p>}
      {seen && (
        <>
          <table className="symmetry-table num">
            <thead><tr><th scope="col"><span className="sr-only">{words.quantity}</span></th><th scope="col">{words.hereAt(label, seen.step)}</th><th scope="col">{words.copy}</th></tr></thead>
            <tbody>
              <tr><th scope="row">{words.lossThere}</th><td>{loss(seen.here.loss)}</td><td>{loss(seen.copy.loss)}</td></tr>
              <tr><th scope="row">{words.sharpness}</th><td>{short(seen.here.sharpness)}</td><td>{short(seen.copy.sharpness)}</td></tr>
              <tr><th scope="row">{words.length}</th><td>{short(seen.here.length)}</td><td>{short(seen.copy.length)}</td></tr>
            </tbody>
          </table>
          <p className="critical-text" role="status">{words.copyText(short(Math.abs(seen.copy.loss - seen.here.loss)), short(seen.distance))}{line?.facts && line.loss ? ` ${line.facts.rise > 1e-9 * Math.abs(line.loss[0]!) ? words.barrier(loss(Math.max(...line.loss))) : words.noBarrier}` : ''}</p>
          {series.length > 0 && <LineChart theme={theme} series={series} yScale="linear" yRange={[0, 1.12 * Math.max(...line!.loss!)]} xTo={1} xLabel={words.lineAxis} className="symmetry-line" summary={words.lineSummary(loss(line!.loss![0]!), loss(Math.max(...line!.loss!)), loss(line!.loss!.at(-1)!))} />}
          <div className="critical-acts"><Button onClick={() => {
            copies.start(words.copyOf(label))
            focusRun()
          }}>{words.startCopy}</Button></div>
        </>
      )}
    </div>
  )
}
