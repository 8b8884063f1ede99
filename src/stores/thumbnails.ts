/** Small pictures of landscapes, computed one after the other when nothing else is to do. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Engine } from '#experiments/engine.ts'
import type { Grid } from '#figures/figure.ts'
import type { Landscape } from './landscapes.ts'
import { ownNetworkScene, ownScene, sceneOfLandscape } from './scenes.ts'
import { answer, isAbort } from './newest.ts'
import type { OwnFunction, OwnNetwork } from './own.ts'
import { mapSlice, type SliceData } from './questions.ts'
import { onSubsample } from './subsample.ts'
import { gridOf } from './surface.ts'
import { fitWindow } from './window.ts'

export interface Thumbnails extends StoreApi<{ readonly grids: Readonly<Record<string, Grid>> }> {
  /** Asks for a picture; each is computed once. */
  readonly want: (id: string, of: Landscape | OwnFunction | OwnNetwork) => void
  readonly dispose: () => void
}

const COLUMNS = 44
const ROWS = 32

export function createThumbnails({ engine }: { engine: Engine }): Thumbnails {
  const store = createStore<{ readonly grids: Readonly<Record<string, Grid>> }>(() => ({ grids: {} }))
  const asked = new Set<string>()
  const queue: { readonly id: string; readonly of: Landscape | OwnFunction | OwnNetwork }[] = []
  const leaving = new AbortController()
  let working = false

  async function work(): Promise<void> {
    working = true
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { id, of } = next
      try {
        const { spec, view } = await ('group' in of ? sceneOfLandscape(of) : 'race' in of ? ownNetworkScene(of) : ownScene(of))
        const sampling = { window: fitWindow(view.domain, COLUMNS, ROWS), columns: COLUMNS, rows: ROWS }
        const result = await answer(engine, mapSlice(onSubsample(spec.objective) ?? spec.objective, view.plane, sampling), { signal: leaving.signal, rank: 'idle' })
        store.setState(({ grids }) => ({ grids: { ...grids, [id]: gridOf(result.data as SliceData, sampling) } }))
      } catch (error) {
        if (isAbort(error)) return
        // a landscape without a picture is still a landscape: its data may not be within reach
      }
    }
    working = false
  }

  return {
    ...store,
    want(id, of) {
      if (asked.has(id)) return
      asked.add(id)
      queue.push({ id, of })
      if (!working) void work()
    },
    dispose: () => leaving.abort(),
  }
}
