/** What lies round the map: in a file of its own, which is fetched when the map is there. */
import { DataPanel } from './DataPanel.tsx'
import { LandscapeRail } from './LandscapeRail.tsx'
import { PointPanel } from './PointPanel.tsx'
import { RunsRail } from './RunsRail.tsx'

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
  return (
    <>
      <RunsRail />
      <div className="rail-foot"><PointPanel /></div>
    </>
  )
}
