/** A landscape in a few pixels, painted by the painter's worker like the map itself. Decoration: its name stands beside it. */
import { memo, useEffect, useRef } from 'react'
import { density } from './canvas.ts'
import { openPainter } from './painter/painter.ts'
import type { Domain, MapThumbProps } from './props.ts'

export const MapThumb = memo(function MapThumb({ theme, grid, width, height, colours = 'thalweg', toneForm = 'auto', className }: MapThumbProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    if (!grid) return
    const painter = openPainter()
    const window: Domain = [[grid.x[0]!, grid.x.at(-1)!], [grid.y[0]!, grid.y.at(-1)!]]
    painter.paint({
      grid, complete: true, window, width, height, density: density(), theme, colours, toneForm, levelMode: 'auto', relief: 1, contours: false, labels: false, scale: 1,
    }).then((painted) => {
      const element = canvas.current
      if (!painted || !element) return
      element.width = painted.columns
      element.height = painted.rows
      element.getContext('2d')!.putImageData(new ImageData(painted.pixels, painted.columns, painted.rows), 0, 0)
    }, () => undefined)
    return () => painter.close()
  }, [grid, theme, colours, toneForm, width, height])
  return <canvas ref={canvas} className={className} style={{ width, height, display: 'block' }} aria-hidden="true" />
})
