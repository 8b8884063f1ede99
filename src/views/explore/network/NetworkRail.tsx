/** The right column where the map is a plane through a network's parameters. Fetched when such a map is first shown. */
import type { ReactNode } from 'react'
import type { Stores } from '#stores/stores.ts'
import { createPlanes } from '#stores/planes.ts'
import { createTrust } from '#stores/trust.ts'
import { useShown } from '#views/shown.ts'
import { useLab } from '#views/stores.ts'
import { BatchPanel } from '../Panels.tsx'
import { PointPanel } from '../PointPanel.tsx'
import { RunsRail } from '../RunsRail.tsx'
import { CriticalPanel } from './CriticalPanel.tsx'
import { PlanePanel } from './PlanePanel.tsx'
import { SaysPanel } from './SaysPanel.tsx'
import { SymmetryPanel } from './SymmetryPanel.tsx'
import { TrustPanel } from './TrustPanel.tsx'
import { WeightsPanel } from './WeightsPanel.tsx'
import './network.css'

const planesOf = (stores: Stores) => createPlanes(stores), trustOf = (stores: Stores) => createTrust(stores)

/** The plane of the map and how far it can be trusted; then `runs`, which stay in reach, and what is known of the network where they are. */
function Panels({ runs }: { runs?: ReactNode }) {
  const planes = useShown(planesOf), trust = useShown(trustOf)
  if (!planes || !trust) return runs
  return <><PlanePanel planes={planes} /><TrustPanel trust={trust} planes={planes} />{runs}<SaysPanel /><CriticalPanel planes={planes} /><SymmetryPanel /></>
}

/** The same on a phone, where runs have a tab of their own. */
export const PhonePlane = () => <><Panels /><WeightsPanel /></>

export function NetworkRail() {
  const batch = useLab((s) => s.view.layers.batch)
  return (
    <div className="network-rail">
      {batch && <BatchPanel />}
      <Panels runs={<RunsRail />} />
      <WeightsPanel />
      <div className="rail-foot"><PointPanel /></div>
    </div>
  )
}
