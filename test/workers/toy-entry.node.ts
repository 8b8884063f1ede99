import { parentPort } from 'node:worker_threads'
import { expose } from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs'
import { createService } from '../../src/workers/service.ts'
import { noFiles, runToy } from './toys.ts'

Object.assign(globalThis, { endThisWorker: () => process.exit(3) })
expose(createService(noFiles, { run: runToy }), nodeEndpoint(parentPort!))
