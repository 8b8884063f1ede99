/** The colour bar beside the map: how high every run is now. */
import { memo, useCallback, useImperativeHandle, useLayoutEffect, useMemo, useRef } from 'react'
import { words } from '#words/index.ts'
import { Drawing, type DrawingHandle } from './Drawing.tsx'
import { formatValue } from './format.ts'
import { drawMarks, drawScale } from './marks/altimeter.ts'
import type { AltimeterProps } from './props.ts'
import { SPOKEN, useSparse } from './sparse.ts'

export const Altimeter = memo(function Altimeter(props: AltimeterProps) {
  const { theme, painted, colours = 'thalweg', marks, label = words.charts.loss, scale = 1, handle, className, style } = props
  const drawing = useRef<DrawingHandle>(null)
  const values = useRef<readonly number[]>([])
  useLayoutEffect(() => {
    values.current = marks.map((mark) => mark.value)
    drawing.current?.redraw()
  }, [marks])
  const drawBar = useCallback((ink: CanvasRenderingContext2D, width: number, height: number) => {
    if (painted) drawScale(ink, { theme, tone: painted.tone, colours, label, scale, margin: painted.margin }, width, height)
  }, [theme, painted, colours, label, scale])
  const drawRuns = useCallback((ink: CanvasRenderingContext2D, _: number, height: number) => {
    if (painted) drawMarks(ink, { theme, tone: painted.tone, marks, scale, margin: painted.margin }, height, values.current)
  }, [theme, painted, marks, scale])
  useImperativeHandle(handle, () => ({
    draw(frame) {
      values.current = frame.values
      drawing.current?.redraw()
    },
  }), [])
  const said = useSparse(useMemo(() => marks.filter((mark) => !mark.hidden && mark.label !== undefined && mark.value === mark.value).map((mark) => `${mark.label!} ${formatValue(mark.value)}`).join(', '), [marks]), SPOKEN)
  return (
    <Drawing draw={drawBar} label={`${words.charts.altimeter}: ${said}`} className={className} style={style}>
      <Drawing draw={drawRuns} handle={drawing} className="chart-over" />
    </Drawing>
  )
})
