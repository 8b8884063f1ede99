/** The keys of the page Experiments. */
import { useEffect, useRef } from 'react'
import { isPageKey, takesSpace } from '#views/controls/plain-key.ts'

export interface ExperimentKeys {
  find: () => void
  help: () => void
  copyLink: () => void
  /** Runs, or pauses what runs. */
  toggle: () => void
  /** To the experiment so many places further in the list. */
  go: (by: number) => void
  beside: () => void
}

export function useExperimentKeys(keys: ExperimentKeys, enabled: boolean): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    if (!enabled) return undefined
    const act = ({ key, target }: KeyboardEvent): (() => void) | undefined => {
      const { find, help, copyLink, toggle, go, beside } = latest.current
      switch (key) {
        case ' ': return takesSpace(target as HTMLElement) ? undefined : toggle
        case '[': return () => go(-1)
        case ']': return () => go(1)
        case 'b': case 'B': return beside
        case 'l': case 'L': return copyLink
        case '/': return find
        case '?': return help
        default: return undefined
      }
    }
    const listen = (event: KeyboardEvent): void => {
      const does = isPageKey(event) ? act(event) : undefined
      if (!does) return
      event.preventDefault()
      does()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [enabled])
}
