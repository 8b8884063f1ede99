import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { panels } from '#words/panels.ts'
import { Dialog } from './Dialog.tsx'
import { takeTyped } from './typed-ahead.ts'

export interface Hit { readonly id: string; readonly group: string; readonly title: string; readonly note: string; readonly act: () => void }

/** A list that is searched by a few letters; what is chosen acts. */
export function FindDialog({ all, placeholder, onClose }: { all: readonly Hit[]; placeholder: string; onClose: () => void }) {
  const [text, setText] = useState(''), [at, setAt] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  // the field has the focus by now
  useEffect(() => takeTyped((typed) => setText((now) => now + typed)), [])
  const hits = useMemo(() => matching(all, text), [all, text])
  const choose = (hit: Hit | undefined): void => {
    if (!hit) return
    onClose()
    hit.act()
  }
  function key(event: KeyboardEvent): void {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key]
    if (to !== undefined) {
      const next = Math.max(0, Math.min(hits.length - 1, to))
      setAt(next)
      list.current?.querySelector(`[id="hit-${next}"]`)?.scrollIntoView({ block: 'nearest' })
      event.preventDefault()
    } else if (event.key === 'Enter') {
      // the focus goes back to a button, which the same key would press
      event.preventDefault()
      choose(hits[at])
    }
  }
  return (
    <Dialog title={panels.findTitle} onClose={onClose} className="find">
      <input className="text-input find-input" type="text" role="combobox" aria-expanded="true" aria-controls="find-list" aria-activedescendant={hits.length ? `hit-${at}` : undefined} aria-label={panels.findTitle}
        placeholder={placeholder} data-autofocus autoComplete="off" spellCheck={false} value={text} onKeyDown={key} onChange={(event) => {
          setText(event.target.value)
          setAt(0)
        }} />
      <div className="find-list" id="find-list" role="listbox" aria-label={panels.findTitle} ref={list}>
        {hits.map((hit, i) => (
          <div key={hit.group + hit.id} role="presentation">
            {hits[i - 1]?.group !== hit.group && <div className="find-group" role="presentation">{hit.group}</div>}
            <div id={`hit-${i}`} role="option" aria-selected={i === at} tabIndex={-1} className="find-hit" onClick={() => choose(hit)} onKeyDown={() => {}} onPointerMove={() => setAt(i)}><b>{hit.title}</b><small>{hit.note}</small></div>
          </div>
        ))}
      </div>
      {hits.length === 0 && <p className="find-nothing">{panels.findNothing}</p>}
    </Dialog>
  )
}

/** Hits whose title or note holds every word that was typed; those whose title begins with it first within their group. */
function matching(all: readonly Hit[], text: string): readonly Hit[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean)
  const found = all.filter((hit) => wanted.every((w) => `${hit.title} ${hit.note} ${hit.group}`.toLowerCase().includes(w)))
  const order = [...new Set(all.map((h) => h.group))]
  const rank = (hit: Hit): number => order.indexOf(hit.group) * 2 + (hit.title.toLowerCase().startsWith(text.toLowerCase().trim()) ? 0 : 1)
  return found.toSorted((a, b) => rank(a) - rank(b)).slice(0, 60)
}
