import { cos, sin } from '#kernel/special.ts'
import { number } from '#spec/field.ts'
import type { SpecOf } from '#spec/kind.ts'
import type { DatasetKind } from '#data/dataset.ts'
import { noiseField, planarShape, samplesField, seedField } from '#data/fields.ts'
import { twoClasses } from '#data/two-classes.ts'

const fields = {
  samples: samplesField({ default: 100, min: 2 }),
  noise: noiseField({ default: 0.1, advised: [0, 0.5] }),
  factor: number({ label: 'Factor', default: 0.5, min: 0, max: 1, description: 'Radius of the inner circle; the outer one has radius 1. At 0 the inner circle is one point, and with noise a blob.' }),
  seed: seedField,
}
type Spec = SpecOf<'circles', typeof fields>

/**
 * Class 0 equispaced on the unit circle from angle 0 on, class 1 on the circle of radius `factor`; then noise (two-classes.ts has the draws).
 * Source: scikit-learn, sklearn.datasets.make_circles with shuffle=False.
 */
export const circles: DatasetKind<typeof fields> = {
  kind: 'circles',
  title: 'Two circles',
  summary: 'Two circles, one inside the other: no line parts them, a ring of neurons does.',
  fields,
  classes: true,
  shape: planarShape,
  make(spec) {
    const { factor, ...common } = spec as unknown as Spec
    return twoClasses(common, (label, i, count, out) => {
      const angle = (2 * Math.PI * i) / count, radius = label === 0 ? 1 : factor
      out[0] = radius * cos(angle)
      out[1] = radius * sin(angle)
    })
  },
}
