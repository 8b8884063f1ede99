import { expect, test } from 'vitest'
import surfaces from '../fixtures/objectives/surfaces.json' with { type: 'json' }
import { make } from './cases.ts'

// Values, gradients and Hessians of the written formulas, differentiated by computer algebra and evaluated with 40 digits (sympy, mpmath).
// 1e-12 of the largest entry covers the rounding of the sums; a wrong coefficient would be off by far more.
test.each(surfaces.map((s, i) => ({ ...s, name: `${s.kind} at (${s.theta.join(', ')})`, i })))('$name', async ({ kind, theta, value, gradient, hessian }) => {
  const f = await make(kind)
  const p = Float64Array.from(theta), g = new Float64Array(2), columns = [new Float64Array(2), new Float64Array(2)] as const
  expect(Math.abs(f.gradient(p, g) - value)).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(value)))
  const steepest = Math.max(...gradient.map(Math.abs)), curved = Math.max(...hessian.map(Math.abs))
  gradient.forEach((want, i) => expect(Math.abs(g[i]! - want)).toBeLessThanOrEqual(1e-12 * (steepest + curved)))
  f.hvp(p, Float64Array.of(1, 0), columns[0])
  f.hvp(p, Float64Array.of(0, 1), columns[1])
  const got = [columns[0][0]!, columns[0][1]!, columns[1][1]!]
  hessian.forEach((want, i) => expect(Math.abs(got[i]! - want)).toBeLessThanOrEqual(1e-11 * (curved + 1e-12)))
  expect(columns[1][0]).toBe(columns[0][1])
})
