import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { FIRST_LANDSCAPE } from '#stores/landscapes.ts'
import { sceneOfLandscape } from '#stores/scenes.ts'
import type { Stores } from '#stores/stores.ts'
import { later } from '#views/controls/later.tsx'
import { StoresContext } from '#views/stores.ts'
import { words } from '#words/index.ts'
import { Boundary } from './Boundary.tsx'
import { browserShelf, onSystemTheme } from './browser.ts'
import { ExplorePage } from './ExplorePage.tsx'
import { keepAddress, onAddress, pageOf, sceneCode } from './routes.ts'

const ExperimentsPage = later(async () => (await import('./ExperimentsPage.tsx')).ExperimentsPage, <div className="opening" aria-busy="true" />)
const Tooltips = later(async () => (await import('#views/controls/Tooltips.tsx')).Tooltips)

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
        {page === 'experiments' ? <ExperimentsPage /> : <ExplorePage firstVisit={firstVisit && sceneCode() === undefined} />}
      </Boundary>
      <Tooltips />
    </StoresContext>
  )
}

/** In the place of the page where it could not be opened at all. */
export const Crashed = ({ reason }: { reason: string }) => <main className="crashed" role="alert"><h1>{words.shell.crashed}</h1><p>{words.shell.crashedWhy(reason)}</p></main>
