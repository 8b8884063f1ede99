import { landscape } from '#objectives/two-parameter.ts'

/**
 * x^2/2 + y^4/4 - y^2/2
 * Source: Nesterov, Introductory Lectures on Convex Optimization, 2004, Example 1.2.2; Lee et al., Gradient descent only converges to minimizers, 2016.
 */
export const pitchfork = landscape({
  kind: 'pitchfork',
  title: 'Pitchfork',
  summary: 'One strict saddle between two minima: from almost every start gradient descent leaves the saddle, from y = 0 it never does.',
  domain: [[-2, 2], [-2, 2]], start: [1.5, 0.02], stepSize: 0.1,
  formula: String.raw`\tfrac12 x^2 + \tfrac14 y^4 - \tfrac12 y^2`,
  value: (x, y) => x * x / 2 + (y * y) * (y * y) / 4 - y * y / 2,
  gradient(x, y, out) {
    out[0] = x
    out[1] = y * (y * y - 1)
  },
  hessian(_x, y, out) {
    out[0] = 1
    out[1] = 0
    out[2] = 3 * y * y - 1
  },
  critical: [
    { theta: [0, 0], value: 0, kind: 'saddle' },
    { theta: [0, 1], value: -0.25, kind: 'minimum' },
    { theta: [0, -1], value: -0.25, kind: 'minimum' },
  ],
})
