/** Asks a study of an engine, part by part: what has been kept is not computed again, and what is computed is kept as it comes. */
import type { Engine, RunOptions } from '../engine.ts'
import type { ExperimentSpec, Result } from '../experiment.ts'
import { createInbox } from '../inbox.ts'
import { resultOf } from '../run-spec.ts'
import { answered, type Answer, type AnyStudy, groundOf, groundSpec, type Job, partKey, partSpec } from './study.ts'

/** Where results of parts are kept: a page's database, a folder. What is put survives structuredClone. */
export interface Keeper {
  get(key: string): Promise<unknown>
  put(key: string, value: unknown): Promise<void>
}

export interface StudyFrame {
  /** Share of the work that is done, by the jobs' weights. */
  readonly progress: number
  readonly done: number
  readonly jobs: number
  /** What can be said so far; absent where nothing is new. */
  readonly answer?: Answer
}

export interface AskOptions extends RunOptions { readonly keeper?: Keeper }

/** The same answer, bit for bit, whatever was kept and however many threads there are. @throws DOMException AbortError */
export async function* askStudy(engine: Engine, study: AnyStudy, spec: ExperimentSpec, { keeper, signal, rank = 'visible' }: AskOptions = {}): AsyncGenerator<StudyFrame, Result<Answer>> {
  const jobs: readonly Job[] = study.jobs(spec)
  const keys = jobs.map((job) => partKey(study, job))
  const results: unknown[] = await Promise.all(keys.map(async (key) => keeper?.get(key)))
  const weights = jobs.map((job): number => study.weight(job))
  const shares = results.map((result): number => (result === undefined ? 0 : 1))
  const missing = jobs.flatMap((_, i) => (results[i] === undefined ? [i] : []))
  const grounds = groundsOf(study, missing.map((i) => jobs[i]!))
  const total = weights.reduce((sum, w) => sum + w, 0) + grounds.reduce((sum, g) => sum + g.weight, 0)
  const frame = (fresh: boolean): StudyFrame => ({
    progress: (grounds.reduce((sum, g) => sum + g.weight * g.share, 0) + weights.reduce((sum, w, i) => sum + w * shares[i]!, 0)) / total,
    done: results.filter((r) => r !== undefined).length, jobs: jobs.length, ...(fresh ? { answer: study.answer(spec, results) } : {}),
  })
  yield frame(true)

  const inner = new AbortController()
  const options = { rank, signal: signal ? AbortSignal.any([signal, inner.signal]) : inner.signal }
  const news = createInbox<{ readonly part?: number; readonly progress: number; readonly result?: unknown }>()
  /** One run to its end; what it gives is kept. */
  const run = async (run: ExperimentSpec, key: string, told: (progress: number) => void): Promise<unknown> => {
    const frames = engine.run(run, options)
    for (;;) {
      const { done, value } = await frames.next()
      if (!done) {
        told(value.progress)
        continue
      }
      await keeper?.put(key, value.data)
      return value.data
    }
  }
  const layGround = async (ground: Ground): Promise<unknown> => {
    const key = partKey(study, ground.job)
    const found = (await keeper?.get(key)) ?? (await run(groundSpec(study, ground.job), key, (progress) => {
      ground.share = progress
      news.put({ progress })
    }))
    ground.share = 1
    return found
  }
  const one = async (part: number): Promise<void> => {
    const job = jobs[part]!, ground = grounds.find((g) => g.key === groundKey(study, job))
    const laid = ground && (await (ground.laid ??= layGround(ground)))
    const result = await run(partSpec(study, job, laid), keys[part]!, (progress) => news.put({ part, progress }))
    news.put({ part, progress: 1, result })
  }
  const lanes: Promise<void>[] = []
  try {
    const queue = missing.values()
    const lane = async (): Promise<void> => {
      for (const part of queue) await one(part)
    }
    // one part more than there are threads, so that none waits for the next
    for (let i = 0; i < Math.min(engine.threads > 1 ? engine.threads + 1 : 1, missing.length); i++) lanes.push(lane().catch((reason: unknown) => news.fail(reason)))
    for (let left = missing.length; left > 0;) {
      const { part, progress, result } = await news.take()
      if (part !== undefined) shares[part] = progress
      if (part !== undefined && result !== undefined) {
        results[part] = result
        left--
      }
      yield frame(result !== undefined)
    }
  } finally {
    inner.abort()
    await Promise.allSettled(lanes) // a part that was about to end is kept before anyone asks again
  }
  return answered(study, spec, results)
}

interface Ground { readonly key: string; readonly job: Job; readonly weight: number; share: number; laid?: Promise<unknown> }

const groundKey = (study: AnyStudy, job: Job): string | undefined => {
  const ground = groundOf(job)
  return ground && partKey(study, ground)
}

/** The groundwork of these jobs, each once. */
function groundsOf(study: AnyStudy, jobs: readonly Job[]): readonly Ground[] {
  const found = new Map<string, Ground>()
  for (const job of jobs) {
    const ground = groundOf(job)
    if (!ground || !study.groundwork) continue
    const key = partKey(study, ground)
    if (!found.has(key)) found.set(key, { key, job: ground, weight: study.groundwork.weight(ground), share: 0 })
  }
  return [...found.values()]
}

export interface Estimate {
  /** Of computing, at most, on so many threads; what is kept already is not counted. */
  readonly seconds: number
  readonly threads: number
  readonly bytes: number
  readonly jobs: number
}

/** Times the first moments of a few jobs on this machine and reckons the whole from their weights. */
export async function estimateStudy(engine: Engine, study: AnyStudy, spec: ExperimentSpec, { keeper, signal, rank = 'visible' }: AskOptions = {}): Promise<Estimate> {
  const jobs: readonly Job[] = study.jobs(spec)
  const kept = await Promise.all(jobs.map(async (job) => keeper?.get(partKey(study, job))))
  const left = jobs.filter((_, i) => kept[i] === undefined)
  const threads = Math.max(1, Math.min(engine.threads, left.length))
  const bytes = threads * study.memory(spec)
  if (left.length === 0) return { seconds: 0, threads, bytes, jobs: jobs.length }
  const grounds = groundsOf(study, left), weight = (job: Job): number => study.weight(job)
  const samples: { readonly groundwork: boolean; readonly weight: number; readonly seconds: number }[] = []
  const rehearse = async (job: Job, groundwork: boolean, weight: number): Promise<void> => {
    const { data } = await resultOf(engine.run({ experiment: study.kind, rehearse: { job, groundwork } }, { rank, ...(signal ? { signal } : {}) }))
    samples.push({ groundwork, weight, seconds: data as number })
  }
  const ordered = left.toSorted((a, b) => weight(a) - weight(b))
  for (const i of new Set([0, ordered.length >> 1, ordered.length - 1])) await rehearse(ordered[i]!, false, weight(ordered[i]!))
  if (grounds[0]) await rehearse(grounds[0].job, true, grounds[0].weight)
  /** At the speed of the one tried whose weight is nearest. */
  const seconds = (w: number, groundwork = false): number => {
    const nearest = samples.filter((s) => s.groundwork === groundwork).reduce((best, s) => (Math.abs(s.weight - w) < Math.abs(best.weight - w) ? s : best))
    return (nearest.seconds / nearest.weight) * w
  }
  const first = grounds.reduce((all, g) => all + seconds(g.weight, true), 0) / Math.min(threads, grounds.length || 1)
  return { seconds: first + left.reduce((all, job) => all + seconds(weight(job)), 0) / threads, threads, bytes, jobs: jobs.length }
}
