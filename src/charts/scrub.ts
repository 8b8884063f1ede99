/** A press that moves the playhead. A mouse moves it at once; a finger when it goes sideways, or lifts where it was put down: what goes up or down scrolls. */
import { type PointerEvent, useMemo, useRef } from 'react'

/** A finger that has moved less has not moved. Pixels. */
const STILL = 8

export type ScrubPhase = 'move' | 'end'

export interface Scrub {
  /** Whether the pointer is moving the playhead. */
  readonly held: () => boolean
  readonly down: (event: PointerEvent) => void
  readonly move: (event: PointerEvent) => void
  readonly up: (event: PointerEvent) => void
  readonly cancel: () => void
}

export function useScrub(seek: (event: PointerEvent, phase: ScrubPhase) => void): Scrub {
  const press = useRef<{ readonly x: number; readonly y: number; sure: boolean } | undefined>(undefined)
  return useMemo(() => {
    const take = (event: PointerEvent): void => {
      event.currentTarget.setPointerCapture(event.pointerId)
      seek(event, 'move')
    }
    return {
      held: () => press.current?.sure ?? false,
      down(event) {
        if (event.button !== 0) return
        const sure = event.pointerType !== 'touch'
        press.current = { x: event.clientX, y: event.clientY, sure }
        if (sure) take(event)
      },
      move(event) {
        const from = press.current
        if (!from) return
        if (from.sure) return seek(event, 'move')
        const across = Math.abs(event.clientX - from.x), along = Math.abs(event.clientY - from.y)
        if (Math.max(across, along) < STILL) return
        from.sure = across > along
        if (from.sure) take(event)
        else press.current = undefined
      },
      up(event) {
        if (press.current) seek(event, 'end')
        press.current = undefined
      },
      cancel() {
        press.current = undefined
      },
    }
  }, [seek])
}
