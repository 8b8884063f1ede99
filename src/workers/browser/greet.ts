/** What a web worker must be told and must do before it is of use: where the page lies, and a lock that shows whether it lives. */
import type { Resources } from '#data/dataset.ts'
import { fetchResources } from '#data/resources.ts'
import type { Service } from '../service.ts'

interface Greeting {
  /** The page's own address, where `data/` lies: the built worker stands elsewhere. */
  readonly base: string
  /** A lock that the worker holds as long as it lives. */
  readonly lock: string
}

export interface BrowserService extends Service {
  /** The page's first words. Answered when the lock is held: true, or false where there are no locks. */
  greet(greeting: Greeting): Promise<boolean>
}

/**
 * A service that can be made at once, before the page has spoken. It computes nothing before it has been greeted: a worker that
 * ended without holding its lock would not be missed.
 */
export function greeted(make: (resources: Resources, ready: Promise<unknown>) => Service): BrowserService {
  let settle!: (base: string) => void
  const files = new Promise<string>((resolve) => { settle = resolve }).then(fetchResources)
  return {
    ...make({ bytes: async (name) => (await files).bytes(name) }, files),
    async greet({ base: address, lock }) {
      const held = await holdForEver(lock)
      settle(address)
      return held
    },
  }
}

/** Browsers tell nobody when they end a worker, but they let go of its locks. Only secure origins have them. */
function holdForEver(lock: string): Promise<boolean> {
  if (!('locks' in navigator)) return Promise.resolve(false)
  return new Promise((resolve) => {
    navigator.locks.request(lock, () => {
      resolve(true)
      return new Promise<never>(() => {})
    }).catch(() => resolve(false))
  })
}
