import { cos, sin } from '#kernel/special.ts'
import { landscape } from '#objectives/two-parameter.ts'

/**
 * 20 + x^2 - 10 cos(2 pi x) + y^2 - 10 cos(2 pi y), computed as x^2 + 20 sin^2(pi x) + ..., free of cancellation at 0.
 * Source: Rastrigin, Systems of Extremal Control, 1974.
 */
export const rastrigin = landscape({
  kind: 'rastrigin',
  title: 'Rastrigin',
  summary: 'A bowl covered with an egg box: 121 minima, and descent finds only the nearest.',
  domain: [[-5.12, 5.12], [-5.12, 5.12]], start: [3.3, 2.6], stepSize: 0.002,
  formula: String.raw`20 + x^2 - 10\cos 2\pi x + y^2 - 10\cos 2\pi y`,
  value: (x, y) => ripple(x) + ripple(y),
  gradient(x, y, out) {
    out[0] = 2 * x + 20 * Math.PI * sin(2 * Math.PI * x)
    out[1] = 2 * y + 20 * Math.PI * sin(2 * Math.PI * y)
  },
  hessian(x, y, out) {
    out[0] = 2 + 40 * Math.PI * Math.PI * cos(2 * Math.PI * x)
    out[1] = 0
    out[2] = 2 + 40 * Math.PI * Math.PI * cos(2 * Math.PI * y)
  },
  critical: [
    { theta: [0, 0], value: 0, kind: 'minimum' },
    { theta: [-0.9949586376523348, 0], value: 0.9949590570932914, kind: 'minimum' },
    { theta: [0, 0.9949586376523348], value: 0.9949590570932914, kind: 'minimum' },
  ],
})

function ripple(z: number): number {
  const s = sin(Math.PI * z)
  return z * z + 20 * s * s
}
