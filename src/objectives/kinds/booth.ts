import { landscape } from '#objectives/two-parameter.ts'

/** (x + 2y - 7)^2 + (2x + y - 5)^2: least squares on two equations; curvatures 2 and 18. */
export const booth = landscape({
  kind: 'booth',
  title: 'Booth',
  summary: 'Least squares on two equations: a tilted bowl, nine times steeper one way than the other.',
  domain: [[-10, 10], [-10, 10]], start: [-8, 6], stepSize: 0.1,
  formula: '(x + 2y - 7)^2 + (2x + y - 5)^2',
  value(x, y) {
    const a = x + 2 * y - 7, b = 2 * x + y - 5
    return a * a + b * b
  },
  gradient(x, y, out) {
    const a = x + 2 * y - 7, b = 2 * x + y - 5
    out[0] = 2 * a + 4 * b
    out[1] = 4 * a + 2 * b
  },
  hessian(_x, _y, out) {
    out[0] = 10
    out[1] = 8
    out[2] = 10
  },
  critical: [{ theta: [1, 3], value: 0, kind: 'minimum' }],
})
