import { Layers } from 'lucide-react'
import { useRef } from 'react'
import { Button, IconButton } from '#views/controls/Button.tsx'
import { later } from '#views/controls/later.tsx'
import { words } from '#words/index.ts'

const LayersPopover = later(async () => (await import('./LayersPopover.tsx')).LayersPopover)

/** What the map shows, and in which colours. */
export function LayersMenu({ open, onOpen, iconOnly = false }: { open: boolean; onOpen: (open: boolean) => void; iconOnly?: boolean }) {
  const anchor = useRef<HTMLButtonElement>(null)
  return (
    <>
      {iconOnly
        ? <IconButton ref={anchor} icon={Layers} size={21} name={words.explore.layers} aria-expanded={open} onClick={() => onOpen(!open)} />
        : <Button ref={anchor} look="quiet" icon={Layers} aria-expanded={open} data-tip={words.explore.layers} data-key="G" onClick={() => onOpen(!open)}>{words.explore.layers}</Button>}
      {open && <LayersPopover anchor={anchor} onClose={() => onOpen(false)} />}
    </>
  )
}
