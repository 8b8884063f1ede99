/** Specs that the laws are tried on: every kind with its defaults, and corners of each. */
import { datasets } from '#data/registry.ts'
import { readValue } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'

export const read = (spec: unknown): KindSpec => readValue(datasets.field, spec)

/** What a kind needs to be told, and its corners: least samples, no noise, odd numbers. */
const CORNERS: Readonly<Record<string, readonly object[]>> = {
  inline: [{ inputs: [[1, 2], [3, 4], [5, 6]], targets: [[0], [1], [1]] }, { inputs: [[1]], targets: [[1, 0]] }],
  circles: [{ samples: 2, noise: 0 }, { samples: 7, factor: 0, noise: 0.35, seed: 5 }],
  moons: [{ samples: 2, noise: 0 }, { samples: 3, seed: -4 }],
  spirals: [{ samples: 2, noise: 0 }, { samples: 9, seed: 2 }],
  xor: [{ samples: 2, noise: 0 }, { samples: 9, seed: 2 }],
  blobs: [{ samples: 2, noise: 0 }, { samples: 9, seed: 2 }],
  plane: [{ samples: 1 }, { samples: 20, noise: 0, centred: true, seed: 3 }],
  'neuron-curve': [{ samples: 1 }, { function: 'tanh', spacing: 'uniform', noise: 0.2, seed: 7 }, { function: 'logistic', slope: 1000, shift: -1000 }, { function: 'relu' }, { function: 'identity' }],
  'california-housing': [{ samples: 1000, columns: ['Latitude', 'Longitude'] }, { samples: 10_000, columns: ['MedInc'] }],
  'mnist-3-vs-6': [{ samples: 1 }, { samples: 500 }],
}

export const specs: readonly KindSpec[] = datasets.kinds.flatMap(({ kind }) => {
  const corners = (CORNERS[kind] ?? []).map((corner) => read({ kind, ...corner }))
  return kind === 'inline' ? corners : [read({ kind }), ...corners]
})

export const nameOf = (spec: KindSpec): string => {
  const { kind, ...rest } = spec
  return `${kind} ${JSON.stringify(rest)}`
}
