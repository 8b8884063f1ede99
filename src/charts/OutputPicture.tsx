import { memo, useCallback } from 'react'
import { Drawing } from './Drawing.tsx'
import { drawData } from './marks/data.ts'
import { drawOutputs } from './marks/outputs.ts'
import type { OutputPictureProps } from './props.ts'

/** What a network says over its inputs, with the data on it. */
export const OutputPicture = memo(function OutputPicture(props: OutputPictureProps) {
  const draw = useCallback((ink: CanvasRenderingContext2D, width: number, height: number) => {
    const { theme, output, boundary = false } = props
    if (output) drawOutputs(ink, { theme, grid: output, boundary }, width, height)
    drawData(ink, props, width, height)
  }, [props])
  return <Drawing draw={draw} label={props.label} className={props.className} style={props.style} />
})
