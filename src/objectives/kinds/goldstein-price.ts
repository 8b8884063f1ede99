import { log } from '#kernel/special.ts'
import { landscape } from '#objectives/two-parameter.ts'

/**
 * (ln(P Q) - 8.693)/2.427 with the Goldstein-Price polynomial P Q. In s = x + y and t = 2x - 3y its factors are
 *   P = 1 + (s + 1)^2 (3s^2 - 14s + 19),   P' = 12 (s - 2)(s - 1)(s + 1)
 *   Q = 30 + t^2 (3t^2 - 16t + 18),        Q' = 12 t (t - 1)(t - 3)
 * so that the nine critical points stand at s in {-1, 1, 2}, t in {0, 1, 3}.
 * Source: Goldstein and Price, On descent from local minima, 1971; the logarithm after Picheny et al., 2013.
 */
export const goldsteinPrice = landscape({
  kind: 'goldstein-price',
  title: 'Goldstein–Price (logarithm)',
  summary: 'Four minima in a web of valleys whose heights span five decades; drawn through a logarithm.',
  domain: [[-2, 2], [-2, 2]], start: [-1.5, 1], stepSize: 0.005,
  formula: String.raw`\frac{\ln\,[1 + (s{+}1)^2 (3s^2{-}14s{+}19)]\,[30 + t^2 (3t^2{-}16t{+}18)] - 8.693}{2.427},\; s = x{+}y,\; t = 2x{-}3y`,
  value: (x, y) => (log(p(x + y)) + log(q(2 * x - 3 * y)) - 8.693) / 2.427,
  gradient(x, y, out) {
    const s = x + y, t = 2 * x - 3 * y
    const a = p1(s) / p(s), b = q1(t) / q(t)
    out[0] = (a + 2 * b) / 2.427
    out[1] = (a - 3 * b) / 2.427
  },
  hessian(x, y, out) {
    const s = x + y, t = 2 * x - 3 * y
    const a = p1(s) / p(s), b = q1(t) / q(t)
    const aa = (36 * s * s - 48 * s - 12) / p(s) - a * a, bb = (36 * t * t - 96 * t + 36) / q(t) - b * b
    out[0] = (aa + 4 * bb) / 2.427
    out[1] = (aa - 6 * bb) / 2.427
    out[2] = (aa + 9 * bb) / 2.427
  },
  critical: [
    { theta: [0, -1], value: -3.1291255506105853, kind: 'minimum' },
    { theta: [-0.6, -0.4], value: -2.180388388272701, kind: 'minimum' },
    { theta: [1.8, 0.2], value: -1.7561529465004888, kind: 'minimum' },
    { theta: [1.2, 0.8], value: -0.8074157841626043, kind: 'minimum' },
    { theta: [-0.4, -0.6], value: -2.1168734810509213, kind: 'saddle' },
    { theta: [1.2, -0.2], value: -1.6884549443203174, kind: 'saddle' },
    { theta: [1.4, 0.6], value: -0.7439008769408251, kind: 'saddle' },
    { theta: [0.6, 0.4], value: -0.7397177819824328, kind: 'saddle' },
    { theta: [0.8, 0.2], value: -0.6762028747606535, kind: 'maximum' },
  ],
})

const p = (s: number): number => 1 + (s + 1) * (s + 1) * (s * (3 * s - 14) + 19)
const p1 = (s: number): number => 12 * (s - 2) * (s - 1) * (s + 1)
const q = (t: number): number => 30 + t * t * (t * (3 * t - 16) + 18)
const q1 = (t: number): number => 12 * t * (t - 1) * (t - 3)
