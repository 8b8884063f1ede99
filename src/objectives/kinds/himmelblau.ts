import { landscape } from '#objectives/two-parameter.ts'

/**
 * (x^2 + y - 11)^2 + (x + y^2 - 7)^2
 * Source: Himmelblau, Applied Nonlinear Programming, 1972.
 */
export const himmelblau = landscape({
  kind: 'himmelblau',
  title: 'Himmelblau',
  summary: 'Four minima of equal depth around one hill: where a run ends is a matter of basins.',
  domain: [[-5, 5], [-5, 5]], start: [0, 0], stepSize: 0.01,
  formula: '(x^2 + y - 11)^2 + (x + y^2 - 7)^2',
  value(x, y) {
    const a = x * x + y - 11, b = x + y * y - 7
    return a * a + b * b
  },
  gradient(x, y, out) {
    const a = x * x + y - 11, b = x + y * y - 7
    out[0] = 4 * x * a + 2 * b
    out[1] = 2 * a + 4 * y * b
  },
  hessian(x, y, out) {
    out[0] = 12 * x * x + 4 * y - 42
    out[1] = 4 * (x + y)
    out[2] = 4 * x + 12 * y * y - 26
  },
  critical: [
    { theta: [3, 2], value: 0, kind: 'minimum' },
    { theta: [-2.805118086952745, 3.131312518250573], value: 0, kind: 'minimum' },
    { theta: [-3.779310253377747, -3.2831859912861696], value: 0, kind: 'minimum' },
    { theta: [3.5844283403304917, -1.8481265269644036], value: 0, kind: 'minimum' },
    { theta: [3.385154183607021, 0.07385187983774928], value: 13.31192627040559, kind: 'saddle' },
    { theta: [0.08667750455539636, 2.884254701174776], value: 67.71915008752615, kind: 'saddle' },
    { theta: [-3.0730257507643897, -0.08135304428796751], value: 104.0151629175581, kind: 'saddle' },
    { theta: [-0.12796134673068008, -1.9537149802445763], value: 178.33723920192747, kind: 'saddle' },
    { theta: [-0.2708445906673476, -0.9230385564799815], value: 181.6165215225827, kind: 'maximum' },
  ],
})
