import { firstPicture } from '#charts/first-picture.ts'
import { type ReactNode, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { FIRST_LANDSCAPE } from '#stores/landscapes.ts'
import { sceneOfLandscape } from '#stores/scenes.ts'
import type { Stores } from '#stores/stores.ts'
import { later } from '#views/controls/later.tsx'
import { type Sides, SidesContext, StoresContext } from '#views/stores.ts'
import { words } from '#words/index.ts'
import { Boundary } from './Boundary.tsx'
import { browserShelf, onSystemTheme } from './browser.ts'
import { ExplorePage } from './ExplorePage.tsx'
import { keepAddress, onAddress, pageOf, sceneCode } from './routes.ts'

const ExperimentsPage = later(async () => (await import('./ExperimentsPage.tsx')).ExperimentsPage, <div className="opening" aria-busy="true" />)
const Tooltips = later(async () => {
  await firstPicture
  return (await import('#views/controls/Tooltips.tsx')).Tooltips
})

/** Remembers that someone has been here: the first words are for the first visit. */
const VISITED = 'thalweg.visited'

/** The page over the stores that were opened for it. */
export function App({ stores }: { stores: Stores }) {
  const page = useSyncExternalStore(onAddress, () => pageOf(location.hash))
  const [firstVisit] = useState(() => browserShelf.get(VISITED) === null)

  useEffect(() => {
    const { theme } = stores
    const dress = (): void => {
      document.documentElement.dataset['theme'] = theme.getState().theme
    }
    dress()
    const stops = [theme.subscribe(dress), onSystemTheme(theme.system), keepAddress(stores)]
    browserShelf.set(VISITED, '1')
    return () => stops.forEach((stop) => stop())
  }, [stores])

  const fresh = useCallback(() => void sceneOfLandscape(FIRST_LANDSCAPE).then(stores.open), [stores])

  return (
    <StoresContext value={stores}>
      <Boundary onFresh={fresh}>
        {page === 'experiments' ? <ExperimentsPage /> : <Held stores={stores}><ExplorePage firstVisit={firstVisit && sceneCode() === undefined} /></Held>}
      </Boundary>
      <Tooltips />
    </StoresContext>
  )
}

type Right = Pick<Sides, 'right' | 'hold'>

/** What the page acts on: the scene, or of two side by side the one that is held. */
function Held({ stores, children }: { stores: Stores; children: ReactNode }) {
  const paired = useStore(stores.lab, (s) => s.beside !== undefined), held = useStore(stores.lab, (s) => s.beside?.held) ? 'right' : 'left'
  const [right, setRight] = useState<Right>()
  useEffect(() => {
    if (!paired) return undefined
    let made: Right | undefined, gone = false
    void import('#stores/beside.ts').then(({ besideStores, holdSide }) => {
      if (!gone) setRight(made = { right: besideStores(stores), hold: (which) => holdSide(stores, which) })
    })
    return () => {
      gone = true
      made?.right.dispose()
      setRight(undefined)
    }
  }, [stores, paired])
  const sides = useMemo<Sides | undefined>(() => (right && { left: stores, ...right, held }), [stores, right, held])
  return <SidesContext value={sides}><StoresContext value={sides?.[held] ?? stores}>{children}</StoresContext></SidesContext>
}

/** In the place of the page where it could not be opened at all. */
export const Crashed = ({ reason }: { reason: string }) => <main className="crashed" role="alert"><h1>{words.shell.crashed}</h1><p>{words.shell.crashedWhy(reason)}</p></main>
