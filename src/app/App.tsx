import { useCallback, useEffect, useState } from 'react'
import { codeIn, openLink } from '#stores/permalink.ts'
import { FIRST_LANDSCAPE } from '#stores/landscapes.ts'
import { sceneOfLandscape } from '#stores/scenes.ts'
import { createStores, type Stores } from '#stores/stores.ts'
import { Tooltips } from '#views/controls/Tooltips.tsx'
import { StoresContext } from '#views/stores.ts'
import { words } from '#words/index.ts'
import { Boundary } from './Boundary.tsx'
import { browserClock, browserShelf, lessMotion, onSystemTheme, systemTheme } from './browser.ts'
import { theEngine } from './engine.ts'
import { ExplorePage } from './ExplorePage.tsx'
import { keepAddress, tell } from './routes.ts'

/** Remembers that someone has been here: the first words are for the first visit. */
const VISITED = 'thalweg.visited'

export function App() {
  const [stores, setStores] = useState<Stores>()
  const [failed, setFailed] = useState<string>()
  const [firstVisit] = useState(() => browserShelf.get(VISITED) === null)

  useEffect(() => {
    let alive = true
    let made: Stores | undefined
    void start().then((opened) => {
      if (!alive) opened.dispose()
      else setStores(made = opened)
    }).catch((error: unknown) => {
      if (alive) setFailed(error instanceof Error ? error.message : String(error))
    })
    return () => {
      alive = false
      made?.dispose()
    }
  }, [])

  useEffect(() => {
    if (!stores) return
    const { theme } = stores
    const dress = (): void => {
      document.documentElement.dataset['theme'] = theme.getState().theme
    }
    dress()
    const stops = [theme.subscribe(dress), onSystemTheme(theme.system), keepAddress(stores)]
    browserShelf.set(VISITED, '1')
    return () => stops.forEach((stop) => stop())
  }, [stores])

  const fresh = useCallback(() => {
    if (stores) void sceneOfLandscape(FIRST_LANDSCAPE).then(stores.open)
  }, [stores])

  if (failed !== undefined) return <main className="crashed" role="alert"><h1>{words.shell.crashed}</h1><p>{words.shell.crashedWhy(failed)}</p></main>
  if (!stores) return <div className="opening" aria-busy="true" />
  return (
    <StoresContext value={stores}>
      <Boundary onFresh={fresh}>
        <ExplorePage firstVisit={firstVisit && codeIn(location.hash) === undefined} />
      </Boundary>
      <Tooltips />
    </StoresContext>
  )
}

/** Opens the engine and the scene of the address; what a link says that cannot be used is told in a bar. */
async function start(): Promise<Stores> {
  if (typeof Worker === 'undefined') throw new Error(words.shell.noWorkers)
  const code = codeIn(location.hash)
  const opened = code === undefined ? undefined : await openLink(code)
  const scene = opened?.scene ?? await sceneOfLandscape(FIRST_LANDSCAPE)
  const stores = createStores({ engine: theEngine(), clock: browserClock, shelf: browserShelf, system: systemTheme(), calm: lessMotion }, scene)
  if (opened) tell(stores, opened.sentences, opened.scene === undefined)
  return stores
}
