import { useMemo } from 'react'
import { STUDIES } from '#stores/study/list.ts'
import type { StudyStore } from '#stores/study/study.ts'
import { FindDialog, type Hit } from '#views/controls/FindDialog.tsx'
import { studyPage as text } from '#words/en/study-page.ts'
import { words } from '#words/index.ts'
import { SCENES, type StudyScene } from './scenes.ts'

interface FindProps {
  store: StudyStore | undefined
  actions: { help: () => void; copyLink: () => void; present: () => void; beside: () => void }
  onScene: (scene: StudyScene) => void
  onClose: () => void
}

/** Experiments, scenes of Explore and what can be done here, by a few letters of their names. */
export default function Find({ store, actions, onScene, onClose }: FindProps) {
  const all = useMemo<readonly Hit[]>(() => {
    const { findGroups } = text
    const action = (title: string, act: () => void): Hit => ({ id: `action:${title}`, group: findGroups.actions, title, note: '', act })
    const running = store?.getState().phase === 'running'
    return [
      ...STUDIES.map((s) => ({ id: s.kind, group: findGroups.experiments, title: s.title, note: s.source, act: () => void (location.hash = `#/experiments/${s.kind}`) })),
      ...SCENES.map((s) => ({ id: s.preset.id, group: findGroups.scenes, title: s.title, note: s.note, act: () => onScene(s) })),
      ...(store ? [
        running ? action(text.pause, store.pause) : action(text.run, store.run),
        action(text.sizes.quick, () => store.choose('quick')), action(text.sizes.thesis, () => store.choose('thesis')),
        action(text.besideName, actions.beside),
      ] : []),
      action(words.shell.copyLink, actions.copyLink), action(words.shell.present, actions.present), action(words.shell.help, actions.help),
    ]
  }, [store, actions, onScene])
  return <FindDialog all={all} placeholder={text.findPlaceholder} onClose={onClose} />
}
