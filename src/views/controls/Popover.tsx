import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { stopsIn } from './stops.ts'

export interface PopoverProps {
  anchor: RefObject<HTMLElement | null>
  name: string
  onClose: () => void
  children: ReactNode
  width?: number
  /** Which edge of the anchor the popover keeps to. */
  side?: 'start' | 'end'
  /** Over the anchor where there is room: what stands under it is what the panel is about. */
  over?: boolean
  /** An ancestor of the anchor, by selector, that the popover stands to the right of where there is room, so that it stays in sight. */
  clearOf?: string
}

/**
 * A panel beside its anchor. Escape and a press elsewhere close it; the focus goes back to where it came from. For Tab it stands just behind its
 * anchor: past its ends the panel closes, and the focus goes on from there.
 */
export function Popover({ anchor, name, onClose, children, width = 260, side = 'start', over = false, clearOf }: PopoverProps) {
  const panel = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState<{ left: number; top: number; height: number }>()
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })

  useLayoutEffect(() => {
    const put = (): void => {
      const box = anchor.current?.getBoundingClientRect()
      if (!box) return
      const wide = Math.min(width, window.innerWidth - 16)
      const edge = clearOf === undefined ? undefined : anchor.current?.closest(clearOf)?.getBoundingClientRect().right
      const left = edge !== undefined && edge + wide <= window.innerWidth ? Math.min(edge + 4, window.innerWidth - wide - 4) : Math.max(8, Math.min(side === 'end' ? box.right - wide : box.left, window.innerWidth - wide - 8))
      // the tabs of a phone stay in reach
      const foot = document.querySelector('.phone-tabs')?.getBoundingClientRect().top ?? window.innerHeight
      const below = foot - box.bottom - 16, above = box.top - 16
      const tall = (panel.current?.scrollHeight ?? 200) + 2, under = over && tall <= above ? false : tall <= below || below >= above
      // beside the runs, whose sliders it would cover; nowhere over it, beside the panel of a phone on its side
      const aside = over ? anchor.current?.closest(under ? '.rail-right, .phone-panel' : '.rail-right')?.getBoundingClientRect().left ?? 0 : 0
      if (aside > wide + 16) setPlace({ left: aside - wide - 8, top: Math.max(8, Math.min(box.top, foot - tall - 8)), height: foot - 16 })
      else setPlace({ left, top: under ? box.bottom + 6 : Math.max(8, box.top - 6 - Math.min(tall, above)), height: under ? below : above })
    }
    put()
    window.addEventListener('resize', put)
    return () => window.removeEventListener('resize', put)
  }, [anchor, side, width, over, clearOf])

  useEffect(() => {
    const from = document.activeElement as HTMLElement | null
    const home = anchor.current
    const press = (event: PointerEvent): void => {
      const target = event.target as Node
      if (!panel.current?.contains(target) && !home?.contains(target)) close.current()
    }
    const inside = panel.current
    const key = (event: KeyboardEvent): void => {
      // wherever the focus is: of several panels the last that was opened goes first
      if (event.key === 'Escape' && inside === Array.from(document.querySelectorAll('.popover')).at(-1)) {
        event.stopPropagation()
        event.preventDefault()
        close.current()
      }
      if (event.key !== 'Tab' || !inside?.contains(document.activeElement)) return
      const stops = stopsIn(inside), at = stops.indexOf(document.activeElement as HTMLElement)
      if (at >= 0 && at !== (event.shiftKey ? 0 : stops.length - 1)) return
      home?.focus({ preventScroll: true })
      if (event.shiftKey) event.preventDefault()
      close.current()
    }
    document.addEventListener('pointerdown', press)
    document.addEventListener('keydown', key, true)
    return () => {
      document.removeEventListener('pointerdown', press)
      document.removeEventListener('keydown', key, true)
      // only when the focus would otherwise be lost: a press elsewhere has taken it already
      if (document.activeElement === document.body || inside?.contains(document.activeElement)) (home ?? from)?.focus({ preventScroll: true })
    }
  }, [anchor])

  // only what is visible takes the focus, and it is visible once it has its place
  const placed = place !== undefined
  useEffect(() => {
    if (placed && panel.current) (panel.current.querySelector<HTMLElement>('[data-autofocus]') ?? stopsIn(panel.current)[0] ?? panel.current).focus({ preventScroll: true })
  }, [placed])

  return createPortal(
    <div ref={panel} className="popover" role="dialog" aria-label={name} tabIndex={-1}
      style={{ width: Math.min(width, window.innerWidth - 16), left: place?.left ?? 0, top: place?.top ?? 0, maxHeight: place?.height, visibility: place ? 'visible' : 'hidden' }}>
      {children}
    </div>,
    // what is full screen shows nothing outside itself
    document.fullscreenElement ?? document.body,
  )
}
