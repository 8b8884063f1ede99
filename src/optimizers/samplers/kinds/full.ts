import type { SamplerKind } from '#optimizers/optimizer.ts'

/** Every step reads all samples. */
export const full: SamplerKind = {
  kind: 'full',
  title: 'All samples',
  summary: 'Every step reads all samples: no noise.',
  fields: {},
  size: (_, samples) => samples,
  init: () => null,
  next: () => undefined,
}
