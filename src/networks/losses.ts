/** The losses of one sample: names as in specs, titles, formulas. Their arithmetic is the kernel's. */
import type { Loss, OutputActivation } from '#kernel/vocabulary.ts'

interface LossFacts {
  readonly title: string
  /** Of one sample with target y and output z, in TeX. */
  readonly formula: string
  /** The output activation without which it has no meaning. */
  readonly output?: OutputActivation
}

export const losses: Readonly<Record<Loss, LossFacts>> = {
  square: { title: 'Square loss', formula: String.raw`\sum_k (y_k - z_k)^2` },
  log: { title: 'Log loss', formula: String.raw`-\sum_k \bigl(y_k \ln z_k + (1 - y_k) \ln(1 - z_k)\bigr)`, output: 'logistic' },
  'cross-entropy': { title: 'Cross-entropy', formula: String.raw`-\sum_k y_k \ln z_k`, output: 'softmax' },
}
