/**
 * Answers computed beforehand: the parts of one spec in one file, with where they come from. A part that was left out, or is not finished yet, is computed
 * when it is asked for.
 */
import { specHash } from '#spec/canonical.ts'
import type { ExperimentSpec } from '../experiment.ts'
import { type AnyStudy, groundOf, type Job, partKey } from './study.ts'
import { pack, unpack } from './packed.ts'

/** What made it. */
export interface Provenance {
  readonly version: string
  readonly node: string
  /** The last bits are this kernel's. */
  readonly kernel: string
  /** Of the last part, ISO 8601. */
  readonly date: string
  readonly command: string
  /** From the first part that was kept to the last. */
  readonly seconds: number
  readonly threads: number
}

/** What the list of all files says of one. */
export interface AtlasEntry {
  readonly file: string
  readonly spec: ExperimentSpec
  readonly revision: number
  readonly done: number
  readonly jobs: number
  readonly provenance: Provenance
}

/** A file: results of the parts in the order of the study's jobs, packed; null where there is none. */
export interface AtlasFile extends AtlasEntry {
  readonly parts: readonly unknown[]
  /** By key, packed: what parts start from, where that takes longer than a part, so that what is missing need not begin with it. */
  readonly grounds?: Readonly<Record<string, unknown>>
}

/** The list of all files, in the folder with them. */
export const ATLAS_INDEX = 'index.json'
export const atlasFileName = (spec: ExperimentSpec): string => `${spec.experiment}-${specHash(spec)}.json`

/** What is kept of a result in a file: all that its answer needs. */
export const slim = (study: AnyStudy, result: unknown): unknown => study.slim?.(result) ?? result

export function atlasFile(study: AnyStudy, spec: ExperimentSpec, results: readonly unknown[], provenance: Provenance, grounds: ReadonlyMap<string, unknown> = new Map()): AtlasFile {
  return {
    file: atlasFileName(spec), spec, revision: study.revision, done: results.filter((r) => r !== undefined).length, jobs: results.length, provenance,
    ...(grounds.size > 0 ? { grounds: Object.fromEntries([...grounds].map(([key, ground]) => [key, pack(ground)])) } : {}),
    parts: results.map((result) => (result === undefined ? null : pack(slim(study, result)))),
  }
}

/** Keys of the parts that a file of this entry holds, or may hold, in their order. */
export const keysOf = (study: AnyStudy, { spec }: Pick<AtlasEntry, 'spec'>): readonly string[] => study.jobs(spec).map((job: Job) => partKey(study, job))

/** Keys of what the parts of a spec start from, where that takes longer than a part. */
export function groundKeysOf(study: AnyStudy, spec: ExperimentSpec): readonly string[] {
  const heavy = (study.jobs(spec) as readonly Job[]).flatMap((job) => {
    const ground = groundOf(job)
    return ground && study.groundwork && study.groundwork.weight(ground) > study.weight(job) ? [partKey(study, ground)] : []
  })
  return [...new Set(heavy)]
}

/** The parts of a file, and what they start from, by their keys. */
export function partsIn(study: AnyStudy, file: AtlasFile): ReadonlyMap<string, unknown> {
  const keys = keysOf(study, file)
  const grounds = Object.entries(file.grounds ?? {}).map(([key, ground]): [string, unknown] => [key, unpack(ground)])
  return new Map([...grounds, ...file.parts.flatMap((part, i): [string, unknown][] => (part === null ? [] : [[keys[i]!, unpack(part)]]))])
}
