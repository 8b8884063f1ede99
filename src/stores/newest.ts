/** One question in flight, the newest next: how a hand that moves faster than the answers come is followed. */
import type { Engine, Rank } from '#experiments/engine.ts'
import type { ExperimentSpec, Frame, Result } from '#experiments/experiment.ts'
import type { Clock } from './clock.ts'

/** How long an answer that is no longer asked for may still take: a picture one frame late is better than none. Milliseconds. */
const GRACE = 80

export interface Newest {
  /** Runs the job at once, or when the one in flight is done; a job that waits is replaced by a newer one. */
  readonly ask: (job: (signal: AbortSignal) => Promise<void>) => void
  /** Drops what waits and aborts what runs. */
  readonly drop: () => void
  readonly busy: boolean
}

/** @param fail is told what went wrong in a job, an abort excepted */
export function createNewest(clock: Clock, fail: (error: Error) => void): Newest {
  let running: AbortController | undefined
  let waiting: ((signal: AbortSignal) => Promise<void>) | undefined
  let endGrace: (() => void) | undefined

  async function start(job: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const own = new AbortController()
    running = own
    try {
      await job(own.signal)
    } catch (error) {
      if (!isAbort(error)) fail(error instanceof Error ? error : new Error(String(error)))
    }
    if (running !== own) return
    running = undefined
    endGrace?.()
    endGrace = undefined
    const next = waiting
    waiting = undefined
    if (next) void start(next)
  }

  return {
    get busy() {
      return running !== undefined
    },
    ask(job) {
      if (!running) {
        void start(job)
        return
      }
      waiting = job
      endGrace ??= clock.after(GRACE, () => running?.abort())
    },
    drop() {
      waiting = undefined
      endGrace?.()
      endGrace = undefined
      running?.abort()
      running = undefined
    },
  }
}

export const isAbort = (error: unknown): boolean => typeof error === 'object' && error !== null && 'name' in error && error.name === 'AbortError'

/** Runs a spec to its end; frames are given to `seen` as they come. */
export async function answer(
  engine: Engine, spec: ExperimentSpec, options: { readonly signal?: AbortSignal; readonly rank?: Rank }, seen?: (frame: Frame) => void,
): Promise<Result> {
  const run = engine.run(spec, options)
  for (;;) {
    const step = await run.next()
    if (step.done) return step.value
    options.signal?.throwIfAborted()
    seen?.(step.value)
  }
}
