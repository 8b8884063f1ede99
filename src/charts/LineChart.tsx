/** Lines over steps, linked to the playhead: bright up to it, faded beyond, a read-out under the pointer. */
import { memo, type PointerEvent, useCallback, useMemo, useRef, useState } from 'react'
import { words } from '#words/index.ts'
import { Drawing } from './Drawing.tsx'
import { formatValue } from './format.ts'
import { RunMark } from './Glyphs.tsx'
import { drawLines, entryAt, type LaidLines, layLines, stepAt } from './lines/drawing.ts'
import { withAlpha } from './marks/ink.ts'
import { countOf, placeOf } from './lines/axes.ts'
import { usePlayed } from './played.ts'
import type { ChartSeries, LineChartProps } from './props.ts'
import { type ScrubPhase, useScrub } from './scrub.ts'
import { SPOKEN, useSparse } from './sparse.ts'
import { tokens } from './theme.ts'

/** Rows that a read-out holds before it would cover the chart. */
const MOST_ROWS = 9

export const LineChart = memo(function LineChart(props: LineChartProps) {
  const { name = props.title ?? '', summary, handle, className, style, onScrub } = props
  const laid = useRef<LaidLines>(undefined)
  const [playhead, hear] = useState(props.playhead)
  const { drawing, playheadRef } = usePlayed(props.playhead, handle, hear)
  const hover = useRef<number>(undefined)
  const [over, setOver] = useState<{ readonly step: number; readonly x: number; readonly flip: boolean }>()

  const again = () => drawing.current?.redraw()
  // frames of playback and moves of the pointer keep the layout
  const draw = useCallback((ink: CanvasRenderingContext2D, width: number, height: number, fresh: boolean) => {
    if (fresh || !laid.current) laid.current = layLines(ink, props, width, height)
    drawLines(ink, props, laid.current, width, height, playheadRef.current)
    if (hover.current === undefined) return
    const { box } = laid.current
    ink.strokeStyle = withAlpha(tokens(props.theme).ink, 0.4)
    ink.lineWidth = 1
    ink.setLineDash([2, 2])
    ink.beginPath()
    ink.moveTo(hover.current, box.top)
    ink.lineTo(hover.current, box.top + box.height)
    ink.stroke()
    ink.setLineDash([])
  }, [props, playheadRef])

  const spoken = useSparse(useMemo(() => ({ name, summary, series: props.series, playhead }), [name, summary, props.series, playhead]), SPOKEN)
  const visible = props.series.filter((s) => !s.hidden && countOf(s) > 0)
  const at = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect()
    const px = event.clientX - box.left
    return { px, step: laid.current ? stepAt(laid.current, px) : undefined, flip: px > box.width / 2 }
  }
  const scrub = useScrub(useCallback((event: PointerEvent, phase: ScrubPhase) => {
    const step = laid.current && stepAt(laid.current, event.clientX - event.currentTarget.getBoundingClientRect().left)
    if (step !== undefined) onScrub?.(step, phase)
  }, [onScrub]))
  const onMove = (event: PointerEvent) => {
    const { px, step, flip } = at(event)
    if (step === undefined) return
    if (onScrub) scrub.move(event)
    if (event.pointerType === 'touch' && !scrub.held()) return
    hover.current = px
    setOver({ step, x: px, flip })
    again()
  }
  const leave = () => {
    hover.current = undefined
    setOver(undefined)
    again()
  }
  return (
    <Drawing draw={draw} handle={drawing} label={[spoken.name, spoken.summary ?? inWords(spoken)].filter((part) => part !== '').join('. ')} className={className} style={style}>
      <div aria-hidden="true" className="chart-scrub" style={{ inset: 0, ...(onScrub ? {} : { cursor: 'default' }) }} onPointerMove={onMove} onPointerLeave={leave}
        {...(onScrub ? { onPointerDown: scrub.down, onPointerUp: scrub.up } : {})} onPointerCancel={scrub.cancel} />
      {over && visible.length > 0 && (
        <div aria-hidden="true" className="chart-readout" style={{ top: 0, ...(over.flip ? { right: `calc(100% - ${over.x - 10}px)` } : { left: over.x + 10 }) }}>
          <span className="chart-readout-head">{headOf(visible[0]!, over.step)}</span>
          {visible.slice(0, MOST_ROWS).map((series) => {
            const k = entryAt(series, over.step)
            return k < 0 ? null : <Row key={series.id} series={series} value={series.y[k]!} theme={props.theme} />
          })}
        </div>
      )}
      <Values {...spoken} />
    </Drawing>
  )
})

interface Spoken { readonly name: string; readonly series: readonly ChartSeries[]; readonly playhead: number | undefined }

/** The same as a table, for those who do not see it. */
const Values = memo(function Values({ name, series, playhead }: Spoken) {
  return (
    <table className="chart-hidden">
      <caption>{name}</caption>
      <thead><tr><th scope="col">{words.charts.series}</th><th scope="col">{words.charts.now}</th><th scope="col">{words.charts.last}</th></tr></thead>
      <tbody>
        {series.filter((s) => !s.hidden && countOf(s) > 0).map((s) => (
          <tr key={s.id}>
            <th scope="row">{s.label}</th>
            <td>{valueAt(s, playhead)}</td>
            <td>{formatValue(s.y[countOf(s) - 1]!)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
})

/** What each run has come to, and where it ends. */
const inWords = ({ series, playhead }: Spoken): string => series.filter((s) => !s.hidden && countOf(s) > 0)
  .map((s) => words.charts.runInWords(s.label, playhead === undefined ? undefined : [playhead.toLocaleString('en'), valueAt(s, playhead)], formatValue(s.y[countOf(s) - 1]!))).join(' ')

function Row({ series, value, theme }: { readonly series: ChartSeries; readonly value: number; readonly theme: LineChartProps['theme'] }) {
  return <><RunMark style={series.style} theme={theme} size={9} /><span>{series.label}</span><b>{formatValue(value)}</b></>
}

const headOf = (series: ChartSeries, step: number): string => formatValue(placeOf(series, Math.max(0, entryAt(series, step))), 6)

function valueAt(series: ChartSeries, playhead: number | undefined): string {
  const k = playhead === undefined ? countOf(series) - 1 : entryAt(series, playhead)
  return k < 0 ? '' : formatValue(series.y[k]!)
}
