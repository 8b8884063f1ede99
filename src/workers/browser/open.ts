/** The engine of the page: a pool of web workers, as large as the machine allows. */
import { wrap } from 'comlink'
import type { Thread } from '../client.ts'
import { createPool, MOST_THREADS, type Pool } from '../pool.ts'
import type { BrowserService } from './greet.ts'

/**
 * @param base the page's own address with a trailing slash; `data/` lies there
 * @param opening until it settles one worker has to do, for what is urgent: the page's first picture
 * @param first a worker of this kind that runs already
 * @param threads as many as the machine runs at once, at most 8
 */
export function openBrowserEngine(base: string, opening?: Promise<unknown>, first?: Worker, threads: number = defaultThreads()): Pool {
  let running = first
  const start = (): Thread => {
    // Written out like this, the bundler sees that the file is a worker and builds it.
    const worker = running ?? new Worker(new URL('./entry.ts', import.meta.url), { type: 'module', name: 'thalweg' })
    running = undefined
    return browserThread(worker, base)
  }
  return createPool({ threads, ...(opening ? { opening } : {}), start })
}

const defaultThreads = (): number => Math.max(1, Math.min(MOST_THREADS, navigator.hardwareConcurrency || 2))

/** A web worker as a thread: greeted, and watched for its end. */
export function browserThread(worker: Worker, base: string): Thread {
  const remote = wrap<BrowserService>(worker)
  const lock = `thalweg-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`
  const died = new Promise<string>((resolve) => {
    worker.addEventListener('error', (event) => resolve(event.message || 'its code could not be loaded'))
    worker.addEventListener('messageerror', () => resolve('what it said could not be read'))
    remote.greet({ base, lock }).then((held) => {
      if (held) return navigator.locks.request(lock, () => resolve('it was ended'))
    }).catch(() => {}) // nothing to watch it by: then silence tells
  })
  return { remote, died, terminate: () => worker.terminate() }
}
