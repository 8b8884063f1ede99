/** The worker of the browser. It listens before it does anything else: a message that comes while a module waits is lost. */
import { expose } from 'comlink'
import { createService } from '../service.ts'
import { greeted } from './greet.ts'

expose(greeted((resources, ready) => createService(resources, { ready })))
