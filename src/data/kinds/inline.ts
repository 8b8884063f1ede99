import { list, type Reader, vector } from '#spec/field.ts'
import type { SpecOf } from '#spec/kind.ts'
import type { DatasetKind } from '#data/dataset.ts'

const fields = {
  inputs: list(vector({ min: 1 }), { min: 1, max: 100_000, label: 'Inputs', description: 'One list of numbers a sample, all of one length.' }),
  targets: list(vector({ min: 1 }), { min: 1, max: 100_000, label: 'Targets', description: 'One list of numbers a sample, all of one length; 0 and 1 for classes.' }),
}
type Spec = SpecOf<'inline', typeof fields>

/** Samples written out in the spec itself. */
export const inline: DatasetKind<typeof fields> = {
  kind: 'inline',
  title: 'Own data',
  summary: 'Inputs and targets written out, sample by sample.',
  fields,
  check({ inputs, targets }: Spec, reader: Reader) {
    if (targets.length !== inputs.length) reader.at('targets').refuse(`as many samples as inputs, ${inputs.length}`, targets.length)
    checkWidths(inputs, reader.at('inputs'))
    checkWidths(targets, reader.at('targets'))
  },
  shape(spec) {
    const { inputs, targets } = spec as unknown as Spec
    return { samples: inputs.length, inputWidth: inputs[0]!.length, targetWidth: targets[0]!.length }
  },
  make(spec) {
    const { inputs, targets } = spec as unknown as Spec
    return { ...inline.shape(spec), inputs: Float64Array.from(inputs.flat()), targets: Float64Array.from(targets.flat()) }
  },
}

/** Notes the first row that is not as long as row 0; one fault says enough. */
function checkWidths(rows: readonly (readonly number[])[], reader: Reader): void {
  const width = rows[0]!.length
  const odd = rows.findIndex((row) => row.length !== width)
  if (odd > 0) reader.at(odd).refuse(`${width} ${width === 1 ? 'number' : 'numbers'} as in the first sample`, rows[odd]!.length)
}
