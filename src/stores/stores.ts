/** All stores of a page, wired to one engine and one clock. */
import type { Engine } from '#experiments/engine.ts'
import { words } from '#words/index.ts'
import type { AnatomyState, AnatomyStore } from './anatomy.ts'
import { type Batches, createBatches } from './batches.ts'
import type { Clock } from './clock.ts'
import type { Ends, EndsState } from './ends.ts'
import { createFilm, type Film } from './film.ts'
import { createGuests, createVeil, type Guests, type Veiled } from './guests.ts'
import type { Bound, Headings } from './headings.ts'
import { createLab, type Lab } from './lab.ts'
import { lateStore } from './late.ts'
import { createNotices, type Notices } from './notices.ts'
import { createOwn, type Own, type Shelf } from './own.ts'
import { besideOf, type ExploreScene, sceneOf } from './permalink.ts'
import { createPlane, type PlaneStore } from './plane-store.ts'
import { createPointer, type Pointer } from './pointer.ts'
import { createPoints, type Points } from './points.ts'
import { createReach, type Reach } from './reach.ts'
import type { Sharpness, SharpnessState } from './sharpness.ts'
import { createSurface, type Surface } from './surface.ts'
import type { Sweep, SweepState } from './sweep.ts'
import { createTheme, type Theme, type ThemeStore } from './theme.ts'
import { createThumbnails, type Thumbnails } from './thumbnails.ts'
import { createTransport, type Transport } from './transport.ts'
import type { View } from './view.ts'

/** What the stores need of the world; a test hands in its own. */
export interface World {
  readonly engine: Engine
  readonly clock: Clock
  readonly shelf: Shelf
  readonly system: Theme
  /** Whether motion is unwelcome. */
  readonly calm?: () => boolean
  /** What has nothing to say before is fetched only then. */
  readonly pictured?: Promise<unknown>
}

export interface Stores {
  readonly engine: Engine
  readonly clock: Clock
  readonly lab: Lab
  readonly transport: Transport
  readonly plane: PlaneStore
  readonly film: Film
  readonly surface: Surface
  readonly points: Points
  readonly pointer: Pointer
  readonly sharpness: Sharpness
  readonly headings: Headings
  readonly reach: Reach
  readonly sweep: Sweep
  readonly ends: Ends
  readonly anatomy: AnatomyStore
  readonly batches: Batches
  readonly guests: Guests
  readonly veil: Veiled
  readonly thumbnails: Thumbnails
  readonly own: Own
  readonly theme: ThemeStore
  readonly notices: Notices
  /** The scene as it is now, the playhead included. */
  readonly scene: () => ExploreScene
  /** Opens another scene; undoable. */
  readonly open: (scene: ExploreScene) => void
  /** Opens it in the place of this one; what stands beside it stays. */
  readonly put: (scene: ExploreScene) => void
  /** The same stores over another lab, under the same playhead. */
  readonly over: (lab: Lab) => Stores
  readonly dispose: () => void
}

export function createStores({ engine, clock, shelf, system, calm = () => false, pictured = Promise.resolve() }: World, first: ExploreScene): Stores {
  const firstLab = createLab(first.spec, first.view, besideOf(first))
  const transport = createTransport(clock, transportOf(first.spec.iterations, first.view))
  const thumbnails = createThumbnails({ engine })
  const theme = createTheme(shelf, system)
  if (first.view.theme) theme.wear(first.view.theme)
  const openIn = (lab: Lab, scene: ExploreScene): void => {
    transport.pause()
    lab.open(scene.spec, scene.view, besideOf(scene))
    transport.setState(transportOf(scene.spec.iterations, scene.view))
    if (scene.view.theme) theme.wear(scene.view.theme)
  }
  const notices = createNotices(clock)
  const later = pictured.then(() => import('./after-picture.ts'))
  later.catch(() => notices.bar('warn', words.controls.notLoaded))
  const common = {
    engine, clock, transport, thumbnails, theme, own: createOwn(shelf), notices,
    scene(): ExploreScene {
      const { race, view, beside } = firstLab.getState()
      const { playhead, speed, acts } = transport.getState()
      const { chosen, theme: now } = theme.getState()
      return sceneOf(race, { ...view, playhead, speed, acts, ...(chosen ? { theme: now } : {}) }, beside)
    },
    open: (scene: ExploreScene): void => openIn(firstLab, scene),
  }

  function over(lab: Lab): Stores {
    const plane = createPlane({ engine, clock, lab })
    const film = createFilm({ engine, clock, lab, transport, plane })
    const surface = createSurface({ engine, clock, lab, plane })
    const points = createPoints({ engine, clock, lab, surface })
    const pointer = createPointer({ engine, clock, lab, plane })
    const sharpness = lateStore<SharpnessState>({ present: [], selected: undefined }, later.then(({ createSharpness }) => createSharpness({ engine, clock, lab, film, transport })))
    const reach = createReach({ lab, transport, sharpness })
    const sweep = lateStore<SweepState>({ curves: [], dear: false, thinned: undefined }, later.then(({ createSweep }) => createSweep({ engine, clock, lab, film, transport, reach })))
    const headings = lateStore<{ readonly bound: readonly (Bound | undefined)[] }>({ bound: [] }, later.then(({ createHeadings }) => createHeadings({ engine, clock, lab, film, transport, points, surface })))
    const ends = lateStore<EndsState>({ picture: undefined, working: false }, later.then(({ createEnds }) => createEnds({ engine, clock, lab, transport, surface })))
    const anatomy = lateStore<AnatomyState>({ anatomy: undefined, parts: [], shown: 0, ended: false }, later.then(({ createAnatomy }) => createAnatomy({ engine, clock, lab, film, transport, calm })))
    return {
      ...common, lab, plane, film, surface, points, pointer, sharpness, headings, reach, sweep, ends, anatomy,
      batches: createBatches(), guests: createGuests(), veil: createVeil(), over,
      put: (scene) => openIn(lab, sceneOf(scene.spec, scene.view, lab.getState().beside)),
      dispose() {
        for (const store of [film, plane, surface, points, pointer, sharpness, headings, reach, sweep, ends, anatomy]) store.dispose()
      },
    }
  }
  const stores = over(firstLab)
  const stopSparing = transport.subscribe((now, before) => now.playing !== before.playing && engine.spare?.(now.playing))
  return {
    ...stores,
    dispose() {
      transport.pause()
      stopSparing()
      stores.dispose()
      thumbnails.dispose()
    },
  }
}

const transportOf = (length: number, { playhead, speed, acts }: View): { length: number; playhead: number; speed: number; acts: View['acts'] } =>
  ({ length, playhead: Math.min(playhead, length), speed, acts })
