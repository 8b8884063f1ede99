/** A schedule as a curve; its knots can be dragged, or moved with the arrow keys. */
import { type KeyboardEvent, memo, type PointerEvent, useCallback, useId, useLayoutEffect, useRef, useState } from 'react'
import { words } from '#words/index.ts'
import { onSize } from './canvas.ts'
import { Drawing } from './Drawing.tsx'
import { formatValue } from './format.ts'
import { drawSchedule, type ScheduleScale, scheduleScale } from './marks/schedule.ts'
import type { Phase, ScheduleCurveProps } from './props.ts'

/** After so many milliseconds without a key a change is done. */
const QUIET = 600

export const ScheduleCurve = memo(function ScheduleCurve(props: ScheduleCurveProps) {
  const { knots = [], onMoveKnot, values } = props
  const root = useRef<HTMLDivElement>(null)
  const helpId = useId()
  const [size, setSize] = useState({ width: 0, height: 0 })
  // the scale of the moment the knot was taken: otherwise the ground would move under the hand
  const held = useRef<{ readonly index: number; readonly scale: ScheduleScale }>(undefined)
  // presses that follow each other are one change
  const quiet = useRef<ReturnType<typeof setTimeout>>(undefined)
  useLayoutEffect(() => () => clearTimeout(quiet.current), [])
  const draw = useCallback((ink: CanvasRenderingContext2D, width: number, height: number) => drawSchedule(ink, props, width, height), [props])
  useLayoutEffect(() => onSize(root.current!, (width, height) => setSize({ width, height })), [])
  const scale = scheduleScale(props, size.width, size.height)
  const drag = (event: PointerEvent, phase: Phase) => {
    if (!held.current) return
    const box = root.current!.getBoundingClientRect()
    onMoveKnot?.(held.current.index, { step: held.current.scale.step(event.clientX - box.left), value: held.current.scale.value(event.clientY - box.top) }, phase)
    if (phase === 'end') held.current = undefined
  }
  const key = (event: KeyboardEvent, index: number) => {
    const knot = knots[index]!
    const factor = event.shiftKey ? 1.2 : event.altKey ? 1.002 : 1.02
    const stride = event.shiftKey ? 10 : 1
    const last = Math.max(1, values.length - 1)
    const to = event.key === 'ArrowLeft' ? { step: Math.max(0, knot.step - stride), value: knot.value }
      : event.key === 'ArrowRight' ? { step: Math.min(last, knot.step + stride), value: knot.value }
        : event.key === 'ArrowUp' ? { step: knot.step, value: knot.value * factor }
          : event.key === 'ArrowDown' ? { step: knot.step, value: knot.value / factor } : undefined
    if (!to) return
    onMoveKnot?.(index, to, 'move')
    clearTimeout(quiet.current)
    quiet.current = setTimeout(() => onMoveKnot?.(index, undefined, 'end'), QUIET)
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div ref={root} className={`chart ${props.className ?? ''}`} style={props.style}>
      <Drawing draw={draw} label={props.label} style={{ position: 'absolute', inset: 0 }} />
      {onMoveKnot && <p id={helpId} hidden>{words.charts.knotHelp}</p>}
      {onMoveKnot && size.width > 0 && knots.map((knot, index) => (
        <button key={index} type="button" className="chart-knot" style={{ left: scale.x(knot.step), top: scale.y(knot.value) }}
          aria-label={`${words.charts.knot(knot.label)}, ${knot.step}, ${formatValue(knot.value)}`} aria-describedby={helpId}
          onPointerDown={(event) => {
            held.current = { index, scale }
            event.currentTarget.setPointerCapture(event.pointerId)
          }}
          onPointerMove={(event) => drag(event, 'move')} onPointerUp={(event) => drag(event, 'end')} onPointerCancel={() => {
            held.current = undefined
          }}
          onKeyDown={(event) => key(event, index)} />
      ))}
    </div>
  )
})
