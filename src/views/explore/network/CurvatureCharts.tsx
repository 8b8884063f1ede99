/** The curvature where the selected run is, and along it: the spectrum, the index against the loss, the sharpness against 2/alpha. */
import { useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import { IndexLoss } from '#charts/IndexLoss.tsx'
import { LineChart } from '#charts/LineChart.tsx'
import type { LineChartHandle } from '#charts/props.ts'
import { type Along, COUNTABLE, createAlong } from '#stores/curvature/along.ts'
import { createSpectrum, type Spectrum } from '#stores/curvature/spectrum.ts'
import type { Stores } from '#stores/stores.ts'
import { Button } from '#views/controls/Button.tsx'
import { Term } from '#views/controls/Term.tsx'
import { useShown } from '#views/shown.ts'
import { useFilm, useLab, useLive, useStores } from '#views/stores.ts'
import { curvature as words } from '#words/curvature.ts'
import { panels } from '#words/panels.ts'
import { heldOver } from '../ChartsStrip.tsx'
import { shortLabels, useStyles, useTheme } from '../runs.ts'
import { loss, short } from '../say.ts'
import { limitOfRun, SpectrumBox } from './SpectrumBox.tsx'
import './curvature.css'

const spectrumOf = (stores: Stores) => createSpectrum(stores), alongOf = (stores: Stores) => createAlong(stores)

export function CurvatureCharts() {
  const spectrum = useShown(spectrumOf), along = useShown(alongOf)
  const runs = useLab((s) => s.race.runs.length)
  if (runs === 0) return <p className="chart-none">{words.noSpectrum}</p>
  if (!spectrum || !along) return null
  return <><SpectrumBox spectrum={spectrum} /><IndexBox along={along} spectrum={spectrum} /><SharpnessBox along={along} /></>
}

function useSelected() {
  const race = useLab((s) => s.race), selected = useLab((s) => s.view.selected)
  const label = useMemo(() => shortLabels(race)[selected] ?? '', [race, selected])
  return { race, selected, label, style: useStyles()[selected], film: useFilm((s) => s.runs[selected]) }
}

function IndexBox({ along, spectrum }: { along: Along; spectrum: Spectrum }) {
  const { transport } = useStores()
  const { seen, progress, fault } = useStore(along)
  const { label, style, film } = useSelected()
  const theme = useTheme(), handle = useRef<LineChartHandle>(null)
  useLive(transport, ({ playhead }) => handle.current?.draw({ playhead }))
  const present = useStore(spectrum, (s) => s.seen)
  const here = useMemo(() => (present?.present.run === film && present?.data.down !== undefined ? { loss: present.data.value, index: present.data.down } : undefined), [present, film])
  const all = film?.thetas.columns ?? 0
  const counted = seen?.data.index.some(Number.isFinite) ?? false
  const now = useMemo(() => (index: number) => words.now(index, all), [all])
  const last = counted ? seen!.data.index.findLastIndex(Number.isFinite) : -1, first = counted ? seen!.data.index.findIndex(Number.isFinite) : -1
  return (
    <figure className="chart-box">
      <figcaption><span><Term of="index">{words.indexAgainstLoss}</Term></span>{progress !== undefined && <span className="chart-now num">{words.measured(progress)}</span>}</figcaption>
      {fault !== undefined ? <p className="chart-none" role="alert">{words.alongFault(fault)}</p>
        : counted && style ? <IndexLoss theme={theme} style={style} steps={seen!.data.steps} loss={seen!.data.loss} index={seen!.data.index} here={here} playhead={transport.getState().playhead} handle={handle} className="chart-canvas"
          xLabel={words.againstLoss} nowLabel={now} summary={words.indexSummary(label, seen!.data.index[first]!, loss(seen!.data.loss[first]!), seen!.data.index[last]!, loss(seen!.data.loss[last]!))} />
          : all > COUNTABLE ? <p className="chart-none">{words.tooManyToCount(COUNTABLE)}</p>
            : seen && progress === undefined ? <div className="chart-none"><Button data-tip={words.countHint(seen.data.steps.length)} onClick={along.count}>{words.countThem}</Button></div> : <div className="chart-canvas" />}
    </figure>
  )
}

function SharpnessBox({ along }: { along: Along }) {
  const { transport, lab } = useStores()
  const { seen } = useStore(along)
  const { race, selected, label, style, film } = useSelected()
  const theme = useTheme(), handle = useRef<LineChartHandle>(null)
  useLive(transport, ({ playhead }) => handle.current?.draw({ playhead }))
  const spec = race.runs[selected]
  const picture = useMemo(() => {
    if (!film || !spec || !style) return undefined
    const measured = new Float64Array(film.values.length).fill(NaN)
    // what the film measured is there at once; the finer measurement takes its place
    const fine = seen && seen.run === spec && seen.data.largest.some(Number.isFinite) ? seen.data : undefined
    if (fine) fine.steps.forEach((step, k) => (measured[step - film.from] = fine.largest[k]!))
    else film.sharpness?.forEach((value, k) => (measured[k] = value))
    const limit = limitOfRun(spec, film), steady = limit && film.stepSizes.every((alpha) => alpha === film.stepSizes[0])
    const sharpness = { id: 'sharpness', label: words.sharpnessOf(label), style, y: heldOver(measured), from: film.from, selected: true }
    return {
      ...(limit && { name: steady ? words.limitIs(limit.name, short(limit.times / film.stepSizes[0]!)) : words.limitDashed(limit.name) }),
      series: limit && !steady ? [sharpness, { id: 'limit', label: limit.name, style: { ...style, dash: [5, 3], width: 1.5 }, y: film.stepSizes.map((alpha) => limit.times / alpha), from: film.from }] : [sharpness],
      zones: limit && steady ? [{ from: limit.times / film.stepSizes[0]!, to: Infinity, tone: 'danger' as const }] : [],
      limits: limit && steady ? [{ y: limit.times / film.stepSizes[0]! }] : [],
    }
  }, [film, spec, style, seen, label])
  return (
    <figure className="chart-box">
      <figcaption><span><Term of="L">{words.sharpness}</Term></span>{picture?.name !== undefined && <span className="chart-now chart-limit num">{picture.name}</span>}</figcaption>
      {picture && <LineChart theme={theme} handle={handle} series={picture.series} zones={picture.zones} limits={picture.limits} yScale="linear" playhead={transport.getState().playhead} xTo={race.iterations} xLabel={panels.counts.iterations.toLowerCase()}
        name={words.sharpness} className="chart-canvas" onScrub={(step) => transport.seek(step)} onSelectRun={(id) => lab.look({ selected: Number(id) })} />}
    </figure>
  )
}
