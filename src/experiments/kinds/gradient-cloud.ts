/** The gradients of all single samples at a point: where the next step of a mini-batch may go, and how its spread falls with the size of the batch. */
import { coordinatesOn } from '#analysis/projection.ts'
import type { Table } from '#figures/table.ts'
import { random, shuffle } from '#kernel/random.ts'
import { addScaled, dot, norm, type Vec } from '#kernel/vec.ts'
import type { Objective } from '#objectives/objective.ts'
import { objectives } from '#objectives/registry.ts'
import { integer, list } from '#spec/field.ts'
import type { SpecOf } from '#spec/kind.ts'
import { samplesOf } from '../batch.ts'
import type { ExperimentKind, Tools } from '../experiment.ts'
import { directionField, planeFits, pointField, pointFits, scalingFields } from '../points.ts'
import { resolvePlane, resolvePoint } from '../recipes/make.ts'
import './race.ts' // points may be the ends of races

const fields = {
  objective: objectives.field,
  theta: { ...pointField, meta: { label: 'Point', symbol: 'theta' } },
  origin: { ...pointField, meta: { label: 'Origin of the plane' }, fallback: () => [0, 0] },
  directions: list(directionField, { min: 2, max: 2, default: [[1, 0], [0, 1]], label: 'Directions', description: 'Of the plane on which gradients are seen.' }),
  ...scalingFields,
  batchSizes: list(integer({ min: 1 }), { default: [1, 2, 4, 8, 16, 32], max: 64, label: 'Batch sizes', description: 'Those beyond the number of samples are passed over.' }),
  draws: integer({ label: 'Draws', default: 1000, min: 0, max: 100_000, description: 'Batches of each size from which the variance is measured.' }),
  seed: integer({ label: 'Seed', default: 1, min: 0 }),
}
type Spec = SpecOf<'gradient-cloud', typeof fields>

export interface GradientCloudData {
  readonly samples: number
  /** samples x 2: gradient i on the plane, by orthogonal projection; a step of size s goes to minus s times it. NaN in frames where not yet computed. */
  readonly gradients: Table
  /** |g_i| */
  readonly norms: Vec
  /** The full gradient, the mean of all: on the plane, and its length. */
  readonly mean: Vec
  readonly gradientNorm: number
  /** (1/n) sum |g_i - g|^2, the variance of one sample's gradient */
  readonly variance: number
  /** For each batch size: E|g_B - g|^2 by the law, drawn with replacement (variance/B) and without (times (n - B)/(n - 1)), and as measured. */
  readonly batchSizes: Vec
  readonly withReplacement: Vec
  readonly withoutReplacement: Vec
  readonly measuredWith: Vec
  readonly measuredWithout: Vec
}

const kind: ExperimentKind<typeof fields, GradientCloudData, Partial<GradientCloudData>> = {
  kind: 'gradient-cloud',
  title: 'Cloud of next steps',
  summary: 'The gradient of every single sample at a point, seen on a plane; their mean is the full gradient, and their spread falls as one over the batch size.',
  fields,
  check(spec, reader) {
    const dim = objectives.get(spec.objective.kind).dim(spec.objective)
    planeFits(spec, dim, reader as never)
    pointFits(spec.theta, dim, reader.at('theta'))
    if (samplesOf(spec.objective) < 2) reader.at('objective').fault('expected a landscape that is a mean over samples')
  },
  async *run(experiment, tools) {
    const { objective: objectiveSpec, theta: recipe, batchSizes, draws, seed, ...planeRecipe } = experiment as unknown as Spec
    const objective = await tools.objective(objectiveSpec)
    const theta = await resolvePoint(recipe, objective, tools, 'theta')
    const { directions: [d1, d2] } = await resolvePlane(planeRecipe, objective, tools)
    const solve = coordinatesOn(d1!, d2!)
    const { dim, samples } = objective
    const full = new Float64Array(dim), own = new Float64Array(dim), one = new Int32Array(1)
    objective.gradient(theta, full)
    const gradients = { rows: samples, columns: 2, values: new Float64Array(2 * samples).fill(NaN) }, norms = new Float64Array(samples).fill(NaN)
    let variance = 0
    const every = Math.max(1, Math.ceil(samples / 12))
    for (let i = 0; i < samples; i++) {
      one[0] = i
      objective.gradient(theta, own, one)
      norms[i] = norm(own)
      gradients.values.set(solve(own), 2 * i)
      addScaled(-1, full, own)
      variance += dot(own, own) / samples
      const pause = tools.breathe()
      if (pause) await pause
      if ((i + 1) % every === 0) yield { progress: (0.5 * (i + 1)) / samples, data: { gradients: { ...gradients, values: gradients.values.slice() }, norms: norms.slice() } }
    }
    const sizes = Float64Array.from(batchSizes.filter((b) => b <= samples)), measuredWith = new Float64Array(sizes.length).fill(NaN), measuredWithout = measuredWith.slice()
    for (const [k, size] of sizes.entries()) {
      if (draws === 0) break
      const stream = random(seed).fork(`batches of ${size}`)
      measuredWith[k] = await measured(objective, theta, full, draws, () => Int32Array.from({ length: size }, () => stream.below(samples)), tools)
      const order = Int32Array.from({ length: samples }, (_, i) => i)
      measuredWithout[k] = await measured(objective, theta, full, draws, () => {
        shuffle(stream, order)
        return order.slice(0, size)
      }, tools)
      yield { progress: 0.5 + (0.5 * (k + 1)) / sizes.length, data: { batchSizes: sizes.slice(), measuredWith: measuredWith.slice(), measuredWithout: measuredWithout.slice() } }
    }
    return {
      outcome: { kind: 'gradient-cloud', samples, spread: Math.sqrt(variance) },
      data: {
        samples, gradients, norms, mean: Float64Array.from(solve(full)), gradientNorm: norm(full), variance, batchSizes: sizes,
        withReplacement: sizes.map((b) => variance / b), withoutReplacement: sizes.map((b) => ((variance / b) * (samples - b)) / (samples - 1)), measuredWith, measuredWithout,
      },
    }
  },
}
export default kind

/** Mean of |g_B - g|^2 over so many batches. */
async function measured(objective: Objective, theta: Vec, full: Vec, draws: number, batch: () => Int32Array, tools: Tools): Promise<number> {
  const gradient = new Float64Array(full.length)
  let sum = 0
  for (let k = 0; k < draws; k++) {
    objective.gradient(theta, gradient, batch())
    addScaled(-1, full, gradient)
    sum += dot(gradient, gradient)
    const pause = tools.breathe()
    if (pause) await pause
  }
  return sum / draws
}
