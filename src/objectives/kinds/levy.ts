import { cos, sin } from '#kernel/special.ts'
import { landscape } from '#objectives/two-parameter.ts'

/**
 * sin^2(pi u) + (u - 1)^2 (1 + 10 sin^2(pi u + 1)) + (v - 1)^2 (1 + sin^2(2 pi v)), u = 1 + (x - 1)/4, v = 1 + (y - 1)/4
 * Source: Levy and Montalvo, The tunneling algorithm for the global minimization of functions, 1985 (their No. 13, rescaled).
 */
export const levy = landscape({
  kind: 'levy',
  title: 'Lévy',
  summary: 'Ripples that grow away from the one best minimum at (1, 1).',
  domain: [[-10, 10], [-10, 10]], start: [-6, 5], stepSize: 0.1,
  formula: String.raw`\sin^2\pi u + (u-1)^2\left(1 + 10\sin^2(\pi u + 1)\right) + (v-1)^2\left(1 + \sin^2 2\pi v\right),\ u = 1 + \tfrac{x-1}4,\ v = 1 + \tfrac{y-1}4`,
  value(x, y) {
    const p = (x - 1) / 4, q = (y - 1) / 4 // u - 1 and v - 1: sin^2 has period pi, so that the 1 may go
    const a = sin(Math.PI * p), b = sin(Math.PI * p + 1), c = sin(2 * Math.PI * q)
    return a * a + p * p * (1 + 10 * b * b) + q * q * (1 + c * c)
  },
  gradient(x, y, out) {
    const p = (x - 1) / 4, q = (y - 1) / 4
    const b = sin(Math.PI * p + 1), c = sin(2 * Math.PI * q)
    out[0] = (Math.PI * sin(2 * Math.PI * p) + 2 * p * (1 + 10 * b * b) + 10 * Math.PI * p * p * sin(2 * Math.PI * p + 2)) / 4
    out[1] = (2 * q * (1 + c * c) + 2 * Math.PI * q * q * sin(4 * Math.PI * q)) / 4
  },
  hessian(x, y, out) {
    const p = (x - 1) / 4, q = (y - 1) / 4
    const b = sin(Math.PI * p + 1), c = sin(2 * Math.PI * q), square = Math.PI * Math.PI
    out[0] = (2 * square * cos(2 * Math.PI * p) + 2 * (1 + 10 * b * b) + 40 * Math.PI * p * sin(2 * Math.PI * p + 2) + 20 * square * p * p * cos(2 * Math.PI * p + 2)) / 16
    out[1] = 0
    out[2] = (2 * (1 + c * c) + 8 * Math.PI * q * sin(4 * Math.PI * q) + 8 * square * q * q * cos(4 * Math.PI * q)) / 16
  },
  critical: [
    { theta: [1, 1], value: 0, kind: 'minimum' },
    { theta: [1, -2.8906496084617133], value: 0.9737115955768498, kind: 'minimum' },
    { theta: [1, 4.890649608461714], value: 0.9737115955768498, kind: 'minimum' },
  ],
})
