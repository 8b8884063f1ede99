import { Columns2, Crosshair, LocateFixed, Maximize, Minimize } from 'lucide-react'
import { useEffect, useState } from 'react'
import { factsOf } from '#stores/landscape-facts.ts'
import { IconButton } from '#views/controls/Button.tsx'
import { useLab, useStores } from '#views/stores.ts'
import { words } from '#words/index.ts'
import { panels } from '#words/panels.ts'
import { compare, showAll } from './acts.ts'

/** What can be done with the map as a whole. */
export function MapTools({ column }: { column: React.RefObject<HTMLElement | null> }) {
  const stores = useStores()
  const fits = useLab(({ race, view }) => view.plane !== undefined || factsOf(race, view).domain !== undefined)
  const paired = useLab((s) => s.beside !== undefined)
  const [full, setFull] = useState(false)
  useEffect(() => {
    const listen = (): void => setFull(document.fullscreenElement === column.current)
    document.addEventListener('fullscreenchange', listen)
    return () => document.removeEventListener('fullscreenchange', listen)
  }, [column])
  return (
    <>
      <IconButton icon={Crosshair} name={panels.centreCursor} shortcut="C" onClick={() => column.current?.querySelector<HTMLElement>('[role="application"]')?.focus()} />
      {fits && <IconButton icon={LocateFixed} name={panels.fit} shortcut="0" onClick={() => void showAll(stores)} />}
      {!paired && <IconButton icon={Columns2} name={words.shell.compare} onClick={() => void compare(stores)} />}
      {document.fullscreenEnabled && <IconButton icon={full ? Minimize : Maximize} name={full ? panels.leaveFullScreen : panels.fullScreen}
        onClick={() => void (full ? document.exitFullscreen() : column.current?.requestFullscreen())} />}
    </>
  )
}
