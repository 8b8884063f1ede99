import { memo, useCallback } from 'react'
import { Drawing } from './Drawing.tsx'
import { drawData } from './marks/data.ts'
import type { DataScatterProps } from './props.ts'

/** The data behind a landscape. */
export const DataScatter = memo(function DataScatter(props: DataScatterProps) {
  const draw = useCallback((ink: CanvasRenderingContext2D, width: number, height: number) => drawData(ink, props, width, height), [props])
  return <Drawing draw={draw} label={props.label} className={props.className} style={props.style} />
})
