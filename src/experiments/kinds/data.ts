/** The samples of a dataset: what pictures of it are drawn from, files and all. */
import { makeDataset } from '#data/make.ts'
import { datasets } from '#data/registry.ts'
import type { Table } from '#figures/table.ts'
import { integer } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'
import type { ExperimentKind } from '../experiment.ts'

const fields = {
  data: datasets.field,
  most: integer({ label: 'Samples', default: 1000, min: 1, max: 100_000, description: 'The first so many are told; all where there are fewer.' }),
}

export interface SamplesData {
  /** How many there are in all. */
  readonly samples: number
  /** told x d and told x m */
  readonly inputs: Table
  readonly targets: Table
  readonly inputNames?: readonly string[]
  readonly targetNames?: readonly string[]
}

const kind: ExperimentKind<typeof fields, SamplesData> = {
  kind: 'data',
  title: 'Data',
  summary: 'The inputs and targets of a dataset, sample by sample.',
  fields,
  async *run(spec, { resources }) {
    yield { progress: 0 }
    const { samples, inputWidth, targetWidth, inputs, targets, inputNames, targetNames } = await makeDataset(spec['data'] as KindSpec, resources)
    const rows = Math.min(samples, spec['most'] as number)
    return {
      outcome: { kind: 'done' },
      data: {
        samples, inputs: { rows, columns: inputWidth, values: inputs.slice(0, rows * inputWidth) }, targets: { rows, columns: targetWidth, values: targets.slice(0, rows * targetWidth) },
        ...(inputNames && { inputNames }), ...(targetNames && { targetNames }),
      },
    }
  },
}
export default kind
