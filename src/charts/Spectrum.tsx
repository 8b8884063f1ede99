/** The eigenvalues of a Hessian as ticks; under the pointer the nearest one in numbers. */
import { memo, type PointerEvent, useCallback, useRef, useState } from 'react'
import { Drawing } from './Drawing.tsx'
import { drawSpectrum, type LaidSpectrum, laySpectrum } from './marks/spectrum.ts'
import type { SpectrumProps } from './curvature-props.ts'

/** Eigenvalues of either end that are told to those who do not see them. */
const TOLD = 10
/** A pointer farther than this from every tick names none. Pixels. */
const NEAR = 14

export const Spectrum = memo(function Spectrum(props: SpectrumProps) {
  const { values, summary, className, valueLabel } = props
  const laid = useRef<LaidSpectrum>(undefined)
  const [over, setOver] = useState<{ readonly k: number; readonly x: number; readonly flip: boolean }>()
  const draw = useCallback((ink: CanvasRenderingContext2D, width: number, height: number) => {
    laid.current = laySpectrum(props, width)
    drawSpectrum(ink, props, laid.current, width, height)
  }, [props])
  const look = (event: PointerEvent): void => {
    const { left, width } = event.currentTarget.getBoundingClientRect(), px = event.clientX - left
    let near = -1, least = NEAR
    values.forEach((value, k) => {
      const away = laid.current ? Math.abs(laid.current.x(value) - px) : Infinity
      if (away <= least) {
        least = away
        near = k
      }
    })
    setOver(near < 0 ? undefined : { k: near, x: laid.current!.x(values[near]!), flip: px > width / 2 })
  }
  const told = values.length > 2 * TOLD ? [...values.slice(0, TOLD), ...values.slice(-TOLD)] : Array.from(values)
  return (
    <Drawing draw={draw} label={summary} className={className}>
      <div aria-hidden="true" className="chart-field" onPointerMove={look} onPointerDown={look} onPointerLeave={() => setOver(undefined)} />
      {over && over.k < values.length && <div aria-hidden="true" className="chart-readout" style={{ bottom: 24, ...(over.flip ? { right: `calc(100% - ${over.x - 8}px)` } : { left: over.x + 8 }) }}><span className="chart-readout-head">{valueLabel(over.k)}</span></div>}
      <ol className="chart-hidden">{told.map((_, k) => <li key={k}>{valueLabel(k < TOLD || values.length <= 2 * TOLD ? k : values.length - 2 * TOLD + k)}</li>)}</ol>
    </Drawing>
  )
})
