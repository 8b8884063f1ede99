/** Run in Node by the browser's tests: prints what each spec gives in Node, in this one thread, as JSON. */
import { inProcessEngine } from '#experiments/in-process.ts'
import { diskResources } from '#workers/node/resources.ts'
import { printsOf } from './specs.ts'

console.log(JSON.stringify(await printsOf(inProcessEngine(diskResources()))))
