/** Landscapes that people wrote themselves, remembered in this browser. */
import type { KindSpec } from '#spec/kind.ts'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { type Domain, readView } from './view.ts'

export interface OwnFunction {
  readonly title: string
  readonly objective: KindSpec
  readonly domain: Domain
  readonly start: readonly [number, number]
}

/** As much of the browser's storage as is used; it may be missing or refuse. */
export interface Shelf {
  readonly get: (key: string) => string | null
  readonly set: (key: string, value: string) => void
}

export interface Own extends StoreApi<{ readonly list: readonly OwnFunction[] }> {
  /** Keeps a function; one with the same title is replaced. */
  readonly keep: (own: OwnFunction) => void
  readonly forget: (title: string) => void
}

const KEY = 'thalweg.own-functions'
const LIMIT = 50

export function createOwn(shelf: Shelf): Own {
  const store = createStore<{ readonly list: readonly OwnFunction[] }>(() => ({ list: readList(shelf.get(KEY)) }))
  const save = (list: readonly OwnFunction[]): void => {
    store.setState({ list })
    shelf.set(KEY, JSON.stringify(list))
  }
  return {
    ...store,
    keep: (own) => save([...store.getState().list.filter((o) => o.title !== own.title), own].slice(-LIMIT)),
    forget: (title) => save(store.getState().list.filter((o) => o.title !== title)),
  }
}

/** What is remembered, less what cannot be read: an older version of the page may have written it. */
function readList(text: string | null): readonly OwnFunction[] {
  if (text === null) return []
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? list.filter(isOwn) : []
  } catch {
    return []
  }
}

function isOwn(value: unknown): value is OwnFunction {
  if (typeof value !== 'object' || value === null) return false
  const { title, objective, domain, start } = value as Partial<Record<keyof OwnFunction, unknown>>
  return typeof title === 'string' && typeof objective === 'object' && objective !== null && 'kind' in objective && objective.kind === 'expression'
    && readView({ domain }).faults.length === 0 && Array.isArray(start) && start.length === 2 && start.every(Number.isFinite)
}
