/** What the page has to say for a moment, or until it is put away. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Clock } from './clock.ts'

export interface Notice {
  readonly id: number
  readonly tone: 'plain' | 'info' | 'warn' | 'danger'
  readonly text: string
  readonly action?: { readonly label: string; readonly run: () => void }
  /** Bars stay until they are put away; toasts go by themselves. */
  readonly stays: boolean
}

export interface Notices extends StoreApi<{ readonly list: readonly Notice[] }> {
  readonly toast: (text: string, action?: Notice['action']) => void
  readonly bar: (tone: 'info' | 'warn' | 'danger', text: string, action?: Notice['action']) => void
  readonly dismiss: (id: number) => void
}

const TOAST = 6000

export function createNotices(clock: Clock): Notices {
  const store = createStore<{ readonly list: readonly Notice[] }>(() => ({ list: [] }))
  let next = 1
  const dismiss = (id: number): void => store.setState(({ list }) => ({ list: list.filter((n) => n.id !== id) }))
  const add = (notice: Omit<Notice, 'id'>): number => {
    const id = next++
    // one toast at a time; a bar that says the same is not said twice
    store.setState(({ list }) => ({ list: [...list.filter((n) => (notice.stays ? n.text !== notice.text : n.stays)), { ...notice, id }] }))
    return id
  }
  return {
    ...store,
    toast(text, action) {
      const id = add({ tone: 'plain', text, stays: false, ...(action ? { action } : {}) })
      clock.after(TOAST, () => dismiss(id))
    },
    bar: (tone, text, action) => void add({ tone, text, stays: true, ...(action ? { action } : {}) }),
    dismiss,
  }
}
