import type { ReactNode } from 'react'

/** A single letter of mathematics in running interface text: KaTeX's italic, a little larger. */
export function Letter({ children, spoken }: { children: ReactNode; spoken?: string }) {
  return spoken === undefined
    ? <i className="letter">{children}</i>
    : <><i className="letter" aria-hidden>{children}</i><span className="sr-only">{spoken}</span></>
}
