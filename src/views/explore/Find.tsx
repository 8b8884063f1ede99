import { useContext, useMemo } from 'react'
import { closeSide, swapSides } from '#stores/beside.ts'
import { LANDSCAPES } from '#stores/landscapes.ts'
import { openPreset, PRESETS } from '#stores/presets.ts'
import { STUDIES } from '#stores/study/list.ts'
import { FindDialog, type Hit } from '#views/controls/FindDialog.tsx'
import { SidesContext, useStores } from '#views/stores.ts'
import { words } from '#words/index.ts'
import { panels } from '#words/panels.ts'
import { sides as sidesWords } from '#words/sides.ts'
import { openLandscape } from './LandscapeRail.tsx'
import { addOffer, offersFor } from './RunsRail.tsx'
import { compare, forkHere } from './acts.ts'

interface FindProps { onClose: () => void; onOwn: () => void; onNetwork: () => void; actions: { help: () => void; copyLink: () => void; exportPictures: () => void; present: () => void; saveFile: () => void; openFile: () => void } }

/** Landscapes, presets, methods, experiments and actions by a few letters of their names. */
export default function Find({ onClose, onOwn, onNetwork, actions }: FindProps) {
  const stores = useStores(), sides = useContext(SidesContext)
  const all = useMemo<readonly Hit[]>(() => {
    const { findGroups } = panels
    const { transport, lab } = stores
    const action = (title: string, act: () => void): Hit => ({ id: `action:${title}`, group: findGroups.actions, title, note: '', act })
    return [
      ...PRESETS.map((p) => ({ id: p.id, group: findGroups.presets, title: p.title, note: p.note, act: () => void openPreset(stores, p) })),
      ...LANDSCAPES.map((l) => ({ id: l.id, group: findGroups.landscapes, title: l.title, note: l.note, act: () => void openLandscape(stores, l) })),
      ...offersFor(stores).map((o) => ({ id: `add:${o.id}`, group: findGroups.methods, title: o.title, note: '', act: () => addOffer(stores, o) })),
      ...STUDIES.map((s) => ({ id: s.kind, group: words.shell.experiments, title: s.title, note: s.source, act: () => void (location.hash = `#/experiments/${s.kind}`) })),
      action(panels.play, transport.play), action(panels.reset, transport.reset), action(panels.forkHere, () => void forkHere(stores)), ...(sides ? [action(sidesWords.swap, () => swapSides(sides.left)), action(sidesWords.close('left'), () => closeSide(sides.left, 'left')), action(sidesWords.close('right'), () => closeSide(sides.left, 'right'))] : [action(words.shell.compare, () => void compare(stores))]),
      action(words.shell.undo, lab.undo), action(words.shell.redo, lab.redo),
      action(words.landscapes.ownFunction, onOwn), action(words.landscapes.ownNetwork, onNetwork), action(words.shell.copyLink, actions.copyLink), action(words.shell.export, actions.exportPictures), action(words.shell.present, actions.present),
      action(words.shell.saveFile, actions.saveFile), action(words.shell.openFile, actions.openFile), action(words.shell.help, actions.help),
    ]
  }, [stores, sides, actions, onOwn, onNetwork])
  return <FindDialog all={all} placeholder={panels.findPlaceholder} onClose={onClose} />
}
