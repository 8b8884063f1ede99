import { exp } from '#kernel/special.ts'
import { landscape } from '#objectives/two-parameter.ts'

/** One term A exp(a (x - X)^2 + b (x - X)(y - Y) + c (y - Y)^2): A, a, b, c, X, Y. */
const TERMS = [
  [-200, -1, 0, -10, 1, 0],
  [-100, -1, 0, -10, 0, 0.5],
  [-170, -6.5, 11, -6.5, -0.5, 1.5],
  [15, 0.7, 0.6, 0.7, -1, 1],
] as const

/**
 * The four-term Müller-Brown potential: a model of a chemical reaction with one intermediate.
 * Source: Müller and Brown, Location of saddle points and minimum energy paths, Theoretica Chimica Acta 53, 1979. Points computed with 40 digits.
 */
export const muellerBrown = landscape({
  kind: 'mueller-brown',
  title: 'Müller–Brown',
  summary: 'The chemists’ landscape of a reaction: three minima, and two passes that do not lie on straight lines between them.',
  domain: [[-1.5, 1.2], [-0.3, 2]], start: [-0.9, 0.75], stepSize: 2e-4,
  formula: String.raw`\sum_{k=1}^4 A_k \exp\!\left(a_k(x-X_k)^2 + b_k(x-X_k)(y-Y_k) + c_k(y-Y_k)^2\right)`,
  value(x, y) {
    let sum = 0
    for (const [A, a, b, c, X, Y] of TERMS) {
      const u = x - X, v = y - Y
      sum += A * exp(a * u * u + b * u * v + c * v * v)
    }
    return sum
  },
  gradient(x, y, out) {
    let gx = 0, gy = 0
    for (const [A, a, b, c, X, Y] of TERMS) {
      const u = x - X, v = y - Y
      const e = A * exp(a * u * u + b * u * v + c * v * v)
      gx += e * (2 * a * u + b * v)
      gy += e * (b * u + 2 * c * v)
    }
    out[0] = gx
    out[1] = gy
  },
  hessian(x, y, out) {
    let xx = 0, xy = 0, yy = 0
    for (const [A, a, b, c, X, Y] of TERMS) {
      const u = x - X, v = y - Y
      const e = A * exp(a * u * u + b * u * v + c * v * v), p = 2 * a * u + b * v, q = b * u + 2 * c * v
      xx += e * (p * p + 2 * a)
      xy += e * (p * q + b)
      yy += e * (q * q + 2 * c)
    }
    out[0] = xx
    out[1] = xy
    out[2] = yy
  },
  critical: [
    { theta: [-0.5582236346330243, 1.4417258418046686], value: -146.69951720995402, kind: 'minimum' },
    { theta: [0.6234994049308765, 0.028037758528685664], value: -108.16672411685235, kind: 'minimum' },
    { theta: [-0.050010822998206056, 0.4666941048719721], value: -80.76781812965903, kind: 'minimum' },
    { theta: [0.212486582000662, 0.2929883251073678], value: -72.24894011232522, kind: 'saddle' },
    { theta: [-0.8220015587327321, 0.6243128028148713], value: -40.664843508657405, kind: 'saddle' },
  ],
})
