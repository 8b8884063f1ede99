import { useSyncExternalStore } from 'react'

/** How much room there is: all panels, pictures instead of names, a drawer for the runs, or a phone. */
export type Layout = 'wide' | 'rail' | 'drawer' | 'phone'

const QUERIES: readonly (readonly [Layout, string])[] = [['wide', '(min-width: 1280px)'], ['rail', '(min-width: 1024px)'], ['drawer', '(min-width: 720px)']]

/** A phone on its side, or a window as low: its styles ask the same. */
const SIDEWAYS = '(max-height: 480px) and (min-width: 560px)'

const read = (): Layout => (matchMedia(SIDEWAYS).matches ? 'phone' : QUERIES.find(([, query]) => matchMedia(query).matches)?.[0] ?? 'phone')

function subscribe(tell: () => void): () => void {
  const lists = [...QUERIES.map(([, query]) => query), SIDEWAYS].map((query) => matchMedia(query))
  lists.forEach((list) => list.addEventListener('change', tell))
  return () => lists.forEach((list) => list.removeEventListener('change', tell))
}

export const useLayout = (): Layout => useSyncExternalStore(subscribe, read)

const useQuery = (query: string): boolean => useSyncExternalStore((tell) => {
  const list = matchMedia(query)
  list.addEventListener('change', tell)
  return () => list.removeEventListener('change', tell)
}, () => matchMedia(query).matches)

/** A window so low, or so far zoomed in, that map and charts do not both have room. */
export const useLow = (): boolean => useQuery('(max-height: 599px)')
/** Whether it is used with a finger, which hovers over nothing. */
export const useTouch = (): boolean => useQuery('(pointer: coarse)')
