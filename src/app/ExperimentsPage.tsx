/** The page Experiments: its address, its stores, its frame. Fetched when it is first shown. */
import { ChevronDown, Share2 } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { canonical } from '#spec/canonical.ts'
import { LINK_LIMIT, LinkError } from '#spec/codec.ts'
import { faultLine } from '#spec/fault.ts'
import { tooLong } from '#stores/permalink.ts'
import { sceneOfPreset } from '#stores/presets.ts'
import { createAtlas } from '#stores/study/atlas.ts'
import { isStudy, STUDIES } from '#stores/study/list.ts'
import { createStudies, type Studies } from '#stores/study/studies.ts'
import { specsIn, studyAddress, studyIn } from '#stores/study/link.ts'
import { sceneOfRace } from '#stores/study/scene.ts'
import type { Stores } from '#stores/stores.ts'
import type { StudyStore } from '#stores/study/study.ts'
import { IconButton } from '#views/controls/Button.tsx'
import { Icon } from '#views/controls/Icon.tsx'
import { later } from '#views/controls/later.tsx'
import { useFindOpener } from '#views/controls/typed-ahead.ts'
import { ExperimentList, Experiments } from '#views/experiments/Experiments.tsx'
import { recipeOf } from '#views/experiments/files.ts'
import { useExperimentKeys } from '#views/experiments/keys.ts'
import type { StudyScene } from '#views/experiments/scenes.ts'
import { useLayout } from '#views/explore/useLayout.ts'
import { useStores } from '#views/stores.ts'
import { studyPage as text } from '#words/en/study-page.ts'
import { words } from '#words/index.ts'
import { atlasFiles } from './atlas-files.ts'
import { browserShelf } from './browser.ts'
import { type BrowserKeeper, browserKeeper } from './part-keeper.ts'
import { download, pageAddress } from './routes.ts'
import { Shell } from './Shell.tsx'

const Find = later(async () => (await import('#views/experiments/Find.tsx')).default)
const PresentFigures = later(async () => (await import('#views/experiments/PresentFigures.tsx')).default, <div className="opening" />)
const Help = later(async () => (await import('#views/explore/Help.tsx')).default)

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
  const [kind, setKind] = useState(last), [store, setStore] = useState<StudyStore>(), [beside, setBeside] = useState<StudyStore>()
  const [sheet, setSheet] = useState(false), [overlay, setOverlay] = useState<'find' | 'help' | 'present'>()
  const theme = useStore(stores.theme, (s) => s.theme)
  const phone = layout === 'phone'
  const close = useCallback(() => setOverlay(undefined), [])
  const find = useFindOpener(useCallback(() => setOverlay('find'), []), overlay === undefined)
  const title = STUDIES.find((s) => s.kind === kind)!.title
  useEffect(() => {
    document.title = words.shell.pageTitle(title)
  }, [title])
  useAddress(stores, kind, store, beside, useCallback((named, opened) => {
    last = named
    setKind(named)
    setStore(opened)
    setBeside(opened && studies?.beside.get(named))
  }, []))

  const link = useCallback(async () => (store ? pageAddress() + await addressOf(store, beside) : pageAddress()), [store, beside])
  const onOpen = useCallback((from: StudyStore, part: number, name: string) => void openPart(stores, from, part, name), [stores])
  const onBeside = useCallback((put: boolean) => {
    if (!store) return
    const all = theStudies(stores)
    if (!put) all.takeAway(store.study.kind)
    setBeside(put ? all.putBeside(store.study.kind, another(store)) : undefined)
  }, [stores, store])
  const onScene = useCallback(({ preset }: StudyScene) => void sceneOfPreset(preset).then((scene) => {
    stores.open(scene)
    goToMap()
  }), [stores])
  const actions = useMemo(() => ({
    find, help: () => setOverlay('help'), present: () => setOverlay('present'), copyLink: () => void (store && copy(stores, store, beside)), beside: () => onBeside(!beside),
  }), [stores, store, beside, onBeside, find])
  useExperimentKeys({
    ...actions,
    toggle: () => (store?.getState().phase === 'running' ? store.pause() : store?.getState().phase !== 'done' && store?.run()),
    go(by) {
      const to = STUDIES[STUDIES.findIndex((s) => s.kind === kind) + by]
      if (to) location.hash = `#/experiments/${to.kind}`
    },
  }, overlay === undefined)
  const presented = useRef(false)
  useEffect(() => {
    // the page was taken down for it: the focus goes back to the button that is there now
    if (presented.current && overlay === undefined) document.querySelector<HTMLElement>('[data-present]')?.focus({ preventScroll: true })
    presented.current = overlay === 'present'
  }, [overlay])
  const subject = phone && (
    <>
      <div className="phone-subject"><button type="button" className="phone-title" aria-label={text.choose} aria-expanded={sheet} onClick={() => setSheet(!sheet)}>{words.shell.experiments}<Icon of={ChevronDown} size={21} /></button></div>
      <IconButton icon={Share2} size={21} name={words.shell.copyLink} className="header-share" onClick={actions.copyLink} />
    </>
  )
  if (overlay === 'present' && store) return <PresentFigures store={store} theme={theme} onClose={close} />
  return (
    <Shell page="experiments" actions={actions} subject={subject}>
      {phone && sheet && <nav className="experiment-sheet" aria-label={text.list}><ExperimentList kind={kind} onScene={onScene} onChosen={() => setSheet(false)} /></nav>}
      <Experiments kind={kind} store={store} beside={beside} theme={theme} phone={phone} keeps={keeper?.lasting() ?? true} link={link} onOpen={onOpen} onBeside={onBeside} onScene={onScene} save={download} />
      {overlay === 'find' && <Find store={store} actions={actions} onScene={onScene} onClose={close} />}
      {overlay === 'help' && <Help onClose={close} keys={text.keys} />}
    </Shell>
  )
}

/** The address names experiment and spec; it follows what is set, and what someone writes there is opened. */
function useAddress(stores: Stores, kind: string, store: StudyStore | undefined, beside: StudyStore | undefined, show: (kind: string, store: StudyStore | undefined) => void): void {
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
          const specs = await specsIn(code), [fault] = opened.open(specs.spec)
          if (fault) stores.notices.bar('warn', text.refusedSpec(faultLine(fault)))
          if (specs.beside === undefined) all.takeAway(named)
          else all.putBeside(named, specs.beside)
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
    let asked = ''
    const write = async (): Promise<void> => {
      const specs = canonical([store.getState().spec, beside?.getState().spec ?? null])
      if (specs === asked) return
      asked = specs
      const address = await addressOf(store, beside)
      if (specs !== asked || !location.hash.startsWith('#/experiments') || location.hash !== own.current) return
      own.current = tooLong(address, pageAddress()) ? `#/experiments/${kind}` : address
      history.replaceState(history.state, '', own.current)
    }
    void write()
    const stops = [store, beside].map((each) => each?.subscribe(() => void write()))
    return () => stops.forEach((stop) => stop?.())
  }, [store, beside, kind])
}

const addressOf = (store: StudyStore, beside: StudyStore | undefined): Promise<string> => studyAddress(store.getState().spec, beside?.getState().spec)

/** What is put beside a result first: the other size, or where there is none another seed. */
function another(store: StudyStore): unknown {
  const { spec, quick, thesis, preset, oneSize } = store.getState()
  if (!oneSize && preset !== 'thesis') return thesis
  if (!oneSize) return quick
  return typeof spec['seed'] === 'number' ? { ...spec, seed: spec['seed'] + 1 } : spec
}

/** Copies the link of the spec; what is too long for one is saved as a recipe. */
async function copy({ notices }: Stores, store: StudyStore, beside: StudyStore | undefined): Promise<void> {
  const { spec } = store.getState()
  const address = await addressOf(store, beside), whole = pageAddress() + address
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

/** To the page Explore; what was pressed is gone with this one, so the focus goes to the map. */
function goToMap(): void {
  addEventListener('hashchange', () => requestAnimationFrame(() => document.querySelector<HTMLElement>('[role="application"]')?.focus({ preventScroll: true })), { once: true })
  location.hash = '#/explore'
}

async function openPart(stores: Stores, store: StudyStore, part: number, name: string): Promise<void> {
  try {
    const race = await store.sceneOf(part)
    if (!race) return
    stores.open(await sceneOfRace(stores.engine, race, text.runOf(store.study.title, name)))
    goToMap()
  } catch (error) {
    stores.notices.bar('warn', text.notOpened(error instanceof Error ? error.message : String(error)))
  }
}
