import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { BatchThumb } from '#charts/BatchThumb.tsx'
import { FRAMES } from '#stores/batches-live.ts'
import type { BatchFrame } from '#stores/batches.ts'
import { useLab, useStores } from '#views/stores.ts'
import { batches as text } from '#words/en/batches.ts'
import { batchContours } from '../batchLayer.ts'
import { cssColour, useStyles, useTheme } from '../runs.ts'

/** Row numbers under a frame, as many as fit on a line. */
const NUMBERS = 6
const SPOKEN = 20

/** One frame a batch, oldest first; a press goes to its step. */
export function FilmStrip() {
  const { batches, transport } = useStores()
  const { frames } = useStore(batches)
  const theme = useTheme(), style = useStyles()[useLab((s) => s.view.selected)], slot = style?.slot ?? 0
  const shown = frames.filter((frame): frame is BatchFrame & Required<Pick<BatchFrame, 'grid'>> => frame.grid !== undefined)
  // where they do not all fit, the newest is in sight
  const list = useRef<HTMLOListElement>(null), newest = shown.at(-1)?.step
  useEffect(() => {
    if (list.current) list.current.scrollLeft = list.current.scrollWidth
  }, [newest])
  return (
    <ol ref={list} className="film-strip" aria-label={text.strip} style={{ '--selected': style ? cssColour(style, theme) : 'var(--ink)' } as React.CSSProperties}>
      {shown.map((frame, i) => {
        const rows = Array.from(frame.rows, (row) => row + 1), now = i === shown.length - 1
        return (
          <li key={frame.step}>
            <button type="button" className="film-frame" aria-current={now ? 'step' : undefined} aria-label={text.goTo(frame.step + 1, text.rows(rows, SPOKEN))} onClick={() => {
              transport.pause()
              transport.seek(frame.step)
            }}>
              <BatchThumb theme={theme} over={batchContours(frame, frame.grid, slot)} window={[[frame.grid.x[0]!, frame.grid.x.at(-1)!], [frame.grid.y[0]!, frame.grid.y.at(-1)!]]}
                from={{ x: frame.at[0], y: frame.at[1] }} to={{ x: frame.at[0] - frame.stepSize * frame.gradient[0], y: frame.at[1] - frame.stepSize * frame.gradient[1] }} className="film-picture" />
              <span className="film-words num"><b>{text.step(frame.step + 1)}</b> {text.rows(rows, NUMBERS)}</span>
            </button>
          </li>
        )
      })}
      {Array.from({ length: Math.max(0, FRAMES - shown.length) }, (_, i) => <li key={`free ${i}`} className="film-free" aria-hidden />)}
    </ol>
  )
}
