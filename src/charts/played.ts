import { type Ref, type RefObject, useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react'
import type { DrawingHandle } from './Drawing.tsx'
import { SPOKEN } from './sparse.ts'

/** A drawing that follows the playhead: by its property, and frame by frame through its handle, without being rendered again. `hear` is told once it rests. */
export function usePlayed<P extends number | undefined>(given: P, handle: Ref<{ draw(frame: { readonly playhead: number }): void }> | undefined, hear?: (playhead: P) => void): { readonly drawing: RefObject<DrawingHandle | null>; readonly playheadRef: RefObject<P> } {
  const drawing = useRef<DrawingHandle>(null), playheadRef = useRef<P>(given), wait = useRef<ReturnType<typeof setTimeout>>(undefined)
  useLayoutEffect(() => {
    playheadRef.current = given
    hear?.(given)
    drawing.current?.redraw()
  }, [given, hear])
  useEffect(() => () => clearTimeout(wait.current), [])
  useImperativeHandle(handle, () => ({
    draw(frame) {
      if (frame.playhead === playheadRef.current) return
      playheadRef.current = frame.playhead as P
      drawing.current?.redraw()
      if (!hear) return
      clearTimeout(wait.current)
      wait.current = setTimeout(() => hear(playheadRef.current), SPOKEN)
    },
  }), [hear])
  return { drawing, playheadRef }
}
