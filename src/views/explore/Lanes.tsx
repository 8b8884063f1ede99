import { type KeyboardEvent, type PointerEvent, useMemo, useRef } from 'react'
import { RunMark } from '#charts/Glyphs.tsx'
import { evenTicks } from '#charts/ticks.ts'
import { lastStep } from '#stores/film.ts'
import { useFilm, useLab, useLive, useStores, useTransport } from '#views/stores.ts'
import { words } from '#words/index.ts'
import { endOf } from './heading.ts'
import { cssColour, useLabels, useStyles, useTheme } from './runs.ts'

/** Room for all lanes, in pixels; more runs stand closer. */
const ROOM = 35
const GAP = 7

/** One thin lane a run, bright up to the playhead; the playhead is dragged here, or moved with the arrow keys. */
export function Lanes({ axis = true }: { axis?: boolean }) {
  const { transport } = useStores()
  const length = useTransport((s) => s.length), race = useLab((s) => s.race), hidden = useLab((s) => s.view.hidden)
  const runs = useFilm((s) => s.runs), filming = useFilm((s) => s.filming)
  const styles = useStyles(), theme = useTheme(), labels = useLabels()
  const box = useRef<HTMLDivElement>(null), bright = useRef<SVGRectElement>(null), head = useRef<HTMLDivElement>(null)
  const gap = Math.min(GAP, ROOM / Math.max(1, styles.length))
  const height = gap * styles.length
  const ticks = useMemo(() => evenTicks(0, Math.max(1, length), 8).map((t) => Math.abs(t.at)).filter((t) => Number.isInteger(t)), [length])

  useLive(transport, ({ playhead, length: end }) => {
    const share = end > 0 ? playhead / end : 0
    bright.current?.setAttribute('width', `${share * 100}%`)
    if (head.current) {
      head.current.style.left = `${share * 100}%`
      head.current.setAttribute('aria-valuenow', String(playhead))
      head.current.setAttribute('aria-valuetext', `${playhead} ${words.explore.stepOf} ${end}`)
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
    <>{styles.map((style, i) => {
      const run = runs[i]
      if (!run || hidden.includes(i)) return null
      const y = gap * (i + 0.5), from = race.runs[i]?.fork
      return (
        <g key={labels[i]} stroke={cssColour(style, theme)}>
          {from && <line x1={percent(from.at)} x2={percent(from.at)} y1={gap * (from.run + 0.5)} y2={y} strokeWidth={1.5} />}
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
        {runs.map((run, i) => run && !hidden.includes(i) && styles[i] && (
          <span key={labels[i]} className="lane-mark" style={{ left: percent(run.from), top: gap * (i + 0.5) }}><RunMark style={styles[i]} theme={theme} size={Math.min(7.5, gap + 0.5)} /></span>
        ))}
        {runs.map((run, i) => {
          const mark = run && !hidden.includes(i) ? endOf(run, filming) : undefined
          return mark && styles[i] && (
            <span key={labels[i]} className={`lane-end lane-end-${mark.sign}`} style={{ left: percent(mark.step), top: gap * (i + 0.5), background: cssColour(styles[i], theme) }} />
          )
        })}
        <div className="playhead" ref={head} role="slider" tabIndex={0} aria-label={words.explore.playback} aria-valuemin={0} aria-valuemax={length} aria-valuenow={0} onKeyDown={key} style={{ height: height + 12 }} />
      </div>
      {axis && <div className="lanes-axis" aria-hidden>{ticks.map((t) => <span key={t} style={{ left: percent(t) }}>{t.toLocaleString('en')}</span>)}</div>}
    </div>
  )
}
