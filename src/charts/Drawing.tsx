/** A canvas that fills its box and is drawn by one function, again whenever the function, the box, the density or a font changes. */
import { type CSSProperties, type ReactNode, type Ref, useImperativeHandle, useLayoutEffect, useRef } from 'react'
import { fit, onDensity, onFonts } from './canvas.ts'
import './charts.css'

export interface DrawingHandle { redraw(): void; readonly width: number; readonly height: number }

export interface DrawingProps {
  readonly draw: (ink: CanvasRenderingContext2D, width: number, height: number) => void
  /** What it shows, for those who do not see it; without it the drawing is decoration. */
  readonly label?: string | undefined
  readonly handle?: Ref<DrawingHandle>
  readonly className?: string | undefined
  readonly style?: CSSProperties | undefined
  readonly children?: ReactNode
}

export function Drawing({ draw, label, handle, className = '', style, children }: DrawingProps) {
  const root = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const latest = useRef(draw)
  const size = useRef({ width: 0, height: 0 })
  const frame = useRef(0)

  const paint = useRef(() => {
    const { width, height } = size.current
    if (width < 1 || height < 1 || !canvas.current) return
    latest.current(fit(canvas.current, width, height), width, height)
  })

  useLayoutEffect(() => {
    const now = paint.current
    const soon = () => {
      cancelAnimationFrame(frame.current)
      frame.current = requestAnimationFrame(now)
    }
    const measure = () => {
      const { width, height } = root.current!.getBoundingClientRect()
      size.current = { width, height }
      now()
    }
    const observer = new ResizeObserver(measure)
    observer.observe(root.current!)
    measure()
    const noFonts = onFonts(soon)
    const noDensity = onDensity(soon)
    return () => {
      observer.disconnect()
      noFonts()
      noDensity()
      cancelAnimationFrame(frame.current)
    }
  }, [])

  useLayoutEffect(() => {
    latest.current = draw
    paint.current()
  }, [draw])

  useImperativeHandle(handle, () => ({
    redraw: () => paint.current(),
    get width() {
      return size.current.width
    },
    get height() {
      return size.current.height
    },
  }), [])

  return (
    <div ref={root} className={`chart ${className}`} style={style}>
      <canvas ref={canvas} {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })} />
      {children}
    </div>
  )
}
