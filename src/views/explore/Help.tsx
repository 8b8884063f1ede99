import { Dialog } from '#views/controls/Dialog.tsx'
import { Formula } from '#views/controls/Formula.tsx'
import { keys as exploreKeys } from '#words/en/shell.ts'
import { words } from '#words/index.ts'
import { type Term, terms } from '#words/terms.ts'

/** All keys, and all terms with their formulas. */
export default function Help({ onClose, keys = exploreKeys }: { onClose: () => void; keys?: typeof exploreKeys }) {
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
        {Object.values<Term>(terms).map((term) => (
          <div key={term.name}><dt>{term.name}</dt><dd>{term.text}{term.tex !== undefined && <Formula tex={term.tex} />}</dd></div>
        ))}
      </dl>
    </Dialog>
  )
}
