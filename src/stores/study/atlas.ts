/** Answers that were computed beforehand and came with the page: found by their parts, so that specs that share some share them. */
import type { ExperimentSpec } from '#experiments/experiment.ts'
import { type AtlasEntry, type AtlasFile, groundKeysOf, keysOf, partsIn, type Provenance } from '#experiments/study/atlas.ts'
import type { AnyStudy } from '#experiments/study/study.ts'
import { canonical } from '#spec/canonical.ts'

/** Where the files are. Each is asked for at most once; what cannot be had is not there. */
export interface AtlasSource {
  list(): Promise<readonly AtlasEntry[]>
  file(name: string): Promise<AtlasFile>
}

export interface Beforehand {
  /** Parts, and what parts start from, by key. */
  readonly parts: ReadonlyMap<string, unknown>
  /** How many are parts. */
  readonly count: number
  /** Of the file that most of them are from. */
  readonly provenance: Provenance
  /** They are all that the file holds, so that the time it says is theirs. */
  readonly whole: boolean
}

export interface Atlas {
  /** Parts of this spec that were computed beforehand; fetches the files that hold some. Undefined where there is none. */
  of(study: AnyStudy, spec: ExperimentSpec): Promise<Beforehand | undefined>
  /** Whether all of this very spec is there, by the list alone. */
  holds(study: AnyStudy, spec: ExperimentSpec): Promise<boolean>
}

export const NO_ATLAS: Atlas = { of: () => Promise.resolve(undefined), holds: () => Promise.resolve(false) }

export function createAtlas(source: AtlasSource): Atlas {
  const entries = async (study: AnyStudy): Promise<readonly AtlasEntry[]> => (await source.list()).filter(({ spec, revision }) => spec.experiment === study.kind && revision === study.revision)
  return {
    async of(study, spec) {
      try {
        const wanted = new Set(keysOf(study, { spec })), grounds = new Set(groundKeysOf(study, spec)), parts = new Map<string, unknown>()
        let count = 0, most = 0, provenance: Provenance | undefined, whole = false
        const sharing = (await entries(study)).map((entry) => ({ entry, shared: keysOf(study, entry).filter((key) => wanted.has(key)).length }))
        for (const { entry, shared } of sharing.toSorted((a, b) => b.shared - a.shared)) {
          if (shared === 0 || count === wanted.size) break
          let found = 0
          for (const [key, part] of partsIn(study, await source.file(entry.file))) {
            if (parts.has(key) || !(wanted.has(key) || grounds.has(key))) continue
            parts.set(key, part)
            if (wanted.has(key)) found++
          }
          count += found
          if (found > most) {
            most = found
            provenance = entry.provenance
            whole = found === entry.done
          }
        }
        return provenance && { parts, count, provenance, whole }
      } catch {
        return undefined // without the files everything is computed here
      }
    },
    async holds(study, spec) {
      try {
        const text = canonical(spec)
        return (await entries(study)).some((entry) => entry.done === entry.jobs && canonical(entry.spec) === text)
      } catch {
        return false
      }
    },
  }
}
