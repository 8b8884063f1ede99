/** The stores within reach of every view. */
import { createContext, useContext, useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import type { Stores } from '#stores/stores.ts'

export const StoresContext = createContext<Stores | undefined>(undefined)

/** Two scenes side by side; what stands round their maps acts on the one that is held. */
export type Which = 'left' | 'right'
export interface Sides extends Readonly<Record<Which, Stores>> { readonly held: Which; readonly hold: (which: Which) => void }
export const SidesContext = createContext<Sides | undefined>(undefined)

/** @throws Error outside a page that has stores */
export function useStores(): Stores {
  const stores = useContext(StoresContext)
  if (!stores) throw new Error('There are no stores here: wrap this in StoresContext.')
  return stores
}

export const useLab = <T>(select: (state: ReturnType<Stores['lab']['getState']>) => T): T => useStore(useStores().lab, select)
export const useTransport = <T>(select: (state: ReturnType<Stores['transport']['getState']>) => T): T => useStore(useStores().transport, select)
export const useFilm = <T>(select: (state: ReturnType<Stores['film']['getState']>) => T): T => useStore(useStores().film, select)

/** Calls `draw` with the state now and at every change, outside of React's rendering: for what moves at frame rate. */
export function useLive<T>(store: StoreApi<T>, draw: (state: T) => void): void {
  const latest = useRef(draw)
  useEffect(() => {
    latest.current = draw
    draw(store.getState())
  })
  useEffect(() => store.subscribe((state) => latest.current(state)), [store])
}
