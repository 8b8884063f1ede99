/** The page of one experiment: the list, the question with its growing figures, and what is set and run. */
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import type { PlotChartProps } from '#charts/PlotChart.tsx'
import { STUDIES } from '#stores/study/studies.ts'
import type { StudyStore } from '#stores/study/study.ts'
import { Icon } from '#views/controls/Icon.tsx'
import { Segmented } from '#views/controls/Segmented.tsx'
import { title as spoken } from '#views/controls/write.ts'
import { studyPage as text } from '#words/en/study-page.ts'
import { ChartLine } from 'lucide-react'
import { Exports } from './Exports.tsx'
import { Figures } from './Figures.tsx'
import { Findings } from './Findings.tsx'
import { Parameters } from './Parameters.tsx'
import { RunPanel } from './RunPanel.tsx'
import './experiments.css'

interface ExperimentsProps {
  kind: string
  /** Undefined while the experiment's code is fetched. */
  store: StudyStore | undefined
  theme: PlotChartProps['theme']
  phone: boolean
  /** Whether what is computed outlives a reload. */
  keeps: boolean
  link: () => Promise<string>
  onOpen: (part: number, name: string) => void
  save: (blob: Blob, name: string) => void
}

export function Experiments({ kind, store, phone, ...rest }: ExperimentsProps) {
  return (
    <div className="experiments">
      {!phone && <nav className="experiment-rail" aria-label={text.list}><h2>{text.list}</h2><ExperimentList kind={kind} /></nav>}
      {store ? <Opened key={kind} store={store} {...rest} /> : <main className="experiment" aria-busy="true" />}
    </div>
  )
}

/** Links to all experiments: question by question. */
export function ExperimentList({ kind, onChosen }: { kind: string; onChosen?: () => void }) {
  return (
    <ul className="experiment-list">
      {STUDIES.map((s) => (
        <li key={s.kind}>
          <a href={`#/experiments/${s.kind}`} aria-current={s.kind === kind ? 'true' : undefined} onClick={onChosen}>
            <span className="experiment-mark"><Icon of={ChartLine} size={18} /></span>
            <span><b>{s.title}</b><small>{s.source}</small></span>
          </a>
        </li>
      ))}
    </ul>
  )
}

function Opened({ store, theme, keeps, link, onOpen, save }: Omit<ExperimentsProps, 'kind' | 'phone' | 'store'> & { store: StudyStore }) {
  const { study } = store
  const state = useStore(store)
  const { answer, phase, spec, beforehand, jobs } = state
  return (
    <>
      <main className="experiment" id="experiment" tabIndex={-1}>
        <h1>{study.title}</h1>
        <p className="experiment-question">{study.question}</p>
        <Switches store={store} />
        <Figures plots={answer.plots} theme={theme} onOpen={study.scene ? onOpen : undefined} />
        <p className="experiment-sentence" role="status">{phase !== 'done' ? <b>{text.soFar} </b> : beforehand?.parts === jobs && <b>{text.beforehand} </b>}{answer.sentence}</p>
        <Findings answer={answer} />
      </main>
      <aside className="experiment-side">
        <RunPanel store={store} keeps={keeps} />
        <Parameters store={store} />
        <Exports spec={spec} answer={answer} title={study.title} link={link} save={save} />
      </aside>
    </>
  )
}

/** The fields that have presets of their own at each position, above the figure. */
function Switches({ store }: { store: StudyStore }): ReactNode {
  const { study } = store
  const spec = useStore(store, (s) => s.spec)
  if (study.switches.length === 0) return null
  return (
    <div className="experiment-switches">
      {(study.switches as readonly string[]).map((name) => {
        const { shape, meta } = study.fields[name]!
        const values: readonly (string | number)[] = shape.type === 'choice' ? shape.options : shape.type === 'number' && shape.only ? shape.only : []
        const label = meta.label ?? spoken(name)
        return (
          <div className="experiment-switch" key={name}>
            <span>{label}</span>
            <Segmented name={label} value={String(spec[name])} options={values.map((v) => ({ value: String(v), label: typeof v === 'number' ? String(v) : spoken(v) }))}
              onChange={(chosen) => store.turn(name, values.find((v) => String(v) === chosen))} />
          </div>
        )
      })}
    </div>
  )
}
