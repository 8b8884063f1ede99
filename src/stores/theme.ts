/** Light or dark: as the system says, until someone chooses. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Shelf } from './own.ts'

export type Theme = 'light' | 'dark'
export interface ThemeState {
  readonly theme: Theme
  /** True once a hand, or a link, has chosen. */
  readonly chosen: boolean
}
export interface ThemeStore extends StoreApi<ThemeState> {
  readonly choose: (theme: Theme) => void
  /** What a link was made in: worn while it is open, not remembered as this visitor's own choice. */
  readonly wear: (theme: Theme) => void
  /** What the system prefers; counts as long as nobody chose. */
  readonly system: (theme: Theme) => void
}

const KEY = 'thalweg.theme'

export function createTheme(shelf: Shelf, system: Theme): ThemeStore {
  const kept = shelf.get(KEY)
  const store = createStore<ThemeState>(() => (kept === 'light' || kept === 'dark' ? { theme: kept, chosen: true } : { theme: system, chosen: false }))
  return {
    ...store,
    choose(theme) {
      shelf.set(KEY, theme)
      store.setState({ theme, chosen: true })
    },
    wear: (theme) => store.setState({ theme, chosen: true }),
    system(theme) {
      if (!store.getState().chosen) store.setState({ theme })
    },
  }
}
