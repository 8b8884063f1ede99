/** Downhill directions against the loss along a run, linked to the playhead. */
import { memo, useCallback, useRef } from 'react'
import { Drawing } from './Drawing.tsx'
import { drawIndexLoss, type LaidIndexLoss, layIndexLoss } from './marks/index-loss.ts'
import { lastUpTo } from './lines/last-up-to.ts'
import { usePlayed } from './played.ts'
import type { IndexLossProps } from './curvature-props.ts'

export const IndexLoss = memo(function IndexLoss(props: IndexLossProps) {
  const { handle } = props
  const { drawing, playheadRef } = usePlayed(props.playhead, handle)
  const laid = useRef<LaidIndexLoss>(undefined)
  const draw = useCallback((ink: CanvasRenderingContext2D, width: number, height: number, fresh: boolean) => {
    if (fresh || !laid.current) laid.current = layIndexLoss(ink, props, width, height)
    if (props.steps.length > 0) drawIndexLoss(ink, props, laid.current, lastUpTo(props.steps, playheadRef.current), width, height)
  }, [props, playheadRef])
  return <Drawing draw={draw} handle={drawing} label={props.summary} className={props.className} />
})
