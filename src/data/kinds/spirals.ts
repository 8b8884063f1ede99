import { cos, sin } from '#kernel/special.ts'
import type { SpecOf } from '#spec/kind.ts'
import type { DatasetKind } from '#data/dataset.ts'
import { noiseField, planarShape, samplesField, seedField } from '#data/fields.ts'
import { fraction, twoClasses } from '#data/two-classes.ts'

const fields = { samples: samplesField({ default: 200, min: 2 }), noise: noiseField({ default: 0.03, advised: [0, 0.2] }), seed: seedField }
type Spec = SpecOf<'spirals', typeof fields>

/**
 * Class c at radius 0.15 + 0.85 t and angle 2 pi t + pi c, t equispaced on [0, 1]; then noise (two-classes.ts has the draws).
 */
export const spirals: DatasetKind<typeof fields> = {
  kind: 'spirals',
  title: 'Two spirals',
  summary: 'Two arms that turn once about each other: hard for small networks.',
  fields,
  classes: true,
  shape: planarShape,
  make: (spec) => twoClasses(spec as unknown as Spec, (label, i, count, out) => {
    const t = fraction(i, count), radius = 0.15 + 0.85 * t, angle = 2 * Math.PI * t + Math.PI * label
    out[0] = radius * cos(angle)
    out[1] = radius * sin(angle)
  }),
}
