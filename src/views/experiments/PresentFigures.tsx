import { ChevronLeft, ChevronRight, Pause, Play, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { PlotChartProps } from '#charts/PlotChart.tsx'
import type { StudyStore } from '#stores/study/study.ts'
import { IconButton } from '#views/controls/Button.tsx'
import { useHallScale } from '#views/controls/hall.ts'
import { studyPage as text } from '#words/en/study-page.ts'
import { panels } from '#words/panels.ts'
import { Finding } from './Finding.tsx'
import { ShownPlot } from './ShownPlot.tsx'
import './present-figures.css'

interface PresentFiguresProps { store: StudyStore; theme: PlotChartProps['theme']; onClose: () => void }

/** The figures for a hall, one at a time, in type that is read from the last row; they grow while the experiment runs. Clickers turn to the next; B blanks the screen. */
export default function PresentFigures({ store, theme, onClose }: PresentFiguresProps) {
  const state = useStore(store), { answer: { plots }, phase } = state
  const [chosen, setChosen] = useState(0), [blank, setBlank] = useState(false), scale = useHallScale()
  const root = useRef<HTMLDivElement>(null)
  const last = Math.max(0, plots.length - 1), at = Math.min(chosen, last), plot = plots[at]
  const turn = (by: number): void => setChosen(Math.max(0, Math.min(last, at + by)))
  const toggle = phase === 'running' ? store.pause : phase === 'done' ? undefined : store.run
  const close = useRef(onClose), act = useRef<(key: string, target: HTMLElement) => boolean>(() => false)
  useEffect(() => {
    close.current = onClose
    act.current = (key, target) => {
      if (key === 'Escape') onClose()
      else if (key === 'b' || key === 'B' || key === '.') setBlank((now) => !now)
      else if (key === 'PageDown' || (key === 'ArrowRight' && !target.closest('.plot-field'))) turn(1)
      else if (key === 'PageUp' || (key === 'ArrowLeft' && !target.closest('.plot-field'))) turn(-1)
      else if (key === ' ' && !target.matches('button')) toggle?.()
      else return false
      return true
    }
  })
  useEffect(() => {
    const element = root.current!
    element.focus()
    void element.requestFullscreen?.().catch(() => {}) // a browser may refuse; the page is full size without it
    const left = (): void => {
      if (!document.fullscreenElement) close.current()
    }
    const key = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || !act.current(event.key, event.target as HTMLElement)) return
      event.preventDefault()
      event.stopPropagation()
    }
    document.addEventListener('fullscreenchange', left)
    document.addEventListener('keydown', key, true)
    return () => {
      document.removeEventListener('fullscreenchange', left)
      document.removeEventListener('keydown', key, true)
      if (document.fullscreenElement) void document.exitFullscreen()
    }
  }, [])
  return (
    <div ref={root} className="present-figures" tabIndex={-1} role="dialog" aria-modal="true" aria-label={store.study.title}>
      <header><h1>{store.study.title}</h1>{plots.length > 1 && <span>{text.figureOf(at + 1, plots.length)}</span>}</header>
      {plot ? <ShownPlot key={plot.name} plot={plot} show="both" theme={theme} scale={scale} className="present-plot" /> : <div className="present-plot" />}
      <footer>
        <Finding state={state} />
        <div className="present-buttons">
          {toggle && <IconButton icon={phase === 'running' ? Pause : Play} name={phase === 'running' ? text.pause : text.run} size={28} onClick={toggle} />}
          <IconButton icon={ChevronLeft} name={text.figureBefore} size={28} disabled={at === 0} onClick={() => turn(-1)} />
          <IconButton icon={ChevronRight} name={text.figureAfter} size={28} disabled={at === last} onClick={() => turn(1)} />
          <IconButton icon={X} name={panels.presentLeave} shortcut="Esc" size={28} onClick={onClose} />
        </div>
      </footer>
      {blank && <div className="present-blank" aria-label={panels.blank} />}
    </div>
  )
}
