/** What the network behind a point of a figure says over its inputs. */
import type { Engine } from '#experiments/engine.ts'
import type { SamplesData } from '#experiments/kinds/data.ts'
import type { OutputsData } from '#experiments/kinds/outputs.ts'
import { type AnyStudy, groundOf, type Job, partKey, partSpec, type Sitter } from '#experiments/study/study.ts'
import type { KindSpec } from '#spec/kind.ts'
import { answer } from '../newest.ts'
import { dataQuestion, outputsQuestion } from '../questions.ts'
import { type Lattice, latticeFor } from '../says.ts'
import type { Kept } from './kept.ts'

export interface Portrait {
  readonly data: SamplesData
  readonly lattice: Lattice | undefined
  readonly outputs: OutputsData
}

export interface PortraitOptions {
  readonly signal: AbortSignal
  /** Told at once who is drawn. */
  readonly sits: (sitter: Sitter) => void
  /** Told that the part has to be computed again, and how far it is. */
  readonly again: (progress: number) => void
}

const SAMPLES = 1000

export const samplesOf = async (engine: Engine, data: KindSpec, signal: AbortSignal): Promise<SamplesData> => (await answer(engine, dataQuestion(data, SAMPLES), { signal, rank: 'visible' })).data as SamplesData

/** Undefined where the study draws none, or where the part is not there. @throws DOMException AbortError */
export async function portraitOf(engine: Engine, study: AnyStudy, kept: Kept, job: Job | undefined, { signal, sits, again }: PortraitOptions): Promise<Portrait | undefined> {
  const result = job && await kept.get(partKey(study, job))
  if (!job || result === undefined || !study.portrait) return undefined
  let sitter: Sitter = study.portrait(job, result)
  sits(sitter)
  if (sitter.theta.length === 0) sitter = study.portrait(job, await whole(engine, study, kept, job, { signal, again }))
  const data = await samplesOf(engine, sitter.objective['data'] as KindSpec, signal), lattice = latticeFor(data, 1)
  const outputs = (await answer(engine, outputsQuestion(sitter.objective, Array.from(sitter.theta), lattice), { signal, rank: 'visible' })).data as OutputsData
  return { data, lattice, outputs }
}

/** The part with all that a small file leaves out; it is kept, so that it is computed again only once. */
async function whole(engine: Engine, study: AnyStudy, kept: Kept, job: Job, { signal, again }: Pick<PortraitOptions, 'signal' | 'again'>): Promise<unknown> {
  again(0)
  const ground = groundOf(job)
  const frames = engine.run(partSpec(study, job, ground && await kept.get(partKey(study, ground))), { signal, rank: 'visible' })
  for (;;) {
    const { done, value } = await frames.next()
    if (!done) {
      again(value.progress)
      continue
    }
    await kept.put(partKey(study, job), value.data)
    return value.data
  }
}
