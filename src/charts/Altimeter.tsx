/** The colour bar beside the map: how high every run is now. */
import { memo, useCallback, useImperativeHandle, useLayoutEffect, useRef } from 'react'
import { words } from '#words/index.ts'
import { Drawing, type DrawingHandle } from './Drawing.tsx'
import { formatValue } from './format.ts'
import { drawAltimeter } from './marks/altimeter.ts'
import type { AltimeterProps } from './props.ts'

export const Altimeter = memo(function Altimeter(props: AltimeterProps) {
  const { theme, painted, colours = 'thalweg', marks, label = words.charts.loss, scale = 1, handle, className, style } = props
  const drawing = useRef<DrawingHandle>(null)
  const values = useRef<readonly number[]>([])
  useLayoutEffect(() => {
    values.current = marks.map((mark) => mark.value)
    drawing.current?.redraw()
  }, [marks])
  const draw = useCallback((ink: CanvasRenderingContext2D, width: number, height: number) => {
    if (painted) drawAltimeter(ink, { theme, tone: painted.tone, colours, marks, label, scale, margin: painted.margin }, width, height, values.current)
  }, [theme, painted, colours, marks, label, scale])
  useImperativeHandle(handle, () => ({
    draw(frame) {
      values.current = frame.values
      drawing.current?.redraw()
    },
  }), [])
  const said = marks.filter((mark) => !mark.hidden && mark.label !== undefined && mark.value === mark.value).map((mark) => `${mark.label!} ${formatValue(mark.value)}`)
  return <Drawing draw={draw} handle={drawing} label={`${words.charts.altimeter}: ${said.join(', ')}`} className={className} style={style} />
})
