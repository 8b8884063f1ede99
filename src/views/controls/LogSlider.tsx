import { type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react'

export interface SliderMark { readonly at: number; readonly label: string; readonly title?: string }

interface LogSliderProps {
  name: string
  value: number
  /** Values outside are allowed: the thumb then stands at the end. */
  range: readonly [number, number]
  scale?: 'log' | 'linear'
  /** Steps of the keyboard as shares of the value (log) or of the range (linear): plain, with Shift, with Alt. */
  steps?: readonly [number, number, number]
  /** Where Home and End go; the ends of the range otherwise. */
  home?: number | undefined
  end?: number | undefined
  valueText: string
  describedBy?: string | undefined
  colour?: string
  marks?: readonly SliderMark[]
  showLabels?: boolean
  /** From here on the track is hatched. */
  hatchFrom?: number | undefined
  hatchTitle?: string
  /** Said under the hatched part, where there is room for it. */
  hatchLabel?: string
  /** Numbers under the track; those too near to a mark are left out. */
  ticks?: readonly { readonly at: number; readonly label: string }[]
  whole?: boolean
  above?: ReactNode
  onChange: (value: number) => void
  onSettle?: () => void
  onReset?: (() => void) | undefined
  className?: string
}

/** A mark's label of more letters leaves less room beside it for what is said of the hatched part. */
const BRIEF = 6
/** How long after the last key or turn of the wheel a gesture is over. Milliseconds. */
const QUIET = 700

/** A slider on a logarithmic or linear track: dragged anywhere on its row, turned by the wheel, moved by keys in small and large steps. */
export function LogSlider({
  name, value, range: [low, high], scale = 'log', steps = scale === 'log' ? [0.02, 0.2, 0.002] : [0.01, 0.1, 0.001], home = low, end = high, valueText, describedBy, colour, marks = [],
  showLabels = false, hatchFrom, hatchTitle, hatchLabel, ticks = [], whole = false, above, onChange, onSettle, onReset, className = '',
}: LogSliderProps) {
  const track = useRef<HTMLDivElement>(null)
  const thumb = useRef<HTMLDivElement>(null)
  const quiet = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [ghost, setGhost] = useState<number>()
  const share = (v: number): number => Math.max(0, Math.min(1, scale === 'log' ? Math.log(v / low) / Math.log(high / low) : (v - low) / (high - low)))
  const percent = (v: number): string => `${(100 * share(v)).toFixed(3)}%`
  const give = (v: number): void => {
    const rounded = whole ? Math.round(v) : Number(v.toPrecision(scale === 'log' ? 3 : 4))
    if (Number.isFinite(rounded) && rounded !== value && (scale === 'linear' || rounded > 0)) onChange(rounded)
  }
  const settleSoon = (): void => {
    clearTimeout(quiet.current)
    quiet.current = setTimeout(() => onSettle?.(), QUIET)
  }

  function at(event: PointerEvent): number {
    const box = track.current!.getBoundingClientRect()
    const t = Math.max(0, Math.min(1, (event.clientX - box.left) / box.width))
    return scale === 'log' ? low * (high / low) ** t : low + t * (high - low)
  }
  function down(event: PointerEvent<HTMLDivElement>): void {
    if (event.button !== 0) return
    clearTimeout(quiet.current)
    event.currentTarget.setPointerCapture(event.pointerId)
    thumb.current?.focus({ preventScroll: true })
    setGhost(value)
    // a press on the thumb itself moves nothing until the pointer does
    if (event.target !== thumb.current) give(at(event))
    event.preventDefault()
  }
  function move(event: PointerEvent<HTMLDivElement>): void {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) give(at(event))
  }
  function up(): void {
    if (ghost === undefined) return
    setGhost(undefined)
    onSettle?.()
  }
  function moveBy(direction: number, size: number): void {
    if (scale === 'log') give(whole ? (direction > 0 ? Math.max(value + 1, value * (1 + size)) : Math.min(value - 1, value / (1 + size))) : value * (1 + size) ** direction)
    else give(value + direction * (whole ? Math.max(1, Math.round(size * (high - low))) : size * (high - low)))
    settleSoon()
  }
  function key(event: KeyboardEvent): void {
    const direction = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 1, PageDown: -1 }[event.key]
    if (direction !== undefined) moveBy(direction, event.key.startsWith('Page') || event.shiftKey ? steps[1] : event.altKey ? steps[2] : steps[0])
    else if (event.key === 'Home' || event.key === 'End') {
      give(event.key === 'Home' ? home : end)
      settleSoon()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  // React listens to the wheel passively; the page would scroll along
  const turn = useRef<(event: WheelEvent) => void>(undefined)
  useEffect(() => {
    turn.current = (event) => {
      event.preventDefault()
      moveBy(event.deltaY < 0 ? 1 : -1, steps[0])
    }
  })
  useEffect(() => {
    const row = track.current?.parentElement
    const listen = (event: WheelEvent): void => {
      if (!event.ctrlKey && document.activeElement === thumb.current) turn.current?.(event)
    }
    row?.addEventListener('wheel', listen, { passive: false })
    return () => row?.removeEventListener('wheel', listen)
  }, [])

  const shown = marks.filter((m) => m.at >= low && m.at <= high)
  const zoned = hatchLabel !== undefined && hatchFrom !== undefined && share(hatchFrom) < 1
  /** Labels of marks that stand close give way to both sides. */
  const crowded = (i: number): string => (shown[i + 1] && share(shown[i + 1]!.at) - share(shown[i]!.at) < 0.15 ? 'label-before' : shown[i - 1] && share(shown[i]!.at) - share(shown[i - 1]!.at) < 0.15 ? 'label-after' : '')
  return (
    <div className={`log-slider ${showLabels && shown.length ? 'with-labels' : ''} ${className}`} style={colour === undefined ? undefined : { '--slider': colour } as CSSProperties}
      onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={up} onDoubleClick={onReset}>
      {above}
      <div className="track" ref={track}>
        <div className="track-rest" />
        {hatchFrom !== undefined && share(hatchFrom) < 1 && <div className="track-hatch" style={{ left: percent(hatchFrom) }} title={hatchTitle} />}
        {zoned && <div className={`track-zone ${shown.some((m) => m.at === hatchFrom && m.label.length > BRIEF) ? 'by-long-label' : ''}`} style={{ left: percent(hatchFrom) }}><span>{hatchLabel}</span></div>}
        {ticks.filter(({ at }) => shown.every((m) => Math.abs(share(m.at) - share(at)) > 0.09) && !(zoned && share(at) > 0.8)).map(({ at, label }) => <div key={label} className="track-tick" style={{ left: percent(at) }}><span>{label}</span></div>)}
        <div className="track-done" style={{ width: percent(value) }} />
        {shown.map((mark, i) => (
          <div key={mark.label} className={`track-mark ${crowded(i)}`} style={{ left: percent(mark.at) }} title={mark.title}>{showLabels && <span>{mark.label}</span>}</div>
        ))}
        {ghost !== undefined && ghost !== value && <div className="thumb-ghost" style={{ left: percent(ghost) }} />}
        <div ref={thumb} className="thumb" role="slider" tabIndex={0} aria-label={name} aria-valuemin={low} aria-valuemax={high} aria-valuenow={value} aria-valuetext={valueText}
          aria-describedby={describedBy} aria-orientation="horizontal" style={{ left: percent(value) }} onKeyDown={key} />
      </div>
    </div>
  )
}
