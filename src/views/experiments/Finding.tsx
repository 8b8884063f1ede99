import type { StudyState } from '#stores/study/study.ts'
import { studyPage as text } from '#words/en/study-page.ts'
import { Rich } from './Rich.tsx'

/** The answer in a sentence, and how far it can be trusted to be all. */
export function Finding({ state: { answer, phase, beforehand, jobs }, side }: { state: StudyState; side?: string }) {
  return (
    <p className="experiment-sentence" role="status">
      {side !== undefined && <b className="beside-letter">{side}</b>}
      {phase !== 'done' ? <b>{text.soFar} </b> : beforehand?.parts === jobs && <b>{text.beforehand} </b>}<Rich>{answer.sentence}</Rich>
    </p>
  )
}
