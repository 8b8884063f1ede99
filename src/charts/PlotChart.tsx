/** A plot on the page: drawn on a canvas, with its points within reach of pointer, finger and keys. */
import { type KeyboardEvent, memo, type PointerEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Plot } from '#figures/plot.ts'
import { studyPage as text } from '#words/en/study-page.ts'
import { Drawing, type DrawingHandle } from './Drawing.tsx'
import { formatValue } from './format.ts'
import type { Box } from './viewport.ts'
import { drawPlot, type LaidPlot, layPlot } from './plot/drawing.ts'
import { nearest, placesOf, type PlotPoint } from './plot/places.ts'
import { type ThemeName, tokens } from './theme.ts'

export interface PlotChartProps {
  readonly plot: Plot
  readonly theme: ThemeName
  /** Opens the run that a point comes from. */
  readonly onOpen?: ((part: number, name: string) => void) | undefined
  /** Told where the axes lie, for what stands under them. */
  readonly onBox?: (box: Box) => void
  readonly className?: string
  readonly scale?: number
}

/** Pixels round a point that count as the point. */
const REACH = 16
const RING = 7

export const PlotChart = memo(function PlotChart({ plot, theme, onOpen, onBox, className = '', scale = 1 }: PlotChartProps) {
  const drawing = useRef<DrawingHandle>(null)
  const places = useRef<readonly PlotPoint[]>([])
  const [at, setAt] = useState(-1), [pinned, setPinned] = useState(false)
  const chosen = useRef(-1)
  const told = useRef('')
  const picture = useMemo(() => ({ plot, theme, scale }), [plot, theme, scale])

  const draw = useCallback((ink: CanvasRenderingContext2D, width: number, height: number) => {
    const laid: LaidPlot = layPlot(ink, picture, width, height)
    places.current = placesOf(picture.plot, laid)
    drawPlot(ink, picture, laid, width, height)
    const point = places.current[chosen.current]
    if (point) {
      ink.strokeStyle = tokens(picture.theme).ink
      ink.lineWidth = 2
      ink.beginPath()
      ink.arc(point.px, point.py, RING, 0, 2 * Math.PI)
      ink.stroke()
    }
    const box = JSON.stringify(laid.box)
    if (box === told.current) return
    told.current = box
    onBox?.(laid.box)
  }, [picture, onBox])

  const choose = (next: number): void => {
    if (next === chosen.current) return
    chosen.current = next
    setAt(next)
    drawing.current?.redraw()
  }
  // a figure that has grown has its points elsewhere
  useEffect(() => {
    chosen.current = -1
    setAt(-1)
    setPinned(false)
  }, [plot])

  const over = (event: PointerEvent): number => {
    const box = event.currentTarget.getBoundingClientRect()
    return nearest(places.current, event.clientX - box.left, event.clientY - box.top, REACH)
  }
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    const many = places.current.length
    if (step !== undefined && many > 0) {
      choose((Math.max(0, chosen.current + (chosen.current < 0 ? (step > 0 ? 1 : 0) : step)) + many) % many)
      setPinned(true)
      event.preventDefault()
    } else if (event.key === 'Escape' && chosen.current >= 0) {
      choose(-1)
      setPinned(false)
    } else if (event.key === 'Enter' && event.target === event.currentTarget) {
      const point = places.current[chosen.current]
      if (point?.part !== undefined) onOpen?.(point.part, nameOf(plot, point))
    }
  }
  const point = places.current[at]
  const names = [...new Set(plot.marks.flatMap((mark) => ('name' in mark ? [mark.name] : [mark.label])))].join('; ')
  return (
    <Drawing draw={draw} handle={drawing} className={`plot-chart ${className}`}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- its points are gone through by keys */}
      <div className="plot-field" role="group" tabIndex={0} aria-label={`${plot.title}. ${plot.x.label}, ${plot.y.label}. ${names}. ${onOpen ? text.pointHint : text.pointHintPlain}`} onKeyDown={onKey}
        onPointerMove={(event) => {
          if (event.pointerType !== 'touch' && !pinned) choose(over(event))
        }}
        onPointerLeave={() => {
          if (!pinned) choose(-1)
        }}
        onClick={(event) => {
          const next = over(event as unknown as PointerEvent)
          choose(next)
          setPinned(next >= 0)
        }} />
      <div className="plot-said" aria-live="polite">{point && pinned ? said(plot, point) : ''}</div>
      {point && (
        <div className="plot-card" style={cardPlace(point, drawing.current)} data-pinned={pinned}>
          <b>{nameOf(plot, point)}</b>
          <span>{plot.y.label} {formatValue(point.y, 4)}</span>
          <span className="plot-card-whose">{point.name}</span>
          {point.part !== undefined && onOpen && <button type="button" className="button button-secondary" onClick={() => onOpen(point.part!, nameOf(plot, point))}>{text.open}</button>}
        </div>
      )}
    </Drawing>
  )
})

const placed = (plot: Plot, x: number): string => plot.x.categories?.[x] ?? formatValue(x, 4)
const nameOf = (plot: Plot, { x }: PlotPoint): string => `${plot.x.label} ${placed(plot, x)}`
const said = (plot: Plot, point: PlotPoint): string => `${point.name}: ${nameOf(plot, point)}, ${plot.y.label} ${formatValue(point.y, 4)}`

/** Beside the point, on the side that has room. */
function cardPlace({ px, py }: PlotPoint, frame: DrawingHandle | null): { left?: number; right?: number; top: number } {
  const width = frame?.width ?? 0, top = Math.max(0, Math.min(py - 24, (frame?.height ?? 200) - 110))
  return px > width / 2 ? { right: width - px + 14, top } : { left: px + 14, top }
}
