import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { factsOf } from '#stores/landscape-facts.ts'
import { Button } from '#views/controls/Button.tsx'
import { useLab, useStores } from '#views/stores.ts'
import { panels } from '#words/panels.ts'

/** What the map says when it cannot show everything: where values are missing, stopped, or failed. */
export function MapStates({ onEditOwn, waiting }: { onEditOwn: () => void; waiting: boolean }) {
  const { surface, plane, film, lab } = useStores()
  const fault = useStore(surface, (s) => s.fault), stopped = useStore(surface, (s) => s.stopped), progress = useStore(surface, (s) => s.progress)
  const grid = useStore(surface, (s) => s.grid), working = useStore(surface, (s) => s.working)
  const planeFault = useStore(plane, (s) => s.fault), planeProgress = useStore(plane, (s) => s.progress)
  const filmFault = useStore(film, (s) => s.fault)
  const kind = useLab((s) => s.race.objective.kind)
  const holes = useMemo(() => (working || !grid ? 0 : share(grid.values)), [grid, working])
  const slow = useLong(working)
  const wrong = fault ?? planeFault
  if (wrong !== undefined) return (
    <div className="map-state map-state-danger" role="alert">
      <p>{panels.mapFailed(wrong)}</p>
      <Button onClick={() => (fault === undefined ? plane.again() : surface.goOn())}>{panels.tryAgain}</Button>
    </div>
  )
  if (waiting) return <div className="map-state"><p>{panels.findingPlane}</p><progress max={1} value={planeProgress} aria-label={panels.findingPlane} /></div>
  if (stopped) return <div className="map-state"><p>{panels.stoppedAt(progress)}</p><Button onClick={() => surface.goOn()}>{panels.continue}</Button></div>
  if (filmFault !== undefined) return <div className="map-state map-state-danger" role="alert"><p>{panels.filmFailed(filmFault)}</p></div>
  if (holes > 0.02) {
    const { race, view } = lab.getState()
    const home = factsOf(race, view).domain
    return (
      <div className="map-state">
        <p>{holes === 1 ? panels.notDefined : panels.partlyUndefined}</p>
        {home && <Button onClick={() => lab.look({ domain: home })}>{panels.moveView}</Button>}
        {kind === 'expression' && <Button look="quiet" onClick={onEditOwn}>{panels.edit}</Button>}
      </div>
    )
  }
  return working && slow && progress < 1 ? <div className="map-state map-state-working"><p className="num">{panels.refining(progress)}</p><Button onClick={() => surface.stop()}>{panels.stop} <kbd>Esc</kbd></Button></div> : null
}

/** Whether something has been going on for so long that one may want to stop it. */
function useLong(on: boolean, after = 6000): boolean {
  const [long, setLong] = useState(false)
  useEffect(() => {
    if (!on) return undefined
    const timer = setTimeout(() => setLong(true), after)
    return () => {
      clearTimeout(timer)
      setLong(false)
    }
  }, [on, after])
  return long
}

function share(values: Float64Array): number {
  let holes = 0
  for (const value of values) if (Number.isNaN(value)) holes++
  return holes / values.length
}
