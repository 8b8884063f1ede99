/**
 * What a worker does, the same on every platform: it takes up runs, computes each one frame ahead of whoever asks, and pauses
 * every few milliseconds so that it can be told to hold, to go on, or to stop. Frames are asked for, never pushed: a slow screen
 * slows the worker instead of filling a queue.
 */
import { transfer } from 'comlink'
import type { Resources } from '#data/dataset.ts'
import { abortError, macrotask, SLICE } from '#experiments/breathe.ts'
import type { ExperimentSpec, Frame, Result, Tools } from '#experiments/experiment.ts'
import { objectiveCache, runSpec } from '#experiments/run-spec.ts'
import { type CarriedError, carry } from './errors.ts'
import { pack } from './transfer.ts'

export type Reply =
  | { readonly kind: 'frame'; readonly frame: Frame }
  | { readonly kind: 'result'; readonly result: Result }
  | { readonly kind: 'error'; readonly error: CarriedError }

export interface Service {
  /** Takes up a run under a number of the caller's. The first `skip` frames are computed but not handed out: the caller has had them. */
  begin(id: number, spec: ExperimentSpec, skip: number): void
  /** The next frame, or how it ended. One question at a time for each run. */
  next(id: number): Promise<Reply>
  /** The run pauses within a slice, in the midst of a frame if need be, until `release`. */
  hold(id: number): void
  release(id: number): void
  /** The run ends within a slice; what it has computed is let go. */
  abort(id: number): void
  /** Runs that have begun and not ended. Also a sign of life. */
  living(): number
}

export type Runner = (spec: ExperimentSpec, tools: Tools) => AsyncGenerator<Frame, Result>

interface Job {
  readonly frames: AsyncGenerator<Frame, Result>
  ahead: Promise<Reply>
  aborted: boolean
  gate: Gate | undefined
  /** When it last went on after a pause, in ms. */
  since: number
}

export interface ServiceOptions {
  /** What runs a spec; tests hand in their own. */
  readonly run?: Runner
  /** Nothing is computed before. */
  readonly ready?: Promise<unknown>
}

export function createService(resources: Resources, { run = runSpec, ready }: ServiceOptions = {}): Service {
  const objective = objectiveCache(resources)
  const jobs = new Map<number, Job>()

  function toolsOf(job: () => Job): Tools {
    return {
      resources,
      async objective(spec) {
        const found = await objective(spec)
        checkpoint(job())
        return found
      },
      breathe: () => (performance.now() - job().since < SLICE ? undefined : pause(job())),
    }
  }

  /** Computes up to the next frame. Begins a task later, so that the frame before it is under way first and an abort behind it is heard. */
  async function pull(job: Job, skip: number): Promise<Reply> {
    try {
      await ready
      for (let left = skip; ; left--) {
        await pause(job)
        const { done, value } = await job.frames.next()
        checkpoint(job)
        if (done) return { kind: 'result', result: value }
        if (left <= 0) return { kind: 'frame', frame: value }
      }
    } catch (error) {
      return { kind: 'error', error: carry(error) }
    }
  }

  return {
    begin(id, spec, skip) {
      const job: Job = { frames: run(spec, toolsOf(() => job)), ahead: undefined as never, aborted: false, gate: undefined, since: 0 }
      job.ahead = pull(job, skip)
      jobs.set(id, job)
    },
    async next(id) {
      const job = jobs.get(id)
      if (!job) return { kind: 'error', error: carry(abortError()) }
      const reply = await job.ahead
      if (reply.kind !== 'frame') jobs.delete(id)
      else if (!job.aborted) job.ahead = pull(job, 0)
      return post(reply)
    },
    hold(id) {
      const job = jobs.get(id)
      if (job) job.gate ??= gate()
    },
    release(id) {
      const job = jobs.get(id)
      job?.gate?.open()
      if (job) job.gate = undefined
    },
    abort(id) {
      const job = jobs.get(id)
      if (!job) return
      job.aborted = true
      job.gate?.open()
      job.gate = undefined
      // Queues behind the frame that is being computed, which ends at its next pause.
      const gone = (): boolean => jobs.delete(id)
      job.frames.return(undefined as never).then(gone, gone)
    },
    living: () => jobs.size,
  }
}

async function pause(job: Job): Promise<void> {
  await macrotask()
  while (job.gate) await job.gate.opened
  checkpoint(job)
  job.since = performance.now()
}

function checkpoint(job: Job): void {
  if (job.aborted) throw abortError()
}

function post(reply: Reply): Reply {
  const { value, buffers } = pack(reply)
  return transfer(value, buffers)
}

interface Gate { readonly opened: Promise<void>; open(): void }

function gate(): Gate {
  let open!: () => void
  const opened = new Promise<void>((resolve) => { open = resolve })
  return { opened, open }
}
