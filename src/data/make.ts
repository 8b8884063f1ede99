/** From the spec of a dataset to its samples: not on the page, which only reads specs (scripts/kinds.mjs). */
import type { Catalogue, KindSpec } from '#spec/kind.ts'
import type { Dataset, DatasetKind, Resources } from './dataset.ts'
import { datasets } from './registry.ts'

const whole = datasets as Catalogue<DatasetKind>

/** The dataset of a spec that has been read. @throws RangeError for an unknown kind; Error when a file it needs cannot be had */
export async function makeDataset(spec: KindSpec, resources: Resources): Promise<Dataset> {
  return whole.get(spec.kind).make(spec, resources)
}
