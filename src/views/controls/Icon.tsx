import type { LucideIcon } from 'lucide-react'

/** One size and one stroke for every icon of the page; decoration for screen readers, the button carries the name. */
export function Icon({ of: Glyph, size = 16 }: { of: LucideIcon; size?: number }) {
  return <Glyph size={size} strokeWidth={1.75} aria-hidden focusable={false} />
}
