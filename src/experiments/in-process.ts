/** The engine that computes in the thread that asks: for tests, and the meaning that every other engine must agree with. */
import type { Resources } from '#data/dataset.ts'
import type { Engine, RunOptions } from './engine.ts'
import type { ExperimentSpec, Frame, Result, Tools } from './experiment.ts'
import { objectiveCache, runSpec } from './run-spec.ts'

/** Milliseconds of computing between two pauses. */
const SLICE = 8

export function inProcessEngine(resources: Resources): Engine {
  const objective = objectiveCache(resources)
  return {
    threads: 1,
    async *run(spec: ExperimentSpec, { signal }: RunOptions = {}): AsyncGenerator<Frame, Result> {
      signal?.throwIfAborted()
      let last = performance.now()
      const tools: Tools = {
        resources, objective,
        breathe() {
          if (performance.now() - last < SLICE) return undefined
          return macrotask().then(() => {
            last = performance.now()
            signal?.throwIfAborted()
          })
        },
      }
      return yield* runSpec(spec, tools)
    },
    dispose() {},
  }
}

/** Lets everything that waits run: a resolved promise alone would let only promises run, and an abort would never be heard. */
function macrotask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
