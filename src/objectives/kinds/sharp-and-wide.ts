import { exp } from '#kernel/special.ts'
import { landscape } from '#objectives/two-parameter.ts'

/** A well A e^(-((x - X)^2 + y^2)/w): A, X, w. */
const WELLS = [[-1, -1.5, 0.08], [-0.9, 1.2, 1.28]] as const

/** -e^(-((x + 1.5)^2 + y^2)/0.08) - 0.9 e^(-((x - 1.2)^2 + y^2)/1.28) + 0.03 (x^2 + y^2). Points computed with 40 digits. */
export const sharpAndWide = landscape({
  kind: 'sharp-and-wide',
  title: 'Sharp and wide',
  summary: 'A sharp minimum and a wide one of nearly equal depth: a large step or noise cannot stay in the sharp one.',
  domain: [[-3, 3], [-2, 2]], start: [-1.1, 0.3], stepSize: 0.02,
  formula: String.raw`-e^{-((x+1.5)^2 + y^2)/0.08} - 0.9\,e^{-((x-1.2)^2 + y^2)/1.28} + 0.03\,(x^2 + y^2)`,
  value(x, y) {
    let sum = 0.03 * (x * x + y * y)
    for (const [A, X, w] of WELLS) sum += A * exp(-((x - X) * (x - X) + y * y) / w)
    return sum
  },
  gradient(x, y, out) {
    let gx = 0.06 * x, gy = 0.06 * y
    for (const [A, X, w] of WELLS) {
      const u = x - X, e = -2 * A * exp(-(u * u + y * y) / w) / w
      gx += e * u
      gy += e * y
    }
    out[0] = gx
    out[1] = gy
  },
  hessian(x, y, out) {
    let xx = 0.06, xy = 0, yy = 0.06
    for (const [A, X, w] of WELLS) {
      const u = x - X, e = -2 * A * exp(-(u * u + y * y) / w) / w
      xx += e * (1 - 2 * u * u / w)
      xy -= e * 2 * u * y / w
      yy += e * (1 - 2 * y * y / w)
    }
    out[0] = xx
    out[1] = xy
    out[2] = yy
  },
  critical: [
    { theta: [-1.4958903080544623, 0], value: -0.935736658575948, kind: 'minimum' },
    { theta: [1.1508060217505354, 0], value: -0.858569376671614, kind: 'minimum' },
    { theta: [-0.8920887311228568, 0], value: -0.015442320264624203, kind: 'saddle' },
  ],
})
