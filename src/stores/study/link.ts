/** The address of an experiment: `#/experiments/<kind>?s=...`. It carries the spec, by the same code as every link. */
import type { ExperimentSpec } from '#experiments/experiment.ts'
import { decodeScene, encodeScene, SCENE_VERSION } from '#spec/codec.ts'
import { codeIn } from '../permalink.ts'

export const studyAddress = async (spec: ExperimentSpec): Promise<string> => `#/experiments/${spec.experiment}?s=${await encodeScene({ v: SCENE_VERSION, spec, view: {} })}`

export interface StudyPlace { readonly kind: string | undefined; readonly code: string | undefined }

/** What an address of the page names. */
export function studyIn(hash: string): StudyPlace {
  const kind = /^#\/experiments\/([a-z0-9-]+)/.exec(hash)?.[1]
  return { kind, code: codeIn(hash) }
}

/** The spec of a link, as it was written. @throws LinkError with a sentence for people */
export const specIn = async (code: string): Promise<unknown> => (await decodeScene(code)).spec
