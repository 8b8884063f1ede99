/** The engine of the command: a pool of Node's worker threads. */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { wrap } from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs'
import type { Thread } from '../client.ts'
import { createPool, MOST_THREADS, type Pool } from '../pool.ts'
import type { Service } from '../service.ts'

export function openNodeEngine(threads: number = Math.min(MOST_THREADS, availableParallelism())): Pool {
  return createPool({ threads, start: () => nodeThread(new URL('./entry.ts', import.meta.url)) })
}

/** A worker thread that runs an entry written in TypeScript. */
export function nodeThread(entry: URL): Thread {
  // Flags of this process are its own affair: a loader among them would be set up twice.
  const worker = new Worker(new URL('./boot.mjs', import.meta.url), { workerData: { entry: entry.href }, execArgv: [] })
  const died = new Promise<string>((resolve) => {
    worker.on('error', (error) => resolve(error instanceof Error ? error.message : String(error)))
    worker.on('messageerror', () => resolve('what it said could not be read'))
    worker.on('exit', (code) => resolve(`it ended with code ${code}`))
  })
  return { remote: wrap<Service>(nodeEndpoint(worker)), died, terminate: () => void worker.terminate() }
}
