import { rayleighQuotient, sharpness } from '#analysis/curvature.ts'
import { AT_REST, inertiaAtRest } from '#analysis/classify.ts'
import { denseHessian, morseIndex } from '#analysis/hessian.ts'
import type { Table } from '#figures/table.ts'
import { symmetricEigenPieces } from '#kernel/dense.ts'
import { random } from '#kernel/random.ts'
import { allFinite, norm, type Vec } from '#kernel/vec.ts'
import type { Objective } from '#objectives/objective.ts'
import { objectives } from '#objectives/registry.ts'
import { choice, list, optional } from '#spec/field.ts'
import type { SpecOf } from '#spec/kind.ts'
import { drained } from '../drained.ts'
import type { ExperimentKind, Tools } from '../experiment.ts'
import { directionField, directionFits, pointField, pointFits } from '../points.ts'
import { resolveDirection, resolvePoint } from '../recipes/make.ts'
import './race.ts' // points may be the ends of races

export const QUANTITIES = ['value', 'gradient', 'hessian', 'spectrum', 'curvature'] as const

const fields = {
  objective: objectives.field,
  theta: { ...pointField, meta: { label: 'Point', symbol: 'theta', description: 'The parameters.' } },
  quantities: list(choice(QUANTITIES, { required: true }), { default: ['value', 'gradient', 'hessian', 'spectrum'], max: QUANTITIES.length, label: 'Quantities' }),
  direction: optional({ ...directionField, meta: { label: 'Direction', symbol: 'v', description: 'Where it is given, the Hessian times it is computed too.' } }),
}
type Spec = SpecOf<'point', typeof fields>

/** Dense Hessians of more parameters take minutes and hundreds of megabytes. */
const DENSE_DIM = 2500

/** Beyond, polishing would cost more than the spectrum. */
const CLASSIFIED_DIM = 200

export interface Curvature {
  /** L: the largest eigenvalue of the Hessian, with its sign. */
  readonly largest: number
  /** A true eigenvalue lies within this distance of it. */
  readonly bound: number
  readonly method: 'exact' | 'lanczos'
  /** 1/L, below which a step of gradient descent cannot overshoot along any direction; Infinity where L <= 0 */
  readonly inverse: number
  /** 2/L, beyond which gradient descent leaves a quadratic bowl; Infinity where L <= 0 */
  readonly limit: number
  /** g'Hg / g'g, the curvature along the gradient; NaN where the gradient is 0 */
  readonly alongGradient: number
}

export interface PointData {
  readonly theta: Vec
  readonly value?: number
  readonly gradient?: Vec
  readonly gradientNorm?: number
  readonly hessian?: Table
  /** ascending */
  readonly eigenvalues?: Vec
  /**
   * Negative eigenvalues. At a point of rest those that tend to 0 as it is polished count as zero; where there is a slope those below 1e-6 of the
   * largest modulus (1e-12 where the Hessian is the same everywhere).
   */
  readonly index?: number
  /** Eigenvalues that count as zero. */
  readonly nullity?: number
  readonly hessianVectorProduct?: Vec
  readonly curvature?: Curvature
}

/** What a landscape is like at one point. */
const kind: ExperimentKind<typeof fields, PointData> = {
  kind: 'point',
  title: 'Point',
  summary: 'Value, gradient, Hessian and curvature of a landscape at one point.',
  fields,
  check({ objective, theta, quantities, direction }, reader) {
    const dim = objectives.get(objective.kind).dim(objective)
    pointFits(theta, dim, reader.at('theta'))
    if (direction !== undefined) directionFits(direction, dim, reader.at('direction'))
    quantities.forEach((name, i) => {
      if ((name === 'hessian' || name === 'spectrum') && dim > DENSE_DIM) reader.at('quantities').at(i).refuse(`"value", "gradient" or "curvature" where there are more than ${DENSE_DIM} parameters`, name)
    })
  },
  async *run(experiment, tools) {
    const { objective: objectiveSpec, theta: recipe, quantities, direction } = experiment as unknown as Spec
    const objective = await tools.objective(objectiveSpec)
    const { dim } = objective
    const wants = (name: (typeof QUANTITIES)[number]): boolean => quantities.includes(name)
    const theta = await resolvePoint(recipe, objective, tools, 'theta')
    const v = direction === undefined ? undefined : await resolveDirection(direction, objective, tools, 'direction', theta)

    const gradient = new Float64Array(dim)
    const value = objective.gradient(theta, gradient)
    let data: PointData = { theta, ...(wants('value') && { value }), ...(wants('gradient') && { gradient, gradientNorm: norm(gradient) }) }
    if (v) {
      const hessianVectorProduct = new Float64Array(dim)
      objective.hvp(theta, v, hessianVectorProduct)
      data = { ...data, hessianVectorProduct }
    }
    if (wants('curvature')) data = { ...data, curvature: curvatureAt(objective, theta, gradient) }
    if (wants('hessian') || wants('spectrum')) {
      const hessian = new Float64Array(dim * dim)
      let told = 0
      for (const progress of denseHessian(objective, theta, hessian)) {
        const pause = tools.breathe()
        if (pause) await pause
        if (progress < told + 0.05) continue
        told = progress
        yield { progress: 0.9 * progress }
      }
      if (wants('spectrum')) data = { ...data, ...await spectrum(hessian, objective, theta, norm(gradient), tools) }
      if (wants('hessian')) data = { ...data, hessian: { rows: dim, columns: dim, values: hessian } }
    }
    return { outcome: { kind: 'done' }, data }
  },
}
export default kind

/** Eigenvalues and what they count to; NaN where the Hessian is not finite. */
async function spectrum(hessian: Float64Array, objective: Objective, theta: Vec, slope: number, tools: Tools): Promise<Pick<PointData, 'eigenvalues' | 'index' | 'nullity'>> {
  const { dim, constantHessian } = objective
  const eigenvalues = new Float64Array(dim).fill(NaN)
  if (!allFinite(hessian)) return { eigenvalues, index: NaN, nullity: NaN }
  await drained(symmetricEigenPieces(hessian, dim, eigenvalues), tools)
  if (!(slope < AT_REST && dim <= CLASSIFIED_DIM)) return { eigenvalues, ...morseIndex(eigenvalues, constantHessian) }
  const pieces = inertiaAtRest(objective, theta, eigenvalues)
  for (;;) {
    const { done, value } = pieces.next()
    if (done) return { eigenvalues, ...value }
    await tools.breathe()
  }
}

function curvatureAt(objective: Objective, theta: Vec, gradient: Vec): Curvature {
  const { largest, bound, method } = sharpness(objective, theta, random(1).fork('curvature'), { tolerance: 1e-9, maxSteps: 120 })
  const step = largest > 0 ? 1 / largest : Number.isNaN(largest) ? NaN : Infinity
  return { largest, bound, method, inverse: step, limit: 2 * step, alongGradient: rayleighQuotient(objective, theta, gradient) }
}
