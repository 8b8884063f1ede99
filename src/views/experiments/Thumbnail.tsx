/** A small picture of what each experiment finds, in the lines of the icons. */
import type { ReactNode } from 'react'

const PICTURES: Readonly<Record<string, ReactNode>> = {
  'minima-against-width': <><path d="M5 3v3M5 12v3M11 9v3M11 17v2M17 16v1M17 20v1" /><path className="study-thumb-fill" d="M3 6h4v6H3zM9 12h4v5H9zM15 17h4v3h-4z" /><path d="M3 9h4M9 15h4" /></>,
  'efficiency-of-methods': <><path d="M3 5c6 0 12 2 18 9" /><path className="study-thumb-strong" d="M3 5c1 9 3 13 18 15" /></>,
  'average-gradient-norm': <><path d="M3 15 21 3" strokeDasharray="2 2.5" /><path className="study-thumb-strong" d="M3 21 21 9" /><path className="study-thumb-dot" d="M6 19h.01M12 15h.01M18 11h.01" /></>,
  'step-size-and-curvature': <><path d="M18 3v18" strokeDasharray="2 2.5" /><path className="study-thumb-strong" d="M3 9c6 2 9 4 12 10 2-4 4-9 6-15" /></>,
  'stability-of-sgd': <><path d="M3 5h18" strokeDasharray="2 2.5" /><path className="study-thumb-strong" d="M3 19c3-8 7-12 18-13" /></>,
  'mini-batch-noise': <><path d="M12 12 21 5M18 5h3v3" /><path className="study-thumb-dot" d="M4 20h.01M7 15h.01M3 14h.01M8 20h.01M11 17h.01M6 10h.01M13 20h.01M5 18h.01" /></>,
  'noise-and-gradient': <><path d="M3 8c8 0 13-1 18-5" strokeDasharray="2 2.5" /><path className="study-thumb-dot" d="M4 19h.01M8 18h.01M11 18h.01M14 15h.01M16 13h.01M18 10h.01M19 7h.01M6 20h.01" /></>,
  'step-size-schedules': <><path d="M3 5h18" /><path className="study-thumb-strong" d="M3 5h5v5h5v5h5v4h3" /><path d="M3 5c1 8 4 14 18 14" strokeDasharray="2 2.5" /></>,
  'replacement-or-shuffling': <><path className="study-thumb-strong" d="M3 7 21 4" /><path d="M3 20 21 10" /><path className="study-thumb-dot" d="M3 7h.01M12 5.5h.01M21 4h.01M3 20h.01M12 15h.01M21 10h.01" /></>,
}

export const Thumbnail = ({ kind }: { kind: string }) => (
  <svg className="study-thumb" viewBox="0 0 24 24" width={26} height={26} aria-hidden focusable={false}>{PICTURES[kind]}</svg>
)
