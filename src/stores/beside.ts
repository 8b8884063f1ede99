/** The second of two scenes side by side: the first one's lab seen from the right, with stores of its own over it. */
import { createStore } from 'zustand/vanilla'
import { flag, type InferRecord } from '#spec/field.ts'
import { words } from '#words/index.ts'
import { type Beside, type Lab, type LabState, type Moment, type Side, sideOf } from './lab.ts'
import { landscapeById } from './landscapes.ts'
import { viewSentences, withPlane } from './permalink.ts'
import { readRace } from './read-race.ts'
import type { Stores } from './stores.ts'
import { readMembers, type View, viewFields } from './view.ts'

const { landscape, title, plane, selected, hidden, colours } = viewFields
const OWN = { landscape, title, plane, selected, hidden, colours }
const besideFields = { ...OWN, held: flag({ default: false }) }

/** What of a link stands on the right; undefined where it cannot be shown. */
export async function openBeside(value: unknown): Promise<{ readonly beside?: Beside; readonly sentences: readonly string[] }> {
  const { spec, view } = (typeof value === 'object' ? value ?? {} : {}) as { readonly spec?: unknown; readonly view?: unknown }
  const read = readMembers<InferRecord<typeof besideFields>>(view, besideFields), { race, sentences } = await readRace(spec, landscapeById(read.view.landscape))
  const looked = race && await withPlane(race, read.view)
  const told = [...sentences, ...await viewSentences(read.faults), ...looked?.sentences ?? []]
  return { ...(looked && { beside: { ...looked.view, plane: looked.view.plane, race } }), sentences: told.map(words.links.onTheRight) }
}

/** Both sides change places: what is asked of one is asked of the other. */
function mirroredEdit(edit: Partial<Moment>, now: Beside): Partial<Moment> {
  const { domain, beside, ...own } = edit, window = domain && { domain }
  if ('beside' in edit && !beside) return { ...sideWithout(now), ...own, ...window, beside }
  return { ...(beside && sideWithout(beside)), ...window, beside: { ...now, ...own } }
}
const sideWithout = ({ held: _, ...side }: Beside): Side => side

/** The state of a lab with its two sides exchanged. `before` keeps its view where nothing of it has changed. */
function mirror(state: LabState & { readonly beside: Beside }, before?: LabState): LabState {
  const { race, plane: through, held, ...own } = state.beside, { plane: _, ...common } = state.view
  const view: View = { ...common, ...own, ...(through && { plane: through }) }
  const same = before && Object.keys({ ...view, ...before.view }).every((name) => view[name as keyof View] === before.view[name as keyof View])
  return { ...state, race, view: same ? before.view : view, beside: { ...sideOf(state), held: !held } }
}
const isPair = (state: LabState): state is LabState & { readonly beside: Beside } => state.beside !== undefined

/**
 * The lab of the right side: its own race and what of the view belongs to it, the rest and the history are those of the left one's lab.
 * @throws Error when nothing stands on the right
 */
export function mirrored(lab: Lab): Lab & { readonly leave: () => void } {
  const first = lab.getState()
  if (!isPair(first)) throw new Error('Nothing stands beside this scene.')
  const store = createStore<LabState>(() => mirror(first))
  const leave = lab.subscribe((state) => {
    if (isPair(state)) store.setState(mirror(state, store.getState()))
  })
  const { change, settle, undo, redo } = lab
  /** Undefined once the right side is closed: what is asked of it then comes too late. */
  const now = (): Beside | undefined => lab.getState().beside
  return {
    ...store, leave, settle, undo, redo,
    change(edit, gesture) {
      const beside = now()
      if (beside) change(mirroredEdit(edit, beside), gesture === undefined ? undefined : `${gesture}-right`)
    },
    look({ beside: other, ...view }) {
      const beside = now()
      if (!beside) return
      const own = Object.fromEntries(Object.entries(view).filter(([name]) => name in OWN))
      const common = Object.fromEntries(Object.entries(view).filter(([name]) => !(name in OWN)))
      lab.look({ ...common, beside: { ...beside, ...own, ...(other && { held: !other.held }) } })
    },
    open(race, view, other) {
      const beside = now()
      if (!other || !beside) return lab.open(race, view)
      const { race: left, held, plane: through, ...own } = other, { plane: _, ...common } = view
      return lab.open(left, { ...common, ...own, ...(through && { plane: through }) }, { ...sideOf({ race, view }), held: !held })
    },
  }
}

/** Stores for what stands on the right of these. */
export function besideStores(left: Stores): Stores {
  const lab = mirrored(left.lab), stores = left.over(lab)
  return {
    ...stores,
    dispose() {
      lab.leave()
      stores.dispose()
    },
  }
}

/** A copy of the scene beside itself, under the hand. */
export function compareWithCopy({ lab }: Pick<Stores, 'lab'>): void {
  const state = lab.getState()
  if (!state.beside) lab.change({ beside: { ...sideOf(state), held: true } })
}

/** Left and right change places; the hand stays on its scene. */
export function swapSides({ lab }: Pick<Stores, 'lab'>): void {
  const state = lab.getState()
  if (!state.beside) return
  const { held, ...side } = state.beside
  lab.change({ ...side, beside: { ...sideOf(state), held: !held } })
}

/** Closes one of the two sides of the left lab; the other is the scene then. */
export function closeSide({ lab }: Pick<Stores, 'lab'>, which: 'left' | 'right'): void {
  const { beside } = lab.getState()
  if (!beside) return
  lab.change({ ...(which === 'left' && sideWithout(beside)), beside: undefined })
}

export const holdSide = ({ lab }: Pick<Stores, 'lab'>, which: 'left' | 'right'): void => {
  const { beside } = lab.getState(), held = which === 'right'
  if (beside && beside.held !== held) lab.look({ beside: { ...beside, held } })
}
