import { memo, useCallback } from 'react'
import { words } from '#words/index.ts'
import { Drawing } from './Drawing.tsx'
import { drawCut } from './marks/cut.ts'
import type { ModelCutProps } from './props.ts'

/** The cut along -gradient at the pointer, with its quadratic prediction. */
export const ModelCut = memo(function ModelCut(props: ModelCutProps) {
  const draw = useCallback((ink: CanvasRenderingContext2D, width: number, height: number) => drawCut(ink, props, props.axis ?? words.charts.cutAxis, width, height), [props])
  return <Drawing draw={draw} label={props.label} className={props.className} style={props.style} />
})
