import { landscape } from '#objectives/two-parameter.ts'

/**
 * (1 - x)^2 + 100 (y - x^2)^2
 * Source: Rosenbrock, An automatic method for finding the greatest or least value of a function, The Computer Journal 3, 1960.
 */
export const rosenbrock = landscape({
  kind: 'rosenbrock',
  title: 'Rosenbrock',
  summary: 'A curved, narrow valley with an almost level floor: easy to enter, slow to follow.',
  domain: [[-2, 2], [-1, 3]], start: [-1.2, 1], stepSize: 0.001,
  formula: '(1 - x)^2 + 100\\,(y - x^2)^2',
  value(x, y) {
    const a = 1 - x, b = y - x * x
    return a * a + 100 * (b * b)
  },
  gradient(x, y, out) {
    const b = y - x * x
    out[0] = -2 * (1 - x) - 400 * x * b
    out[1] = 200 * b
  },
  hessian(x, y, out) {
    out[0] = 2 - 400 * (y - 3 * x * x)
    out[1] = -400 * x
    out[2] = 200
  },
  critical: [{ theta: [1, 1], value: 0, kind: 'minimum' }],
})
