import { choice, integer, list, optional } from '#spec/field.ts'
import type { SpecOf } from '#spec/kind.ts'
import type { DatasetKind } from '#data/dataset.ts'
import { COLUMN_TITLES, COLUMNS, SAMPLES, TARGET_TITLE } from '#data/housing-columns.ts'
import { sampleRows, standardisedHousing } from '#data/housing.ts'

const fields = {
  samples: integer({ label: 'Samples', symbol: 'n', only: SAMPLES, default: SAMPLES[0], scale: 'log', description: 'One of the three samples of the thesis, drawn from 20,640 districts.' }),
  columns: optional(list(choice(COLUMNS), { label: 'Columns', min: 1, max: COLUMNS.length, description: 'The inputs, in this order; all eight where none are named. Two make a landscape over two weights.' })),
}
type Spec = SpecOf<'california-housing', typeof fields>

/**
 * Median house values of Californian districts in 1990. Inputs and target are standardised over all 20,640 rows (mean 0, population standard deviation 1), so that a mean
 * square near 1 means "predicts the mean". Source: thesis section 5.2; Pace and Barry, Statistics and Probability Letters 33 (1997) 291-297.
 */
export const californiaHousing: DatasetKind<typeof fields> = {
  kind: 'california-housing',
  title: 'California housing',
  summary: 'House prices of Californian districts in 1990 from income, age, rooms and place: real, skewed, badly scaled data.',
  fields,
  shape(spec) {
    const { samples, columns = COLUMNS } = spec as unknown as Spec
    return { samples, inputWidth: columns.length, targetWidth: 1 }
  },
  async make(spec, resources) {
    const { samples, columns = COLUMNS } = spec as unknown as Spec
    const [table, rows] = await Promise.all([standardisedHousing(resources), sampleRows(resources, samples)])
    const width = columns.length
    const inputs = new Float64Array(samples * width), targets = new Float64Array(samples)
    for (let i = 0; i < samples; i++) {
      for (let j = 0; j < width; j++) inputs[i * width + j] = table.columns[columns[j]!][rows[i]!]!
      targets[i] = table.target[rows[i]!]!
    }
    return { samples, inputWidth: width, targetWidth: 1, inputs, targets, inputNames: columns.map((name) => COLUMN_TITLES[name]), targetNames: [TARGET_TITLE] }
  },
}
