/** What lies round the map: in a file of its own, which is fetched when the map is there. */
import { later } from '#views/controls/later.tsx'
import { useLab } from '#views/stores.ts'
import { DataPanel } from './DataPanel.tsx'
import { LandscapeRail } from './LandscapeRail.tsx'
import { PointPanel } from './PointPanel.tsx'
import { RunsRail } from './RunsRail.tsx'

export const BatchPanel = later(async () => (await import('./batches/BatchPanel.tsx')).BatchPanel)
export { TransportBar } from './TransportBar.tsx'

/** Landscapes to choose from, and the data of the one that is chosen. */
export function LeftPanels({ pictures, onOwn, onNetwork }: { pictures: boolean; onOwn: () => void; onNetwork: () => void }) {
  return (
    <>
      <LandscapeRail collapsed={pictures} onOwn={onOwn} onNetwork={onNetwork} />
      {!pictures && <DataPanel />}
    </>
  )
}

/** The runs, and the point under the pointer. */
export function RightPanels() {
  const batch = useLab((s) => s.view.layers.batch)
  // what was asked for stands above, and the column scrolls as a whole
  if (batch) return <div className="long-rail"><BatchPanel /><RunsRail /><div className="rail-foot"><PointPanel /></div></div>
  return (
    <>
      <RunsRail />
      <div className="rail-foot"><PointPanel /></div>
    </>
  )
}
