import { cos, sin } from '#kernel/special.ts'
import { landscape } from '#objectives/two-parameter.ts'

/**
 * x^2 + 2y^2 - 0.3 cos(3 pi x) - 0.4 cos(4 pi y) + 0.7, computed by 1 - cos 2a = 2 sin^2 a, free of cancellation at 0
 * Source: Bohachevsky, Johnson and Stein, Generalized simulated annealing for function optimization, 1986.
 */
export const bohachevsky = landscape({
  kind: 'bohachevsky',
  title: 'Bohachevsky',
  summary: 'A bowl with ripples that a step of the right size can jump.',
  domain: [[-2, 2], [-2, 2]], start: [-1.5, 1.2], stepSize: 0.01,
  formula: String.raw`x^2 + 2y^2 - 0.3\cos 3\pi x - 0.4\cos 4\pi y + 0.7`,
  value(x, y) {
    const a = sin(1.5 * Math.PI * x), b = sin(2 * Math.PI * y)
    return x * x + 2 * y * y + 0.6 * a * a + 0.8 * b * b
  },
  gradient(x, y, out) {
    out[0] = 2 * x + 0.9 * Math.PI * sin(3 * Math.PI * x)
    out[1] = 4 * y + 1.6 * Math.PI * sin(4 * Math.PI * y)
  },
  hessian(x, y, out) {
    out[0] = 2 + 2.7 * Math.PI * Math.PI * cos(3 * Math.PI * x)
    out[1] = 0
    out[2] = 4 + 6.4 * Math.PI * Math.PI * cos(4 * Math.PI * y)
  },
  critical: [
    { theta: [0, 0], value: 0, kind: 'minimum' },
    { theta: [0.6186120678279501, 0], value: 0.4129268302758151, kind: 'minimum' },
    { theta: [-0.6186120678279501, 0], value: 0.4129268302758151, kind: 'minimum' },
  ],
})
