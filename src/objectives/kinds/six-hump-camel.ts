import { landscape } from '#objectives/two-parameter.ts'

/**
 * (4 - 2.1 x^2 + x^4/3) x^2 + xy + (-4 + 4y^2) y^2
 * Source: Dixon and Szegö, Towards Global Optimisation 2, 1978. The known points were computed with 40 digits.
 */
export const sixHumpCamel = landscape({
  kind: 'six-hump-camel',
  title: 'Six-hump camel',
  summary: 'Six minima of three depths: a greedy run often ends in one of the worst.',
  domain: [[-2, 2], [-1.2, 1.2]], start: [-1.5, -1], stepSize: 0.05,
  formula: String.raw`\left(4 - 2.1x^2 + \tfrac13 x^4\right)x^2 + xy + (4y^2 - 4)\,y^2`,
  value(x, y) {
    const x2 = x * x, y2 = y * y
    return (4 - 2.1 * x2 + x2 * x2 / 3) * x2 + x * y + (-4 + 4 * y2) * y2
  },
  gradient(x, y, out) {
    const x2 = x * x, y2 = y * y
    out[0] = x * (8 - 8.4 * x2 + 2 * x2 * x2) + y
    out[1] = x + y * (16 * y2 - 8)
  },
  hessian(x, y, out) {
    const x2 = x * x
    out[0] = 8 - 25.2 * x2 + 10 * x2 * x2
    out[1] = 1
    out[2] = 48 * y * y - 8
  },
  critical: [
    { theta: [-0.08984201310031806, 0.7126564030207396], value: -1.0316284534898774, kind: 'minimum' },
    { theta: [0.08984201310031806, -0.7126564030207396], value: -1.0316284534898774, kind: 'minimum' },
    { theta: [-1.703606714969981, 0.7960835686726251], value: -0.21546382438371764, kind: 'minimum' },
    { theta: [1.703606714969981, -0.7960835686726251], value: -0.21546382438371764, kind: 'minimum' },
    { theta: [-1.6071047529201972, -0.5686514548841314], value: 2.1042503103112584, kind: 'minimum' },
    { theta: [1.6071047529201972, 0.5686514548841314], value: 2.1042503103112584, kind: 'minimum' },
    { theta: [0, 0], value: 0, kind: 'saddle' },
    { theta: [-1.2302298765166526, -0.16233458445899496], value: 2.496295351023577, kind: 'maximum' },
    { theta: [1.2302298765166526, 0.16233458445899496], value: 2.496295351023577, kind: 'maximum' },
  ],
})
