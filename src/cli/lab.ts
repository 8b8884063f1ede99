/** What the `lab` command does: run, render, preset, estimate, atlas, list, describe, link. Stdout holds only the answer; every other word goes to stderr. */
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { Engine } from '#experiments/engine.ts'
import type { ExperimentSpec, Result } from '#experiments/experiment.ts'
import { experimentNames, loadExperiment } from '#experiments/registry.ts'
import { readSpec } from '#experiments/read-spec.ts'
import { askStudy, estimateStudy } from '#experiments/study/ask.ts'
import type { Answer, AnyStudy } from '#experiments/study/study.ts'
import { encodeScene, LINK_LIMIT, SCENE_VERSION } from '#spec/codec.ts'
import { kindSchema } from '#spec/describe.ts'
import { type Fault, faultLine, SpecError } from '#spec/fault.ts'
import { outcomeSentence } from '#words/outcomes.ts'
import { openNodeEngine } from '../workers/node/open.ts'
import { packAtlas } from './atlas.ts'
import { shelves } from './catalogues.ts'
import { folderKeeper } from './keeper.ts'
import { resultJson } from './print.ts'
import { answerIn, answerSvg, isPrinted } from './render.ts'

const USAGE = `lab run FILE        runs a spec, or a JSON array of specs (- reads stdin), and prints the result as JSON
  --keep FOLDER     keeps the parts of an experiment there as they are done, and takes up what is kept
lab render FILE --out PICTURE.svg [--theme dark]
                    the figures of an experiment, from its spec or from what lab run printed
lab preset KIND quick|thesis [FIELD=VALUE ...]
                    a spec of an experiment with figures; FIELD is one of its switches
lab estimate FILE   how long a spec of an experiment with figures would take here, as JSON
lab atlas FILE --keep FOLDER
                    packs the parts kept there, all or as many as are done, into public/atlas, where the page finds them
lab list            every catalogue with its kinds and titles
lab describe KIND   the JSON Schema of a kind
lab link FILE       the address that opens a spec in the browser`

/** Exit status: 0 done, 2 the words or the spec are wrong, 1 anything else. */
type Status = 0 | 1 | 2

/** Where the command reads and speaks. */
export interface Terminal {
  /** All that stands on stdin. */
  readonly stdin: () => string
  /** A line, or lines, on stdout. */
  readonly answer: (text: string) => void
  /** The same on stderr. */
  readonly say: (text: string) => void
  /** Writes over the last line of stderr; absent where nobody watches. */
  readonly progress?: (text: string) => void
}

/** Does what the words say. Never throws: what is wrong is said on the terminal. */
export const lab = (io: Terminal, words: readonly string[]): Promise<Status> => obey(io, words).catch((error: unknown) => report(io, error))

async function obey(io: Terminal, words: readonly string[]): Promise<Status> {
  const { keep, out, theme, left: [verb, argument, ...rest] } = options(words)
  if (verb === 'preset') return preset(io, argument, rest)
  if (rest.length) return usage(io, `unexpected "${rest[0]}"`)
  switch (verb) {
    case 'run': return argument === undefined ? usage(io, 'run wants a file') : run(io, argument, keep)
    case 'estimate': return argument === undefined ? usage(io, 'estimate wants a file') : estimate(io, argument, keep)
    case 'render': return argument === undefined || out === undefined ? usage(io, 'render wants a file and --out PICTURE.svg') : render(io, argument, out, theme, keep)
    case 'atlas': return argument === undefined || keep === undefined ? usage(io, 'atlas wants a file and --keep FOLDER') : atlas(io, argument, keep)
    case 'list': return list(io)
    case 'describe': return argument === undefined ? usage(io, 'describe wants a kind') : describe(io, argument)
    case 'link': return argument === undefined ? usage(io, 'link wants a file') : link(io, argument)
    default: return usage(io, verb === undefined ? 'what is to be done?' : `there is no command "${verb}"`)
  }
}

function usage(io: Terminal, complaint: string): Status {
  io.say(`lab: ${complaint}\n${USAGE}`)
  return 2
}

async function run(io: Terminal, file: string, keep: string | undefined): Promise<Status> {
  const written = readJson(io, file)
  const several = Array.isArray(written)
  const specs = await readAll(several ? written : [written], several)
  const engine = openNodeEngine(Math.min(8, availableParallelism()))
  try {
    const results = await Promise.all(specs.map((spec, i) => runOne(io, engine, spec, `${i + 1} of ${specs.length}`, keep)))
    io.answer(several ? `[${results.join(',\n')}]` : results[0]!)
  } finally {
    engine.dispose()
  }
  return 0
}

async function runOne(io: Terminal, engine: Engine, spec: ExperimentSpec, place: string, keep: string | undefined): Promise<string> {
  const study = (await loadExperiment(spec.experiment))?.study
  const frames = study ? askStudy(engine, study, spec, keep === undefined ? {} : { keeper: folderKeeper(keep) }) : engine.run(spec, { rank: 'visible' })
  for (;;) {
    const { done, value } = await frames.next()
    if (done) return finished(io, spec, value)
    io.progress?.(`\r${spec.experiment}, ${place}: ${Math.floor(value.progress * 100)} %  `)
  }
}

function finished(io: Terminal, spec: ExperimentSpec, { outcome, data, kernel }: Result): string {
  io.progress?.('\r\u001b[K')
  return resultJson({ spec, outcome: { ...outcome, message: outcomeSentence(outcome) }, ...(kernel && { kernel }), data })
}

async function preset(io: Terminal, name: string | undefined, [which, ...switches]: readonly string[]): Promise<Status> {
  const study = name === undefined ? undefined : (await loadExperiment(name))?.study
  if (!study) return usage(io, `preset wants one of ${(await studies()).join(', ')}`)
  if (which !== 'quick' && which !== 'thesis') return usage(io, 'preset wants "quick" or "thesis"')
  const position: Record<string, unknown> = {}
  for (const word of switches) {
    const [field = '', value = ''] = word.split('=')
    if (!study.switches.includes(field)) return usage(io, `${name} has ${study.switches.length ? `the switches ${study.switches.join(', ')}` : 'no switches'}, not "${field}"`)
    position[field] = value !== '' && Number.isFinite(Number(value)) ? Number(value) : value
  }
  io.answer(resultJson({ experiment: name, ...study.presets(position)[which] as object }))
  return 0
}

async function render(io: Terminal, file: string, out: string, theme: string | undefined, keep: string | undefined): Promise<Status> {
  if (theme !== undefined && theme !== 'light' && theme !== 'dark') return usage(io, 'the theme is "light" or "dark"')
  const written = readJson(io, file)
  const spec = isPrinted(written) ? written.spec : await readSpec(written)
  const study = (await loadExperiment(spec.experiment))?.study
  if (!study) return usage(io, `render wants a spec or a result of one of ${(await studies()).join(', ')}`)
  const answer = isPrinted(written) ? answerIn(written) : await answerTo(spec, study, keep)
  writeFileSync(out, answerSvg(study.title, spec, answer, theme ?? 'light'))
  io.say(`lab: ${answer.plots.length === 1 ? 'one figure' : `${answer.plots.length} figures`} in ${out}`)
  return 0
}

async function answerTo(spec: ExperimentSpec, study: AnyStudy, keep: string | undefined): Promise<Answer> {
  const engine = openNodeEngine(Math.min(8, availableParallelism()))
  try {
    const run = askStudy(engine, study, spec, keep === undefined ? {} : { keeper: folderKeeper(keep) })
    for (;;) {
      const { done, value } = await run.next()
      if (done) return value.data
    }
  } finally {
    engine.dispose()
  }
}

/** Names of the experiments that have figures. */
async function studies(): Promise<readonly string[]> {
  const kinds = await Promise.all(experimentNames.map(loadExperiment))
  return kinds.flatMap((kind) => (kind?.study ? [kind.kind] : []))
}

async function estimate(io: Terminal, file: string, keep: string | undefined): Promise<Status> {
  const spec = await readSpec(readJson(io, file))
  const study = (await loadExperiment(spec.experiment))?.study
  if (!study) return usage(io, `estimate wants one of ${(await studies()).join(', ')}`)
  const engine = openNodeEngine(Math.min(8, availableParallelism()))
  try {
    io.answer(resultJson(await estimateStudy(engine, study, spec, keep === undefined ? {} : { keeper: folderKeeper(keep) })))
  } finally {
    engine.dispose()
  }
  return 0
}

async function atlas(io: Terminal, file: string, keep: string): Promise<Status> {
  const spec = await readSpec(readJson(io, file))
  const study = (await loadExperiment(spec.experiment))?.study
  if (!study) return usage(io, `atlas wants a spec of one of ${(await studies()).join(', ')}`)
  const { done, jobs, path, bytes } = await packAtlas(study, spec, keep)
  if (done === 0) {
    io.say(`lab: ${keep} holds no part of this spec as this version computes it`)
    return 1
  }
  io.say(`lab: ${done} of ${jobs} parts in ${path}, ${(bytes / 1000).toFixed(0)} kB gzipped`)
  return 0
}

/** Takes `--keep FOLDER`, `--out FILE` and `--theme NAME` out of the words. */
function options(words: readonly string[]): { readonly keep?: string; readonly out?: string; readonly theme?: string; readonly left: readonly string[] } {
  const found: Record<string, string> = {}, left: string[] = []
  for (let i = 0; i < words.length; i++) {
    const option = /^--(keep|out|theme)$/.exec(words[i]!)?.[1]
    if (option && words[i + 1] !== undefined) found[option] = words[++i]!
    else left.push(words[i]!)
  }
  return { ...found, left }
}

async function list(io: Terminal): Promise<Status> {
  const lines: string[] = []
  for (const { name, kinds } of await shelves()) {
    lines.push(`${name}`)
    const width = Math.max(...kinds.map((k) => k.kind.length))
    for (const { kind, title } of kinds) lines.push(`  ${kind.padEnd(width)}  ${title}`)
  }
  io.answer(lines.join('\n'))
  return 0
}

async function describe(io: Terminal, wanted: string): Promise<Status> {
  const all = await shelves()
  const found = all.flatMap((shelf) => shelf.kinds.filter((k) => k.kind === wanted || `${shelf.name}/${k.kind}` === wanted).map((k) => ({ shelf, k })))
  if (found.length === 0) return usage(io, `there is no kind "${wanted}"; \`lab list\` names them all`)
  if (found.length > 1) io.say(`lab: "${wanted}" stands in ${found.map(({ shelf }) => `${shelf.name}/${wanted}`).join(' and ')}; the first is shown`)
  const { shelf, k } = found[0]!
  io.answer(JSON.stringify(kindSchema(k, shelf.tag), null, 2))
  return 0
}

async function link(io: Terminal, file: string): Promise<Status> {
  const written = readJson(io, file)
  const scene = typeof written === 'object' && written !== null && 'v' in written && 'spec' in written ? (written as { spec: unknown; view?: unknown }) : { spec: written }
  const spec = await readSpec(scene.spec)
  const study = (await loadExperiment(spec.experiment))?.study
  const place = study ? `experiments/${study.kind}` : 'explore'
  const address = `#/${place}?s=${await encodeScene({ v: SCENE_VERSION, spec, view: scene.view ?? {} })}`
  if (!study && spec.experiment !== 'race') io.say(`lab: the page opens races and experiments with figures; a ${spec.experiment} runs by \`lab run\``)
  if (address.length > LINK_LIMIT) io.say(`lab: this address has ${address.length} characters; many programs cut those of over ${LINK_LIMIT}`)
  io.answer(address)
  return 0
}

/** @throws SpecError when the file cannot be read or is not JSON */
function readJson(io: Terminal, file: string): unknown {
  let text: string
  try {
    text = file === '-' ? io.stdin() : readFileSync(file, 'utf8')
  } catch (error) {
    throw new SpecError([{ path: '', message: `cannot read ${file}: ${(error as Error).message}` }])
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new SpecError([{ path: '', message: `${file === '-' ? 'stdin' : file} is not JSON: ${(error as Error).message}` }])
  }
}

/** Reads every spec before any runs; equal specs are read once. @throws SpecError with the faults of all */
async function readAll(written: readonly unknown[], several: boolean): Promise<readonly ExperimentSpec[]> {
  const faults: Fault[] = []
  const specs: ExperimentSpec[] = []
  for (const [i, value] of written.entries()) {
    try {
      specs.push(await readSpec(value, several ? String(i) : ''))
    } catch (error) {
      if (!(error instanceof SpecError)) throw error
      faults.push(...error.faults)
    }
  }
  if (faults.length) throw new SpecError(faults)
  return specs
}

/** Faults found only on making (a formula's syntax, a dimension) come over the wall as a SpecError by name. */
function report(io: Terminal, error: unknown): Status {
  if (error instanceof Error && error.name === 'SpecError') {
    const faults = 'faults' in error ? (error.faults as readonly Fault[]) : [{ path: '', message: error.message }]
    for (const fault of faults) io.say(faultLine(fault))
    return 2
  }
  io.say(error instanceof Error ? `lab: ${error.message}` : String(error))
  return 1
}
