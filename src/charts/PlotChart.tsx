/** A plot on the page: drawn on a canvas, with its points within reach of pointer, finger and keys. */
import { type KeyboardEvent, memo, type MouseEvent, type ReactNode, useCallback, useMemo, useRef, useState } from 'react'
import type { Plot } from '#figures/plot.ts'
import { studyPage as text } from '#words/en/study-page.ts'
import { Drawing, type DrawingHandle } from './Drawing.tsx'
import { formatValue } from './format.ts'
import type { Box } from './viewport.ts'
import { drawPlot, type LaidPlot, layPlot } from './plot/drawing.ts'
import './plot/plot.css'
import { nearest, placesOf, type PlotPoint } from './plot/places.ts'
import { type ThemeName, tokens } from './theme.ts'

export interface PlotChartProps {
  readonly plot: Plot
  readonly theme: ThemeName
  /** Opens the run that a point comes from. */
  readonly onOpen?: ((part: number, name: string) => void) | undefined
  /** What is shown of a point that is held fast, in place of its value. */
  readonly detail?: ((part: number) => ReactNode) | undefined
  /** Told where the axes lie, for what stands under them. */
  readonly onBox?: (box: Box) => void
  readonly className?: string
  readonly scale?: number
}

/** Pixels round a point that count as the point. */
const REACH = 16
const RING = 7

export const PlotChart = memo(function PlotChart({ plot, theme, onOpen, detail, onBox, className = '', scale = 1 }: PlotChartProps) {
  const drawing = useRef<DrawingHandle>(null)
  const places = useRef<readonly PlotPoint[]>([])
  const [seen, setSeen] = useState<{ readonly plot: Plot; readonly point: PlotPoint; readonly place: CardPlace; readonly pinned: boolean }>()
  const chosen = useRef(-1), drawn = useRef(plot)
  const told = useRef('')
  const picture = useMemo(() => ({ plot, theme, scale }), [plot, theme, scale])

  const draw = useCallback((ink: CanvasRenderingContext2D, width: number, height: number) => {
    const laid: LaidPlot = layPlot(ink, picture, width, height)
    places.current = placesOf(picture.plot, laid)
    if (drawn.current !== picture.plot) chosen.current = -1 // a figure that has grown has its points elsewhere
    drawn.current = picture.plot
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

  const shown = seen?.plot === plot ? seen : undefined
  const choose = (next: number, pin: boolean): void => {
    if (next === chosen.current && shown?.pinned === pin) return
    chosen.current = next
    const point = places.current[next]
    setSeen(point && { plot, point, place: cardPlace(point, drawing.current, pin && detail ? DETAILED : BARE), pinned: pin })
    drawing.current?.redraw()
  }
  const over = (event: MouseEvent): number => {
    const box = event.currentTarget.getBoundingClientRect()
    return nearest(places.current, event.clientX - box.left, event.clientY - box.top, REACH)
  }
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    const many = places.current.length
    if (step !== undefined && many > 0) {
      choose(chosen.current < 0 ? (step > 0 ? 0 : many - 1) : (chosen.current + step + many) % many, true)
      event.preventDefault()
    } else if (event.key === 'Escape' && chosen.current >= 0) {
      choose(-1, false)
    } else if (event.key === 'Enter' && event.target === event.currentTarget) {
      const point = places.current[chosen.current]
      if (point?.part !== undefined) onOpen?.(point.part, nameOf(plot, point))
    }
  }
  const names = [...new Set(plot.marks.flatMap((mark) => ('name' in mark ? [mark.name] : [mark.label])))].join('; ')
  return (
    <Drawing draw={draw} handle={drawing} className={`plot-chart ${className}`}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- its points are gone through by keys */}
      <div className="plot-field" role="group" tabIndex={0} aria-label={`${plot.title}. ${plot.x.label}, ${plot.y.label}. ${names}. ${onOpen ? text.pointHint : text.pointHintPlain}`} onKeyDown={onKey}
        onPointerMove={(event) => {
          if (event.pointerType !== 'touch' && !shown?.pinned) choose(over(event), false)
        }}
        onPointerLeave={() => {
          if (!shown?.pinned) choose(-1, false)
        }}
        onClick={(event) => {
          const next = over(event)
          choose(next, next >= 0)
        }} />
      <div className="plot-said" aria-live="polite">{shown?.pinned ? said(plot, shown.point) : ''}</div>
      {shown && (
        <div className="plot-card" style={shown.place} data-pinned={shown.pinned}>
          {detail && shown.pinned && shown.point.part !== undefined ? detail(shown.point.part) : (
            <>
              <b>{nameOf(plot, shown.point)}</b>
              <span>{plot.y.label} {formatValue(shown.point.y, 4)}</span>
              <span className="plot-card-whose">{shown.point.name}</span>
            </>
          )}
          {shown.point.part !== undefined && onOpen && <button type="button" className="button button-secondary" onClick={() => onOpen(shown.point.part!, nameOf(plot, shown.point))}>{text.open}</button>}
        </div>
      )}
    </Drawing>
  )
})

const placed = (plot: Plot, x: number): string => plot.x.categories?.[x] ?? formatValue(x, 4)
const nameOf = (plot: Plot, { x }: PlotPoint): string => `${plot.x.label} ${placed(plot, x)}`
const said = (plot: Plot, point: PlotPoint): string => `${point.name}: ${nameOf(plot, point)}, ${plot.y.label} ${formatValue(point.y, 4)}`

/** Heights of cards, in pixels. */
const BARE = 110, DETAILED = 250
interface CardPlace { readonly left?: number; readonly right?: number; readonly top: number }

/** Beside the point, on the side that has room. */
function cardPlace({ px, py }: PlotPoint, frame: DrawingHandle | null, room: number): CardPlace {
  const width = frame?.width ?? 0, top = Math.max(0, Math.min(py - 24, (frame?.height ?? 200) - room))
  return px > width / 2 ? { right: width - px + 14, top } : { left: px + 14, top }
}
