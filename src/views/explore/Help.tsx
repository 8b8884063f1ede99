import { useState } from 'react'
import { Dialog } from '#views/controls/Dialog.tsx'
import { Formula } from '#views/controls/Formula.tsx'
import { keys as exploreKeys } from '#words/keys.ts'
import { words } from '#words/index.ts'
import { type Term, terms } from '#words/terms.ts'

/** The term that a word nearest to the focus is defined by; none where there is no word in its part of the page. */
function nearestTerm(): string | undefined {
  for (let e: Element | null = document.activeElement; e && !e.matches('body, main, aside, header, .network-rail'); e = e.parentElement) {
    const found = e.matches('[data-term]') ? e : e.querySelector('[data-term]')
    if (found) return found.getAttribute('data-term') ?? undefined
  }
  return undefined
}

/** All keys, and all terms with their formulas; it opens at the term that has to do with what had the focus. */
export default function Help({ onClose, keys = exploreKeys }: { onClose: () => void; keys?: typeof exploreKeys }) {
  const [asked] = useState(nearestTerm)
  return (
    <Dialog title={words.shell.help} onClose={onClose} className="help">
      <h3>{words.shell.keysTitle}</h3>
      <div className="keys">
        {keys.map(({ group, rows }) => (
          <section key={group}>
            <h4>{group}</h4>
            <dl>{rows.map(([key, does]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{does}</dd></div>)}</dl>
          </section>
        ))}
      </div>
      <h3>{words.shell.termsTitle}</h3>
      <dl className="terms">
        {Object.entries<Term>(terms).map(([of, term]) => (
          <div key={of} {...(of === asked ? { 'data-autofocus': true, tabIndex: -1, className: 'term-asked' } : {})}><dt>{term.name}</dt><dd>{term.text}{term.tex !== undefined && <Formula tex={term.tex} />}</dd></div>
        ))}
      </dl>
    </Dialog>
  )
}
