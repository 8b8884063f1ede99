import { memo, useCallback } from 'react'
import { Drawing } from './Drawing.tsx'
import { type CloudPicture, drawCloud } from './marks/cloud.ts'

/** All single gradients at a point, and what a batch makes of its own. */
export const GradientCloud = memo(function GradientCloud(props: CloudPicture & { readonly label: string; readonly className?: string }) {
  const draw = useCallback((ink: CanvasRenderingContext2D, width: number, height: number) => drawCloud(ink, props, width, height), [props])
  return <Drawing draw={draw} label={props.label} className={props.className} />
})
