/**
 * Studies: experiments that answer a question with figures. A study is a list of jobs cut by its spec alone, and one pure function that
 * makes the answer out of whatever jobs are done: so the figure grows while it computes, partial results can be kept and taken up again, and
 * the answer has the same bits however the jobs were spread. Each job says all that its numbers depend on; its hash is the key of its result.
 */
import type { Plot } from '#figures/plot.ts'
import { specHash } from '#spec/canonical.ts'
import type { Fields, Reader } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'
import type { ExperimentKind, ExperimentSpec, Frame, Result, Tools } from '../experiment.ts'

/** A condition of the theorem that is looked at, with what was found here. */
export interface Hypothesis { readonly text: string; /** Undefined where it cannot be known yet, or at all. */ readonly holds?: boolean | undefined; readonly found?: string }

/** What would falsify the claim, and what the numbers say to it. */
export interface Verdict {
  /** "Falsified if ..." */
  readonly claim: string
  /** `open`: not enough is computed, or the setting is outside the claim. */
  readonly state: 'holds' | 'fails' | 'open'
  readonly found: string
}

export interface Answer {
  /** The finding, with its numbers. */
  readonly sentence: string
  readonly plots: readonly Plot[]
  /** The numbers behind the plots, for a file; published ones stand beside ours. */
  readonly table: { readonly columns: readonly string[]; readonly rows: readonly (readonly (number | string)[])[] }
  readonly hypotheses: readonly Hypothesis[]
  readonly verdicts: readonly Verdict[]
  /** What the source gets wrong or leaves out, where it applies to this spec. */
  readonly caveats: readonly string[]
}

/** Plain JSON: everything that a job's numbers depend on, and nothing else. */
export type Job = { readonly [name: string]: unknown }

/** Progress from 0 to 1, then the result: plain data. */
export type Work<R> = AsyncGenerator<number, R>

/** What several jobs need before they can begin, computed once: a common start, say. Such jobs name it in their field `ground`. */
export interface Groundwork<G> {
  work(job: Job, tools: Tools): Work<G>
  /** In the units of the jobs' weights. */
  weight(job: Job): number
  /** Something to begin from that costs next to nothing: jobs take as long from it, so their time can be told beforehand. */
  provisional(job: Job, tools: Tools): Promise<G>
}

export interface Study<S, J, R, G = undefined> {
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly fields: Fields
  check?(spec: S, reader: Reader): void
  readonly question: string
  /** "Thesis 5.1" */
  readonly source: string
  /** Counts up when the jobs' numbers change with the code: what was kept before is then not taken up. */
  readonly revision: number
  /** Fields shown as switches above the figure; each position has presets of its own. */
  readonly switches: readonly (keyof S & string)[]
  /** Whole specs for a position of the switches (absent ones at their first): one that takes seconds, and one as in the thesis. */
  presets(position: Partial<S>): { readonly quick: S; readonly thesis: S }
  readonly groundwork?: Groundwork<G>
  /** In the order in which they are worth seeing: coarse to fine. */
  jobs(spec: S): readonly J[]
  work(job: J, tools: Tools, ground: G): Work<R>
  /** How much work a job is at most; only ratios matter. */
  weight(job: J): number
  /** Bytes that one thread holds at most. */
  memory(spec: S): number
  /** results[i] belongs to jobs(spec)[i]; undefined: not there yet. Pure. */
  answer(spec: S, results: readonly (R | undefined)[]): Answer
  /** A result without what its answer can do without, for files that must be small. */
  slim?(result: R): R
  /** The data that every job learns from, where they are two inputs and a class: shown beside the figures. */
  data?(spec: S): KindSpec
  /** The network that a point of a figure stands for, where it is one of two inputs: it is drawn over them. */
  portrait?(job: J, result: R): Sitter
  /** The race that a point of a figure comes from, to be opened in Explore. */
  scene?(job: J, result: R): ExperimentSpec | undefined
}

/** A network at one point of its parameters, and what is said of it. */
export interface Sitter {
  readonly name: string
  readonly facts: readonly string[]
  readonly objective: KindSpec
  /** Empty where a small file left it out: the part is then computed again. */
  readonly theta: Float64Array
}

// oxlint-disable-next-line typescript/no-explicit-any -- studies of every shape
export type AnyStudy = Study<any, any, any, any>

/** What a part of a study is asked by: never written by hand. */
interface PartSpec extends ExperimentSpec { readonly part?: Job; readonly ground?: unknown; readonly groundwork?: Job; readonly rehearse?: { readonly job: Job; readonly groundwork: boolean } }

export const partSpec = (study: AnyStudy, part: Job, ground?: unknown): ExperimentSpec => ({ experiment: study.kind, part, ...(ground === undefined ? {} : { ground }) })
export const groundSpec = (study: AnyStudy, job: Job): ExperimentSpec => ({ experiment: study.kind, groundwork: job })
/** What a job needs before it can begin. */
export const groundOf = (job: Job): Job | undefined => job['ground'] as Job | undefined
/** Under what a part's result is kept. */
export const partKey = (study: AnyStudy, job: Job): string => `${study.kind}-${specHash({ revision: study.revision, job })}`

const isPart = (spec: PartSpec): boolean => spec.part !== undefined || spec.groundwork !== undefined || spec.rehearse !== undefined

/** A study as an experiment that any engine runs. Frames bear results of parts; the result's data is the answer. */
export function experimentOf(study: AnyStudy): ExperimentKind & { readonly study: AnyStudy } {
  return {
    kind: study.kind, title: study.title, summary: study.summary, fields: study.fields, study,
    ...(study.check ? { check: study.check.bind(study) } : {}),
    async *run(raw, tools) {
      const spec = raw as PartSpec
      if (spec.rehearse) return { outcome: { kind: 'done' }, data: yield* rehearse(study, spec.rehearse, tools) }
      if (spec.groundwork) return yield* single(study.groundwork!.work(spec.groundwork, tools), tools, GROUND_GRAIN)
      if (spec.part) {
        const ground = spec.ground ?? (yield* silently(study, groundOf(spec.part), tools))
        return yield* single(study.work(spec.part, tools, ground), tools)
      }
      return yield* whole(study, spec, tools)
    },
    // a part is not cut again
    split: (spec) => (isPart(spec) ? [spec] : study.jobs(spec).map((job: Job) => partSpec(study, job))),
    merge: (parts, spec) => answered(study, spec, parts.map((part) => part.data)),
  }
}

/** The result that a whole study ends with. */
export function answered(study: AnyStudy, spec: ExperimentSpec, results: readonly unknown[]): Result<Answer> {
  const answer = study.answer(spec, results)
  return { outcome: { kind: 'answered', sentence: answer.sentence }, data: answer }
}

async function* whole(study: AnyStudy, spec: ExperimentSpec, tools: Tools): AsyncGenerator<Frame, Result<Answer>> {
  const jobs: readonly Job[] = study.jobs(spec), weights = jobs.map((job) => study.weight(job) as number), results: unknown[] = []
  const total = weights.reduce((sum, w) => sum + w, 0)
  let done = 0
  for (const [part, job] of jobs.entries()) {
    const ground = yield* silently(study, groundOf(job), tools)
    const run = single(study.work(job, tools, ground), tools)
    for (;;) {
      const { done: over, value } = await run.next()
      if (over) {
        results[part] = value.data
        break
      }
      yield { ...value, progress: (done + value.progress * weights[part]!) / total, part }
    }
    done += weights[part]!
  }
  return answered(study, spec, results)
}

/** Share of a part between two frames: a study has many parts, and each frame is a word over the wall. Groundwork is long and alone. */
const PART_GRAIN = 0.25
const GROUND_GRAIN = 0.02

/** One part: frames of progress, then one with the result, so that whoever watches has it as soon as it is there. */
async function* single<R>(work: Work<R>, tools: Tools, grain = PART_GRAIN): AsyncGenerator<Frame<R>, Result<R>> {
  let told = 0
  for (;;) {
    const { done, value } = await work.next()
    if (done) {
      // a frame owns its arrays: posted from a worker they are gone, and the result has to go after it
      yield { progress: 1, data: structuredClone(value) }
      return { outcome: { kind: 'done' }, data: value }
    }
    const pause = tools.breathe()
    if (pause) await pause
    if (value < told + grain) continue
    told = value
    yield { progress: value }
  }
}

/** Groundwork that this thread has done, by key: parts that come one after another share it. */
const grounds = new Map<string, unknown>()
const KEPT_GROUNDS = 4

async function* silently(study: AnyStudy, job: Job | undefined, tools: Tools): AsyncGenerator<Frame, unknown> {
  if (!job || !study.groundwork) return undefined
  const key = partKey(study, job)
  if (!grounds.has(key)) {
    const run = single(study.groundwork.work(job, tools), tools)
    for (;;) {
      const { done, value } = await run.next()
      if (done) {
        grounds.set(key, value.data)
        if (grounds.size > KEPT_GROUNDS) grounds.delete(grounds.keys().next().value!)
        break
      }
      yield { progress: 0 }
    }
  }
  return grounds.get(key)
}

/** Milliseconds of work that a rehearsal times. */
const REHEARSAL = 60

/** Seconds that a job would take in this thread, reckoned from its first moments. */
async function* rehearse(study: AnyStudy, { job, groundwork }: { readonly job: Job; readonly groundwork: boolean }, tools: Tools): AsyncGenerator<Frame, number> {
  yield { progress: 0 } // none on the way: a word over the wall costs more than many a step
  const ground = groundOf(job)
  const run: Work<unknown> = groundwork ? study.groundwork!.work(job, tools) : study.work(job, tools, ground && (await study.groundwork?.provisional(ground, tools)))
  // what is loaded first is no part of the speed, and neither are the first steps, before the engine has compiled them
  let share = 0, since = performance.now()
  for (let warm = false; ;) {
    const { done, value } = await run.next()
    const spent = performance.now() - since
    if (done) return spent / 1000
    if (!warm && spent > REHEARSAL / 3) {
      warm = true
      share = value
      since = performance.now()
    } else if (warm && spent > REHEARSAL && value > share) {
      void run.return(undefined as never)
      return spent / 1000 / (value - share)
    }
    const pause = tools.breathe()
    if (pause) await pause
  }
}
