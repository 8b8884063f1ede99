/** A network being built: what is set is shown on the map as soon as it can be. Runs stay; the plane stays where the parameters are the same ones. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { canonical } from '#spec/canonical.ts'
import { draftOf, type DraftFault, faultsOf, FIRST_DRAFT, type NetworkDraft, notesOn, objectiveOf, titleOf, widthsOf } from './network-draft.ts'
import { networkScene } from './network-scene.ts'
import { createNewest } from './newest.ts'
import { sceneOf } from './permalink.ts'
import type { Stores } from './stores.ts'
import { planeKind } from './plane-kinds.ts'
import { readView, type View } from './view.ts'

export interface BuilderState {
  readonly draft: NetworkDraft
  /** As someone named it; empty where it is called by its data and widths. */
  readonly name: string
  readonly faults: readonly DraftFault[]
  readonly notes: readonly string[]
  /** What had to give when it was last shown. */
  readonly sentences: readonly string[]
  readonly working: boolean
  /** Why the last one could not be shown. */
  readonly fault: string | undefined
}

export interface Builder extends StoreApi<BuilderState> {
  /** @param gesture changes under one name that follow each other are one entry of the history */
  readonly edit: (draft: NetworkDraft, gesture?: string) => void
  readonly call: (name: string) => void
  /** Keeps it in this browser, with the runs and the plane that are shown. @returns its title */
  readonly keep: () => string
  /** Whether it has put a network on the page, and nothing has changed there since. */
  readonly untouched: () => boolean
  readonly dispose: () => void
}

export function createBuilder(stores: Pick<Stores, 'engine' | 'clock' | 'lab' | 'own' | 'put'>): Builder {
  const { engine, clock, lab } = stores
  const { race: found, view } = lab.getState()
  // a neuron's landscape of two parameters is no beginning for a network, unless it was built here
  const isNetwork = found.objective.kind === 'network' && (view.plane !== undefined || view.landscape === '')
  const first = isNetwork ? draftOf(found) : FIRST_DRAFT
  const store = createStore<BuilderState>(() => ({
    draft: first, name: isNetwork && view.title !== titleOf(first) ? view.title : '', faults: faultsOf(first), notes: notesOn(first), sentences: [], working: false, fault: undefined,
  }))
  const newest = createNewest(clock, (error) => store.setState({ working: false, fault: error.message }))
  const title = (): string => store.getState().name.trim() || titleOf(store.getState().draft)

  let changing = false, opened = false, put: unknown
  const isPut = (): void => {
    put = lab.getState().race
  }
  /** A change of its own. */
  const change: typeof lab.change = (edit, gesture) => {
    changing = true
    lab.change(edit, gesture)
    changing = false
    isPut()
  }
  // what is undone, or set elsewhere on the page, is what is being built
  const stop = lab.subscribe((now, then) => {
    if (changing || !(isNetwork || opened) || now.race === then.race || now.race.objective.kind !== 'network') return
    const draft = draftOf(now.race)
    store.setState({ draft, faults: faultsOf(draft), notes: notesOn(draft), sentences: [], name: now.view.title === titleOf(draft) ? '' : now.view.title })
  })

  function show(draft: NetworkDraft, before: NetworkDraft | undefined, gesture: string | undefined): void {
    const { race } = lab.getState()
    if (before && (isNetwork || opened) && sameParameters(draft, race.objective) && canonical(draft.initial) === canonical(before.initial) && (gesture !== undefined || !followsRuns(lab.getState().view.plane))) {
      newest.drop()
      store.setState({ working: false, sentences: [], fault: undefined })
      change({ race: { ...race, objective: objectiveOf(draft) }, landscape: '', title: title() }, gesture)
      return
    }
    store.setState({ working: true, fault: undefined })
    newest.ask(async (signal) => {
      const { race: shown } = lab.getState(), goesOn = isNetwork || opened
      const { race: next, plane, domain, sentences } = await networkScene(engine, draft, goesOn ? shown : undefined, signal)
      if (goesOn) change({ race: next, plane, domain, landscape: '', title: title() }, gesture)
      else {
        stores.put(sceneOf(next, readView({ title: title(), domain, speed: 30, ...(plane && { plane }) }).view))
        isPut()
      }
      opened = true
      store.setState({ working: false, sentences })
    })
  }
  // a page that shows a network already shows this one
  if (!isNetwork) show(first, undefined, undefined)

  return {
    ...store,
    edit(draft, gesture) {
      const before = store.getState().draft, faults = faultsOf(draft)
      store.setState({ draft, faults, notes: faults.length > 0 ? [] : notesOn(draft) })
      if (faults.length === 0) show(draft, before, gesture)
      else newest.drop()
    },
    call(name) {
      store.setState({ name })
      change({ title: title(), landscape: '' }, 'network-name')
    },
    keep() {
      const { race, view: { plane, domain } } = lab.getState()
      change({ title: title(), landscape: '' }, 'network-name')
      stores.own.keepNetwork({ title: title(), race, plane, domain })
      put = undefined // what is kept is wanted
      return title()
    },
    untouched: () => put !== undefined && put === lab.getState().race,
    dispose() {
      stop()
      newest.drop()
      lab.settle()
    },
  }
}

/** A plane that was found for the runs is found again where they go elsewhere; while something is dragged it stays. */
const followsRuns = (plane: View['plane']): boolean => plane !== undefined && planeKind(plane) === 'pca'

/** Whether each parameter is what it was: the same layers, with or without biases as before. */
const sameParameters = (draft: NetworkDraft, { widths, bias }: { readonly [field: string]: unknown }): boolean => canonical(widthsOf(draft)) === canonical(widths) && draft.bias === bias
