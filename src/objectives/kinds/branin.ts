import { cos, sin } from '#kernel/special.ts'
import { landscape } from '#objectives/two-parameter.ts'

const B = 5.1 / (4 * Math.PI * Math.PI), C = 5 / Math.PI, S = 10 * (1 - 1 / (8 * Math.PI))

/**
 * (y - b x^2 + c x - 6)^2 + 10 (1 - 1/(8 pi)) cos x + 10, b = 5.1/(4 pi^2), c = 5/pi. Critical points lie on the parabola
 * y = b x^2 - c x + 6 at the multiples of pi: minima at the odd ones, saddles at the even ones.
 * Source: Branin, Widely convergent method for finding multiple solutions of simultaneous nonlinear equations, 1972.
 */
export const branin = landscape({
  kind: 'branin',
  title: 'Branin',
  summary: 'A parabolic valley with three equally good minima along its floor.',
  domain: [[-5, 10], [0, 15]], start: [2, 12], stepSize: 0.02,
  formula: String.raw`\left(y - \tfrac{5.1}{4\pi^2}x^2 + \tfrac5\pi x - 6\right)^2 + 10\left(1 - \tfrac1{8\pi}\right)\cos x + 10`,
  value(x, y) {
    const u = y - B * x * x + C * x - 6
    return u * u + S * cos(x) + 10
  },
  gradient(x, y, out) {
    const u = y - B * x * x + C * x - 6
    out[0] = 2 * u * (C - 2 * B * x) - S * sin(x)
    out[1] = 2 * u
  },
  hessian(x, y, out) {
    const u = y - B * x * x + C * x - 6, slope = C - 2 * B * x
    out[0] = 2 * slope * slope - 4 * B * u - S * cos(x)
    out[1] = 2 * slope
    out[2] = 2
  },
  critical: [
    { theta: [-Math.PI, 12.275], value: 0.3978873577297383, kind: 'minimum' },
    { theta: [Math.PI, 2.275], value: 0.3978873577297383, kind: 'minimum' },
    { theta: [3 * Math.PI, 2.475], value: 0.3978873577297383, kind: 'minimum' },
    { theta: [0, 6], value: 19.60211264227026, kind: 'saddle' },
    { theta: [2 * Math.PI, 1.1], value: 19.60211264227026, kind: 'saddle' },
  ],
})
