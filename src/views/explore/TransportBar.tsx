import { Gauge, GitFork, Pause, Play, SkipBack, SlidersHorizontal, StepBack, StepForward } from 'lucide-react'
import { useRef } from 'react'
import { setIterations } from '#stores/edits.ts'
import { SPEEDS } from '#stores/view.ts'
import { Button, IconButton } from '#views/controls/Button.tsx'
import { Icon } from '#views/controls/Icon.tsx'
import { NumberInput } from '#views/controls/NumberInput.tsx'
import { Segmented } from '#views/controls/Segmented.tsx'
import { Select } from '#views/controls/Select.tsx'
import { useLab, useLive, useStores, useTransport } from '#views/stores.ts'
import { words } from '#words/index.ts'
import { panels } from '#words/panels.ts'
import { forkHere } from './acts.ts'
import { Lanes } from './Lanes.tsx'
import { RunSpoken } from './RunSpoken.tsx'

/** Playback of all runs at once: the same playhead in every chart. */
export function TransportBar({ drawer }: { drawer?: { readonly open: boolean; readonly toggle: () => void } }) {
  const { lab } = useStores()
  const acts = useTransport((s) => s.acts)
  const { transport } = useStores()
  const runs = useLab((s) => s.race.runs.length)
  return (
    <section className="transport" aria-label={panels.playback}>
      <PlayButtons />
      <SpeedSelect />
      <Lanes />
      <span className="transport-acts" data-tip={panels.actsHint}>
        <Segmented name={panels.acts} value={acts} options={(['start', 'here'] as const).map((value) => ({ value, label: panels.actsFrom[value] }))} onChange={transport.setActs} look="soft" />
      </span>
      <StepCounter />
      <Button icon={GitFork} className="fork" data-tip={panels.forkHere} data-key="F" aria-label={panels.forkHere} disabled={runs === 0} onClick={() => void forkHere({ lab, transport })}><span>{panels.forkHere}</span></Button>
      {drawer && <Button icon={SlidersHorizontal} className="drawer-button" aria-expanded={drawer.open} onClick={drawer.toggle}>{words.explore.runs}</Button>}
      <RunSpoken />
    </section>
  )
}

export function PlayButtons({ size = 18 }: { size?: number }) {
  const { transport } = useStores()
  const playing = useTransport((s) => s.playing)
  return (
    <div className="play-buttons">
      <IconButton icon={SkipBack} name={panels.reset} shortcut="R" size={size} onClick={transport.reset} />
      <IconButton icon={StepBack} name={panels.stepBack} shortcut="," size={size} onClick={() => transport.step(-1)} />
      <button type="button" className="play" aria-label={playing ? panels.pause : panels.play} data-tip={playing ? panels.pause : panels.play} data-key="Space" onClick={transport.toggle}>
        <Icon of={playing ? Pause : Play} size={size + 2} />
      </button>
      <IconButton icon={StepForward} name={panels.step} shortcut="." size={size} onClick={() => transport.step(1)} />
    </div>
  )
}

export function SpeedSelect() {
  const { transport } = useStores()
  const speed = useTransport((s) => s.speed)
  return <Select name={panels.speed} className="speed" before={<Icon of={Gauge} />} value={String(speed)}
    options={[...new Set<number>([...SPEEDS, speed])].map((s) => ({ value: String(s), label: panels.speedOf(s) }))} onChange={(value) => transport.setSpeed(Number(value))} />
}

/** "step 18 of 80"; the last number can be typed. */
export function StepCounter({ short = false }: { short?: boolean }) {
  const { transport, lab } = useStores()
  const iterations = useLab((s) => s.race.iterations)
  const number = useRef<HTMLElement>(null)
  useLive(transport, ({ playhead }) => {
    if (number.current) number.current.textContent = playhead.toLocaleString('en')
  })
  return (
    <span className="step-counter">
      {panels.playhead.toLowerCase()} <strong className="num" ref={number} />
      {!short && <> {panels.stepOf} <NumberInput name={panels.steps} value={iterations} shown={iterations.toLocaleString('en')} expected={panels.stepsExpected}
        refuse={(v) => (Number.isInteger(v) && v >= 1 && v <= 100_000 ? undefined : panels.stepsExpected)} onChange={(v) => lab.change({ race: setIterations(lab.getState().race, v) })} /></>}
    </span>
  )
}
