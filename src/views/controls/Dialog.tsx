import { X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { words } from '#words/index.ts'
import { IconButton } from './Button.tsx'
import { stopsIn } from './stops.ts'

interface DialogProps {
  title: string
  onClose: () => void
  children: ReactNode
  className?: string
  /** False: the page beside it stays in reach, for what is tried out on it. */
  modal?: boolean
}

/** A dialog over the page. A modal one keeps the focus inside; either gives it back when it closes. */
export function Dialog({ title, onClose, children, className = '', modal = true }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = element.current!
    const from = document.activeElement as HTMLElement | null
    if (modal) dialog.showModal()
    else dialog.show()
    const first = dialog.querySelector<HTMLElement>('[data-autofocus]')
    first?.focus()
    return () => {
      dialog.close()
      if (from?.isConnected) from.focus({ preventScroll: true })
    }
  }, [modal])
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- a press on the backdrop; the keyboard has Escape
    <dialog ref={element} className={`dialog ${modal ? '' : 'dialog-beside'} ${className}`} aria-label={title} onCancel={onClose}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !modal) onClose()
        if (event.key !== 'Tab' || !modal) return
        // round and round: what lies behind is out of reach
        const stops = stopsIn(element.current!), at = stops.indexOf(document.activeElement as HTMLElement)
        const to = event.shiftKey ? (at <= 0 ? stops.at(-1) : undefined) : at === stops.length - 1 ? stops[0] : undefined
        if (!to) return
        to.focus()
        event.preventDefault()
      }}
      onClick={(event) => {
        if (modal && event.target === element.current) onClose()
      }}>
      <div className="dialog-body">
        <div className="dialog-head">
          <h2>{title}</h2>
          <IconButton icon={X} name={words.controls.close} onClick={onClose} />
        </div>
        {children}
      </div>
    </dialog>
  )
}
