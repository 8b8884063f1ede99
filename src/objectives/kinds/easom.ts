import { cos, exp, sin } from '#kernel/special.ts'
import { landscape } from '#objectives/two-parameter.ts'

/**
 * -cos(x) cos(y) e^(-(x - pi)^2 - (y - pi)^2)
 * Source: Easom, A survey of global optimization techniques, 1990.
 */
export const easom = landscape({
  kind: 'easom',
  title: 'Easom',
  summary: 'One hole in a plain so level that a gradient far from it says nothing.',
  domain: [[0, 6], [0, 6]], start: [1.8, 2], stepSize: 0.5,
  formula: String.raw`-\cos x\,\cos y\;e^{-(x-\pi)^2 - (y-\pi)^2}`,
  value: (x, y) => -bump(x) * bump(y),
  gradient(x, y, out) {
    out[0] = -bump1(x) * bump(y)
    out[1] = -bump(x) * bump1(y)
  },
  hessian(x, y, out) {
    out[0] = -bump2(x) * bump(y)
    out[1] = -bump1(x) * bump1(y)
    out[2] = -bump(x) * bump2(y)
  },
  critical: [
    { theta: [Math.PI, Math.PI], value: -1, kind: 'minimum' },
    { theta: [1.3049954504376675, 3.141592653589793], value: 0.009005678148573858, kind: 'maximum' },
    { theta: [Math.PI / 2, Math.PI / 2], value: 0, kind: 'saddle' },
  ],
})

/** cos(z) e^(-(z - pi)^2) and its derivatives */
const bump = (z: number): number => cos(z) * exp(-(z - Math.PI) * (z - Math.PI))
function bump1(z: number): number {
  const d = z - Math.PI
  return -(sin(z) + 2 * d * cos(z)) * exp(-d * d)
}
function bump2(z: number): number {
  const d = z - Math.PI
  return ((4 * d * d - 3) * cos(z) + 4 * d * sin(z)) * exp(-d * d)
}
