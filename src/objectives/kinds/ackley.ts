import { cos, exp, expm1, sin } from '#kernel/special.ts'
import { landscape } from '#objectives/two-parameter.ts'

const TAU = 2 * Math.PI

/**
 * -20 e^(-0.2 r) - e^((cos 2 pi x + cos 2 pi y)/2) + e + 20, r = sqrt((x^2 + y^2)/2); computed by expm1, free of cancellation at 0.
 *
 * The minimum at 0 is the tip of a cone, where f has no derivative. The gradient there is given as 0, the least element of the
 * subdifferential, and the Hessian as NaN.
 * Source: Ackley, A Connectionist Machine for Genetic Hillclimbing, 1987.
 */
export const ackley = landscape({
  kind: 'ackley',
  title: 'Ackley',
  summary: 'A rippled plain around one deep funnel, whose tip is not differentiable.',
  domain: [[-5, 5], [-5, 5]], start: [2.6, 1.7], stepSize: 0.03,
  formula: String.raw`-20\,e^{-0.2\sqrt{(x^2 + y^2)/2}} - e^{(\cos 2\pi x + \cos 2\pi y)/2} + e + 20`,
  value(x, y) {
    const sx = sin(Math.PI * x), sy = sin(Math.PI * y)
    return -20 * expm1(-0.2 * radius(x, y)) - Math.E * expm1(-(sx * sx + sy * sy))
  },
  gradient(x, y, out) {
    const r = radius(x, y)
    if (r === 0) {
      out[0] = 0
      out[1] = 0
      return
    }
    const cone = 2 * exp(-0.2 * r) / r, waves = Math.PI * exp((cos(TAU * x) + cos(TAU * y)) / 2)
    out[0] = cone * x + waves * sin(TAU * x)
    out[1] = cone * y + waves * sin(TAU * y)
  },
  hessian(x, y, out) {
    // the cone's part: grad = c(r) (x, y) with c = 2 e^(-0.2 r)/r, so that d c/d x = -c (0.2 + 1/r) x/(2r)
    const r = radius(x, y)
    const cone = 2 * exp(-0.2 * r) / r, fall = cone * (0.2 + 1 / r) / (2 * r)
    const sx = sin(TAU * x), sy = sin(TAU * y), cx = cos(TAU * x), cy = cos(TAU * y)
    const waves = Math.PI * exp((cx + cy) / 2)
    out[0] = cone - fall * x * x + waves * (TAU * cx - Math.PI * sx * sx)
    out[1] = -fall * x * y - waves * Math.PI * sx * sy
    out[2] = cone - fall * y * y + waves * (TAU * cy - Math.PI * sy * sy)
  },
  critical: [
    { theta: [-0.9521665459501717, 0], value: 2.579927557029872, kind: 'minimum' },
    { theta: [0, 0.9521665459501717], value: 2.579927557029872, kind: 'minimum' },
  ],
})

const radius = (x: number, y: number): number => Math.sqrt((x * x + y * y) / 2)
