/** The page Experiments: its address, its stores, its frame. Fetched when it is first shown. */
import { ChevronDown, Share2 } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { LINK_LIMIT, LinkError } from '#spec/codec.ts'
import { faultLine } from '#spec/fault.ts'
import { tooLong } from '#stores/permalink.ts'
import { createAtlas } from '#stores/study/atlas.ts'
import { createStudies, isStudy, STUDIES, type Studies } from '#stores/study/studies.ts'
import { specIn, studyAddress, studyIn } from '#stores/study/link.ts'
import { sceneOfRace } from '#stores/study/scene.ts'
import type { Stores } from '#stores/stores.ts'
import type { StudyStore } from '#stores/study/study.ts'
import { IconButton } from '#views/controls/Button.tsx'
import { Icon } from '#views/controls/Icon.tsx'
import { ExperimentList, Experiments } from '#views/experiments/Experiments.tsx'
import { recipeOf } from '#views/experiments/files.ts'
import { useLayout } from '#views/explore/useLayout.ts'
import { useStores } from '#views/stores.ts'
import { studyPage as text } from '#words/en/study-page.ts'
import { words } from '#words/index.ts'
import { atlasFiles } from './atlas-files.ts'
import { browserShelf } from './browser.ts'
import { type BrowserKeeper, browserKeeper } from './part-keeper.ts'
import { download, pageAddress } from './routes.ts'
import { Shell } from './Shell.tsx'

/** One for the page: what runs goes on while Explore is looked at. */
let studies: Studies | undefined, keeper: BrowserKeeper | undefined
/** The experiment that was looked at last. */
let last = STUDIES[0]!.kind

function theStudies({ engine, clock }: Stores): Studies {
  keeper ??= browserKeeper()
  return studies ??= createStudies({ engine, clock, keeper, shelf: browserShelf, atlas: createAtlas(atlasFiles(pageAddress())) })
}

export function ExperimentsPage() {
  const stores = useStores(), layout = useLayout()
  const [kind, setKind] = useState(last), [store, setStore] = useState<StudyStore>()
  const [sheet, setSheet] = useState(false)
  const theme = useStore(stores.theme, (s) => s.theme)
  const phone = layout === 'phone'
  const title = STUDIES.find((s) => s.kind === kind)!.title
  useEffect(() => {
    document.title = words.shell.pageTitle(title)
  }, [title])
  useAddress(stores, kind, store, useCallback((named, opened) => {
    last = named
    setKind(named)
    setStore(opened)
  }, []))

  const link = useCallback(async () => (store ? pageAddress() + await studyAddress(store.getState().spec) : pageAddress()), [store])
  const actions = useMemo(() => ({ copyLink: () => void (store && copy(stores, store)) }), [stores, store])
  const onOpen = useCallback((part: number, name: string) => void (store && openPart(stores, store, part, name)), [stores, store])
  const subject = phone && (
    <>
      <div className="phone-subject"><button type="button" className="phone-title" aria-label={text.choose} aria-expanded={sheet} onClick={() => setSheet(!sheet)}>{words.shell.experiments}<Icon of={ChevronDown} size={21} /></button></div>
      <IconButton icon={Share2} size={21} name={words.shell.copyLink} className="header-share" onClick={actions.copyLink} />
    </>
  )
  return (
    <Shell page="experiments" actions={actions} subject={subject}>
      {phone && sheet && <nav className="experiment-sheet" aria-label={text.list}><ExperimentList kind={kind} onChosen={() => setSheet(false)} /></nav>}
      <Experiments kind={kind} store={store} theme={theme} phone={phone} keeps={keeper?.lasting() ?? true} link={link} onOpen={onOpen} save={download} />
    </Shell>
  )
}

/** The address names experiment and spec; it follows what is set, and what someone writes there is opened. */
function useAddress(stores: Stores, kind: string, store: StudyStore | undefined, show: (kind: string, store: StudyStore | undefined) => void): void {
  const own = useRef('')
  useEffect(() => {
    let gone = false
    const read = async (): Promise<void> => {
      const hash = location.hash
      if (hash === own.current || !hash.startsWith('#/experiments')) return
      own.current = hash
      const { kind: asked, code } = studyIn(hash)
      if (asked !== undefined && !isStudy(asked)) stores.notices.bar('warn', text.unknownKind)
      const named = isStudy(asked) ? asked : last
      const all = theStudies(stores)
      show(named, all.opened.get(named))
      try {
        const opened = await all.open(named)
        if (code !== undefined) {
          const [fault] = opened.open(await specIn(code))
          if (fault) stores.notices.bar('warn', text.refusedSpec(faultLine(fault)))
        }
        if (!gone && own.current === hash) show(named, opened)
      } catch (error) {
        if (error instanceof LinkError) {
          stores.notices.bar('warn', error.message)
          if (!gone && own.current === hash) show(named, await all.open(named))
        } else stores.notices.bar('danger', words.controls.notLoaded, { label: words.controls.tryAgain, run: () => {
          own.current = ''
          void read()
        } })
      }
    }
    const heard = (): void => void read()
    heard()
    window.addEventListener('hashchange', heard)
    return () => {
      gone = true
      window.removeEventListener('hashchange', heard)
    }
  }, [stores, show])

  useEffect(() => {
    if (!store) return undefined
    let asked: unknown
    const write = async (): Promise<void> => {
      const { spec } = store.getState()
      if (spec === asked) return
      asked = spec
      const address = await studyAddress(spec)
      if (spec !== asked || !location.hash.startsWith('#/experiments') || location.hash !== own.current) return
      own.current = tooLong(address, pageAddress()) ? `#/experiments/${kind}` : address
      history.replaceState(history.state, '', own.current)
    }
    void write()
    return store.subscribe(() => void write())
  }, [store, kind])
}

/** Copies the link of the spec; what is too long for one is saved as a recipe. */
async function copy({ notices }: Stores, store: StudyStore): Promise<void> {
  const { spec } = store.getState()
  const address = await studyAddress(spec), whole = pageAddress() + address
  if (tooLong(address, pageAddress())) {
    download(new Blob([recipeOf(spec)], { type: 'application/json' }), `thalweg-${spec.experiment}.json`)
    notices.bar('info', words.links.tooLong(whole.length, LINK_LIMIT))
    return
  }
  try {
    await navigator.clipboard.writeText(whole)
    notices.toast(words.links.copied(whole.length))
  } catch {
    notices.bar('info', words.links.notCopied)
  }
}

async function openPart(stores: Stores, store: StudyStore, part: number, name: string): Promise<void> {
  try {
    const race = await store.sceneOf(part)
    if (!race) return
    stores.open(await sceneOfRace(stores.engine, race, text.runOf(store.study.title, name)))
    location.hash = '#/explore'
  } catch (error) {
    stores.notices.bar('warn', text.notOpened(error instanceof Error ? error.message : String(error)))
  }
}
