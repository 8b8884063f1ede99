import type { LucideIcon } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { Icon } from './Icon.tsx'

export interface MenuRow { readonly label: string; readonly icon: LucideIcon; readonly act: () => void; readonly danger?: boolean }

/** What can be done, a row each: one stop for Tab, within it arrows, Home, End and first letters. */
export function Menu({ name, rows }: { name: string; rows: readonly MenuRow[] }) {
  const [at, setAt] = useState(0)
  return (
    <div className="menu" role="menu" aria-label={name} tabIndex={-1} onKeyDown={throughRows}>
      {rows.map(({ label, icon, act, danger = false }, i) => (
        <button key={label} type="button" role="menuitem" className={danger ? 'danger' : undefined} tabIndex={i === at ? 0 : -1} onFocus={() => setAt(i)} onClick={act}><Icon of={icon} />{label}</button>
      ))}
    </div>
  )
}

/** Keys of a column of buttons: arrows go round, Home and End to its ends, a letter to the next that begins with it. */
export function throughRows(event: KeyboardEvent<HTMLElement>): void {
  const rows = Array.from(event.currentTarget.querySelectorAll<HTMLElement>('button, a')).filter((e) => e.getClientRects().length > 0), at = rows.indexOf(document.activeElement as HTMLElement)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key] ?? beginsWith(rows, at, event)
  if (at < 0 || to === undefined) return
  rows.at(to % rows.length)?.focus()
  event.preventDefault()
  event.stopPropagation()
}

function beginsWith(rows: readonly HTMLElement[], at: number, { key, ctrlKey, metaKey, altKey }: KeyboardEvent): number | undefined {
  if (key.length !== 1 || key === ' ' || ctrlKey || metaKey || altKey) return undefined
  const found = [...rows.keys()].map((i) => (at + 1 + i) % rows.length).find((i) => rows[i]!.textContent!.toLowerCase().startsWith(key.toLowerCase()))
  return found
}
