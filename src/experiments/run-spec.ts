/** From a spec that has been read to a result, in this thread. */
import type { Resources } from '#data/dataset.ts'
import type { Objective } from '#objectives/objective.ts'
import { canonical } from '#spec/canonical.ts'
import type { KindSpec } from '#spec/kind.ts'
import type { ExperimentSpec, Frame, Result, Tools } from './experiment.ts'
import { loadExperiment } from './registry.ts'

/** Runs a spec that has been read, uncut, in this thread. */
export async function* runSpec(spec: ExperimentSpec, tools: Tools): AsyncGenerator<Frame, Result> {
  const kind = await loadExperiment(spec.experiment)
  if (!kind) throw new RangeError(`There is no experiment "${spec.experiment}".`)
  const result = yield* kind.run(spec, tools)
  const kernel = 'objective' in spec ? (await tools.objective(spec['objective'] as KindSpec)).kernel : undefined
  return kernel ? { ...result, kernel } : result
}

/** Drains a run and returns its result. */
export async function resultOf(run: AsyncGenerator<Frame, Result>): Promise<Result> {
  for (;;) {
    const { done, value } = await run.next()
    if (done) return value
  }
}

/** How many objectives a thread keeps ready. Each may hold a data set; the largest is about 19 MB. */
const KEPT_OBJECTIVES = 8

/** Makes objectives from specs and keeps the last few: a drag asks for the same one sixty times a second. */
export function objectiveCache(resources: Resources): (spec: KindSpec) => Promise<Objective> {
  const kept = new Map<string, Promise<Objective>>(), keys = new WeakMap<KindSpec, string>()
  return (spec) => {
    let key = keys.get(spec)
    if (key === undefined) keys.set(spec, key = canonical(spec)) // a run asks more than once
    let found = kept.get(key)
    if (found) kept.delete(key)
    else {
      // a thread is ready to listen before it can compute
      found = import('#objectives/make.ts').then(({ makeObjective }) => makeObjective(spec, resources))
      found.catch(() => kept.delete(key)) // a file that could not be had may be there the next time
    }
    kept.set(key, found)
    if (kept.size > KEPT_OBJECTIVES) kept.delete(kept.keys().next().value!)
    return found
  }
}
