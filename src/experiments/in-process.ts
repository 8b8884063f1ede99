/** The engine that computes in the thread that asks: for tests, and the meaning that every other engine must agree with. */
import type { Resources } from '#data/dataset.ts'
import { macrotask, SLICE } from './breathe.ts'
import type { Engine, RunOptions } from './engine.ts'
import type { ExperimentSpec, Frame, Result, Tools } from './experiment.ts'
import { objectiveCache, runSpec } from './run-spec.ts'

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
