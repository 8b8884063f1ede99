/** What the page holds: one race and one view of it, with a history. Every change of the race can be undone. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Race } from './race.ts'
import { spelledOut } from './spelled-out.ts'
import type { View } from './view.ts'

/** A race, and what of the view belongs to it alone. */
export interface Side {
  readonly race: Race
  readonly landscape: string
  readonly title: string
  readonly plane: View['plane']
  readonly hidden: readonly number[]
  readonly colours: readonly number[]
  readonly selected: number
}

/** A second race on the right of the first, looked at in the same way. */
export interface Beside extends Side { /** Whether hands and keys act on it. */ readonly held: boolean }

/** A place in history. */
export interface Moment extends Side {
  readonly domain: View['domain']
  readonly beside: Beside | undefined
}

export interface LabState {
  readonly race: Race
  readonly view: View
  readonly beside: Beside | undefined
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
  readonly look: (view: Partial<View> & { readonly beside?: Beside | undefined }) => void
  /** Ends a gesture: the next change is an entry of its own. */
  readonly settle: () => void
  readonly undo: () => void
  readonly redo: () => void
  /** Opens another scene; undoable. */
  readonly open: (race: Race, view: View, beside?: Beside) => void
}

/** Entries kept. Each shares with its neighbours what did not change. */
const KEPT = 200

export function createLab(race: Race, view: View, beside?: Beside): Lab {
  const store = createStore<LabState>(() => ({ race: spelledOut(race), view, beside: beside && tidyBeside(beside), past: [], future: [], gesture: undefined }))
  const { getState, setState } = store

  /** The view that a moment stands in: its own members, the rest as it is now. */
  const viewed = ({ race: _, beside: __, ...moment }: Moment, now: View): View => {
    // only another landscape brings its window back: zooming is looking, not changing
    const sameGround = moment.landscape === now.landscape && moment.plane === now.plane
    const { plane, domain, ...rest } = moment
    const { plane: ___, ...others } = now
    return { ...others, ...rest, ...(plane === undefined ? {} : { plane }), domain: sameGround ? now.domain : domain }
  }

  return {
    ...store,
    change(edit, gesture) {
      setState((state) => {
        const { race: edited = state.race, beside, ...frame } = edit, nextRace = spelledOut(edited)
        const goesOn = gesture !== undefined && gesture === state.gesture && state.past.length > 0
        const past = goesOn ? state.past : [...state.past, momentOf(state)].slice(-KEPT)
        const { plane, ...others } = frame
        const merged = { ...state.view, ...others }
        const changed: View = 'plane' in frame ? withPlane(merged, plane) : merged
        return { race: nextRace, view: tidy(changed, nextRace), beside: 'beside' in edit ? beside && tidyBeside(beside) : state.beside, past, future: [], gesture }
      })
    },
    look: ({ beside, ...change }) => setState((state) => ({ view: { ...state.view, ...change }, beside: beside ?? state.beside })),
    settle: () => {
      if (getState().gesture !== undefined) setState({ gesture: undefined })
    },
    undo: () => setState((state) => {
      const moment = state.past.at(-1)
      if (!moment) return state
      return { race: moment.race, view: viewed(moment, state.view), beside: moment.beside, past: state.past.slice(0, -1), future: [momentOf(state), ...state.future], gesture: undefined }
    }),
    redo: () => setState((state) => {
      const [moment, ...future] = state.future
      if (!moment) return state
      return { race: moment.race, view: viewed(moment, state.view), beside: moment.beside, past: [...state.past, momentOf(state)], future, gesture: undefined }
    }),
    open: (nextRace, nextView, nextBeside) => setState((state) => ({
      race: spelledOut(nextRace), view: tidy(nextView, nextRace), beside: nextBeside && tidyBeside(nextBeside), past: [...state.past, momentOf(state)].slice(-KEPT), future: [], gesture: undefined,
    })),
  }
}

const momentOf = ({ race, view, beside }: LabState): Moment => ({ ...sideOf({ race, view }), domain: view.domain, beside })

/** What belongs to the race that a lab shows. */
export const sideOf = ({ race, view: { landscape, title, plane, hidden, colours, selected } }: Pick<LabState, 'race' | 'view'>): Side => ({ race, landscape, title, plane, hidden, colours, selected })

function withPlane(view: View, plane: View['plane']): View {
  const { plane: _, ...rest } = view
  return plane === undefined ? rest : { ...rest, plane }
}

/** A view that names only runs that there are. */
function tidy(view: View, race: Race): View {
  return { ...view, ...tidyRuns(view, race), playhead: Math.min(view.playhead, race.iterations) }
}
const tidyBeside = (beside: Beside): Beside => {
  const race = spelledOut(beside.race)
  return { ...beside, ...tidyRuns(beside, race), race }
}
const tidyRuns = ({ selected, hidden, colours }: Pick<Side, 'selected' | 'hidden' | 'colours'>, { runs: { length: count } }: Race): Pick<Side, 'selected' | 'hidden' | 'colours'> =>
  ({ selected: Math.max(0, Math.min(selected, count - 1)), hidden: hidden.filter((i) => i < count), colours: colours.slice(0, count) })
