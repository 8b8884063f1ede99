import { FileImage, FileJson, FileSpreadsheet } from 'lucide-react'
import { useState } from 'react'
import type { ExperimentSpec } from '#experiments/experiment.ts'
import type { Answer } from '#experiments/study/study.ts'
import { Button } from '#views/controls/Button.tsx'
import { studyPage as text } from '#words/en/study-page.ts'
import { csvOf, figureFile, fileName, recipeOf } from './files.ts'

interface ExportsProps { spec: ExperimentSpec; answer: Answer; title: string; link: () => Promise<string>; save: (blob: Blob, name: string) => void }

/** What is on the page as files, each saying what it was made from. */
export function Exports({ spec, answer, title, link, save }: ExportsProps) {
  const [fault, setFault] = useState<string>()
  const figure = async (format: 'svg' | 'png'): Promise<void> => {
    setFault(undefined)
    try {
      save(await figureFile(format, { title, spec, answer, link: await link() }), fileName(spec, format))
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <section className="side-block side-foot" aria-label={text.exports}>
      <div className="side-head"><h2>{text.exports}</h2></div>
      <div className="run-buttons">
        <Button icon={FileImage} onClick={() => void figure('svg')}>{text.svg}</Button>
        <Button icon={FileImage} onClick={() => void figure('png')}>{text.png}</Button>
        <Button icon={FileSpreadsheet} onClick={() => save(new Blob([csvOf(answer.table, spec)], { type: 'text/csv;charset=utf-8' }), fileName(spec, 'csv'))}>{text.csv}</Button>
        <Button icon={FileJson} data-tip={text.recipeHint} onClick={() => save(new Blob([recipeOf(spec)], { type: 'application/json' }), fileName(spec, 'json'))}>{text.recipe}</Button>
      </div>
      {fault !== undefined && <p className="parameter-fault" role="alert">{fault}</p>}
    </section>
  )
}
