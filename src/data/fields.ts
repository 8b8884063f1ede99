/** Fields that several kinds of datasets share, and a shape. */
import { type Field, integer, number } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'

export const samplesField = (options: { readonly default: number; readonly min?: number; readonly description?: string }): Field<number> =>
  integer({ label: 'Samples', symbol: 'n', min: 1, max: 100_000, scale: 'log', advised: [10, 1000], description: 'How many samples the loss is a mean over.', ...options })

export const noiseField = (options: { readonly default: number; readonly advised?: readonly [number, number]; readonly description?: string }): Field<number> =>
  number({ label: 'Noise', symbol: 'sigma', min: 0, max: 100, advised: [0, 1], description: 'Standard deviation of the normal noise added to each coordinate.', ...options })

/** Every draw of a dataset comes from streams forked from this seed by name, so that no field but the seed shifts the draws. */
export const seedField: Field<number> = integer({ label: 'Seed', default: 1, description: 'Another seed draws other samples of the same kind; equal seeds draw the same ones.' })

/** The shape of a set of labelled points of the plane. */
export const planarShape = (spec: KindSpec): { samples: number; inputWidth: number; targetWidth: number } => ({ samples: spec['samples'] as number, inputWidth: 2, targetWidth: 1 })
