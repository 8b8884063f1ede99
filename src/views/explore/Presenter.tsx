import { Pause, Play, RotateCcw, StepForward, X } from 'lucide-react'
import { type Ref, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { LineChart } from '#charts/LineChart.tsx'
import { LossMap } from '#charts/LossMap.tsx'
import type { LineChartHandle, LossMapHandle, MapPicture } from '#charts/props.ts'
import { indexAt } from '#stores/film.ts'
import { factsOf } from '#stores/landscape-facts.ts'
import { startAt } from '#stores/plane-store.ts'
import { leadingStepSize } from '#optimizers/step-size.ts'
import { limitOf, setStart, stepSizeAt, usesStepSize } from '#stores/race.ts'
import { IconButton } from '#views/controls/Button.tsx'
import { Formula } from '#views/controls/Formula.tsx'
import { Icon } from '#views/controls/Icon.tsx'
import { Letter } from '#views/controls/Letter.tsx'
import { useHallScale } from '#views/controls/hall.ts'
import { type Sides, SidesContext, StoresContext, useFilm, useLab, useLive, useStores, useTransport, type Which } from '#views/stores.ts'
import { words } from '#words/index.ts'
import { panels } from '#words/panels.ts'
import { sides as sideWords } from '#words/sides.ts'
import { FollowBatches } from './batches/FollowBatches.tsx'
import { BothOf } from './BothOf.tsx'
import { type ChartPicture, endOf, useCharts } from './ChartsStrip.tsx'
import { useMapPicture } from './mapPicture.ts'
import { CurvatureLayer } from './network/CurvatureLayer.tsx'
import { cssColour, shortLabels, useLabels, useStyles, useTheme } from './runs.ts'
import { loss, short as brief, stepSize } from './say.ts'
import { StepSlider } from './StepSlider.tsx'
import { joined } from './sides/BothCharts.tsx'
import { useCommon, useSideWords } from './sides/SideBySide.tsx'
import './presenter.css'

const SIDES: readonly Which[] = ['left', 'right']

/** The landscape for a hall: one map, one chart, one slider, in type that is read from the last row. Clickers step; B blanks the screen. */
export default function Presenter({ onClose }: { onClose: () => void }) {
  const { transport } = useStores()
  const theme = useTheme(), styles = useStyles(), labels = useLabels()
  const race = useLab((s) => s.race), view = useLab((s) => s.view)
  const facts = useMemo(() => factsOf(race, view), [race, view])
  const sides = useContext(SidesContext)
  const playing = useTransport((s) => s.playing)
  const [blank, setBlank] = useState(false), scale = useHallScale()
  const root = useRef<HTMLDivElement>(null), chart = useRef<LineChartHandle>(null), close = useRef(onClose)
  const filmed = useFilm((s) => s.race)
  useEffect(() => {
    close.current = onClose
  })
  useLive(transport, ({ playhead }) => {
    chart.current?.draw({ playhead })
  })

  useEffect(() => {
    const element = root.current!
    element.focus()
    void element.requestFullscreen?.().catch(() => {}) // a browser may refuse; the page is full size without it
    const left = (): void => {
      if (!document.fullscreenElement) close.current()
    }
    const key = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement
      if (event.key === 'Escape') close.current()
      else if (event.key === 'Tab' && atEnd(element, event.shiftKey)) element.focus()
      else if (event.key === 'b' || event.key === 'B' || (event.key === '.' && target === element)) setBlank((now) => !now)
      else if (event.key === 'PageDown') transport.step(1)
      else if (event.key === 'PageUp') transport.step(-1)
      else if (event.key === ' ' && !target.matches('button')) transport.toggle()
      else return
      event.preventDefault()
      event.stopPropagation()
    }
    document.addEventListener('fullscreenchange', left)
    // the page behind is gone: wherever the focus went, keys are meant for this one
    const lost = (event: KeyboardEvent): void => {
      if (event.target === document.body) key(event)
    }
    document.addEventListener('keydown', lost)
    // before the slider or the map sees them: a clicker steps wherever the last click was
    element.addEventListener('keydown', key, true)
    return () => {
      document.removeEventListener('fullscreenchange', left)
      element.removeEventListener('keydown', key, true)
      document.removeEventListener('keydown', lost)
      if (document.fullscreenElement) void document.exitFullscreen()
    }
  }, [transport])

  const short = useMemo(() => shortLabels(race), [race])
  const losses = useShortLosses()
  const run = race.runs[view.selected], style = styles[view.selected]
  return (
    <div ref={root} className={`presenter ${blank ? 'blank' : ''}`} tabIndex={-1} role="dialog" aria-modal="true" aria-label={facts.title}>
      <header><h1>{facts.title}</h1>{facts.formula !== undefined && <Formula tex={facts.formula} />}</header>
      {sides ? <PresentedSides sides={sides} scale={scale} /> : <div className="presenter-map"><PresentedMap scale={scale} /></div>}
      <figure className="presenter-chart">
        <figcaption>{words.explore.loss}</figcaption>
        {sides ? <BothOf sides={sides} use={useShortLosses}>{(left, right) => <HallChart handle={chart} picture={joined(left, right, sides.held)} iterations={Math.max(...SIDES.map((which) => sides[which].lab.getState().race.iterations))} scale={scale} />}</BothOf>
          : <HallChart handle={chart} picture={losses} iterations={filmed?.iterations ?? race.iterations} scale={scale} />}
      </figure>
      <footer>
        {run && style && usesStepSize(run) && <>
          <PresenterNumbers index={view.selected} {...(race.runs.length > 1 || sides ? { name: sides ? sideWords.runOf(short[view.selected] ?? '', sides.held) : short[view.selected] ?? '', colour: cssColour(style, theme) } : {})} />
          <StepSlider index={view.selected} label={labels[view.selected] ?? ''} style={style} labels big hall />
        </>}
        <div className="play-buttons">
          <IconButton icon={RotateCcw} name={panels.reset} size={28} onClick={transport.reset} />
          <button type="button" className="play" aria-label={playing ? panels.pause : panels.play} onClick={transport.toggle}><Icon of={playing ? Pause : Play} size={32} /></button>
          <IconButton icon={StepForward} name={panels.step} size={28} onClick={() => transport.step(1)} />
          <IconButton icon={X} name={panels.presentLeave} shortcut="Esc" size={28} onClick={onClose} />
        </div>
      </footer>
      {blank && <div className="presenter-blank" aria-label={panels.blank} />}
    </div>
  )
}

/** The map of one scene. */
function PresentedMap({ scale, which, shared }: { scale: number; which?: Which; shared?: Pick<MapPicture, 'tone' | 'toneForm'> }) {
  const { transport, lab, surface } = useStores()
  const picture = useMapPicture(true), map = useRef<LossMapHandle>(null)
  const layers = useLab((s) => s.view.layers), curvature = useLab((s) => s.view.plane !== undefined && s.view.curvature !== 'off')
  const title = useLab((s) => factsOf(s.race, s.view).title)
  useLive(transport, ({ playhead }) => map.current?.draw({ playhead }))
  return <>
    <LossMap {...picture} {...shared} handle={map} scale={scale} name={words.explore.mapName(title, which)} className="loss-map" onWindow={surface.see}
      onMoveStart={(at, phase) => {
        lab.change({ race: setStart(lab.getState().race, startAt([at.x, at.y], lab.getState().view.plane)) }, 'start')
        if (phase === 'end') lab.settle()
      }} onView={(domain) => lab.look({ domain })} />
    {layers.batch && <FollowBatches />}
    {curvature && <CurvatureLayer />}
  </>
}

/** Two maps in one scale of colours; the slider acts on the one that was touched last. */
function PresentedSides({ sides, scale }: { sides: Sides; scale: number }) {
  const { tone, toneForm } = useCommon(sides), shared = useMemo(() => ({ tone, toneForm }), [tone, toneForm]) as Pick<MapPicture, 'tone' | 'toneForm'>
  return <div className="presenter-sides">{SIDES.map((which) => <StoresContext key={which} value={sides[which]}><PresentedSide sides={sides} which={which} scale={scale} shared={shared} /></StoresContext>)}</div>
}

function PresentedSide({ sides, which, scale, shared }: { sides: Sides; which: Which; scale: number; shared: Pick<MapPicture, 'tone' | 'toneForm'> }) {
  const { title, named, text } = useSideWords(sides, which)
  return (
    <figure onPointerDownCapture={() => sides.hold(which)} onFocusCapture={() => sides.hold(which)}>
      <figcaption><b aria-current={sides.held === which}>{sideWords.names[which]}</b> {[...(named ? [title] : []), ...(text ? [text] : [])].join(', ')}</figcaption>
      <div className="presenter-map"><PresentedMap scale={0.8 * scale} which={which} shared={shared} /></div>
    </figure>
  )
}

/** Losses under the short names of the runs. */
function useShortLosses(): ChartPicture {
  const { loss: picture } = useCharts(), race = useLab((s) => s.race)
  return useMemo(() => {
    const short = shortLabels(race)
    return { ...picture, series: picture.series.map((s) => ({ ...s, label: short[Number(s.id)] ?? s.label })) }
  }, [picture, race])
}

function HallChart({ handle, picture, iterations, scale }: { handle: Ref<LineChartHandle>; picture: ChartPicture; iterations: number; scale: number }) {
  const { transport } = useStores(), theme = useTheme(), count = useLab((s) => s.view.count)
  return <LineChart theme={theme} handle={handle} series={picture.series} yScale={picture.yScale} bottomless={picture.bottomless ?? false} playhead={transport.getState().playhead} xTo={endOf(count, iterations, picture)} xLabel={panels.counts[count].toLowerCase()} directLabels scale={scale} className="chart-canvas" />
}

/** @param name of the run, where there are several */
function PresenterNumbers({ index, name, colour }: { index: number; name?: string; colour?: string }) {
  const { film, transport, sharpness } = useStores()
  const run = useLab((s) => s.race.runs[index])!
  const playhead = useTransport((s) => (run.changes?.length ? s.playhead : 0))
  const L = useStore(sharpness, (s) => s.present[index]), limit = limitOf(run)
  const bound = limit !== undefined && L !== undefined && L > 0 ? stepSize(Number((limit / L).toPrecision(3))) : undefined
  const step = useRef<HTMLElement>(null), value = useRef<HTMLElement>(null)
  const draw = (): void => {
    const shot = film.getState().runs[index], now = transport.getState().playhead
    const k = shot && indexAt(shot, now)
    if (step.current) step.current.textContent = String(now)
    if (value.current) value.current.textContent = shot && k !== undefined ? loss(shot.values[k]!) : ''
  }
  useLive(film, draw)
  useLive(transport, draw)
  return (
    <div className="presenter-numbers num">
      <b><Letter spoken={words.explore.stepSize}>α</Letter> {stepSize(leadingStepSize(stepSizeAt(run, playhead) ?? 1))}</b>
      {bound !== undefined && <span>{panels.presenterLimit(limit === 2 ? '2/L' : `${brief(limit!)}/L`)}<b>{bound}</b></span>}
      <span>{name !== undefined && <><b style={{ color: colour }}>{name}</b>, </>}{panels.presenterStep}<b ref={step} />{panels.presenterLoss}<b ref={value} /></span>
    </div>
  )
}

/** Whether Tab would leave the presenter from where the focus is. */
function atEnd(root: HTMLElement, back: boolean): boolean {
  const stops = Array.from(root.querySelectorAll<HTMLElement>('button, input, [tabindex="0"]')).filter((e) => e.getClientRects().length > 0)
  return document.activeElement === (back ? stops[0] : stops.at(-1)) || (back && document.activeElement === root)
}
