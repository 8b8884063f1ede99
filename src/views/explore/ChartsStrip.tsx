import { ChevronDown, ChevronUp, Table2 } from 'lucide-react'
import { useContext, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { LineChart } from '#charts/LineChart.tsx'
import type { ChartLimit, ChartSeries, LineChartHandle } from '#charts/props.ts'
import { readsBatches } from '#stores/batches.ts'
import { indexAt } from '#stores/film.ts'
import { bottomless, limitOf, samplesOf } from '#stores/race.ts'
import { type Count, COUNTS, STRIPS } from '#stores/view.ts'
import { IconButton } from '#views/controls/Button.tsx'
import { later } from '#views/controls/later.tsx'
import { Letter } from '#views/controls/Letter.tsx'
import { Segmented } from '#views/controls/Segmented.tsx'
import { Term } from '#views/controls/Term.tsx'
import { SidesContext, useFilm, useLab, useLive, useStores } from '#views/stores.ts'
import { curvature } from '#words/curvature.ts'
import { words } from '#words/index.ts'
import { panels } from '#words/panels.ts'
import { axisOf } from './counting.ts'
import { useLabels, useStyles, useTheme } from './runs.ts'
import { short, stepSize } from './say.ts'
import { useLow } from './useLayout.ts'

export const FilmStrip = later(async () => (await import('./batches/FilmStrip.tsx')).FilmStrip)
const ValuesTable = later(async () => (await import('./ValuesTable.tsx')).ValuesTable)
const BothCharts = later(async () => (await import('./sides/BothCharts.tsx')).BothCharts)
const SidesKey = later(async () => (await import('./sides/BothCharts.tsx')).SidesKey)
const CurvatureCharts = later(async () => (await import('./network/CurvatureCharts.tsx')).CurvatureCharts)

export type ChartName = 'loss' | 'gradientNorm' | 'stepSize' | 'stability'
export const CHARTS: readonly ChartName[] = ['loss', 'gradientNorm', 'stepSize', 'stability']

export interface ChartPicture {
  readonly series: readonly ChartSeries[]
  readonly yScale: 'linear' | 'log'
  readonly limits: readonly ChartLimit[]
  readonly unstable: boolean
  readonly bottomless?: boolean
  /** Steps of the longest run, where they are not the race's own. */
  readonly iterations?: number
}

/** The four charts as data, for the screen and for export. */
export function useCharts(): Readonly<Record<ChartName, ChartPicture>> {
  const { sharpness } = useStores()
  const race = useLab((s) => s.race), hidden = useLab((s) => s.view.hidden), selected = useLab((s) => s.view.selected), count = useLab((s) => s.view.count)
  const runs = useFilm((s) => s.runs)
  const styles = useStyles(), labels = useLabels()
  const present = useStore(sharpness, (s) => s.present[selected])
  return useMemo(() => {
    const samples = samplesOf(race.objective)
    const series = (pick: (i: number) => Float64Array | undefined): ChartSeries[] => runs.flatMap((film, i) => {
      const run = race.runs[i], style = styles[i]
      const y = film && run && style ? pick(i) : undefined
      if (!film || !run || !style || !y) return []
      const x = axisOf(film, samples, count)
      return [{ id: String(i), label: labels[i] ?? '', style, y, from: film.from, hidden: hidden.includes(i), selected: i === selected, ...(x ? { x: x.subarray(0, y.length) } : {}) }]
    })
    const limit = race.runs[selected] && limitOf(race.runs[selected])
    const losses = series((i) => runs[i]?.values)
    return {
      loss: { series: losses, yScale: losses.every((s) => s.y.every((v) => !(v <= 0))) ? 'log' : 'linear', limits: [], unstable: false, bottomless: bottomless(race.objective) },
      gradientNorm: { series: series((i) => runs[i]?.gradientNorms), yScale: 'log', limits: [], unstable: false },
      stepSize: {
        series: series((i) => runs[i]?.stepSizes), yScale: 'log', unstable: false,
        limits: limit !== undefined && present !== undefined && present > 0 ? [{ y: limit / present, label: limit === 2 ? '2/L' : `${short(limit)}/L`, tone: 'ink' as const }] : [],
      },
      stability: {
        series: series((i) => {
          const film = runs[i], own = race.runs[i] && limitOf(race.runs[i])
          if (!film?.sharpness || own === undefined) return undefined
          const held = heldOver(film.sharpness)
          return film.stepSizes.map((alpha, k) => (alpha * held[k]!) / own)
        }),
        yScale: 'linear', limits: [{ y: 1 }], unstable: true,
      },
    }
  }, [race, runs, styles, labels, hidden, selected, count, present])
}

/** Right end of a chart's x axis: what the runs have cost by their last step, or all steps. */
export const endOf = (count: Count, iterations: number, { series }: Pick<ChartPicture, 'series'>): number => (count === 'iterations' ? iterations : Math.max(1, ...series.map((s) => s.x?.at(-1) ?? 0)))

/** Between two measurements the last one holds: large landscapes are measured only now and then. */
export function heldOver(values: Float64Array): Float64Array {
  let last = NaN
  return values.map((value) => (last = Number.isNaN(value) ? last : value))
}

/** Four charts with one playhead under the map; where that is a plane through a network, its curvature in their place. */
export function ChartsStrip({ only }: { only?: ChartName | 'curvature' }) {
  const { lab } = useStores()
  const count = useLab((s) => s.view.count)
  const network = useLab((s) => s.view.plane !== undefined), strip = useLab((s) => s.view.strip)
  const [table, setTable] = useState(false)
  // where there is room for one, the map has it until the charts are asked for
  const low = useLow() && !only, [unfolded, setUnfolded] = useState(false)
  const folded = low && !unfolded
  const batch = useLab((s) => s.view.layers.batch && readsBatches(s.race, s.view.selected)) && !only, [part, setPart] = useState<'charts' | 'batches'>('batches')
  const charts = useCharts(), sides = useContext(SidesContext)
  const batches = batch && part === 'batches'
  const names = CHARTS.filter((name) => !only || name === only)
  const curved = network && !batches && (only ? only === 'curvature' : strip === 'curvature')
  return (
    <section className={`charts ${folded ? 'folded' : ''}`} aria-label={panels.progress}>
      {!(only && curved) && <header className="charts-head">
        {network && !only && !batches ? <Segmented name={curvature.chartsName} value={strip} options={STRIPS.map((value) => ({ value, label: curvature.charts[value] }))} onChange={(next) => lab.look({ strip: next })} /> : <h2>{panels.progress}</h2>}
        {low && <IconButton icon={folded ? ChevronUp : ChevronDown} name={folded ? panels.showCharts : panels.hideCharts} aria-expanded={!folded} onClick={() => setUnfolded(folded)} className="small" size={15} />}
        <IconButton icon={Table2} name={panels.values} onClick={() => setTable(true)} className="small" size={15} />
        {batch && <Segmented name={panels.below} look="soft" value={part} options={(['charts', 'batches'] as const).map((value) => ({ value, label: panels.belowParts[value] }))} onChange={setPart} />}
        {sides && !curved && !batches && <SidesKey />}
        {!curved && <><span className="charts-count"><Term of="epoch">{panels.countBy}</Term></span>
          <Segmented name={panels.countBy} value={count} options={COUNTS.map((value) => ({ value, label: (only ? panels.countsShort : panels.counts)[value] }))} onChange={(next) => lab.look({ count: next })} /></>}
      </header>}
      {!folded && (batches ? <FilmStrip /> : <div className={`charts-row ${curved ? 'curved' : ''}`}>{curved ? <CurvatureCharts /> : sides ? <BothCharts sides={sides} names={names} /> : names.map((name) => <ChartBox key={name} name={name} picture={charts[name]} />)}</div>)}
      {table && <ValuesTable onClose={() => setTable(false)} />}
    </section>
  )
}

export function ChartBox({ name, picture, onSelectRun }: { name: ChartName; picture: ChartPicture; onSelectRun?: (id: string) => void }) {
  const { transport, film, lab } = useStores()
  const theme = useTheme()
  const handle = useRef<LineChartHandle>(null)
  const race = useLab((s) => s.race), count = useLab((s) => s.view.count)
  useLive(transport, ({ playhead }) => handle.current?.draw({ playhead }))
  const title = words.explore[name]
  const end = useMemo(() => endOf(count, picture.iterations ?? race.iterations, picture), [race.iterations, count, picture])
  // methods without a limit have no line here, and an empty chart would say that nothing was computed
  const none = name === 'stability' && picture.series.length === 0 && race.runs.length > 0 && race.runs.every((run) => limitOf(run) === undefined)
  return (
    <figure className="chart-box">
      <figcaption>
        <span>{name === 'gradientNorm' ? <Term of="gradientNorm">{title}</Term> : name === 'stability' ? <Term of="limit">{title}</Term> : name === 'stepSize' ? <><Term of="stepSize">{title}</Term> <Letter>α</Letter></> : name === 'loss' ? <Term of="loss">{title}</Term> : title}</span>
        <LiveSummary name={name} film={film} />
      </figcaption>
      {none ? <p className="chart-none">{panels.noLimit}</p> : <LineChart theme={theme} handle={handle} series={picture.series} yScale={picture.yScale} limits={picture.limits} bottomless={picture.bottomless ?? false} playhead={transport.getState().playhead} xTo={end} xLabel={panels.counts[count].toLowerCase()}
        {...(picture.unstable ? { zones: [{ from: 1, to: Infinity, label: panels.unstable, tone: 'danger' as const }] } : {})} name={title} className="chart-canvas"
        onScrub={(step) => transport.seek(step)} onSelectRun={onSelectRun ?? ((id) => lab.look({ selected: Number(id) }))} />}
    </figure>
  )
}

/** The value of the selected run under the playhead, beside the title. */
function LiveSummary({ name, film }: { name: ChartName; film: ReturnType<typeof useStores>['film'] }) {
  const { transport, lab } = useStores()
  const out = useRef<HTMLOutputElement>(null)
  const draw = (): void => {
    if (!out.current) return
    const { playhead } = transport.getState(), { race, view } = lab.getState()
    const run = film.getState().runs[view.selected], spec = race.runs[view.selected]
    const k = run && indexAt(run, playhead)
    let text = ''
    if (run && spec && k !== undefined) {
      const alpha = run.stepSizes[Math.min(k, run.stepSizes.length - 1)]
      const limit = limitOf(spec)
      const value = { loss: run.values[k], gradientNorm: run.gradientNorms[k], stepSize: alpha, stability: run.sharpness && alpha !== undefined && limit ? (alpha * heldOver(run.sharpness.subarray(0, k + 1)).at(-1)!) / limit : undefined }[name]
      if (value !== undefined) text = name === 'stepSize' ? stepSize(value) : short(value)
    }
    if (out.current.textContent !== text) out.current.textContent = text
  }
  useLive(transport, draw)
  useLive(film, draw)
  return <output className="chart-now num" ref={out} aria-hidden />
}
