import { landscape } from '#objectives/two-parameter.ts'

/** 2x^2 - 1.05x^4 + x^6/6 + xy + y^2. The known points were computed with 40 digits. */
export const threeHumpCamel = landscape({
  kind: 'three-hump-camel',
  title: 'Three-hump camel',
  summary: 'The best minimum in the middle, a worse one on either side.',
  domain: [[-2.5, 2.5], [-2.5, 2.5]], start: [-2, 2], stepSize: 0.1,
  formula: String.raw`2x^2 - 1.05x^4 + \tfrac16 x^6 + xy + y^2`,
  value(x, y) {
    const x2 = x * x
    return (2 - 1.05 * x2 + x2 * x2 / 6) * x2 + x * y + y * y
  },
  gradient(x, y, out) {
    const x2 = x * x
    out[0] = x * (4 - 4.2 * x2 + x2 * x2) + y
    out[1] = x + 2 * y
  },
  hessian(x, _y, out) {
    const x2 = x * x
    out[0] = 4 - 12.6 * x2 + 5 * x2 * x2
    out[1] = 1
    out[2] = 2
  },
  critical: [
    { theta: [0, 0], value: 0, kind: 'minimum' },
    { theta: [-1.7475523458302888, 0.8737761729151444], value: 0.2986384422368598, kind: 'minimum' },
    { theta: [1.7475523458302888, -0.8737761729151444], value: 0.2986384422368598, kind: 'minimum' },
    { theta: [-1.07054229182366, 0.53527114591183], value: 0.8773615577631402, kind: 'saddle' },
    { theta: [1.07054229182366, -0.53527114591183], value: 0.8773615577631402, kind: 'saddle' },
  ],
})
