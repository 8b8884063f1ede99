import { cos, sin } from '#kernel/special.ts'
import { landscape } from '#objectives/two-parameter.ts'

/**
 * 1 + (x^2 + y^2)/4000 - cos(x) cos(y/sqrt 2)
 * Source: Griewank, Generalized descent for global optimization, 1981.
 */
export const griewank = landscape({
  kind: 'griewank',
  title: 'Griewank',
  summary: 'Many minima of nearly equal depth on a bowl so wide that it hardly shows.',
  domain: [[-12, 12], [-12, 12]], start: [7, 6], stepSize: 1,
  formula: String.raw`1 + \tfrac1{4000}(x^2 + y^2) - \cos x\,\cos\tfrac{y}{\sqrt2}`,
  value: (x, y) => 1 + (x * x + y * y) / 4000 - cos(x) * cos(y * Math.SQRT1_2),
  gradient(x, y, out) {
    const t = y * Math.SQRT1_2
    out[0] = x / 2000 + sin(x) * cos(t)
    out[1] = y / 2000 + Math.SQRT1_2 * cos(x) * sin(t)
  },
  hessian(x, y, out) {
    const t = y * Math.SQRT1_2
    out[0] = 1 / 2000 + cos(x) * cos(t)
    out[1] = -Math.SQRT1_2 * sin(x) * sin(t)
    out[2] = 1 / 2000 + cos(x) * cos(t) / 2
  },
  critical: [
    { theta: [0, 0], value: 0, kind: 'minimum' },
    { theta: [-3.1400226338955397, 4.438444480920714], value: 0.007396040334115082, kind: 'minimum' },
  ],
})
