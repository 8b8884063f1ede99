import { X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { words } from '#words/index.ts'
import { IconButton } from './Button.tsx'

/** A dialog over the page; the browser keeps the focus inside and gives it back. */
export function Dialog({ title, onClose, children, className = '' }: { title: string; onClose: () => void; children: ReactNode; className?: string }) {
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = element.current
    if (dialog && !dialog.open) dialog.showModal()
    return () => dialog?.close()
  }, [])
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- a press on the backdrop; the keyboard has Escape
    <dialog ref={element} className={`dialog ${className}`} aria-label={title} onCancel={onClose} onClick={(event) => {
      if (event.target === element.current) onClose()
    }}>
      <div className="dialog-body">
        <header>
          <h2>{title}</h2>
          <IconButton icon={X} name={words.controls.close} onClick={onClose} />
        </header>
        {children}
      </div>
    </dialog>
  )
}
