import { landscape } from '#objectives/two-parameter.ts'

/**
 * 5x^2 - y^2
 * Source: Dauphin et al., Identifying and attacking the saddle point problem in high-dimensional non-convex optimization, 2014, Figure 1.
 */
export const dauphinSaddle = landscape({
  kind: 'dauphin-saddle',
  title: "Dauphin's saddle",
  summary: 'A saddle that is five times steeper uphill than downhill: gradient descent creeps away from it, Newton jumps onto it.',
  domain: [[-1.5, 1.5], [-1.5, 1.5]], start: [1, 0.05], stepSize: 0.05,
  formula: '5x^2 - y^2',
  value: (x, y) => 5 * x * x - y * y,
  gradient(x, y, out) {
    out[0] = 10 * x
    out[1] = -2 * y
  },
  hessian(_x, _y, out) {
    out[0] = 10
    out[1] = 0
    out[2] = -2
  },
  critical: [{ theta: [0, 0], value: 0, kind: 'saddle' }],
  unbounded: true,
})
