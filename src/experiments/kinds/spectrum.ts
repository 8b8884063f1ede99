/** The spectrum of the whole Hessian at a point: all of it where that can be had, its two ends with error bounds beyond. */
import { AT_REST, inertiaAtRest } from '#analysis/classify.ts'
import { denseHessian, morseIndex } from '#analysis/hessian.ts'
import { spectrumEnds } from '#analysis/lanczos.ts'
import { symmetricEigenPieces } from '#kernel/dense.ts'
import { random } from '#kernel/random.ts'
import { allFinite, norm, type Vec } from '#kernel/vec.ts'
import type { Objective } from '#objectives/objective.ts'
import { objectives } from '#objectives/registry.ts'
import { flag, integer, number, optional } from '#spec/field.ts'
import type { SpecOf } from '#spec/kind.ts'
import { drained } from '../drained.ts'
import type { ExperimentKind, Frame, Tools } from '../experiment.ts'
import { pointField, pointFits } from '../points.ts'
import { resolvePoint } from '../recipes/make.ts'
import { HESSIAN_DIM } from '../race/fields.ts'
import './race.ts' // points may be the ends of races

/** On request the whole spectrum is computed up to here. */
const LARGEST_WHOLE = 1000

const fields = {
  objective: objectives.field,
  theta: { ...pointField, meta: { label: 'Point', symbol: 'theta', description: 'The parameters.' } },
  whole: flag({ label: 'All eigenvalues', default: false, description: `Up to ${HESSIAN_DIM} parameters all eigenvalues are computed in any case, up to ${LARGEST_WHOLE} where this asks for them.` }),
  ends: integer({ label: 'At each end', default: 10, min: 1, max: 40, description: 'Eigenvalues at each end where not all are computed.' }),
  stepSize: optional(number({ label: 'Step size', symbol: 'alpha', above: 0, description: 'Counts the eigenvalues beyond 2/alpha, along which a step of gradient descent overshoots more and more.' })),
}
type Spec = SpecOf<'spectrum', typeof fields>

export interface SpectrumData {
  readonly theta: Vec
  readonly value: number
  readonly gradientNorm: number
  readonly parameters: number
  readonly method: 'exact' | 'lanczos'
  /** ascending: all, or the ends that are known: the smallest ones, then the largest ones */
  readonly eigenvalues: Vec
  /** How far each can be from a true one; 0 but for rounding where all were computed. */
  readonly bounds: Vec
  /** Negative, vanishing and positive ones; absent where not all were computed. Vanishing: below 1e-6 of the largest modulus, at a point of rest those that tend to 0 there. */
  readonly down?: number
  readonly flat?: number
  readonly up?: number
  /** Products of the Hessian with a vector that it took. */
  readonly products: number
  /** 2/alpha, and how many of the known eigenvalues are beyond. */
  readonly limit?: number
  readonly beyond?: number
}

const kind: ExperimentKind<typeof fields, SpectrumData, SpectrumData> = {
  kind: 'spectrum',
  title: 'Spectrum of the Hessian',
  summary: 'The eigenvalues of the Hessian at a point: how many directions lead down, how many are flat, how many lead up, and how steeply they bend.',
  fields,
  check({ objective, theta, whole }, reader) {
    const dim = objectives.get(objective.kind).dim(objective)
    pointFits(theta, dim, reader.at('theta'))
    if (whole && dim > LARGEST_WHOLE) reader.at('whole').refuse(`false with more than ${LARGEST_WHOLE} parameters: the ends of the spectrum are computed`, whole)
  },
  async *run(experiment, tools) {
    const { objective: objectiveSpec, theta: recipe, whole, ends, stepSize } = experiment as unknown as Spec
    const objective = await tools.objective(objectiveSpec)
    const theta = await resolvePoint(recipe, objective, tools, 'theta')
    const gradient = new Float64Array(theta.length), value = objective.gradient(theta, gradient)
    const about = { theta, value, gradientNorm: norm(gradient), parameters: objective.dim }
    const complete = (found: Found): SpectrumData => ({
      ...about, ...found, ...(stepSize !== undefined && { limit: 2 / stepSize, beyond: found.eigenvalues.filter((w) => w > 2 / stepSize).length }),
    })
    const all = objective.dim <= HESSIAN_DIM || whole
    // the ends first: they are there at once, and a large spectrum takes its time
    let data = all && objective.dim <= FEW ? undefined : complete(yield* theEnds(objective, theta, ends, all ? 0.1 : 1, tools))
    if (data && all) yield { progress: 0.1, data: { ...data, theta: theta.slice(), eigenvalues: data.eigenvalues.slice(), bounds: data.bounds.slice() } }
    if (all) data = complete(yield* theWhole(objective, theta, about.gradientNorm, tools))
    const { method, down, flat, up, eigenvalues } = data!
    return { outcome: { kind: 'spectrum', method, ...(down !== undefined && { down, flat, up }), largest: eigenvalues.at(-1)!, smallest: eigenvalues[0]! }, data: data! }
  },
}
export default kind

/** So few that all eigenvalues are there as soon as the ends would be. */
const FEW = 60
/** Products after which it is told how far it is. */
const TOLD = 4
type Found = Pick<SpectrumData, 'method' | 'eigenvalues' | 'bounds' | 'down' | 'flat' | 'up' | 'products'>

/** @param share of all the work that it is */
async function* theEnds(objective: Objective, theta: Vec, count: number, share: number, tools: Tools): AsyncGenerator<Frame<SpectrumData>, Found> {
  const { dim } = objective, some = Math.min(count, Math.floor(dim / 2)), most = Math.min(dim, 60 + 6 * some)
  const work = spectrumEnds((v, out) => objective.hvp(theta, v, out), dim, random(1).fork('spectrum'), { count: some, tolerance: 1e-8, maxSteps: most })
  let step = work.next()
  for (let products = 1; !step.done; products++) {
    const pause = tools.breathe()
    if (pause) await pause
    // it ends before the most products where the ends are known before
    if (products % TOLD === 0) yield { progress: Math.min(0.99, products / most) * share }
    step = work.next()
  }
  const { smallest, largest, steps } = step.value
  return {
    method: 'lanczos', products: steps,
    eigenvalues: Float64Array.of(...smallest.values, ...largest.values), bounds: Float64Array.of(...smallest.bounds, ...largest.bounds),
  }
}

async function* theWhole(objective: Objective, theta: Vec, gradientNorm: number, tools: Tools): AsyncGenerator<Frame<SpectrumData>, Found> {
  const { dim, constantHessian } = objective, hessian = new Float64Array(dim * dim), eigenvalues = new Float64Array(dim).fill(NaN)
  let told = 0
  const phases = [[denseHessian(objective, theta, hessian), 0.1, 0.6], [symmetricEigenPieces(hessian, dim, eigenvalues), 0.6, 1]] as const
  for (const [work, from, to] of phases) {
    if (from > 0.1 && !allFinite(hessian)) return { method: 'exact', products: dim, eigenvalues, bounds: new Float64Array(dim).fill(NaN), down: NaN, flat: NaN, up: NaN }
    for (const share of work) {
      const pause = tools.breathe()
      if (pause) await pause
      const progress = from + (to - from) * share
      if (progress < told + 0.05) continue
      told = progress
      yield { progress: Math.min(progress, 0.99) }
    }
  }
  const atRest = gradientNorm < AT_REST && dim <= HESSIAN_DIM
  const inertia = atRest ? await drained(inertiaAtRest(objective, theta, eigenvalues), tools) : morseIndex(eigenvalues, constantHessian)
  const { index, nullity } = inertia
  return { method: 'exact', products: dim, eigenvalues, bounds: new Float64Array(dim), down: index, flat: nullity, up: dim - index - nullity }
}
