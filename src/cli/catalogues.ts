/** Every catalogue of the project under its name, for `list` and `describe`. */
import { datasets } from '#data/registry.ts'
import { directionRecipes, pointRecipes } from '#experiments/points.ts'
import { experimentNames, loadExperiment } from '#experiments/registry.ts'
import { initialisers } from '#networks/initialisers.ts'
import { symmetries } from '#networks/symmetry-kinds.ts'
import { objectives } from '#objectives/registry.ts'
import { optimizers, samplers, schedules } from '#optimizers/registry.ts'
import type { AnyKind } from '#spec/kind.ts'

export interface Shelf {
  readonly name: string
  /** The field that names a kind: `kind`, for experiments `experiment`. */
  readonly tag: string
  readonly kinds: readonly AnyKind[]
}

export async function shelves(): Promise<readonly Shelf[]> {
  const experiments = await Promise.all(experimentNames.map(async (name) => (await loadExperiment(name))!))
  return [
    { name: 'experiment', tag: 'experiment', kinds: experiments },
    ...[objectives, datasets, optimizers, schedules, samplers, initialisers, symmetries, pointRecipes, directionRecipes].map(({ name, kinds }) => ({ name, tag: 'kind', kinds })),
  ]
}
