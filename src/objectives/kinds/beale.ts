import { landscape } from '#objectives/two-parameter.ts'

/**
 * (1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2
 * Source: Beale, On an iterative method of finding a local minimum of a function of more than one variable, 1958.
 */
export const beale = landscape({
  kind: 'beale',
  title: 'Beale',
  summary: 'A flat plain between steep walls, with one minimum at its edge.',
  domain: [[-4.5, 4.5], [-4.5, 4.5]], start: [1, 1.5], stepSize: 0.01,
  formula: '(1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2',
  value(x, y) {
    const a = 1.5 - x + x * y, b = 2.25 - x + x * y * y, c = 2.625 - x + x * y * y * y
    return a * a + b * b + c * c
  },
  gradient(x, y, out) {
    const y2 = y * y, y3 = y2 * y
    const a = 1.5 - x + x * y, b = 2.25 - x + x * y2, c = 2.625 - x + x * y3
    out[0] = 2 * (a * (y - 1) + b * (y2 - 1) + c * (y3 - 1))
    out[1] = 2 * x * (a + 2 * b * y + 3 * c * y2)
  },
  hessian(x, y, out) {
    const y2 = y * y, y3 = y2 * y
    const a = 1.5 - x + x * y, b = 2.25 - x + x * y2, c = 2.625 - x + x * y3
    out[0] = 2 * ((y - 1) * (y - 1) + (y2 - 1) * (y2 - 1) + (y3 - 1) * (y3 - 1))
    out[1] = 2 * (a + 2 * b * y + 3 * c * y2 + x * (y - 1 + 2 * y * (y2 - 1) + 3 * y2 * (y3 - 1)))
    out[2] = 2 * x * (x + 4 * x * y2 + 9 * x * y2 * y2 + 2 * b + 6 * c * y)
  },
  critical: [
    { theta: [3, 0.5], value: 0, kind: 'minimum' },
    { theta: [0.10053793732415836, -2.644513585023125], value: 9.86451228475556, kind: 'saddle' },
    { theta: [0, 1], value: 14.203125, kind: 'saddle' },
  ],
})
