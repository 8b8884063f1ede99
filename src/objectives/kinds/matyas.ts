import { landscape } from '#objectives/two-parameter.ts'

/** 0.26 (x^2 + y^2) - 0.48 xy; curvatures 0.04 along x = y and 1 across. */
export const matyas = landscape({
  kind: 'matyas',
  title: 'Matyas',
  summary: 'A trough along the diagonal, twenty-five times flatter along than across.',
  domain: [[-10, 10], [-10, 10]], start: [8, -4], stepSize: 1,
  formula: '0.26\\,(x^2 + y^2) - 0.48\\,xy',
  value: (x, y) => 0.26 * (x * x + y * y) - 0.48 * x * y,
  gradient(x, y, out) {
    out[0] = 0.52 * x - 0.48 * y
    out[1] = 0.52 * y - 0.48 * x
  },
  hessian(_x, _y, out) {
    out[0] = 0.52
    out[1] = -0.48
    out[2] = 0.52
  },
  critical: [{ theta: [0, 0], value: 0, kind: 'minimum' }],
})
