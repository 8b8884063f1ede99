import { landscape } from '#objectives/two-parameter.ts'

/** x^2 - y^2 + y^4/4 */
export const doubleWell = landscape({
  kind: 'double-well',
  title: 'Double well',
  summary: 'Two equal minima on either side of a saddle: the smallest landscape on which the start decides.',
  domain: [[-2, 2], [-2.5, 2.5]], start: [1.5, 0.05], stepSize: 0.1,
  formula: String.raw`x^2 - y^2 + \tfrac14 y^4`,
  value: (x, y) => x * x - y * y + (y * y) * (y * y) / 4,
  gradient(x, y, out) {
    out[0] = 2 * x
    out[1] = y * (y * y - 2)
  },
  hessian(_x, y, out) {
    out[0] = 2
    out[1] = 0
    out[2] = 3 * y * y - 2
  },
  critical: [
    { theta: [0, 0], value: 0, kind: 'saddle' },
    { theta: [0, Math.SQRT2], value: -1, kind: 'minimum' },
    { theta: [0, -Math.SQRT2], value: -1, kind: 'minimum' },
  ],
})
