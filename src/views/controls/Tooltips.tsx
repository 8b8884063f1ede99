import { useEffect, useRef, useState } from 'react'

interface Tip { readonly text: string; readonly shortcut: string | undefined; readonly x: number; readonly y: number; readonly below: boolean }

/** Milliseconds before the first tooltip; the next one comes at once while another is open, or has just been. */
const PATIENCE = 500
const MEMORY = 300

/** The one tooltip of the page: says the name and the key of whatever carries `data-tip` and is pointed at or has the focus. */
export function Tooltips() {
  const [tip, setTip] = useState<Tip>()
  const closed = useRef(0)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let target: Element | undefined
    let pressed = ''
    const hide = (): void => {
      clearTimeout(timer)
      if (target) closed.current = Date.now()
      target = undefined
      setTip(undefined)
    }
    const consider = (event: Event): void => {
      if (event instanceof PointerEvent && event.pointerType !== 'mouse') return
      const found = event.target instanceof Element ? event.target.closest('[data-tip]') : null
      if (!found) {
        if (target && event.type !== 'focusin') hide()
        return
      }
      if (found === target) return
      // whoever comes by Tab or an arrow is told where; a focus that a closing dialog gives back says nothing
      if (event.type === 'focusin' && !(found.matches(':focus-visible') && /^(Tab|Arrow)/.test(pressed))) return
      clearTimeout(timer)
      const open = target !== undefined || Date.now() - closed.current < MEMORY
      target = found
      timer = setTimeout(() => {
        if (!found.isConnected) return
        const box = found.getBoundingClientRect()
        const below = box.bottom + 40 < window.innerHeight
        setTip({ text: found.getAttribute('data-tip') ?? '', shortcut: found.getAttribute('data-key') ?? undefined, x: box.left + box.width / 2, y: below ? box.bottom + 6 : box.top - 6, below })
      }, open ? 0 : PATIENCE)
    }
    const keys = (event: KeyboardEvent): void => {
      pressed = event.key
      if (event.key === 'Escape') hide()
    }
    document.addEventListener('pointerover', consider)
    document.addEventListener('focusin', consider)
    document.addEventListener('focusout', hide)
    document.addEventListener('pointerdown', hide)
    document.addEventListener('keydown', keys, true)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('pointerover', consider)
      document.removeEventListener('focusin', consider)
      document.removeEventListener('focusout', hide)
      document.removeEventListener('pointerdown', hide)
      document.removeEventListener('keydown', keys, true)
    }
  }, [])

  if (!tip) return null
  const x = Math.max(80, Math.min(tip.x, window.innerWidth - 80))
  return (
    <div className="tooltip" aria-hidden style={{ left: x, top: tip.y, transform: `translate(-50%, ${tip.below ? '0' : '-100%'})` }}>
      {tip.text}
      {tip.shortcut && <kbd>{tip.shortcut}</kbd>}
    </div>
  )
}
