/** What is kept of a study: parts that were computed here, and beneath them those that were computed beforehand and came with the page. */
import type { ExperimentSpec } from '#experiments/experiment.ts'
import type { Keeper } from '#experiments/study/ask.ts'
import { keysOf, type Provenance, slim } from '#experiments/study/atlas.ts'
import { pack } from '#experiments/study/packed.ts'
import { type AnyStudy, groundOf, type Job, partKey } from '#experiments/study/study.ts'
import { canonical, specHash } from '#spec/canonical.ts'
import type { Shelf } from '../own.ts'
import type { Atlas, Beforehand } from './atlas.ts'

/** Where parts are kept, in such a way that they can be computed afresh. */
export interface PartKeeper extends Keeper { remove(keys: readonly string[]): Promise<void> }

/** How much of an answer was computed beforehand, by what, and whether that is all there was: only then is the time that it took known. */
export interface FromBeforehand { readonly parts: number; readonly by: Provenance; readonly whole: boolean }

export interface Kept extends Keeper {
  /** Turns to a spec. What was computed beforehand is there once this has settled. */
  open(spec: ExperimentSpec): Promise<void>
  /** Parts that were taken from there, and what computed them. */
  beforehand(): FromBeforehand | undefined
  /** Whether there is something that is left aside, so that all is computed here. */
  aside(): boolean
  /** Leaves aside what was computed beforehand, and forgets what was kept here. */
  forget(): Promise<void>
  /** Takes up again what was left aside. */
  takeUp(): void
  /** Parts computed here that differ, in whichever bit, from those computed beforehand; undefined where nothing was left aside. */
  differing(): Promise<number | undefined>
}

export function createKept(study: AnyStudy, keeper: PartKeeper, shelf: Shelf, atlas: Atlas, place: string): Kept {
  const mark = `thalweg.own.${study.kind}${place}`
  let spec: ExperimentSpec | undefined, beneath: Beforehand | undefined, aside = false
  let keys: ReadonlySet<string> = new Set()
  const taken = new Set<string>()
  return {
    put: (key, value) => keeper.put(key, value),
    async get(key) {
      const own = await keeper.get(key)
      if (own !== undefined || aside || !beneath?.parts.has(key)) return own
      if (keys.has(key)) taken.add(key)
      return beneath.parts.get(key)
    },
    async open(asked) {
      spec = asked
      beneath = undefined
      keys = new Set(keysOf(study, { spec: asked }))
      taken.clear()
      const found = await atlas.of(study, asked)
      if (spec !== asked) return
      beneath = found
      aside = shelf.get(mark) === specHash(asked)
    },
    beforehand: () => (beneath && taken.size > 0 ? { parts: taken.size, by: beneath.provenance, whole: beneath.whole && taken.size === beneath.count } : undefined),
    aside: () => aside && beneath !== undefined,
    async forget() {
      if (!spec) return
      aside = true
      taken.clear()
      shelf.set(mark, specHash(spec))
      const jobs: readonly Job[] = study.jobs(spec)
      const grounds = jobs.map(groundOf).filter((ground) => ground !== undefined)
      await keeper.remove([...new Set([...jobs, ...grounds].map((job) => partKey(study, job)))])
    },
    takeUp() {
      aside = false
      shelf.set(mark, '')
    },
    async differing() {
      if (!aside || !beneath || !spec) return undefined
      let count = 0
      for (const key of keysOf(study, { spec })) {
        if (beneath.parts.has(key) && text(slim(study, await keeper.get(key))) !== text(beneath.parts.get(key))) count++
      }
      return count
    },
  }
}

const text = (result: unknown): string => canonical(pack(result))
