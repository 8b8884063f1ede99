import { Ellipsis } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { RunMark } from '#charts/Glyphs.tsx'
import { leadingStepSize } from '#optimizers/step-size.ts'
import { stepSizeAt } from '#stores/race.ts'
import type { Transport } from '#stores/transport.ts'
import { IconButton } from '#views/controls/Button.tsx'
import { Letter } from '#views/controls/Letter.tsx'
import { Segmented } from '#views/controls/Segmented.tsx'
import { useLab, useStores, useTransport } from '#views/stores.ts'
import { words } from '#words/index.ts'
import { panels } from '#words/panels.ts'
import { AnatomyPanel } from './AnatomyPanel.tsx'
import { useHeading } from './heading.ts'
import { reducedMotion } from './MapColumn.tsx'
import { HeadingText, NameInput, RunLoss, RunStatus, useRenaming } from './RunCard.tsx'
import { RunMenu } from './RunMenu.tsx'
import { RunSettings } from './RunSettings.tsx'
import { AddRun } from './RunsRail.tsx'
import { cssColour, shortLabels, useLabels, useStyles, useTheme } from './runs.ts'
import { stepSize } from './say.ts'
import { StepSlider } from './StepSlider.tsx'
import { SpeedSelect } from './TransportBar.tsx'

/** The runs as chips in a row, and the one that is chosen below them. */
export function PhoneRuns({ usesStep, acts }: { usesStep: readonly boolean[]; acts: Transport }) {
  const labels = useLabels(), styles = useStyles(), theme = useTheme()
  const selected = useLab((s) => s.view.selected), runs = useLab((s) => s.race.runs)
  const race = useLab((s) => s.race), short = useMemo(() => shortLabels(race), [race])
  const now = useTransport((s) => s.acts)
  const { lab } = useStores()
  return (
    <>
      <div className="phone-race"><div className="phone-chips">
        {runs.map((_, i) => styles[i] && (
          <button key={labels[i]} type="button" className="phone-chip" aria-pressed={i === selected} aria-label={panels.select(labels[i] ?? '')} style={i === selected ? { borderColor: cssColour(styles[i], theme) } : undefined} onClick={() => lab.look({ selected: i })}>
            <span><RunMark style={styles[i]} theme={theme} />{short[i]}</span>
            <RunLoss index={i} />
          </button>
        ))}
      </div><AddRun /></div>
      {labels[selected] !== undefined && styles[selected] && <PhoneRun key={selected} index={selected} label={labels[selected]} usesStep={usesStep[selected] ?? false} />}
      <div className="field phone-acts"><span className="field-label">{panels.acts}</span>
        <Segmented name={panels.acts} value={now} options={(['start', 'here'] as const).map((value) => ({ value, label: panels.actsFrom[value] }))} onChange={acts.setActs} look="soft" /></div>
      <div className="field phone-acts"><span className="field-label">{panels.speed}</span><SpeedSelect /></div>
    </>
  )
}

function PhoneRun({ index, label, usesStep }: { index: number; label: string; usesStep: boolean }) {
  const styles = useStyles()
  const heading = useHeading(index)
  const run = useLab((s) => s.race.runs[index])!
  const playhead = useTransport((s) => (run.changes?.length ? s.playhead : 0))
  const anchor = useRef<HTMLButtonElement>(null)
  const [menu, setMenu] = useState(false), [more, setMore] = useState(false), settings = useRef<HTMLDetailsElement>(null)
  // it opens below the fold
  useEffect(() => {
    if (more) settings.current?.scrollIntoView({ block: 'start', behavior: reducedMotion() ? 'auto' : 'smooth' })
  }, [more])
  const { renaming, begin, end } = useRenaming(index)
  const value = leadingStepSize(stepSizeAt(run, playhead) ?? 1)
  return (
    <div className="phone-run" role="group" aria-label={label}>
      <div className="phone-run-top">
        {usesStep && <span className="phone-alpha"><Letter spoken={words.explore.stepSize}>α</Letter> <b className="num">{stepSize(value)}</b></span>}
        {renaming
          ? <NameInput label={label} onDone={end} />
          : <HeadingText heading={heading} />}
        <IconButton ref={anchor} icon={Ellipsis} name={panels.runMenu(label)} aria-expanded={menu} onClick={() => setMenu(!menu)} />
      </div>
      {usesStep && <StepSlider index={index} label={label} style={styles[index]!} labels big />}
      <AnatomyPanel />
      <details ref={settings} className="phone-more" open={more} onToggle={(event) => setMore((event.target as HTMLDetailsElement).open)}><summary>{panels.advanced}</summary>{more && <RunSettings index={index} label={label} style={styles[index]!} />}</details>
      <RunStatus index={index} />
      {menu && <RunMenu anchor={anchor} index={index} label={label} onClose={() => setMenu(false)} onRename={() => {
        setMenu(false)
        begin()
      }} />}
    </div>
  )
}
