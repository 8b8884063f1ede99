import { memo, useCallback } from 'react'
import { Drawing } from './Drawing.tsx'
import { drawArrow } from './marks/arrow.ts'
import { drawOver } from './marks/over.ts'
import type { Domain, OverContours, Point } from './props.ts'
import { type ThemeName, tokens } from './theme.ts'
import { viewport, xOf, yOf } from './viewport.ts'

export interface BatchThumbProps {
  readonly theme: ThemeName
  readonly over: OverContours
  readonly window: Domain
  readonly from: Point
  readonly to: Point
  readonly className?: string
}

/** The loss of one batch in a small frame, with the step that it led to. Decoration: its words stand beside it. */
export const BatchThumb = memo(function BatchThumb(props: BatchThumbProps) {
  const draw = useCallback((ink: CanvasRenderingContext2D, width: number, height: number) => {
    const { theme, over, window, from, to } = props
    const { ink: dark, panel } = tokens(theme)
    const view = viewport(filling(window, width / height), { left: 0, top: 0, width, height })
    drawOver(ink, view, over, theme, 0.6)
    const [x0, y0, x1, y1] = [xOf(view, from.x), yOf(view, from.y), xOf(view, to.x), yOf(view, to.y)]
    // a step too short to be seen keeps its direction
    const length = Math.hypot(x1 - x0, y1 - y0), long = Math.max(1, 12 / Math.max(length, 1e-9))
    drawArrow(ink, x0, y0, x0 + (x1 - x0) * long, y0 + (y1 - y0) * long, { colour: panel, width: 4, head: 9 })
    drawArrow(ink, x0, y0, x0 + (x1 - x0) * long, y0 + (y1 - y0) * long, { colour: dark, width: 1.6, head: 7 })
    ink.fillStyle = dark
    ink.beginPath()
    ink.arc(x0, y0, 3.4, 0, 2 * Math.PI)
    ink.fill()
  }, [props])
  return <Drawing draw={draw} className={props.className} />
})

/** The middle of a window, as much of it as fills a frame of another shape. */
function filling([[x0, x1], [y0, y1]]: Domain, aspect: number): Domain {
  const width = Math.min(x1 - x0, (y1 - y0) * aspect), height = Math.min(y1 - y0, (x1 - x0) / aspect), x = (x0 + x1) / 2, y = (y0 + y1) / 2
  return [[x - width / 2, x + width / 2], [y - height / 2, y + height / 2]]
}
