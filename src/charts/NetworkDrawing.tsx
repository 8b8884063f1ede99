import { type KeyboardEvent, memo, type PointerEvent, useCallback, useRef } from 'react'
import { Drawing } from './Drawing.tsx'
import { drawNetwork, partAt } from './marks/network.ts'
import type { NetworkDrawingProps } from './props.ts'

/** Pixels that a drag takes to change a weight by 1. */
const PER_UNIT = 60
/** Keys: plain, with Shift, with Alt. */
const STEPS = [0.05, 0.5, 0.005] as const

/** A network whose weights can be taken: a press chooses one, a drag up or down moves it; left and right go to the next, up and down move it. */
export const NetworkDrawing = memo(function NetworkDrawing(props: NetworkDrawingProps) {
  const { theta, chosen, name, valueText, onChoose, onTake, onMove } = props
  const held = useRef<{ readonly y: number; value: number | undefined; readonly index: number } | undefined>(undefined)
  const draw = useCallback((ink: CanvasRenderingContext2D, width: number, height: number) => drawNetwork(ink, props, width, height), [props])
  function down(event: PointerEvent<HTMLDivElement>): void {
    const box = event.currentTarget.getBoundingClientRect()
    const index = partAt(props, box.width, box.height, event.clientX - box.left, event.clientY - box.top)
    if (index === undefined || event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    held.current = { y: event.clientY, value: undefined, index }
    onChoose(index)
    onTake()
  }
  function move(event: PointerEvent<HTMLDivElement>): void {
    const from = held.current
    if (!from || (from.value === undefined && Math.abs(event.clientY - from.y) < 3)) return
    from.value ??= theta[from.index]!
    onMove(from.index, round(from.value + (from.y - event.clientY) / PER_UNIT), 'move')
  }
  function up(): void {
    const from = held.current
    held.current = undefined
    if (from?.value !== undefined) onMove(from.index, undefined, 'end')
  }
  function key(event: KeyboardEvent): void {
    const turn = { ArrowLeft: -1, ArrowRight: 1 }[event.key], lift = { ArrowDown: -1, ArrowUp: 1 }[event.key]
    if (turn !== undefined) onChoose((chosen + turn + theta.length) % theta.length)
    else if (lift !== undefined) onMove(chosen, round(theta[chosen]! + lift * STEPS[event.shiftKey ? 1 : event.altKey ? 2 : 0]), 'move')
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={`network-drawing ${props.className ?? ''}`} role="slider" tabIndex={0} aria-label={name} aria-valuenow={theta[chosen] ?? 0} aria-valuetext={valueText} aria-orientation="vertical"
      onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={up} onKeyDown={key} onKeyUp={(event) => {
        if (event.key === 'ArrowUp' || event.key === 'ArrowDown') onMove(chosen, undefined, 'end')
      }}>
      <Drawing draw={draw} />
    </div>
  )
})

const round = (value: number): number => Number(value.toFixed(4))
