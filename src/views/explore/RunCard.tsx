import { Ban, Check, Ellipsis, Info, Repeat2, Square, TriangleAlert } from 'lucide-react'
import { memo, type ReactNode, useEffect, useRef, useState } from 'react'
import { RunMark } from '#charts/Glyphs.tsx'
import type { RunStyle } from '#charts/methods.ts'
import { rename } from '#stores/edits.ts'
import { indexAt } from '#stores/film.ts'
import { batchSizeOf, samplesOf, usesStepSize } from '#stores/race.ts'
import { IconButton } from '#views/controls/Button.tsx'
import { Icon } from '#views/controls/Icon.tsx'
import { Term } from '#views/controls/Term.tsx'
import { plain } from '#views/controls/write.ts'
import { useLab, useLive, useStores } from '#views/stores.ts'
import { panels } from '#words/panels.ts'
import { focusRun } from './acts.ts'
import { AnatomyPanel } from './AnatomyPanel.tsx'
import { type Heading, useHeading } from './heading.ts'
import { RunMenu } from './RunMenu.tsx'
import { RunSettings } from './RunSettings.tsx'
import { useTheme } from './runs.ts'
import { loss } from './say.ts'
import { StepSlider } from './StepSlider.tsx'

interface RunCardProps { index: number; label: string; style: RunStyle; selected: boolean }

/** One run: how it looks, what it is called, where it is, where it is heading, what it has cost, and its step size. */
export const RunCard = memo(function RunCard({ index, label, style, selected }: RunCardProps) {
  const { lab } = useStores()
  const theme = useTheme()
  const run = useLab((s) => s.race.runs[index])!
  const hidden = useLab((s) => s.view.hidden.includes(index))
  const [menu, setMenu] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const { renaming, begin, end } = useRenaming(index)
  const card = useRef<HTMLDivElement>(null)
  // Choosing a card folds another one, and everything below moves: not before the press is over, or it would end beside what it began on.
  const pressed = useRef(false)
  const choose = (): void => {
    if (lab.getState().view.selected !== index && index < lab.getState().race.runs.length) lab.look({ selected: index })
  }
  useEffect(() => {
    // what was acted on, or added, stays in sight when other cards fold; a hand elsewhere on the page moves nothing here
    if (selected && card.current?.closest('.runs')?.contains(document.activeElement)) card.current.scrollIntoView({ block: 'nearest' })
  }, [selected])
  return (
    <div ref={card} className={`run-card ${selected ? 'selected' : ''} ${hidden ? 'run-hidden' : ''}`} role="group" aria-label={label} data-run={index}
      onClick={(event) => {
        // what is pressed in its menu, which lies elsewhere in the page, has chosen already
        if (event.currentTarget.contains(event.target as Node)) choose()
      }} onKeyDown={() => {}}
      onPointerDownCapture={() => {
        pressed.current = true
      }} onPointerUpCapture={() => {
        pressed.current = false
      }} onPointerCancel={() => {
        pressed.current = false
      }}>
      <div className="run-top">
        <RunMark style={style} theme={theme} line />
        {renaming
          ? <NameInput label={label} onDone={end} />
          : <button type="button" className="run-name" aria-pressed={selected} aria-label={panels.select(label)} onClick={choose} onDoubleClick={begin}>{label}</button>}
        <IconButton ref={anchor} icon={Ellipsis} name={panels.runMenu(label)} className="small run-more" aria-expanded={menu} onClick={() => setMenu(!menu)} />
        <RunLoss index={index} />
      </div>
      <div className="run-second">
        <RunHeading index={index} hidden={hidden} />
        <RunCost index={index} />
      </div>
      {usesStepSize(run) && <StepSlider index={index} label={label} style={style} labels={selected} onEdit={() => {
        if (!pressed.current) choose()
      }} />}
      {selected && <AnatomyPanel />}
      {selected && <RunSettings index={index} label={label} style={style} />}
      <RunStatus index={index} />
      {menu && <RunMenu anchor={anchor} index={index} label={label} onClose={() => setMenu(false)} onRename={() => {
        setMenu(false)
        begin()
      }} />}
    </div>
  )
})

/** A name that is being changed in the place of something else: once a key has ended that, the focus is on the run again. */
export function useRenaming(index: number): { readonly renaming: boolean; readonly begin: () => void; readonly end: NameInputProps['onDone'] } {
  const { lab } = useStores()
  const [renaming, setRenaming] = useState(false)
  return {
    renaming,
    begin: () => setRenaming(true),
    end(name, byKey) {
      setRenaming(false)
      if (name !== undefined) lab.change({ race: rename(lab.getState().race, index, name) })
      if (byKey) focusRun()
    },
  }
}

interface NameInputProps {
  label: string
  /** With the new name, or undefined where it stays; and whether a key has said so, and not a press elsewhere. */
  onDone: (name: string | undefined, byKey: boolean) => void
}

export function NameInput({ label, onDone }: NameInputProps) {
  const [name, setName] = useState(label)
  return (
    // oxlint-disable-next-line jsx-a11y/no-autofocus -- it opens where the name was pressed
    <input className="text-input run-name-input" aria-label={panels.nameOf(label)} value={name} maxLength={40} autoFocus onFocus={(e) => e.target.select()} onChange={(e) => setName(e.target.value)}
      onBlur={() => onDone(name === label ? undefined : name, false)} onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter') onDone(name === label ? undefined : name, true)
        if (event.key === 'Escape') onDone(undefined, true)
      }} />
  )
}

/** The loss under the playhead, written without React. */
export function RunLoss({ index, className = 'run-loss' }: { index: number; className?: string }) {
  const { film, transport } = useStores()
  const out = useRef<HTMLSpanElement>(null)
  const draw = (): void => {
    const run = film.getState().runs[index]
    const k = run && indexAt(run, transport.getState().playhead)
    const text = run && k !== undefined ? loss(run.values[k]!) : ''
    if (out.current && out.current.textContent !== text) out.current.textContent = text
  }
  useLive(film, draw)
  useLive(transport, draw)
  return <span className={`${className} num`} ref={out} aria-hidden />
}

function RunCost({ index }: { index: number }) {
  const { film, transport } = useStores()
  const run = useLab((s) => s.race.runs[index])!, samples = useLab((s) => samplesOf(s.race.objective))
  const out = useRef<HTMLSpanElement>(null)
  const batch = batchSizeOf(run.sampler, samples)
  const draw = (): void => {
    const shot = film.getState().runs[index]
    const steps = shot ? Math.min(transport.getState().playhead, shot.from + shot.values.length - 1) : 0
    const text = panels.gradients(steps, batch, samples === 1)
    if (out.current && out.current.textContent !== text) out.current.textContent = text
  }
  useLive(film, draw)
  useLive(transport, draw)
  return <span className="run-cost num" ref={out} />
}

const SIGNS: Readonly<Record<Heading['sign'], ReactNode>> = {
  none: null, check: <Icon of={Check} size={14} />, info: <Icon of={Info} size={14} />, repeat: <Icon of={Repeat2} size={14} />, alert: <Icon of={TriangleAlert} size={14} />, ban: <Icon of={Ban} size={14} />, stopped: <Icon of={Square} size={13} />,
}

function RunHeading({ index, hidden }: { index: number; hidden: boolean }) {
  const heading = useHeading(index)
  if (hidden) return <span className="run-heading">{panels.heading.hidden}</span>
  return <HeadingText heading={heading} />
}

/** The sentence with its sign; words that have a definition open it. */
export function HeadingText({ heading }: { heading: Heading }) {
  return <span className={`run-heading tone-${heading.tone}`} title={heading.text}>{SIGNS[heading.sign]}<span>{withTerms(heading.text)}</span></span>
}

/** The first word of a sentence that has a definition becomes a press. */
function withTerms(text: string): ReactNode {
  for (const [word, of] of SPOKEN) {
    const at = text.indexOf(word)
    if (at >= 0) return <>{text.slice(0, at)}<Term of={of}>{word}</Term>{text.slice(at + word.length)}</>
  }
  return text
}
const SPOKEN = [['basin', 'basin'], ['index', 'index'], ['2/L', 'limit'], ['noise', 'noiseFloor'], ['saddle', 'saddle'], ['the plane', 'slice']] as const

/** For whoever asks, a script or a reader that comes by: iteration, loss and gradient norm as plain decimals, at most once a second. Nothing is spoken: `RunSpoken` does that. */
export function RunStatus({ index }: { index: number }) {
  const { film, transport, clock } = useStores()
  const out = useRef<HTMLSpanElement>(null)
  const last = useRef(-Infinity), waiting = useRef(false)
  // the card of another race's run may become this one's while a word waits: what is written is what the card shows by then
  const latest = useRef<() => void>(undefined)
  const write = (): void => {
    waiting.current = false
    last.current = clock.now()
    const { race, runs } = film.getState(), { playhead } = transport.getState()
    const run = runs[index]
    const k = run && indexAt(run, playhead)
    const text = run && race && k !== undefined
      ? panels.status(plain(run.from + k), plain(race.iterations), plain(run.values[k]!), plain(run.gradientNorms[k] ?? NaN))
      : panels.statusNone
    if (out.current && out.current.textContent !== text) out.current.textContent = text
  }
  const draw = (): void => {
    if (waiting.current) return
    const wait = 1000 - (clock.now() - last.current)
    if (wait <= 0) write()
    else {
      waiting.current = true
      clock.after(wait, () => latest.current?.())
    }
  }
  useEffect(() => {
    latest.current = write
  })
  useLive(film, draw)
  useLive(transport, draw)
  return <span className="sr-only" role="status" aria-live="off" ref={out} />
}
