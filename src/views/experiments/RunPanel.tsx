import { Pause, Play, RotateCcw, Square, Undo2 } from 'lucide-react'
import { useStore } from 'zustand'
import type { StudyState, StudyStore } from '#stores/study/study.ts'
import { Button } from '#views/controls/Button.tsx'
import { Segmented } from '#views/controls/Segmented.tsx'
import { studyPage as text } from '#words/en/study-page.ts'

/** Size, what it will cost, how far it is, and the hands on it. */
export function RunPanel({ store, keeps }: { store: StudyStore; keeps: boolean }) {
  const state = useStore(store)
  const { phase, progress, done, jobs, left, preset, oneSize, kept, beforehand, aside, differing } = state
  const running = phase === 'running'
  const [time, unit] = text.timeLeft(left)
  return (
    <section className="side-block side-run" aria-label={text.run}>
      <div className="side-head">
        <h2>{text.run}</h2>
        {oneSize ? <span className="side-note">{text.oneSize}</span> : (
          <Segmented name={text.preset} value={preset ?? 'own'} options={[{ value: 'quick', label: text.sizes.quick }, { value: 'thesis', label: text.sizes.thesis }]} onChange={(which) => store.choose(which as 'quick' | 'thesis')} />
        )}
      </div>
      <Estimates state={state} />
      {(running || phase !== 'idle') && (
        <div className="run-progress">
          <p className="run-time">{running ? <span>{time !== '' && <b>{time}</b>} {unit}</span> : <span><b>{text.percent(progress)}</b></span>}<span>{text.done(done, jobs)}</span></p>
          <div className="progress" role="progressbar" aria-label={text.progress} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.floor(100 * progress)}
            aria-valuetext={`${text.percent(progress)}, ${text.done(done, jobs)}${running && time !== '' ? `, ${time} ${unit}` : ''}`}><span style={{ width: `${100 * progress}%` }} /></div>
        </div>
      )}
      <p className="side-note" role="status">{running ? (kept > 0 ? text.takenUp(kept) : '') : stateWords(state)}</p>
      {beforehand && <p className="side-note">{text.fromBeforehand(beforehand.parts, jobs, beforehand.by, beforehand.whole)}</p>}
      {aside && differing === undefined && <p className="side-note">{text.aside}</p>}
      <div className="run-buttons">
        {running ? <Button icon={Pause} onClick={store.pause}>{text.pause}</Button> : phase !== 'done' && <Button look="primary" icon={Play} onClick={store.run}>{text.run}</Button>}
        {(running || phase === 'paused') && <Button icon={Square} onClick={store.stop}>{text.stop}</Button>}
        {!running && phase !== 'paused' && done > 0 && <Button icon={RotateCcw} onClick={() => void store.afresh()}>{beforehand ? text.here : text.afresh}</Button>}
        {!running && aside && phase !== 'done' && <Button icon={Undo2} className="run-wide" onClick={store.takeBeforehand}>{text.takeBeforehand}</Button>}
      </div>
      <p className="side-note">{keeps ? text.keeping : text.notKept}</p>
    </section>
  )
}

function stateWords({ phase, progress, kept, jobs, done, beforehand, differing, failure = '' }: StudyState): string {
  const { states } = text, found = kept + (beforehand?.parts ?? 0)
  switch (phase) {
    case 'paused': return states.paused(progress)
    case 'stopped': return found < done ? states.stopped(progress) : kept === 0 ? states.goesOn : states.found(kept, jobs)
    case 'done': return differing !== undefined ? text.agrees(differing, jobs) : beforehand?.parts === jobs ? '' : kept === jobs ? states.allKept : states.done
    case 'failed': return states.failed(failure)
    default: return ''
  }
}

function Estimates({ state: { phase, preset, jobs, estimate, thesisEstimate, thesisBeforehand, oneSize } }: { state: StudyState }) {
  const asks = phase === 'idle' || phase === 'stopped' || phase === 'paused'
  return (
    <div className="estimates">
      {asks && <p className="side-note">{estimate ? text.estimate(jobs, estimate.seconds, estimate.threads, estimate.bytes) : text.measuring}</p>}
      {preset !== 'thesis' && !oneSize && thesisEstimate && <p className="side-note">{text.thesisEstimate(thesisEstimate.jobs, thesisEstimate.seconds)}</p>}
      {preset !== 'thesis' && !oneSize && thesisBeforehand && <p className="side-note">{text.thesisBeforehand}</p>}
    </div>
  )
}
