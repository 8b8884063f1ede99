import { landscape } from '#objectives/two-parameter.ts'

/** (xy - 1)^2/2: the smallest network with two layers. Its minima are the hyperbola xy = 1, with curvatures 0 and x^2 + y^2. */
export const product = landscape({
  kind: 'product',
  title: 'Product of two weights',
  summary: 'A network of two weights: a whole curve of minima, one function with every sharpness from 2 upward.',
  domain: [[-3, 3], [-3, 3]], start: [2.5, -0.2], stepSize: 0.1,
  parameters: ['w_1', 'w_2'],
  formula: String.raw`\tfrac12 (xy - 1)^2`,
  value: (x, y) => (x * y - 1) * (x * y - 1) / 2,
  gradient(x, y, out) {
    const residual = x * y - 1
    out[0] = residual * y
    out[1] = residual * x
  },
  hessian(x, y, out) {
    out[0] = y * y
    out[1] = 2 * x * y - 1
    out[2] = x * x
  },
  critical: [
    { theta: [0, 0], value: 0.5, kind: 'saddle' },
    { theta: [1, 1], value: 0, kind: 'degenerate' },
    { theta: [-2, -0.5], value: 0, kind: 'degenerate' },
  ],
})
