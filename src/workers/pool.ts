/**
 * The engine over several workers. A run is cut by its spec alone, the parts go to whatever worker is free, and their results are put
 * together in their order: the same bits on one worker as on eight. A run that nobody wants any more ends for its reader at once and
 * for its worker within a slice.
 */
import { abortError } from '#experiments/breathe.ts'
import type { Engine, RunOptions } from '#experiments/engine.ts'
import type { ExperimentKind, ExperimentSpec, Frame, Result } from '#experiments/experiment.ts'
import { createInbox } from '#experiments/inbox.ts'
import { loadExperiment } from '#experiments/registry.ts'
import type { Patience, Thread } from './client.ts'
import { revive } from './errors.ts'
import { createQueue, type Task } from './queue.ts'
import type { Reply } from './service.ts'

/** More workers than this help no picture here and cost memory. */
export const MOST_THREADS = 8

export interface PoolOptions {
  /** Starts a worker. */
  readonly start: () => Thread
  /** The first is started at once, the others when there is work for them. */
  readonly threads: number
  readonly patience?: Patience
  /** Until this settles one worker is enough, and what is not urgent waits: a page has a first picture to show. */
  readonly opening?: Promise<unknown>
  /** Where the cutting and joining of an experiment is found. */
  readonly load?: (name: string) => Promise<Pick<ExperimentKind, 'split' | 'merge'> | undefined>
}

export interface Pool extends Engine {
  spare(on: boolean): void
  /** For tests and diagnosis: ends a worker without a word to the pool, as a browser short of memory would. */
  crash(thread: number): void
  /** For tests and diagnosis: runs, or their parts, that are unfinished here, and in all workers together. */
  census(): Promise<{ readonly here: number; readonly there: number }>
}

export function createPool({ start, threads, patience, opening, load = loadExperiment }: PoolOptions): Pool {
  const queue = createQueue(start, threads, patience, opening)
  const closing = new AbortController()
  queue.clients[0]!.open()

  return {
    threads,
    async *run(spec: ExperimentSpec, { signal, rank = 'visible' }: RunOptions = {}): AsyncGenerator<Frame, Result> {
      signal?.throwIfAborted()
      closing.signal.throwIfAborted()
      if (rank === 'next' || rank === 'idle') await opening
      const kind = await load(spec.experiment)
      signal?.throwIfAborted()
      closing.signal.throwIfAborted()

      const cut = kind?.split && kind.merge ? kind.split(spec) : []
      const parts = cut.length > 1 ? cut : [spec]
      const inbox = createInbox<{ readonly part: number; readonly reply: Reply }>()
      const tasks: Task[] = []
      const leave = (): void => {
        for (const task of tasks) queue.drop(task)
      }
      const stop = (event: Event): void => {
        leave()
        inbox.fail((event.currentTarget as AbortSignal).reason)
      }
      for (const other of [signal, closing.signal]) other?.addEventListener('abort', stop)
      try {
        for (const [part, piece] of parts.entries()) tasks.push(queue.add(piece, rank, (reply) => inbox.put({ part, reply })))
        const results: Result[] = []
        const shares = parts.map(() => 0)
        for (let missing = parts.length; missing > 0;) {
          const { part, reply } = await inbox.take()
          if (reply.kind === 'error') throw revive(reply.error)
          if (reply.kind === 'result') {
            results[part] = reply.result
            shares[part] = 1
            missing--
            continue
          }
          shares[part] = reply.frame.progress
          yield parts.length > 1 ? { ...reply.frame, progress: mean(shares), part } : reply.frame
          queue.more(tasks[part]!)
        }
        return parts.length > 1 ? kind!.merge!(results, spec) : results[0]!
      } finally {
        for (const other of [signal, closing.signal]) other?.removeEventListener('abort', stop)
        leave()
      }
    },
    spare: (on) => queue.spare(on),
    dispose() {
      closing.abort(abortError('The engine was closed.'))
      queue.close()
    },
    crash: (thread) => queue.clients[thread]?.crash(),
    async census() {
      const there = await Promise.all(queue.clients.map((client) => client.living()))
      return { here: queue.size, there: there.reduce((sum, n) => sum + n, 0) }
    },
  }
}

const mean = (shares: readonly number[]): number => shares.reduce((sum, share) => sum + share, 0) / shares.length
