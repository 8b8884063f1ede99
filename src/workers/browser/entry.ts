/** The worker of the browser. It listens before it does anything else: a message that comes while a module waits is lost. */
import { expose } from 'comlink'
import { createService, type Service } from '../service.ts'
import { fetchResources } from './resources.ts'

export interface Greeting {
  /** The page's own address, where `data/` lies: the built worker stands elsewhere. */
  readonly base: string
  /** A lock that the worker holds as long as it lives. */
  readonly lock: string
}

export interface BrowserService extends Service {
  /** The page's first words. Answered when the lock is held: true, or false where there are no locks. */
  greet(greeting: Greeting): Promise<boolean>
}

let setBase!: (base: string) => void
const base = new Promise<string>((resolve) => { setBase = resolve })

const service: BrowserService = {
  ...createService({ bytes: async (name) => fetchResources(await base).bytes(name) }),
  greet({ base: address, lock }) {
    setBase(address)
    return holdForEver(lock)
  },
}
expose(service)

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
