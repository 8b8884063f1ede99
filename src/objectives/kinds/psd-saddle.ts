import { landscape } from '#objectives/two-parameter.ts'

/** x^2/2 + y^3/3: a saddle that is not strict, its Hessian at 0 is diag(1, 0). */
export const psdSaddle = landscape({
  kind: 'psd-saddle',
  title: 'Saddle without negative curvature',
  summary: 'A saddle whose Hessian sees no way down: half of all starts end on it.',
  domain: [[-1.5, 1.5], [-1.5, 1.5]], start: [1, 0.8], stepSize: 0.1,
  formula: String.raw`\tfrac12 x^2 + \tfrac13 y^3`,
  value: (x, y) => x * x / 2 + y * y * y / 3,
  gradient(x, y, out) {
    out[0] = x
    out[1] = y * y
  },
  hessian(_x, y, out) {
    out[0] = 1
    out[1] = 0
    out[2] = 2 * y
  },
  critical: [{ theta: [0, 0], value: 0, kind: 'degenerate' }],
  unbounded: true,
})
