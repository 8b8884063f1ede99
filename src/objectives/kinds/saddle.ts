import { landscape } from '#objectives/two-parameter.ts'

/** x^2 - y^2 */
export const saddle = landscape({
  kind: 'saddle',
  title: 'Saddle',
  summary: 'A pass between two heights: gradient descent is drawn in along x and driven out along y.',
  domain: [[-1.5, 1.5], [-1.5, 1.5]], start: [1, 0.05], stepSize: 0.05,
  formula: 'x^2 - y^2',
  value: (x, y) => x * x - y * y,
  gradient(x, y, out) {
    out[0] = 2 * x
    out[1] = -2 * y
  },
  hessian(_x, _y, out) {
    out[0] = 2
    out[1] = 0
    out[2] = -2
  },
  critical: [{ theta: [0, 0], value: 0, kind: 'saddle' }],
  unbounded: true,
})
