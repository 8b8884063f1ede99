import { expose } from 'comlink'
import { greeted } from '../../src/workers/browser/greet.ts'
import { createService } from '../../src/workers/service.ts'
import { noFiles, runToy } from './toys.ts'

Object.assign(globalThis, { endThisWorker: () => globalThis.close() })
expose(greeted((_, ready) => createService(noFiles, { run: runToy, ready })))
