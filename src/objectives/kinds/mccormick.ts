import { cos, sin } from '#kernel/special.ts'
import { landscape } from '#objectives/two-parameter.ts'

/**
 * sin(x + y) + (x - y)^2 - 1.5x + 2.5y + 1. Along x = y + 1 it falls without end, in waves: critical points lie at
 * x - y = 1, cos(x + y) = -1/2, so x + y = 2 pi/3 + 2 pi k (saddles) and -2 pi/3 + 2 pi k (minima).
 */
export const mccormick = landscape({
  kind: 'mccormick',
  title: 'McCormick',
  summary: 'A tilted, rippled trough: each minimum is lower than the one before.',
  domain: [[-1.5, 4], [-3, 4]], start: [3, 3], stepSize: 0.1,
  formula: String.raw`\sin(x + y) + (x - y)^2 - 1.5x + 2.5y + 1`,
  value: (x, y) => sin(x + y) + (x - y) * (x - y) - 1.5 * x + 2.5 * y + 1,
  gradient(x, y, out) {
    const c = cos(x + y), d = 2 * (x - y)
    out[0] = c + d - 1.5
    out[1] = c - d + 2.5
  },
  hessian(x, y, out) {
    const s = sin(x + y)
    out[0] = 2 - s
    out[1] = -2 - s
    out[2] = 2 - s
  },
  critical: [
    { theta: [-0.5471975511965977, -1.5471975511965979], value: -1.9132229549810364, kind: 'minimum' },
    { theta: [2.5943951023931957, 1.5943951023931955], value: 1.2283696986087569, kind: 'minimum' },
    { theta: [1.5471975511965979, 0.5471975511965977], value: 1.9132229549810364, kind: 'saddle' },
  ],
  unbounded: true,
})
