import { landscape } from '#objectives/two-parameter.ts'

/** x^3 - 3xy^2, the real part of (x + iy)^3 */
export const monkeySaddle = landscape({
  kind: 'monkey-saddle',
  title: 'Monkey saddle',
  summary: 'Three ways down and three ways up from a point where even the Hessian vanishes.',
  domain: [[-1, 1], [-1, 1]], start: [0.5, 0.02], stepSize: 0.02,
  formula: 'x^3 - 3xy^2',
  value: (x, y) => x * (x * x - 3 * y * y),
  gradient(x, y, out) {
    out[0] = 3 * (x - y) * (x + y)
    out[1] = -6 * x * y
  },
  hessian(x, y, out) {
    out[0] = 6 * x
    out[1] = -6 * y
    out[2] = -6 * x
  },
  critical: [{ theta: [0, 0], value: 0, kind: 'degenerate' }],
  unbounded: true,
})
