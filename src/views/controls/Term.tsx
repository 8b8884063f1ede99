import { type ReactNode, useRef, useState } from 'react'
import { words } from '#words/index.ts'
import type { Term as Definition } from '#words/en/terms.ts'
import { Formula } from './Formula.tsx'
import { Popover } from './Popover.tsx'

/** A word that opens its definition: two lines, and the formula. */
export function Term({ of, children }: { of: keyof typeof words.terms; children: ReactNode }) {
  const anchor = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const term: Definition = words.terms[of]
  return (
    <>
      <button ref={anchor} type="button" className="term" aria-expanded={open} onClick={() => setOpen(!open)}>{children}</button>
      {open && (
        <Popover anchor={anchor} name={term.name} onClose={() => setOpen(false)} width={300}>
          <div className="term-card">
            <h3>{term.name}</h3>
            <p>{term.text}</p>
            {term.tex !== undefined && <Formula tex={term.tex} />}
          </div>
        </Popover>
      )}
    </>
  )
}
