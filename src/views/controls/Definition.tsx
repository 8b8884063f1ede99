import type { RefObject } from 'react'
import { type Term, terms } from '#words/terms.ts'
import { Formula } from './Formula.tsx'
import { Popover } from './Popover.tsx'

/** What a term means, beside the word that was pressed. */
export function Definition({ of, anchor, onClose }: { of: keyof typeof terms; anchor: RefObject<HTMLElement | null>; onClose: () => void }) {
  const { name, text, tex }: Term = terms[of]
  return (
    <Popover anchor={anchor} name={name} onClose={onClose} width={300} over>
      <div className="term-card">
        <h3>{name}</h3>
        <p>{text}</p>
        {tex !== undefined && <Formula tex={tex} />}
      </div>
    </Popover>
  )
}
