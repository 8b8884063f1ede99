/** Studies under test: their presets, and answers made of results that the test writes itself. */
import type { ExperimentSpec } from '#experiments/experiment.ts'
import { loadExperiment } from '#experiments/registry.ts'
import { readSpec } from '#experiments/read-spec.ts'
import { askStudy, type Keeper, type StudyFrame } from '#experiments/study/ask.ts'
import type { Answer, AnyStudy } from '#experiments/study/study.ts'
import { canonical } from '#spec/canonical.ts'
import { type Engine, freshEngine } from '../asking.ts'

export async function studyOf(name: string): Promise<AnyStudy> {
  const study = (await loadExperiment(name))?.study
  if (!study) throw new Error(`${name} is no study`)
  return study
}

/** The quick preset with some fields changed. */
export async function quick(name: string, changes: object = {}, position: object = {}): Promise<ExperimentSpec> {
  return readSpec({ experiment: name, ...(await studyOf(name)).presets(position).quick as object, ...changes })
}

export function memoryKeeper(): Keeper & { readonly kept: Map<string, unknown>; puts: number } {
  const kept = new Map<string, unknown>()
  return {
    kept, puts: 0,
    get: (key) => Promise.resolve(kept.get(key)),
    put(key, value) {
      kept.set(key, structuredClone(value))
      this.puts++
      return Promise.resolve()
    },
  }
}

export async function answerOf(spec: ExperimentSpec, keeper?: Keeper, engine: Engine = freshEngine()): Promise<{ readonly answer: Answer; readonly frames: readonly StudyFrame[] }> {
  const run = askStudy(engine, await studyOf(spec.experiment), spec, keeper ? { keeper } : {}), frames: StudyFrame[] = []
  for (;;) {
    const { done, value } = await run.next()
    if (done) return { answer: value.data, frames }
    frames.push(value)
  }
}

/** Results of all parts, in the order of the jobs. */
export async function resultsOf<R>(spec: ExperimentSpec): Promise<R[]> {
  const study = await studyOf(spec.experiment), keeper = memoryKeeper()
  await answerOf(spec, keeper)
  const { partKey } = await import('#experiments/study/study.ts')
  return study.jobs(spec).map((job: Record<string, unknown>) => keeper.kept.get(partKey(study, job)) as R)
}

/** An answer as text, every digit: equal text, equal bits. NaN and the infinities count as words. */
export const bits = (value: unknown): string => canonical(JSON.parse(JSON.stringify(value, (_, v: unknown) =>
  (typeof v === 'number' && !Number.isFinite(v) ? String(v) : ArrayBuffer.isView(v) ? Array.from(v as unknown as ArrayLike<number>, (x) => (Number.isFinite(x) ? x : String(x))) : v))))
