/** A canvas that fills its box and is drawn by one function, again whenever the function, the box, the density or a font changes. */
import { type CSSProperties, type ReactNode, type Ref, useImperativeHandle, useLayoutEffect, useRef } from 'react'
import { fit, onDensity, onFonts } from './canvas.ts'
import './charts.css'
import { leaveTurn, takeTurn } from './turns.ts'

export interface DrawingHandle { redraw(): void; readonly width: number; readonly height: number }

export interface DrawingProps {
  /** `fresh`: the function, the box, the density or a font is another than at the last drawing. */
  readonly draw: (ink: CanvasRenderingContext2D, width: number, height: number, fresh: boolean) => void
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
  const fresh = useRef(true)

  const paint = useRef(() => {
    const { width, height } = size.current
    if (width < 1 || height < 1 || !canvas.current) return
    latest.current(fit(canvas.current, width, height), width, height, fresh.current)
    fresh.current = false
  })

  useLayoutEffect(() => {
    const now = paint.current
    const anew = () => {
      fresh.current = true
      takeTurn(now)
    }
    const measure = () => {
      const { width, height } = root.current!.getBoundingClientRect()
      size.current = { width, height }
      fresh.current = true
      now() // a canvas of another size is empty
    }
    const observer = new ResizeObserver(measure)
    observer.observe(root.current!)
    measure()
    const noFonts = onFonts(anew)
    const noDensity = onDensity(anew)
    return () => {
      observer.disconnect()
      noFonts()
      noDensity()
      leaveTurn(now)
    }
  }, [])

  useLayoutEffect(() => {
    if (latest.current === draw) return
    latest.current = draw
    fresh.current = true
    takeTurn(paint.current)
  }, [draw])

  useImperativeHandle(handle, () => ({
    redraw: () => takeTurn(paint.current),
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
