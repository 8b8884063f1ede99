import { X } from 'lucide-react'
import { IconButton } from '#views/controls/Button.tsx'
import { words } from '#words/index.ts'

/** One line that says what to drag and why, and three things to try, folded. */
export function FirstVisit({ onClose }: { onClose: () => void }) {
  return (
    <aside className="hello" aria-label={words.explore.tryTitle}>
      <p><strong>{words.explore.hello}</strong> <span>{words.explore.helloWhy}</span></p>
      <details>
        <summary>{words.explore.tryTitle}</summary>
        <ol>{words.explore.tries.map((text) => <li key={text}>{text}</li>)}</ol>
      </details>
      <IconButton icon={X} name={words.explore.helloClose} className="small" size={14} onClick={onClose} />
    </aside>
  )
}
