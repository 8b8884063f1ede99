import { type ReactNode, useRef, useState } from 'react'
import type { terms } from '#words/terms.ts'
import { later } from './later.tsx'

const Definition = later(async () => (await import('./Definition.tsx')).Definition)

/**
 * A word that opens its definition: two lines, and the formula. Words are many, and Tab passes them by: the key "?" opens all definitions at the one that is
 * nearest to the focus. A sign in a word's place has a name, and is a stop.
 */
export function Term({ of, name, children }: { of: keyof typeof terms; name?: string; children: ReactNode }) {
  const anchor = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  return (
    <>
      <button ref={anchor} type="button" tabIndex={name === undefined ? -1 : 0} data-term={of} className={name === undefined ? 'term' : 'term term-sign'} aria-label={name} aria-expanded={open} onPointerEnter={Definition.fetch} onFocus={Definition.fetch} onClick={() => setOpen(!open)}>{children}</button>
      {open && <Definition of={of} anchor={anchor} onClose={() => setOpen(false)} />}
    </>
  )
}
