/** The store of each experiment: made when it is first opened, kept while the page is. */
import type { ExperimentKind } from '#experiments/experiment.ts'
import { loadExperiment } from '#experiments/registry.ts'
import { createStudy, type StudyStore, type StudyWorld } from './study.ts'

export interface Studies {
  /** The store of an experiment; the same one every time. @throws Error where its code cannot be fetched */
  open(kind: string): Promise<StudyStore>
  /** Those that have been opened. */
  readonly opened: ReadonlyMap<string, StudyStore>
  /** Second ones, beside those of the same name. */
  readonly beside: ReadonlyMap<string, StudyStore>
  /** Puts a second one with this spec beside one that has been opened; one that is there already turns to the spec. */
  putBeside(kind: string, spec: unknown): StudyStore
  takeAway(kind: string): void
}

export function createStudies(world: StudyWorld): Studies {
  const opened = new Map<string, StudyStore>(), opening = new Map<string, Promise<StudyStore>>()
  const beside = new Map<string, StudyStore>(), kinds = new Map<string, ExperimentKind>()
  return {
    opened, beside,
    putBeside(kind, spec) {
      const found = beside.get(kind) ?? createStudy(world, kinds.get(kind)!, '.beside')
      beside.set(kind, found)
      found.open(spec)
      return found
    },
    takeAway(kind) {
      beside.get(kind)?.dispose()
      beside.delete(kind)
    },
    open(kind) {
      let store = opening.get(kind)
      if (!store) {
        store = loadExperiment(kind).then((found) => {
          if (!found?.study) throw new RangeError(`There is no experiment with figures named "${kind}".`)
          const made = createStudy(world, found)
          opened.set(kind, made)
          kinds.set(kind, found)
          return made
        })
        store.catch(() => opening.delete(kind)) // the connection may be back the next time
        opening.set(kind, store)
      }
      return store
    },
  }
}
