/** What the stores need of a browser: its clock, its storage, its wish for light or dark. */
import type { Clock } from '#stores/clock.ts'
import type { Shelf } from '#stores/own.ts'
import type { Theme } from '#stores/theme.ts'

export const browserClock: Clock = {
  now: () => performance.now(),
  frame(callback) {
    // a page that is hidden gets no frames; what plays then waits, and goes on when it is seen again
    const id = requestAnimationFrame(callback)
    return () => cancelAnimationFrame(id)
  },
  after(milliseconds, callback) {
    const id = setTimeout(callback, milliseconds)
    return () => clearTimeout(id)
  },
}

/** localStorage, which may be forbidden or full: then nothing is remembered, and nothing breaks. */
export const browserShelf: Shelf = {
  get(key) {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(key, value)
    } catch {
      // a private window: remembered until the page is closed
    }
  },
}

const darkWanted = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)')
export const systemTheme = (): Theme => (darkWanted().matches ? 'dark' : 'light')
export function onSystemTheme(tell: (theme: Theme) => void): () => void {
  const query = darkWanted()
  const listen = (): void => tell(query.matches ? 'dark' : 'light')
  query.addEventListener('change', listen)
  return () => query.removeEventListener('change', listen)
}

export const lessMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches
