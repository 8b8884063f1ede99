import { useCallback, useRef } from 'react'
import { factsOf } from '#stores/landscape-facts.ts'
import { type ExploreScene, sceneOf } from '#stores/permalink.ts'
import { useStores } from '#views/stores.ts'
import { panels } from '#words/panels.ts'

/** Brings back the page as a dialog found it, and offers to show again what it had put there. */
export function usePutBack(): () => void {
  const stores = useStores()
  const found = useRef<ExploreScene>(undefined)
  found.current ??= sceneOf(stores.lab.getState().race, { ...stores.lab.getState().view, playhead: stores.transport.getState().playhead })
  return useCallback(() => {
    const { spec, view } = found.current!
    stores.put(found.current!)
    stores.notices.toast(panels.putBack(factsOf(spec, view).title), { label: panels.undo, run: stores.lab.undo })
  }, [stores])
}
