/** All stores of a page, wired to one engine and one clock. */
import type { Engine } from '#experiments/engine.ts'
import { type AnatomyStore, createAnatomy } from './anatomy.ts'
import { type Batches, createBatches } from './batches.ts'
import type { Clock } from './clock.ts'
import { createEnds, type Ends } from './ends.ts'
import { createFilm, type Film } from './film.ts'
import { createGuests, createVeil, type Guests, type Veiled } from './guests.ts'
import { createHeadings, type Headings } from './headings.ts'
import { createLab, type Lab } from './lab.ts'
import { createNotices, type Notices } from './notices.ts'
import { createOwn, type Own, type Shelf } from './own.ts'
import type { ExploreScene } from './permalink.ts'
import { createPlane, type PlaneStore } from './plane-store.ts'
import { createPointer, type Pointer } from './pointer.ts'
import { createPoints, type Points } from './points.ts'
import { createSharpness, type Sharpness } from './sharpness.ts'
import { createSurface, type Surface } from './surface.ts'
import { createSweep, type Sweep } from './sweep.ts'
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
  readonly dispose: () => void
}

export function createStores({ engine, clock, shelf, system, calm = () => false }: World, first: ExploreScene): Stores {
  const lab = createLab(first.spec, first.view)
  const transport = createTransport(clock, transportOf(first.spec.iterations, first.view))
  const plane = createPlane({ engine, clock, lab })
  const film = createFilm({ engine, clock, lab, transport, plane })
  const surface = createSurface({ engine, clock, lab, plane })
  const points = createPoints({ engine, clock, lab, surface })
  const pointer = createPointer({ engine, clock, lab, plane })
  const sharpness = createSharpness({ engine, clock, lab, film, transport })
  const sweep = createSweep({ engine, clock, lab, film, transport })
  const headings = createHeadings({ engine, clock, lab, film, transport, points, surface })
  const ends = createEnds({ engine, clock, lab, transport, surface })
  const anatomy = createAnatomy({ engine, clock, lab, film, transport, calm })
  const thumbnails = createThumbnails({ engine })
  const theme = createTheme(shelf, system)
  if (first.view.theme) theme.wear(first.view.theme)
  return {
    engine, clock, lab, transport, plane, film, surface, points, pointer, sharpness, headings, sweep, ends, anatomy, thumbnails, theme,
    batches: createBatches(), guests: createGuests(), veil: createVeil(), own: createOwn(shelf), notices: createNotices(clock),
    scene() {
      const { race, view } = lab.getState()
      const { playhead, speed, acts } = transport.getState()
      const { chosen, theme: now } = theme.getState()
      return { v: 1, spec: race, view: { ...view, playhead, speed, acts, ...(chosen ? { theme: now } : {}) } }
    },
    open(scene) {
      transport.pause()
      lab.open(scene.spec, scene.view)
      transport.setState(transportOf(scene.spec.iterations, scene.view))
      if (scene.view.theme) theme.wear(scene.view.theme)
    },
    dispose() {
      transport.pause()
      for (const store of [film, plane, surface, points, pointer, sharpness, headings, sweep, ends, anatomy]) store.dispose()
      thumbnails.dispose()
    },
  }
}

const transportOf = (length: number, { playhead, speed, acts }: View): { length: number; playhead: number; speed: number; acts: View['acts'] } =>
  ({ length, playhead: Math.min(playhead, length), speed, acts })
