import { cos, sin } from '#kernel/special.ts'
import { landscape } from '#objectives/two-parameter.ts'

/**
 * x^2/10 + sin^2(4x)/2 + y^2/2
 * Source: after Kleinberg, Li and Yuan, An alternative view: when does SGD escape local minima?, 2018.
 */
export const spikyBowl = landscape({
  kind: 'spiky-bowl',
  title: 'Spiky bowl',
  summary: 'A wide bowl with a minimum every 0.78: descent is caught by the first, noise sees only the bowl.',
  domain: [[-10, 10], [-10, 10]], start: [7, 5], stepSize: 0.05,
  formula: String.raw`\tfrac1{10}x^2 + \tfrac12\sin^2 4x + \tfrac12 y^2`,
  value(x, y) {
    const s = sin(4 * x)
    return x * x / 10 + s * s / 2 + y * y / 2
  },
  gradient(x, y, out) {
    out[0] = x / 5 + 2 * sin(8 * x)
    out[1] = y
  },
  hessian(x, _y, out) {
    out[0] = 0.2 + 16 * cos(8 * x)
    out[1] = 0
    out[2] = 1
  },
  critical: [
    { theta: [0, 0], value: 0, kind: 'minimum' },
    { theta: [0.7756922601220366, 0], value: 0.060923106139261496, kind: 'minimum' },
    { theta: [-0.7756922601220366, 0], value: 0.060923106139261496, kind: 'minimum' },
  ],
})
