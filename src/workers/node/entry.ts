/** The worker of Node. */
import { parentPort } from 'node:worker_threads'
import { expose } from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs'
import { createService } from '../service.ts'
import { diskResources } from './resources.ts'

expose(createService(diskResources()), nodeEndpoint(parentPort!))
