/** The worker of the browser. It listens before it does anything else: a message that comes while a module waits is lost. */
import { expose } from 'comlink'
// what every page asks first is fetched beside the service, and not after it
import '#experiments/race/run.ts'
import '#experiments/slice/run.ts'
import '#objectives/make.ts'
import { loadExperiment } from '#experiments/registry.ts'
import { createService } from '../service.ts'
import { greeted } from './greet.ts'

expose(greeted((resources, ready) => createService(resources, { ready })))
// whoever needs it hears what is wrong
for (const name of ['slice', 'race']) loadExperiment(name).catch(() => undefined)
