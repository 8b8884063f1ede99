/** Packs kept parts of an experiment for the page: one file a spec, and a list of them all. */
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { ExperimentSpec } from '#experiments/experiment.ts'
import type { Keeper } from '#experiments/study/ask.ts'
import { ATLAS_INDEX, type AtlasEntry, type AtlasFile, atlasFile, groundKeysOf, keysOf, type Provenance } from '#experiments/study/atlas.ts'
import type { AnyStudy } from '#experiments/study/study.ts'
import { makeObjective } from '#objectives/make.ts'
import { MOST_THREADS } from '../workers/pool.ts'
import { diskResources } from '../workers/node/resources.ts'
import { fileOf, folderKeeper } from './keeper.ts'

const FOLDER = new URL('../../public/atlas/', import.meta.url)

interface Packed { readonly done: number; readonly jobs: number; readonly path: string; readonly bytes: number }

/** Writes the file of this spec from the parts in `keep`, and the list anew. Nothing is written where there is no part. */
export async function packAtlas(study: AnyStudy, spec: ExperimentSpec, keep: string, folder: URL = FOLDER): Promise<Packed> {
  const keeper = folderKeeper(keep), keys = keysOf(study, { spec })
  const results = await Promise.all(keys.map((key) => keeper.get(key)))
  const found = keys.filter((_, i) => results[i] !== undefined)
  if (found.length === 0) return { done: 0, jobs: keys.length, path: '', bytes: 0 }
  const file = atlasFile(study, spec, results, await provenance(found.map((key) => fileOf(keep, key))), await grounds(study, spec, keeper))
  const text = lines(file), path = fileURLToPath(new URL(file.file, folder))
  await mkdir(folder, { recursive: true })
  await writeFile(path, text)
  await writeFile(new URL(ATLAS_INDEX, folder), `[\n${(await entries(folder)).map((entry) => JSON.stringify(entry)).join(',\n')}\n]\n`)
  return { done: file.done, jobs: file.jobs, path, bytes: gzipSync(text).length }
}

async function grounds(study: AnyStudy, spec: ExperimentSpec, keeper: Keeper): Promise<ReadonlyMap<string, unknown>> {
  const kept = await Promise.all(groundKeysOf(study, spec).map(async (key) => [key, await keeper.get(key)] as const))
  return new Map(kept.filter(([, ground]) => ground !== undefined))
}

/** A part a line, so that a change shows where it is. */
const lines = ({ parts, ...entry }: AtlasFile): string => `${JSON.stringify(entry).slice(0, -1)},"parts":[\n${parts.map((part) => JSON.stringify(part)).join(',\n')}\n]}\n`

async function entries(folder: URL): Promise<readonly AtlasEntry[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json') && name !== ATLAS_INDEX).toSorted()
  return Promise.all(names.map(async (name): Promise<AtlasEntry> => {
    const { parts: _, grounds: __, ...entry } = JSON.parse(await readFile(join(fileURLToPath(folder), name), 'utf8')) as AtlasFile
    return entry
  }))
}

async function provenance(files: readonly string[]): Promise<Provenance> {
  const times = (await Promise.all(files.map(async (file) => (await stat(file)).mtimeMs))).toSorted((a, b) => a - b)
  return {
    version: version(await readFile(new URL('../../package.json', import.meta.url), 'utf8')), node: process.version, kernel: await kernel(),
    date: new Date(times.at(-1)!).toISOString(), command: 'lab run FILE --keep FOLDER', seconds: Math.round(secondsOf(times)), threads: Math.min(MOST_THREADS, availableParallelism()),
  }
}

/** No part for so long means that the run was broken off and taken up again. Seconds. */
const BROKEN_OFF = 20 * 60

/** Seconds that were computed for, from when parts were done, in milliseconds and ascending. */
export function secondsOf(times: readonly number[]): number {
  const gaps = times.slice(1).map((time, i) => (time - times[i]!) / 1000)
  return gaps.reduce((sum, gap) => sum + (gap > BROKEN_OFF ? 0 : gap), 0)
}

const version = (text: string): string => (JSON.parse(text) as { readonly version: string }).version

/** The kernel that networks are computed by here. */
async function kernel(): Promise<string> {
  const { kernel: name } = await makeObjective({ kind: 'network', widths: [1, 2, 1], activations: ['tanh', 'identity'], bias: true, loss: 'square', data: { kind: 'inline', inputs: [[1]], targets: [[1]] } }, diskResources())
  return name ?? 'reference'
}
