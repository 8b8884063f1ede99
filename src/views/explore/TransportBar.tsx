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
    <section className="transport" aria-label={words.explore.playback}>
      <PlayButtons />
      <SpeedSelect />
      <Lanes />
      <span className="transport-acts" data-tip={words.explore.actsHint}>
        <Segmented name={words.explore.acts} value={acts} options={(['start', 'here'] as const).map((value) => ({ value, label: words.explore.actsFrom[value] }))} onChange={transport.setActs} look="soft" />
      </span>
      <StepCounter />
      <Button icon={GitFork} className="fork" data-tip={words.explore.forkHere} data-key="F" aria-label={words.explore.forkHere} disabled={runs === 0} onClick={() => forkHere({ lab, transport })}><span>{words.explore.forkHere}</span></Button>
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
      <IconButton icon={SkipBack} name={words.explore.reset} shortcut="R" size={size} onClick={transport.reset} />
      <IconButton icon={StepBack} name={words.explore.stepBack} shortcut="," size={size} onClick={() => transport.step(-1)} />
      <button type="button" className="play" aria-label={playing ? words.explore.pause : words.explore.play} data-tip={playing ? words.explore.pause : words.explore.play} data-key="Space" onClick={transport.toggle}>
        <Icon of={playing ? Pause : Play} size={size + 2} />
      </button>
      <IconButton icon={StepForward} name={words.explore.step} shortcut="." size={size} onClick={() => transport.step(1)} />
    </div>
  )
}

export function SpeedSelect() {
  const { transport } = useStores()
  const speed = useTransport((s) => s.speed)
  return <Select name={words.explore.speed} className="speed" before={<Icon of={Gauge} />} value={String(speed)}
    options={[...new Set<number>([...SPEEDS, speed])].map((s) => ({ value: String(s), label: words.explore.speedOf(s) }))} onChange={(value) => transport.setSpeed(Number(value))} />
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
      {words.explore.playhead.toLowerCase()} <strong className="num" ref={number} />
      {!short && <> {words.explore.stepOf} <NumberInput name={words.explore.steps} value={iterations} shown={iterations.toLocaleString('en')} expected={words.explore.stepsExpected}
        refuse={(v) => (Number.isInteger(v) && v >= 1 && v <= 100_000 ? undefined : words.explore.stepsExpected)} onChange={(v) => lab.change({ race: setIterations(lab.getState().race, v) })} /></>}
    </span>
  )
}
