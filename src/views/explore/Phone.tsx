import { Axis3d, ChevronDown, ChevronUp, Crosshair, Mountain, SlidersHorizontal, Waypoints } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { firstPicture } from '#charts/first-picture.ts'
import { usesStepSize } from '#stores/race.ts'
import { IconButton } from '#views/controls/Button.tsx'
import { Icon } from '#views/controls/Icon.tsx'
import { later } from '#views/controls/later.tsx'
import { Segmented } from '#views/controls/Segmented.tsx'
import { useLab, useStores } from '#views/stores.ts'
import { curvature } from '#words/curvature.ts'
import { words } from '#words/index.ts'
import { panels } from '#words/panels.ts'
import { CHARTS, type ChartName, ChartsStrip, FilmStrip } from './ChartsStrip.tsx'
import { DataPanel } from './DataPanel.tsx'
import type { ExploreProps } from './Explore.tsx'
import { FirstVisit } from './FirstVisit.tsx'
import { LandscapeRail } from './LandscapeRail.tsx'
import { Lanes } from './Lanes.tsx'
import { MapColumn } from './MapColumn.tsx'
import { BatchPanel } from './Panels.tsx'
import { PhoneRuns } from './PhoneRuns.tsx'
import { PointPanel } from './PointPanel.tsx'
import { RunSpoken } from './RunSpoken.tsx'
import { PlayButtons, StepCounter } from './TransportBar.tsx'

const TABS = [['runs', SlidersHorizontal], ['landscape', Mountain], ['charts', Waypoints], ['point', Crosshair]] as const
const NETWORK_TABS = [...TABS.slice(0, 2), ['plane', Axis3d], ...TABS.slice(2)] as const
type Tab = (typeof NETWORK_TABS)[number][0]
const PhonePlane = later(async () => {
  await firstPicture
  return (await import('./network/NetworkRail.tsx')).PhonePlane
})
/** A swipe is at least this long, and more across than along. Pixels. */
const SWIPE = 60
/** What is drawn out by a finger is no press any more. Pixels. */
const PULL = 12

/** The page on a phone: the map over the lanes and the transport, one panel below, tabs to choose it, swipes to change it. */
export function Phone({ layersOpen, onLayers, onOwn, onNetwork, sheetOpen, onSheet, hello, onHello }: ExploreProps & { hello: boolean; onHello: (show: boolean) => void }) {
  const [tab, setTab] = useState<Tab>('runs'), [chart, setChart] = useState<ChartName | 'batches' | 'curvature'>('loss')
  const down = useRef<{ x: number; y: number } | undefined>(undefined)
  const [tall, setTall] = useState(false), pulled = useRef<number | undefined>(undefined)
  const { transport } = useStores()
  const runs = useLab((s) => s.race.runs)
  const network = useLab((s) => s.view.plane !== undefined), tabs = network ? NETWORK_TABS : TABS
  const batch = useLab((s) => s.view.layers.batch), part = (chart === 'batches' && !batch) || (chart === 'curvature' && !network) ? 'loss' : chart
  const at = Math.max(0, tabs.findIndex(([name]) => name === tab))
  const go = (to: number): void => {
    setTab(tabs[Math.max(0, Math.min(tabs.length - 1, to))]![0])
    onSheet(false)
  }
  const shown: Tab = sheetOpen ? 'landscape' : tabs[at]![0]
  function lift(event: PointerEvent): void {
    const from = down.current
    down.current = undefined
    if (!from || event.pointerType === 'mouse') return
    const dx = event.clientX - from.x, dy = event.clientY - from.y
    if (Math.abs(dx) > SWIPE && Math.abs(dx) > 2 * Math.abs(dy)) go(at + (dx < 0 ? 1 : -1))
  }
  function key(event: KeyboardEvent): void {
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    event.stopPropagation()
    go(to)
    const buttons = event.currentTarget.querySelectorAll('button')
    buttons[Math.max(0, Math.min(tabs.length - 1, to))]?.focus()
  }
  return (
    <main className={`phone ${tall ? 'tall' : ''}`}>
      {hello && <FirstVisit onClose={() => onHello(false)} />}
      <div className="phone-map"><MapColumn bare layersOpen={layersOpen} onOpenLayers={onLayers} onEditOwn={onOwn} /></div>
      <div className="phone-lanes"><Lanes axis={false} /></div>
      <div className="phone-transport"><PlayButtons size={21} /><StepCounter short /><RunSpoken />
        <IconButton icon={tall ? ChevronDown : ChevronUp} size={21} name={tall ? panels.panelLow : panels.panelTall} aria-expanded={tall} aria-controls="phone-panel" className="phone-pull" onClick={() => setTall(!tall)} />
      </div>
      {/* the same as the button above, for a finger that pulls */}
      <div className="phone-grip" aria-hidden="true" onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        pulled.current = event.clientY
      }} onPointerUp={(event) => {
        const by = pulled.current === undefined ? 0 : event.clientY - pulled.current
        pulled.current = undefined
        setTall(Math.abs(by) < PULL ? !tall : by < 0)
      }} onPointerCancel={() => {
        pulled.current = undefined
      }} />
      <div key={shown} className="phone-panel" role="tabpanel" id="phone-panel" aria-label={panels.tabs[shown]}
        onPointerDown={(event) => {
          const target = event.target as HTMLElement
          // what is dragged sideways itself is no swipe
          down.current = target.closest('[role="slider"], .log-slider, .cells, .phone-chips, .film-strip, .chart-scrub, canvas') ? undefined : { x: event.clientX, y: event.clientY }
        }} onPointerUp={lift} onPointerCancel={() => {
          down.current = undefined
        }}>
        {shown === 'runs' && <PhoneRuns usesStep={runs.map(usesStepSize)} acts={transport} />}
        {shown === 'landscape' && <><LandscapeRail onOwn={onOwn} onNetwork={onNetwork} onChosen={() => onSheet(false)} /><DataPanel /></>}
        {shown === 'plane' && <PhonePlane />}
        {shown === 'charts' && <>
          <Segmented name={panels.tabs.charts} look="soft" value={part} options={[...(batch ? [{ value: 'batches' as const, label: panels.belowParts.batches }] : []), ...CHARTS.map((value) => ({ value, label: panels.chartsShort[value] })), ...(network ? [{ value: 'curvature' as const, label: curvature.charts.curvature }] : [])]} onChange={setChart} />
          {part === 'batches' ? <><FilmStrip /><BatchPanel /></> : <ChartsStrip only={part} />}
        </>}
        {shown === 'point' && <PointPanel touch />}
      </div>
      <div className="phone-tabs" role="tablist" aria-label={words.shell.navigation} onKeyDown={key} tabIndex={-1}>
        {tabs.map(([name, icon]) => (
          <button key={name} type="button" role="tab" aria-selected={shown === name} aria-controls="phone-panel" tabIndex={shown === name ? 0 : -1} onClick={() => {
            setTab(name)
            onSheet(false)
          }}><Icon of={icon} size={21} />{panels.tabs[name]}</button>
        ))}
      </div>
    </main>
  )
}

