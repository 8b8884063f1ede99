/** What the page holds: one race and one view of it, with a history. Every change of the race can be undone. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Race } from './race.ts'
import { spelledOut } from './spelled-out.ts'
import type { View } from './view.ts'

/** A place in history: the race, and what of the view belongs to it. */
export interface Moment {
  readonly race: Race
  readonly landscape: string
  readonly title: string
  readonly plane: View['plane']
  readonly domain: View['domain']
  readonly hidden: readonly number[]
  readonly colours: readonly number[]
  readonly selected: number
}

export interface LabState {
  readonly race: Race
  readonly view: View
  readonly past: readonly Moment[]
  readonly future: readonly Moment[]
  /** The gesture that is going on; its changes are one entry of the history. */
  readonly gesture: string | undefined
}

export interface Lab extends StoreApi<LabState> {
  /**
   * Changes the race, and what of the view belongs to it. Undoable.
   * @param gesture changes under one name that follow each other are one entry, until `settle` is called
   */
  readonly change: (edit: Partial<Moment>, gesture?: string) => void
  /** Changes how it is looked at. Not part of the history. */
  readonly look: (view: Partial<View>) => void
  /** Ends a gesture: the next change is an entry of its own. */
  readonly settle: () => void
  readonly undo: () => void
  readonly redo: () => void
  /** Opens another scene; undoable. */
  readonly open: (race: Race, view: View) => void
}

/** Entries kept. Each shares with its neighbours what did not change. */
const KEPT = 200

export function createLab(race: Race, view: View): Lab {
  const store = createStore<LabState>(() => ({ race: spelledOut(race), view, past: [], future: [], gesture: undefined }))
  const { getState, setState } = store

  /** The view that a moment stands in: its own members, the rest as it is now. */
  const viewed = ({ race: _, ...moment }: Moment, now: View): View => {
    // only another landscape brings its window back: zooming is looking, not changing
    const sameGround = moment.landscape === now.landscape && moment.plane === now.plane
    const { plane, domain, ...rest } = moment
    const { plane: __, ...others } = now
    return { ...others, ...rest, ...(plane === undefined ? {} : { plane }), domain: sameGround ? now.domain : domain }
  }

  return {
    ...store,
    change(edit, gesture) {
      setState((state) => {
        const { race: edited = state.race, ...frame } = edit, nextRace = spelledOut(edited)
        const goesOn = gesture !== undefined && gesture === state.gesture && state.past.length > 0
        const past = goesOn ? state.past : [...state.past, momentOf(state)].slice(-KEPT)
        const { plane, ...others } = frame
        const merged = { ...state.view, ...others }
        const changed: View = 'plane' in frame ? withPlane(merged, plane) : merged
        return { race: nextRace, view: tidy(changed, nextRace), past, future: [], gesture }
      })
    },
    look: (change) => setState((state) => ({ view: { ...state.view, ...change } })),
    settle: () => {
      if (getState().gesture !== undefined) setState({ gesture: undefined })
    },
    undo: () => setState((state) => {
      const moment = state.past.at(-1)
      if (!moment) return state
      return { race: moment.race, view: viewed(moment, state.view), past: state.past.slice(0, -1), future: [momentOf(state), ...state.future], gesture: undefined }
    }),
    redo: () => setState((state) => {
      const [moment, ...future] = state.future
      if (!moment) return state
      return { race: moment.race, view: viewed(moment, state.view), past: [...state.past, momentOf(state)], future, gesture: undefined }
    }),
    open: (nextRace, nextView) => setState((state) => ({
      race: spelledOut(nextRace), view: tidy(nextView, nextRace), past: [...state.past, momentOf(state)].slice(-KEPT), future: [], gesture: undefined,
    })),
  }
}

const momentOf = ({ race, view }: LabState): Moment => ({
  race, landscape: view.landscape, title: view.title, plane: view.plane, domain: view.domain, hidden: view.hidden, colours: view.colours, selected: view.selected,
})

function withPlane(view: View, plane: View['plane']): View {
  const { plane: _, ...rest } = view
  return plane === undefined ? rest : { ...rest, plane }
}

/** A view that names only runs that there are. */
function tidy(view: View, race: Race): View {
  const count = race.runs.length
  return {
    ...view,
    selected: Math.max(0, Math.min(view.selected, count - 1)),
    hidden: view.hidden.filter((i) => i < count),
    colours: view.colours.slice(0, count),
    playhead: Math.min(view.playhead, race.iterations),
  }
}
