/** Asks an experiment as the command does: plain JSON in, a result out. */
import type { ExperimentSpec, Frame, Result } from '#experiments/experiment.ts'
import { inProcessEngine } from '#experiments/in-process.ts'
import { readSpec } from '#experiments/read-spec.ts'
import { resultOf } from '#experiments/run-spec.ts'
import { SpecError } from '#spec/fault.ts'
import { diskResources } from '#workers/node/resources.ts'

export type Engine = ReturnType<typeof inProcessEngine>
/** A thread that has computed nothing yet. */
export const freshEngine = (): Engine => inProcessEngine(diskResources())
const common = freshEngine()

export async function ask<D>(spec: object, engine = common): Promise<Result<D>> {
  return (await resultOf(engine.run(await readSpec(spec)))) as Result<D>
}

/** All frames and the result. */
export async function watch<D, F>(spec: object, engine = common): Promise<{ frames: Frame<F>[]; result: Result<D> }> {
  const run = engine.run(await readSpec(spec)), frames: Frame<F>[] = []
  for (;;) {
    const { done, value } = await run.next()
    if (done) return { frames, result: value as Result<D> }
    frames.push(value as Frame<F>)
  }
}

/** The faults of a spec, one line each. */
export async function faults(spec: object): Promise<string[]> {
  try {
    await readSpec(spec)
  } catch (error) {
    if (error instanceof SpecError) return error.message.split('\n')
    throw error
  }
  return []
}
export const read = (spec: object): Promise<ExperimentSpec> => readSpec(spec)
