/** From the spec of an objective to what computes it: not on the page, which only reads specs (scripts/kinds.mjs). */
import type { Resources } from '#data/dataset.ts'
import type { Catalogue, KindSpec } from '#spec/kind.ts'
import type { Objective, ObjectiveKind } from './objective.ts'
import { objectives } from './registry.ts'

/** The objectives with all that they know. */
export const wholeObjectives = objectives as Catalogue<ObjectiveKind>

/** The objective of a spec that has been read. @throws RangeError for an unknown kind; whatever its `make` throws */
export async function makeObjective(spec: KindSpec, resources: Resources): Promise<Objective> {
  return wholeObjectives.get(spec.kind).make(spec, resources)
}
