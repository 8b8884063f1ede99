/** The address of an experiment: `#/experiments/<kind>?s=...`. It carries the spec, or the two that are shown beside each other, by the same code as every link. */
import type { ExperimentSpec } from '#experiments/experiment.ts'
import { decodeScene, encodeScene, SCENE_VERSION } from '#spec/codec.ts'
import { codeIn } from '../permalink.ts'

/** @param beside a second spec of the same experiment, shown beside the first */
export const studyAddress = async (spec: ExperimentSpec, beside?: ExperimentSpec): Promise<string> =>
  `#/experiments/${spec.experiment}?s=${await encodeScene({ v: SCENE_VERSION, spec, view: beside ? { beside } : {} })}`

export interface StudyPlace { readonly kind: string | undefined; readonly code: string | undefined }

/** What an address of the page names. */
export function studyIn(hash: string): StudyPlace {
  const kind = /^#\/experiments\/([a-z0-9-]+)/.exec(hash)?.[1]
  return { kind, code: codeIn(hash) }
}

/** The specs of a link, as they were written. @throws LinkError with a sentence for people */
export async function specsIn(code: string): Promise<{ readonly spec: unknown; readonly beside?: unknown }> {
  const { spec, view } = await decodeScene(code)
  return typeof view === 'object' && view !== null && 'beside' in view ? { spec, beside: view.beside } : { spec }
}
