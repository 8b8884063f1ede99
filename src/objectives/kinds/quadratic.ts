import { cos, sin } from '#kernel/special.ts'
import { number, tuple } from '#spec/field.ts'
import type { SpecOf } from '#spec/kind.ts'
import type { ObjectiveKind } from '#objectives/objective.ts'
import { twoParameter } from '#objectives/two-parameter.ts'

const fields = {
  eigenvalues: tuple([number({ label: 'along u', symbol: 'lambda_1' }), number({ label: 'along v', symbol: 'lambda_2' })], {
    label: 'Curvatures', default: [1, 100], description: 'The two eigenvalues of the Hessian; a negative one makes a saddle.',
  }),
  rotation: number({ label: 'Rotation', unit: 'rad', default: 0, advised: [-1.5708, 1.5708], description: 'The angle from the x axis to the first eigenvector.' }),
}
type Spec = SpecOf<'quadratic', typeof fields>

/** (l1 u^2 + l2 v^2)/2, where (u, v) is (x, y) turned by -rotation. */
export const quadratic: ObjectiveKind<typeof fields> = {
  kind: 'quadratic',
  title: 'Quadratic bowl',
  summary: 'The shape of every smooth loss near a minimum: two curvatures, and a step size that must suit both.',
  fields,
  dim: () => 2,
  make(spec) {
    const { eigenvalues: [l1, l2], rotation } = spec as unknown as Spec
    const c = cos(rotation), s = sin(rotation)
    const xx = l1 * c * c + l2 * s * s, xy = (l1 - l2) * c * s, yy = l1 * s * s + l2 * c * c
    return { ...twoParameter({
      value(x, y) {
        const u = c * x + s * y, v = c * y - s * x
        return (l1 * u * u + l2 * v * v) / 2
      },
      gradient(x, y, out) {
        const u = l1 * (c * x + s * y), v = l2 * (c * y - s * x)
        out[0] = c * u - s * v
        out[1] = s * u + c * v
      },
      hessian(_x, _y, out) {
        out[0] = xx
        out[1] = xy
        out[2] = yy
      },
    }), constantHessian: true }
  },
  scenery(spec) {
    const { eigenvalues: [l1, l2], rotation } = spec as unknown as Spec
    // u and v are the axes of the bowl; not turned they are x and y
    const [u, v] = rotation === 0 ? ['x', 'y'] : ['u', 'v']
    const term = (size: number, name: string): string => `${size === 1 ? '' : size === -1 ? '-' : `${size}\\,`}${name}^2`
    const steepest = Math.max(Math.abs(l1), Math.abs(l2))
    return {
      domain: [[-5, 5], [-3, 3]], start: [-4, 1.5],
      stepSize: steepest > 0 ? 1 / steepest : 0.1, // 1/L reaches the axis of the steeper curvature in one step
      formula: String.raw`\tfrac12\left(${term(l1, u!)} ${l2 < 0 ? '-' : '+'} ${term(Math.abs(l2), v!)}\right)`,
    }
  },
  known(spec) {
    const { eigenvalues: [l1, l2] } = spec as unknown as Spec
    const kind = l1 * l2 < 0 ? 'saddle' : l1 > 0 && l2 > 0 ? 'minimum' : l1 < 0 && l2 < 0 ? 'maximum' : 'degenerate'
    return [{ theta: [0, 0], value: 0, kind }]
  },
  unbounded(spec) {
    const { eigenvalues: [l1, l2] } = spec as unknown as Spec
    return l1 < 0 || l2 < 0
  },
}
