import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useContext, useEffect, useState } from 'react'
import { firstPicture } from '#charts/first-picture.ts'
import { FIRST_LANDSCAPE } from '#stores/landscapes.ts'
import { SidesContext, useLab, useStores } from '#views/stores.ts'
import { IconButton } from '#views/controls/Button.tsx'
import { later } from '#views/controls/later.tsx'
import { words } from '#words/index.ts'
import { FirstVisit } from './FirstVisit.tsx'
import { MapColumn } from './MapColumn.tsx'
import type { Layout } from './useLayout.ts'

const Phone = later(async () => (await import('./Phone.tsx')).Phone, <main className="phone" aria-busy />)
/** The map first, in a page that is laid out as it will be: what lies round it comes next. */
const panels = async () => {
  await firstPicture
  return import('./Panels.tsx')
}
const LeftPanels = later(async () => (await panels()).LeftPanels)
const RightPanels = later(async () => (await panels()).RightPanels)
/** Where the map is a plane through many parameters, the right column is another. */
const NetworkRail = later(async () => {
  await firstPicture
  return (await import('./network/NetworkRail.tsx')).NetworkRail
})
const TransportBar = later(async () => (await panels()).TransportBar, <section className="transport" aria-busy />)
const ChartsStrip = later(async () => {
  await firstPicture
  return (await import('./ChartsStrip.tsx')).ChartsStrip
}, <section className="charts" aria-busy />)

export interface ExploreProps {
  layout: Layout
  firstVisit: boolean
  layersOpen: boolean
  onLayers: (open: boolean) => void
  onOwn: () => void
  onNetwork: () => void
  /** On a phone: the sheet with the landscapes. */
  sheetOpen: boolean
  onSheet: (open: boolean) => void
}

/** The page: landscapes, map and charts, runs, and one transport under all of them. */
export function Explore(props: ExploreProps) {
  const { layout, firstVisit, layersOpen, onLayers, onOwn, onNetwork } = props
  const { transport } = useStores()
  const [collapsed, setCollapsed] = useState(false), [drawer, setDrawer] = useState(false), [greeted, setHello] = useState(firstVisit)
  // its words are about the landscape that it stands over; a preset there, which has a title, shows something else
  const hello = useLab(({ view }) => view.landscape === FIRST_LANDSCAPE.id && view.title === '') && greeted
  const network = useLab((s) => s.view.plane !== undefined)
  const held = useContext(SidesContext)?.held // another side has cards of its own
  const pictures = collapsed || layout !== 'wide'

  // a first visitor sees it move as soon as there is a map to move on; whoever prefers less motion, or has a hand on the page already, starts it
  useEffect(() => {
    if (!firstVisit || matchMedia('(prefers-reduced-motion: reduce)').matches) return undefined
    const over = new AbortController()
    for (const touch of ['pointerdown', 'keydown'] as const) addEventListener(touch, () => over.abort(), { capture: true, once: true, signal: over.signal })
    void firstPicture.then(() => over.signal.aborted || transport.play())
    return () => over.abort()
  }, [firstVisit, transport])

  if (layout === 'phone') return <Phone {...props} hello={hello} onHello={setHello} />
  return (
    <main className={`explore ${pictures ? 'left-collapsed' : ''} ${drawer ? 'drawer-open' : ''} ${network ? 'network' : ''}`} onKeyDown={(event) => {
      if (event.key === 'Escape' && drawer) setDrawer(false)
    }}>
      <aside className={`rail rail-left ${pictures ? 'collapsed' : ''}`} aria-label={words.landscapes.chooser}>
        {layout === 'wide' && <IconButton icon={collapsed ? ChevronRight : ChevronLeft} name={collapsed ? words.explore.expand : words.explore.collapse} className="small rail-fold" size={15} onClick={() => setCollapsed(!collapsed)} />}
        <LeftPanels key={held} pictures={pictures} onOwn={onOwn} onNetwork={onNetwork} />
      </aside>
      <div className={`middle ${hello ? 'with-hello' : ''}`}>
        {hello && <FirstVisit onClose={() => setHello(false)} />}
        <MapColumn layersOpen={layersOpen} onOpenLayers={onLayers} onEditOwn={onOwn} />
      </div>
      <aside className="rail rail-right" aria-label={network ? words.explore.planeAndRuns : words.explore.runs}>
        {network ? <NetworkRail key={held} /> : <RightPanels key={held} />}
      </aside>
      <ChartsStrip />
      <TransportBar {...(layout === 'drawer' && { drawer: { open: drawer, toggle: () => setDrawer(!drawer) } })} />
    </main>
  )
}
