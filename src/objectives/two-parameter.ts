/**
 * Landscapes over the plane: functions of two parameters written down with their derivatives. A kind is one call of `landscape`.
 */
import type { Vec } from '#kernel/vec.ts'
import type { KnownPoint, Objective, ObjectiveKind, Scenery } from './objective.ts'

/** A function of two parameters with its exact derivatives. What is not defined at (x, y) is NaN. */
export interface Surface {
  value(x: number, y: number): number
  /** out <- (f_x, f_y) */
  gradient(x: number, y: number, out: Vec): void
  /** out <- (f_xx, f_xy, f_yy) */
  hessian(x: number, y: number, out: Vec): void
}

/** A surface and what a page needs to know of it. */
export interface Landscape extends Surface, Scenery {
  readonly kind: string
  readonly title: string
  readonly summary: string
  /** Critical points that algebra or the literature gives. */
  readonly critical?: readonly KnownPoint[]
  /** True where the function has no lower bound. */
  readonly unbounded?: boolean
}

/** The objective of a surface: one sample, the surface itself. */
export function twoParameter(surface: Surface): Objective {
  const second = new Float64Array(3)
  return {
    dim: 2,
    samples: 1,
    value: (theta) => surface.value(theta[0]!, theta[1]!),
    gradient(theta, out) {
      const x = theta[0]!, y = theta[1]! // out may be theta itself
      surface.gradient(x, y, out)
      return surface.value(x, y)
    },
    hvp(theta, v, out) {
      surface.hessian(theta[0]!, theta[1]!, second)
      const a = v[0]!, b = v[1]!
      out[0] = second[0]! * a + second[1]! * b
      out[1] = second[1]! * a + second[2]! * b
    },
    hessian(theta, out) {
      surface.hessian(theta[0]!, theta[1]!, second)
      out[0] = second[0]!
      out[1] = out[2] = second[1]!
      out[3] = second[2]!
    },
  }
}

/** The kind of objective that a landscape without free parameters is. */
export function landscape(land: Landscape): ObjectiveKind & Pick<Landscape, keyof Surface | 'critical'> {
  const { kind, title, summary, unbounded = false, domain, start, stepSize, parameters, formula, ...computed } = land
  const scenery: Scenery = { domain, start, stepSize, ...(parameters === undefined ? {} : { parameters }), ...(formula === undefined ? {} : { formula }) }
  const made: ReturnType<typeof landscape> = {
    ...computed,
    kind, title, summary, fields: {},
    dim: () => 2,
    make: () => twoParameter(made),
    scenery: () => scenery,
    known: () => made.critical ?? [],
    unbounded: () => unbounded,
  }
  return made
}
