/** The worker of the browser. It listens before it does anything else: a message that comes while a module waits is lost. */
import { expose } from 'comlink'
import { loadExperiment } from '#experiments/registry.ts'
import { createService } from '../service.ts'
import { greeted } from './greet.ts'

expose(greeted((resources, ready) => createService(resources, { ready })))
// what every page asks first is fetched meanwhile; whoever needs it hears what is wrong
for (const name of ['slice', 'race']) loadExperiment(name).catch(() => undefined)
import('#experiments/race/run.ts').catch(() => undefined)
