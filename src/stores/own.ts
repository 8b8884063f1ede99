/** Landscapes that people wrote themselves, remembered in this browser. */
import type { KindSpec } from '#spec/kind.ts'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Race } from './race.ts'
import { type Domain, type Plane, readView } from './view.ts'

export interface OwnFunction {
  readonly title: string
  readonly objective: KindSpec
  readonly domain: Domain
  readonly start: readonly [number, number]
}

/** A network that someone built, with the runs and the plane that it was kept with. */
export interface OwnNetwork {
  readonly title: string
  readonly race: Race
  readonly plane?: Plane | undefined
  readonly domain: Domain
}

/** As much of the browser's storage as is used; it may be missing or refuse. */
export interface Shelf {
  readonly get: (key: string) => string | null
  readonly set: (key: string, value: string) => void
}

export interface Own extends StoreApi<{ readonly list: readonly OwnFunction[]; readonly networks: readonly OwnNetwork[] }> {
  /** Keeps a function; one with the same title is replaced. */
  readonly keep: (own: OwnFunction) => void
  readonly forget: (title: string) => void
  /** The same of networks. */
  readonly keepNetwork: (own: OwnNetwork) => void
  readonly forgetNetwork: (title: string) => void
}

const KEY = 'thalweg.own-functions', NETWORKS = 'thalweg.own-networks'
const LIMIT = 50

export function createOwn(shelf: Shelf): Own {
  const store = createStore<{ readonly list: readonly OwnFunction[]; readonly networks: readonly OwnNetwork[] }>(() => ({ list: readList(shelf.get(KEY), isOwn), networks: readList(shelf.get(NETWORKS), isOwnNetwork) }))
  const save = (list: readonly OwnFunction[]): void => {
    store.setState({ list })
    shelf.set(KEY, JSON.stringify(list))
  }
  const saveNetworks = (networks: readonly OwnNetwork[]): void => {
    store.setState({ networks })
    shelf.set(NETWORKS, JSON.stringify(networks))
  }
  return {
    ...store,
    keep: (own) => save(withOwn(store.getState().list, own)),
    forget: (title) => save(without(store.getState().list, title)),
    keepNetwork: (own) => saveNetworks(withOwn(store.getState().networks, own)),
    forgetNetwork: (title) => saveNetworks(without(store.getState().networks, title)),
  }
}

interface Titled { readonly title: string }
const without = <T extends Titled>(list: readonly T[], title: string): readonly T[] => list.filter((o) => o.title !== title)
const withOwn = <T extends Titled>(list: readonly T[], own: T): readonly T[] => [...without(list, own.title), own].slice(-LIMIT)

/** What is remembered, less what cannot be read: an older version of the page may have written it. */
function readList<T>(text: string | null, sound: (value: unknown) => value is T): readonly T[] {
  if (text === null) return []
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? list.filter(sound) : []
  } catch {
    return []
  }
}

function isOwn(value: unknown): value is OwnFunction {
  if (typeof value !== 'object' || value === null) return false
  const { title, objective, domain, start } = value as Partial<Record<keyof OwnFunction, unknown>>
  return typeof title === 'string' && isKind(objective, 'expression')
    && readView({ domain }).faults.length === 0 && Array.isArray(start) && start.length === 2 && start.every(Number.isFinite)
}

function isOwnNetwork(value: unknown): value is OwnNetwork {
  if (typeof value !== 'object' || value === null) return false
  const { title, race, plane, domain } = value as Partial<Record<keyof OwnNetwork, unknown>>
  return typeof title === 'string' && typeof race === 'object' && race !== null && 'objective' in race && isKind(race.objective, 'network')
    && readView({ domain, ...(plane === undefined ? {} : { plane }) }).faults.length === 0
}

const isKind = (spec: unknown, kind: string): boolean => typeof spec === 'object' && spec !== null && 'kind' in spec && spec.kind === kind
