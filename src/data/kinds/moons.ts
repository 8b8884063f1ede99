import { cos, sin } from '#kernel/special.ts'
import type { SpecOf } from '#spec/kind.ts'
import type { DatasetKind } from '#data/dataset.ts'
import { noiseField, planarShape, samplesField, seedField } from '#data/fields.ts'
import { fraction, twoClasses } from '#data/two-classes.ts'

const fields = { samples: samplesField({ default: 100, min: 2 }), noise: noiseField({ default: 0.1, advised: [0, 0.5] }), seed: seedField }
type Spec = SpecOf<'moons', typeof fields>

/**
 * Class 0 at (cos t, sin t), class 1 at (1 - cos t, 1/2 - sin t), t equispaced on [0, pi]; then noise (two-classes.ts has the draws).
 * Source: scikit-learn, sklearn.datasets.make_moons with shuffle=False.
 */
export const moons: DatasetKind<typeof fields> = {
  kind: 'moons',
  title: 'Two moons',
  summary: 'Two half circles that reach into each other.',
  fields,
  classes: true,
  shape: planarShape,
  make: (spec) => twoClasses(spec as unknown as Spec, (label, i, count, out) => {
    const t = Math.PI * fraction(i, count)
    out[0] = label === 0 ? cos(t) : 1 - cos(t)
    out[1] = label === 0 ? sin(t) : 0.5 - sin(t)
  }),
}
