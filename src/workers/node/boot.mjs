// Node threads do not inherit the loader that reads TypeScript: it is registered here, then the real entry is loaded.
import { workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
await import(workerData.entry)
