import type { SpecOf } from '#spec/kind.ts'
import type { DatasetKind } from '#data/dataset.ts'
import { noiseField, planarShape, samplesField, seedField } from '#data/fields.ts'
import { twoClasses } from '#data/two-classes.ts'

const fields = {
  samples: samplesField({ default: 100, min: 2 }),
  noise: noiseField({ default: 0.5, description: 'Standard deviation of either blob in each coordinate.' }),
  seed: seedField,
}
type Spec = SpecOf<'blobs', typeof fields>

/** Class 0 normal about (-1, -1), class 1 about (1, 1), standard deviation `noise` (two-classes.ts has the draws). */
export const blobs: DatasetKind<typeof fields> = {
  kind: 'blobs',
  title: 'Two blobs',
  summary: 'Two clouds of points; one neuron parts them, and where they overlap none can.',
  fields,
  classes: true,
  shape: planarShape,
  make: (spec) => twoClasses(spec as unknown as Spec, (label, _i, _count, out) => {
    out[0] = label === 0 ? -1 : 1
    out[1] = out[0]
  }),
}
