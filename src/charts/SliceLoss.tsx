/** The loss of a run against what the slice shows at its shadow, linked to the playhead. */
import { memo, type PointerEvent, useCallback, useRef } from 'react'
import { Drawing } from './Drawing.tsx'
import type { LaidLines } from './lines/drawing.ts'
import { lastUpTo } from './lines/last-up-to.ts'
import { drawSliceLoss, laySliceLoss } from './marks/slice-loss.ts'
import { usePlayed } from './played.ts'
import type { SliceLossProps } from './props.ts'
import { useScrub } from './scrub.ts'

export const SliceLoss = memo(function SliceLoss(props: SliceLossProps) {
  const { handle, onScrub, steps, xTo } = props
  const { drawing, playheadRef } = usePlayed(props.playhead, handle)
  const laid = useRef<LaidLines>(undefined)
  const draw = useCallback((ink: CanvasRenderingContext2D, width: number, height: number, fresh: boolean) => {
    if (fresh || !laid.current) laid.current = laySliceLoss(ink, props, width, height)
    if (props.steps.length > 0) drawSliceLoss(ink, props, laid.current, lastUpTo(props.steps, playheadRef.current))
  }, [props, playheadRef])
  const scrub = useScrub(useCallback((event: PointerEvent): void => {
    if (!laid.current) return
    const { left } = event.currentTarget.getBoundingClientRect(), { box } = laid.current
    onScrub?.(Math.max(0, Math.min(xTo, Math.round(((event.clientX - left - box.left) / box.width) * xTo))))
  }, [onScrub, xTo]))
  return (
    <Drawing draw={draw} handle={drawing} label={props.summary} className={props.className}>
      {onScrub && steps.length > 0 && <div aria-hidden="true" className="chart-scrub" style={{ inset: 0 }} onPointerDown={scrub.down} onPointerMove={scrub.move} onPointerUp={scrub.up} onPointerCancel={scrub.cancel} />}
    </Drawing>
  )
})
