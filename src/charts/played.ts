import { type Ref, type RefObject, useImperativeHandle, useLayoutEffect, useRef } from 'react'
import type { DrawingHandle } from './Drawing.tsx'

/** A drawing that follows the playhead: by its property, and frame by frame through its handle, without being rendered again. */
export function usePlayed<P extends number | undefined>(given: P, handle: Ref<{ draw(frame: { readonly playhead: number }): void }> | undefined): { readonly drawing: RefObject<DrawingHandle | null>; readonly playheadRef: RefObject<P> } {
  const drawing = useRef<DrawingHandle>(null), playheadRef = useRef<P>(given)
  useLayoutEffect(() => {
    playheadRef.current = given
    drawing.current?.redraw()
  }, [given])
  useImperativeHandle(handle, () => ({
    draw(frame) {
      if (frame.playhead === playheadRef.current) return
      playheadRef.current = frame.playhead as P
      drawing.current?.redraw()
    },
  }), [])
  return { drawing, playheadRef }
}
