import { type KeyboardEvent, type PointerEvent, useContext, useMemo, useRef } from 'react'
import { RunMark } from '#charts/Glyphs.tsx'
import type { RunStyle } from '#charts/methods.ts'
import { evenTicks } from '#charts/ticks.ts'
import { type FilmRun, lastStep } from '#stores/film.ts'
import { SidesContext, useFilm, useLab, useLive, useStores, useTransport } from '#views/stores.ts'
import { panels } from '#words/panels.ts'
import { BothOf } from './BothOf.tsx'
import { endOf } from './heading.ts'
import { cssColour, useLabels, useStyles, useTheme } from './runs.ts'

/** Room for all lanes, in pixels; more runs stand closer. */
const ROOM = 35
const GAP = 7
/** Of what stands on the right. */
export const DASH = [5, 3]

interface Lane { readonly id: string; readonly run: FilmRun; readonly style: RunStyle; readonly filming: boolean; /** Where it leaves its parent, and how many lanes above that is. */ readonly fork?: { readonly at: number; readonly up: number } | undefined }
interface Props { axis?: boolean }

/** One thin lane a run, bright up to the playhead; the playhead is dragged here, or moved with the arrow keys. Side by side those of the right one stand below, dashed. */
export function Lanes(props: Props) {
  const sides = useContext(SidesContext)
  return sides ? <BothOf sides={sides} use={useLanes}>{(left, right) => <DrawnLanes {...props} lanes={[...left, ...right.map(onTheRight)]} />}</BothOf> : <OfOne {...props} />
}
const OfOne = (props: Props) => <DrawnLanes {...props} lanes={useLanes()} />
const onTheRight = (lane: Lane): Lane => ({ ...lane, id: `right ${lane.id}`, style: { ...lane.style, dash: DASH, hollow: true } })

function useLanes(): readonly Lane[] {
  const race = useLab((s) => s.race), hidden = useLab((s) => s.view.hidden)
  const runs = useFilm((s) => s.runs), filming = useFilm((s) => s.filming)
  const styles = useStyles(), labels = useLabels()
  return useMemo(() => {
    const shown = styles.flatMap((style, i) => (runs[i] && !hidden.includes(i) ? [{ i, style, run: runs[i] }] : []))
    return shown.map(({ i, style, run }, k) => {
      const fork = race.runs[i]?.fork, parent = fork ? shown.findIndex((lane) => lane.i === fork.run) : -1
      return { id: labels[i] ?? String(i), run, style, filming, fork: fork && parent >= 0 ? { at: fork.at, up: k - parent } : undefined }
    })
  }, [race, hidden, runs, filming, styles, labels])
}

function DrawnLanes({ axis = true, lanes: all }: Props & { lanes: readonly Lane[] }) {
  const { transport } = useStores()
  const length = useTransport((s) => s.length), theme = useTheme()
  const box = useRef<HTMLDivElement>(null), bright = useRef<SVGRectElement>(null), head = useRef<HTMLDivElement>(null)
  const gap = Math.min(GAP, ROOM / Math.max(1, all.length))
  const height = gap * all.length
  const ticks = useMemo(() => evenTicks(0, Math.max(1, length), 8).map((t) => Math.abs(t.at)).filter((t) => Number.isInteger(t)), [length])

  useLive(transport, ({ playhead, length: end }) => {
    const share = end > 0 ? playhead / end : 0
    bright.current?.setAttribute('width', `${share * 100}%`)
    if (head.current) {
      head.current.style.left = `${share * 100}%`
      head.current.setAttribute('aria-valuenow', String(playhead))
      head.current.setAttribute('aria-valuetext', `${playhead} ${panels.stepOf} ${end}`)
    }
  })

  function seek(event: PointerEvent): void {
    const { left, width } = box.current!.getBoundingClientRect()
    transport.seek(((event.clientX - left) / width) * length)
  }
  function key(event: KeyboardEvent): void {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[event.key]
    if (by !== undefined) transport.step(event.shiftKey ? by * 10 : by)
    else if (event.key === 'Home') transport.seek(0)
    else if (event.key === 'End') transport.seek(length)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  const percent = (step: number): string => `${(100 * step) / Math.max(1, length)}%`
  const lanes = (
    <>{all.map(({ id, run, style, fork }, i) => {
      const y = gap * (i + 0.5)
      return (
        <g key={id} stroke={cssColour(style, theme)}>
          {fork && <line x1={percent(fork.at)} x2={percent(fork.at)} y1={y - gap * fork.up} y2={y} strokeWidth={1.5} />}
          <line x1={percent(run.from)} x2={percent(Math.min(lastStep(run), length))} y1={y} y2={y} strokeWidth={Math.min(2.4, gap * 0.6)} {...(style.dash.length ? { strokeDasharray: style.dash.join(' ') } : { strokeLinecap: 'round' as const })} />
        </g>
      )
    })}</>
  )
  return (
    <div className="lanes">
      <div className="lanes-box" ref={box} onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        head.current?.focus({ preventScroll: true })
        seek(event)
        event.preventDefault()
      }} onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) seek(event)
      }}>
        <svg width="100%" height={Math.max(height, gap)} aria-hidden>
          <clipPath id="lanes-bright"><rect ref={bright} x="-1%" y="-10" height={height + 20} /></clipPath>
          <g opacity={0.25}>{lanes}</g>
          <g clipPath="url(#lanes-bright)">{lanes}</g>
        </svg>
        {all.map(({ id, run, style }, i) => (
          <span key={id} className="lane-mark" style={{ left: percent(run.from), top: gap * (i + 0.5) }}><RunMark style={style} theme={theme} size={Math.min(7.5, gap + 0.5)} /></span>
        ))}
        {all.map(({ id, run, style, filming }, i) => {
          const mark = endOf(run, filming)
          return mark && <span key={id} className={`lane-end lane-end-${mark.sign}`} style={{ left: percent(mark.step), top: gap * (i + 0.5), background: cssColour(style, theme) }} />
        })}
        <div className="playhead" ref={head} role="slider" tabIndex={0} aria-label={panels.playback} aria-valuemin={0} aria-valuemax={length} aria-valuenow={0} onKeyDown={key} style={{ height: height + 12 }} />
      </div>
      {axis && <div className="lanes-axis" aria-hidden>{ticks.map((t) => <span key={t} style={{ left: percent(t) }}>{t.toLocaleString('en')}</span>)}</div>}
    </div>
  )
}
