/** The page of one experiment: the list, the question with its growing figures, and what is set and run. */
import { type ReactNode, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { PlotChartProps } from '#charts/PlotChart.tsx'
import { STUDIES } from '#stores/study/list.ts'
import type { StudyStore } from '#stores/study/study.ts'
import { Button } from '#views/controls/Button.tsx'
import { Icon } from '#views/controls/Icon.tsx'
import { Segmented } from '#views/controls/Segmented.tsx'
import { title } from '#views/controls/write.ts'
import { option } from './written.ts'
import { studyPage as text } from '#words/en/study-page.ts'
import { ArrowUpRight, Columns2, X } from 'lucide-react'
import { Beside, portraits, type Side, SIDES } from './Beside.tsx'
import { DataBlock } from './DataBlock.tsx'
import { Exports } from './Exports.tsx'
import { Figures } from './Figures.tsx'
import { Finding } from './Finding.tsx'
import { Findings } from './Findings.tsx'
import { Parameters } from './Parameters.tsx'
import { Rich } from './Rich.tsx'
import { RunPanel } from './RunPanel.tsx'
import { hasSamples, type Show, SHOWS } from './ShownPlot.tsx'
import { SCENES, type StudyScene } from './scenes.ts'
import { Thumbnail } from './Thumbnail.tsx'
import './experiments.css'

interface ExperimentsProps {
  kind: string
  /** Undefined while the experiment's code is fetched. */
  store: StudyStore | undefined
  /** A second one, shown beside it. */
  beside: StudyStore | undefined
  theme: PlotChartProps['theme']
  phone: boolean
  /** Whether what is computed outlives a reload. */
  keeps: boolean
  link: () => Promise<string>
  onOpen: (store: StudyStore, part: number, name: string) => void
  onScene: (scene: StudyScene) => void
  /** Puts a second one beside it, or takes it away. */
  onBeside: (put: boolean) => void
  save: (blob: Blob, name: string) => void
}

export function Experiments({ kind, store, phone, ...rest }: ExperimentsProps) {
  return (
    <div className="experiments">
      {!phone && <nav className="experiment-rail" aria-label={text.list}><h2>{text.list}</h2><ExperimentList kind={kind} onScene={rest.onScene} /></nav>}
      {store ? <Opened key={kind} store={store} phone={phone} {...rest} /> : <main className="experiment" aria-busy="true" />}
    </div>
  )
}

interface ExperimentListProps { kind: string; onScene: (scene: StudyScene) => void; onChosen?: () => void }

/** Links to all experiments, question by question, and to what is best seen in Explore. */
export function ExperimentList({ kind, onScene, onChosen }: ExperimentListProps) {
  return (
    <>
      <ul className="experiment-list">
        {STUDIES.map((s) => (
          <li key={s.kind}>
            <a href={`#/experiments/${s.kind}`} aria-current={s.kind === kind ? 'true' : undefined} onClick={onChosen}>
              <span className="experiment-mark"><Thumbnail kind={s.kind} /></span>
              <span><b>{s.title}</b><small>{s.source}</small></span>
            </a>
          </li>
        ))}
      </ul>
      <h2>{text.scenes}</h2>
      <ul className="experiment-list scene-list">
        {SCENES.map((scene) => (
          <li key={scene.preset.id}>
            <button type="button" onClick={() => onScene(scene)}><span><b>{scene.title}</b><small>{scene.note}</small><small>{scene.source}</small></span><Icon of={ArrowUpRight} size={14} /></button>
          </li>
        ))}
      </ul>
    </>
  )
}

function Opened({ store, beside, theme, phone, keeps, link, onOpen, onBeside, save }: Omit<ExperimentsProps, 'kind' | 'store' | 'onScene'> & { store: StudyStore }) {
  const { study } = store
  const [side, setSide] = useState<Side>('A'), [show, setShow] = useState<Show>('both')
  const both = useMemo(() => beside && ([store, beside] as const), [store, beside])
  const chosen = beside && side === 'B' ? beside : store
  const state = useStore(chosen), { answer, spec } = state
  const opens = study.scene ? onOpen : undefined
  const detail = useMemo(() => portraits(store, theme), [store, theme])
  const open = useMemo(() => opens && ((part: number, name: string) => opens(store, part, name)), [opens, store])
  const hands = (
    <>
      {beside && <div className="side-block side-which"><span>{text.settingsOf}</span><Segmented name={text.settingsOf} value={side} options={SIDES.map((value) => ({ value, label: value }))} onChange={setSide} /></div>}
      <RunPanel key={side} store={chosen} keeps={keeps} />
    </>
  )
  return (
    <>
      <main className="experiment" id="experiment" tabIndex={-1}>
        <h1>{study.title}</h1>
        <p className="experiment-question"><Rich>{study.question}</Rich></p>
        {/* on a phone between the question and its figures: it is what a thumb looks for */}
        {phone && hands}
        <div className="experiment-bar">
          <Switches store={chosen} />
          {hasSamples(answer.plots) && (
            <div className="experiment-switch"><span>{text.show}</span><Segmented name={text.show} value={show} options={SHOWS.map((value) => ({ value, label: text.shows[value] }))} onChange={setShow} /></div>
          )}
          <Button look="quiet" icon={beside ? X : Columns2} onClick={() => {
            setSide(beside ? 'A' : 'B')
            onBeside(!beside)
          }}>{beside ? text.takeAway : text.putBeside}</Button>
        </div>
        {both ? <Beside stores={both} chosen={side} onChoose={setSide} show={show} theme={theme} onOpen={opens} /> : (
          <>
            <Figures plots={answer.plots} show={show} theme={theme} onOpen={open} detail={detail} />
            <Finding state={state} />
            {state.phase === 'idle' && state.preset !== 'thesis' && state.thesisBeforehand && <p className="show-beforehand"><Button onClick={() => chosen.choose('thesis')}>{text.showBeforehand}</Button></p>}
          </>
        )}
        <Findings answer={answer} />
      </main>
      <aside className="experiment-side">
        {!phone && hands}
        <Parameters key={`${side} parameters`} store={chosen} />
        {study.data && <DataBlock store={store} theme={theme} />}
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
        const label = meta.label ?? title(name)
        return (
          <div className="experiment-switch" key={name}>
            <span>{label}</span>
            <Segmented name={label} value={String(spec[name])} options={values.map((v) => ({ value: String(v), label: typeof v === 'number' ? String(v) : option(v) }))}
              onChange={(chosen) => store.turn(name, values.find((v) => String(v) === chosen))} />
          </div>
        )
      })}
    </div>
  )
}
