import { useSyncExternalStore } from 'react'

/** How much room there is: all panels, pictures instead of names, a drawer for the runs, or a phone. */
export type Layout = 'wide' | 'rail' | 'drawer' | 'phone'

const QUERIES: readonly (readonly [Layout, string])[] = [['wide', '(min-width: 1280px)'], ['rail', '(min-width: 1024px)'], ['drawer', '(min-width: 720px)']]

const read = (): Layout => QUERIES.find(([, query]) => matchMedia(query).matches)?.[0] ?? 'phone'

function subscribe(tell: () => void): () => void {
  const lists = QUERIES.map(([, query]) => matchMedia(query))
  lists.forEach((list) => list.addEventListener('change', tell))
  return () => lists.forEach((list) => list.removeEventListener('change', tell))
}

export const useLayout = (): Layout => useSyncExternalStore(subscribe, read)

const LOW = '(max-height: 599px)'
/** A window so low, or so far zoomed in, that map and charts do not both have room. */
export const useLow = (): boolean => useSyncExternalStore((tell) => {
  const list = matchMedia(LOW)
  list.addEventListener('change', tell)
  return () => list.removeEventListener('change', tell)
}, () => matchMedia(LOW).matches)
