/** Downhill directions against the loss along a run, linked to the playhead. */
import { memo, useCallback, useImperativeHandle, useLayoutEffect, useRef } from 'react'
import { Drawing, type DrawingHandle } from './Drawing.tsx'
import { drawIndexLoss, type LaidIndexLoss, layIndexLoss } from './marks/index-loss.ts'
import { lastUpTo } from './lines/last-up-to.ts'
import type { IndexLossProps } from './curvature-props.ts'

export const IndexLoss = memo(function IndexLoss(props: IndexLossProps) {
  const { handle } = props
  const drawing = useRef<DrawingHandle>(null), laid = useRef<LaidIndexLoss>(undefined), playhead = useRef(props.playhead)
  useLayoutEffect(() => {
    playhead.current = props.playhead
    drawing.current?.redraw()
  }, [props.playhead])
  const draw = useCallback((ink: CanvasRenderingContext2D, width: number, height: number, fresh: boolean) => {
    if (fresh || !laid.current) laid.current = layIndexLoss(ink, props, width, height)
    if (props.steps.length > 0) drawIndexLoss(ink, props, laid.current, lastUpTo(props.steps, playhead.current), width, height)
  }, [props])
  useImperativeHandle(handle, () => ({
    draw(frame) {
      if (frame.playhead === playhead.current) return
      playhead.current = frame.playhead
      drawing.current?.redraw()
    },
  }), [])
  return <Drawing draw={draw} handle={drawing} label={props.summary} className={props.className} />
})
