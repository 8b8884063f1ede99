import { landscape } from '#objectives/two-parameter.ts'

/**
 * (x^4 - 16x^2 + 5x + y^4 - 16y^2 + 5y)/2. Critical points: both coordinates among the three roots of 4z^3 - 32z + 5.
 * Source: Styblinski and Tang, Experiments in nonconvex optimization, Neural Networks 3, 1990.
 */
export const styblinskiTang = landscape({
  kind: 'styblinski-tang',
  title: 'Styblinski–Tang',
  summary: 'Four minima of three depths in a square, one maximum between them.',
  domain: [[-5, 5], [-5, 5]], start: [0.5, 0.2], stepSize: 0.01,
  formula: String.raw`\tfrac12\left(x^4 - 16x^2 + 5x + y^4 - 16y^2 + 5y\right)`,
  value: (x, y) => (quartic(x) + quartic(y)) / 2,
  gradient(x, y, out) {
    out[0] = x * (2 * x * x - 16) + 2.5
    out[1] = y * (2 * y * y - 16) + 2.5
  },
  hessian(x, y, out) {
    out[0] = 6 * x * x - 16
    out[1] = 0
    out[2] = 6 * y * y - 16
  },
  critical: [
    { theta: [-2.903534027771177, -2.903534027771177], value: -78.33233140754282, kind: 'minimum' },
    { theta: [-2.903534027771177, 2.746802770990837], value: -64.19561235905536, kind: 'minimum' },
    { theta: [2.746802770990837, -2.903534027771177], value: -64.19561235905536, kind: 'minimum' },
    { theta: [2.746802770990837, 2.746802770990837], value: -50.05889331056788, kind: 'minimum' },
    { theta: [-2.903534027771177, 0.1567312567803401], value: -38.97055334471606, kind: 'saddle' },
    { theta: [0.1567312567803401, -2.903534027771177], value: -38.97055334471606, kind: 'saddle' },
    { theta: [0.1567312567803401, 2.746802770990837], value: -24.833834296228584, kind: 'saddle' },
    { theta: [2.746802770990837, 0.1567312567803401], value: -24.833834296228584, kind: 'saddle' },
    { theta: [0.1567312567803401, 0.1567312567803401], value: 0.39122471811071613, kind: 'maximum' },
  ],
})

const quartic = (z: number): number => z * (z * (z * z - 16) + 5)
