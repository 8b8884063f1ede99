import { memo, useCallback } from 'react'
import { Drawing } from './Drawing.tsx'
import { drawSweep } from './marks/sweep.ts'
import type { SweepCurveProps } from './props.ts'

/** The curve above a step-size slider. It fills its box; the track's ends are the box's. */
export const SweepCurve = memo(function SweepCurve(props: SweepCurveProps) {
  const draw = useCallback((ink: CanvasRenderingContext2D, width: number, height: number) => drawSweep(ink, props, width, height), [props])
  return <Drawing draw={draw} label={props.label} className={props.className} style={props.style} />
})
