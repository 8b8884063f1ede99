import { ChevronDown, Share2 } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { factsOf } from '#stores/landscape-facts.ts'
import { openFile } from '#stores/permalink.ts'
import { IconButton } from '#views/controls/Button.tsx'
import { Icon } from '#views/controls/Icon.tsx'
import { later } from '#views/controls/later.tsx'
import { useFindOpener } from '#views/controls/typed-ahead.ts'
import { Explore } from '#views/explore/Explore.tsx'
import { compare } from '#views/explore/acts.ts'
import { usePageKeys } from '#views/explore/keys.ts'
import { useLayout } from '#views/explore/useLayout.ts'
import { useLab, useStores } from '#views/stores.ts'
import { words } from '#words/index.ts'
import { copyLink, saveScene, tell } from './routes.ts'
import { Shell, type ShellActions } from './Shell.tsx'

const Find = later(async () => (await import('#views/explore/Find.tsx')).default)
const Help = later(async () => (await import('#views/explore/Help.tsx')).default)
const ExportDialog = later(async () => (await import('#views/explore/ExportDialog.tsx')).default)
const OwnFunctionDialog = later(async () => (await import('#views/explore/OwnFunctionDialog.tsx')).default)
const NetworkDialog = later(async () => (await import('#views/explore/network/NetworkDialog.tsx')).default)
const Presenter = later(async () => (await import('#views/explore/Presenter.tsx')).default, <div className="opening" />)

export type Overlay = 'find' | 'help' | 'export' | 'own' | 'network' | 'present'

/** Explore with everything that can lie over it. */
export function ExplorePage({ firstVisit }: { firstVisit: boolean }) {
  const stores = useStores()
  const layout = useLayout()
  const [overlay, setOverlay] = useState<Overlay>()
  const [layers, setLayers] = useState(false), [sheet, setSheet] = useState(false)
  const file = useRef<HTMLInputElement>(null)
  const title = useLab((s) => factsOf(s.race, s.view).title)
  const paired = useLab((s) => s.beside !== undefined)
  useEffect(() => {
    document.title = words.shell.pageTitle(title)
  }, [title])
  const close = useCallback(() => setOverlay(undefined), [])
  const find = useFindOpener(useCallback(() => setOverlay('find'), []), overlay === undefined)
  const presented = useRef(false)
  useEffect(() => {
    // the page was taken down for it: the focus goes back to the button that is there now, or to the map where the button is in a menu
    if (presented.current && overlay === undefined) document.querySelectorAll<HTMLElement>('[data-present], [role="application"]').forEach((e, i, all) => {
      if (document.activeElement === document.body && (e.getClientRects().length > 0 || i === all.length - 1)) e.focus({ preventScroll: true })
    })
    presented.current = overlay === 'present'
  }, [overlay])
  const own = useCallback(() => setOverlay('own'), []), network = useCallback(() => setOverlay('network'), [])
  const actions = useMemo<ShellActions>(() => ({
    find, help: () => setOverlay('help'), exportPictures: () => setOverlay('export'), present: () => setOverlay('present'),
    compare: paired ? undefined : () => void compare(stores), copyLink: () => void copyLink(stores), saveFile: () => saveScene(stores), openFile: () => file.current?.click(),
  }), [stores, paired, find])
  usePageKeys({ ...actions, layers: () => setLayers((open) => !open) }, overlay === undefined)

  const subject = layout === 'phone' && (
    <>
      <h1 className="phone-subject"><button type="button" className="phone-title" aria-expanded={sheet} onClick={() => setSheet(!sheet)}>{title}<Icon of={ChevronDown} size={21} /></button></h1>
      <IconButton icon={Share2} size={21} name={words.shell.copyLink} className="header-share" onClick={actions.copyLink} />
    </>
  )
  if (overlay === 'present') return <Presenter onClose={close} />
  return (
    <Shell page="explore" actions={actions} subject={subject}>
      <Explore layout={layout} firstVisit={firstVisit} layersOpen={layers} onLayers={setLayers} onOwn={own} onNetwork={network} sheetOpen={sheet} onSheet={setSheet} />
      {overlay === 'find' && <Find onClose={close} actions={actions} onOwn={own} onNetwork={network} />}
      {overlay === 'help' && <Help onClose={close} />}
      {overlay === 'export' && <ExportDialog onClose={close} />}
      {overlay === 'own' && <OwnFunctionDialog onClose={close} />}
      {overlay === 'network' && <NetworkDialog onClose={close} />}
      <input ref={file} type="file" accept=".json,application/json" hidden aria-label={words.shell.openFile} onChange={(event) => {
        const chosen = event.target.files?.[0]
        event.target.value = ''
        if (chosen) void chosen.text().then(openFile).then(({ scene, sentences }) => {
          if (scene) stores.open(scene)
          tell(stores, sentences, false)
        })
      }} />
    </Shell>
  )
}
