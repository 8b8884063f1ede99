/** The `lab` command: run, render, preset, estimate, atlas, list, describe, link. Stdout holds only the answer; every other word goes to stderr. */
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { Engine } from '#experiments/engine.ts'
import type { ExperimentSpec, Result } from '#experiments/experiment.ts'
import { experimentNames, loadExperiment } from '#experiments/registry.ts'
import { readSpec } from '#experiments/run-spec.ts'
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

async function main(words: readonly string[]): Promise<Status> {
  const { keep, out, theme, left: [verb, argument, ...rest] } = options(words)
  if (verb === 'preset') return preset(argument, rest)
  if (rest.length) return usage(`unexpected "${rest[0]}"`)
  switch (verb) {
    case 'run': return argument === undefined ? usage('run wants a file') : run(argument, keep)
    case 'estimate': return argument === undefined ? usage('estimate wants a file') : estimate(argument, keep)
    case 'render': return argument === undefined || out === undefined ? usage('render wants a file and --out PICTURE.svg') : render(argument, out, theme, keep)
    case 'atlas': return argument === undefined || keep === undefined ? usage('atlas wants a file and --keep FOLDER') : atlas(argument, keep)
    case 'list': return list()
    case 'describe': return argument === undefined ? usage('describe wants a kind') : describe(argument)
    case 'link': return argument === undefined ? usage('link wants a file') : link(argument)
    default: return usage(verb === undefined ? 'what is to be done?' : `there is no command "${verb}"`)
  }
}

function usage(complaint: string): Status {
  console.error(`lab: ${complaint}\n${USAGE}`)
  return 2
}

async function run(file: string, keep: string | undefined): Promise<Status> {
  const written = readJson(file)
  const several = Array.isArray(written)
  const specs = await readAll(several ? written : [written], several)
  const engine = openNodeEngine(Math.min(8, availableParallelism()))
  try {
    const results = await Promise.all(specs.map((spec, i) => runOne(engine, spec, `${i + 1} of ${specs.length}`, keep)))
    write(several ? `[${results.join(',\n')}]` : results[0]!)
  } finally {
    engine.dispose()
  }
  return 0
}

async function runOne(engine: Engine, spec: ExperimentSpec, place: string, keep: string | undefined): Promise<string> {
  const study = (await loadExperiment(spec.experiment))?.study
  const frames = study ? askStudy(engine, study, spec, keep === undefined ? {} : { keeper: folderKeeper(keep) }) : engine.run(spec, { rank: 'visible' })
  for (;;) {
    const { done, value } = await frames.next()
    if (done) return finished(spec, value)
    if (process.stderr.isTTY) process.stderr.write(`\r${spec.experiment}, ${place}: ${Math.floor(value.progress * 100)} %  `)
  }
}

function finished(spec: ExperimentSpec, { outcome, data, kernel }: Result): string {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
  return resultJson({ spec, outcome: { ...outcome, message: outcomeSentence(outcome) }, ...(kernel && { kernel }), data })
}

async function preset(name: string | undefined, [which, ...switches]: readonly string[]): Promise<Status> {
  const study = name === undefined ? undefined : (await loadExperiment(name))?.study
  if (!study) return usage(`preset wants one of ${(await studies()).join(', ')}`)
  if (which !== 'quick' && which !== 'thesis') return usage('preset wants "quick" or "thesis"')
  const position: Record<string, unknown> = {}
  for (const word of switches) {
    const [field = '', value = ''] = word.split('=')
    if (!study.switches.includes(field)) return usage(`${name} has ${study.switches.length ? `the switches ${study.switches.join(', ')}` : 'no switches'}, not "${field}"`)
    position[field] = value !== '' && Number.isFinite(Number(value)) ? Number(value) : value
  }
  write(resultJson({ experiment: name, ...study.presets(position)[which] as object }))
  return 0
}

async function render(file: string, out: string, theme: string | undefined, keep: string | undefined): Promise<Status> {
  if (theme !== undefined && theme !== 'light' && theme !== 'dark') return usage('the theme is "light" or "dark"')
  const written = readJson(file)
  const spec = isPrinted(written) ? written.spec : await readSpec(written)
  const study = (await loadExperiment(spec.experiment))?.study
  if (!study) return usage(`render wants a spec or a result of one of ${(await studies()).join(', ')}`)
  const answer = isPrinted(written) ? answerIn(written) : await answerTo(spec, study, keep)
  writeFileSync(out, answerSvg(study.title, spec, answer, theme ?? 'light'))
  console.error(`lab: ${answer.plots.length === 1 ? 'one figure' : `${answer.plots.length} figures`} in ${out}`)
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

async function estimate(file: string, keep: string | undefined): Promise<Status> {
  const spec = await readSpec(readJson(file))
  const study = (await loadExperiment(spec.experiment))?.study
  if (!study) return usage(`estimate wants one of ${(await studies()).join(', ')}`)
  const engine = openNodeEngine(Math.min(8, availableParallelism()))
  try {
    write(resultJson(await estimateStudy(engine, study, spec, keep === undefined ? {} : { keeper: folderKeeper(keep) })))
  } finally {
    engine.dispose()
  }
  return 0
}

async function atlas(file: string, keep: string): Promise<Status> {
  const spec = await readSpec(readJson(file))
  const study = (await loadExperiment(spec.experiment))?.study
  if (!study) return usage(`atlas wants a spec of one of ${(await studies()).join(', ')}`)
  const { done, jobs, path, bytes } = await packAtlas(study, spec, keep)
  if (done === 0) {
    console.error(`lab: ${keep} holds no part of this spec as this version computes it`)
    return 1
  }
  console.error(`lab: ${done} of ${jobs} parts in ${path}, ${(bytes / 1000).toFixed(0)} kB gzipped`)
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

async function list(): Promise<Status> {
  const lines: string[] = []
  for (const { name, kinds } of await shelves()) {
    lines.push(`${name}`)
    const width = Math.max(...kinds.map((k) => k.kind.length))
    for (const { kind, title } of kinds) lines.push(`  ${kind.padEnd(width)}  ${title}`)
  }
  write(lines.join('\n'))
  return 0
}

async function describe(wanted: string): Promise<Status> {
  const all = await shelves()
  const found = all.flatMap((shelf) => shelf.kinds.filter((k) => k.kind === wanted || `${shelf.name}/${k.kind}` === wanted).map((k) => ({ shelf, k })))
  if (found.length === 0) return usage(`there is no kind "${wanted}"; \`lab list\` names them all`)
  if (found.length > 1) console.error(`lab: "${wanted}" stands in ${found.map(({ shelf }) => `${shelf.name}/${wanted}`).join(' and ')}; the first is shown`)
  const { shelf, k } = found[0]!
  write(JSON.stringify(kindSchema(k, shelf.tag), null, 2))
  return 0
}

async function link(file: string): Promise<Status> {
  const written = readJson(file)
  const scene = typeof written === 'object' && written !== null && 'v' in written && 'spec' in written ? (written as { spec: unknown; view?: unknown }) : { spec: written }
  const spec = await readSpec(scene.spec)
  const study = (await loadExperiment(spec.experiment))?.study
  const place = study ? `experiments/${study.kind}` : 'explore'
  const address = `#/${place}?s=${await encodeScene({ v: SCENE_VERSION, spec, view: scene.view ?? {} })}`
  if (!study && spec.experiment !== 'race') console.error(`lab: the page opens races and experiments with figures; a ${spec.experiment} runs by \`lab run\``)
  if (address.length > LINK_LIMIT) console.error(`lab: this address has ${address.length} characters; many programs cut those of over ${LINK_LIMIT}`)
  write(address)
  return 0
}

/** @throws SpecError when the file cannot be read or is not JSON */
function readJson(file: string): unknown {
  let text: string
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8')
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

const write = (text: string): void => void process.stdout.write(`${text}\n`)

/** Faults found only on making (a formula's syntax, a dimension) come over the wall as a SpecError by name. */
function report(error: unknown): Status {
  if (error instanceof Error && error.name === 'SpecError') {
    const faults = 'faults' in error ? (error.faults as readonly Fault[]) : [{ path: '', message: error.message }]
    for (const fault of faults) console.error(faultLine(fault))
    return 2
  }
  console.error(error instanceof Error ? `lab: ${error.message}` : error)
  return 1
}

process.exitCode = await main(process.argv.slice(2)).catch(report)
