/** One function, a whole curve of parameters: hidden units of a ReLU network scaled by one factor, with loss, length and sharpness along the way. */
import { sharpness } from '#analysis/curvature.ts'
import { exp, log } from '#kernel/special.ts'
import { random } from '#kernel/random.ts'
import { norm, type Vec } from '#kernel/vec.ts'
import { wholeSymmetries } from '#networks/make.ts'
import { objectives } from '#objectives/registry.ts'
import { integer, number, optional, record } from '#spec/field.ts'
import type { SpecOf } from '#spec/kind.ts'
import { coarseToFine } from '../coarse-to-fine.ts'
import type { ExperimentKind } from '../experiment.ts'
import { pointField, pointFits } from '../points.ts'
import { resolvePoint } from '../recipes/make.ts'
import { fault } from '../recipes/recipe.ts'
import './race.ts' // points may be the ends of races

const fields = {
  objective: objectives.field,
  theta: { ...pointField, meta: { label: 'Point', symbol: 'theta' } },
  layer: integer({ label: 'Layer', min: 1, default: 1, description: 'Of the hidden layers, counted from 1.' }),
  unit: optional(integer({ label: 'Unit', min: 0, description: 'Counted from 0; left out, all units of the layer are scaled.' })),
  factors: record({
    from: number({ label: 'From', above: 0, default: 0.1, scale: 'log' }),
    to: number({ label: 'To', above: 0, default: 10, scale: 'log' }),
    count: integer({ label: 'Values', default: 41, min: 2, max: 2000 }),
  }, { label: 'Factors', whole: true, description: 'Evenly spaced on a logarithmic scale.' }),
}
type Spec = SpecOf<'scaling-orbit', typeof fields>

/** Columns over the factors; NaN in frames where not yet computed. */
export interface ScalingOrbitData {
  readonly factors: Vec
  readonly loss: Vec
  /** |theta|, and the length of the gradient there */
  readonly length: Vec
  readonly gradientNorm: Vec
  /** Largest eigenvalue of the Hessian */
  readonly sharpness: Vec
}

const kind: ExperimentKind<typeof fields, ScalingOrbitData, ScalingOrbitData> = {
  kind: 'scaling-orbit',
  title: 'One function, many sharpnesses',
  summary: 'Hidden units of a ReLU network are scaled, weights in by a factor and weights out by its inverse: the loss stays, the sharpness does not.',
  fields,
  check({ objective, theta, factors }, reader) {
    pointFits(theta, objectives.get(objective.kind).dim(objective), reader.at('theta'))
    if (!(factors.from < factors.to)) reader.at('factors').at('to').refuse(`a number > ${factors.from}`, factors.to)
  },
  async *run(experiment, tools) {
    const { objective: objectiveSpec, theta: recipe, layer, unit, factors: { from, to, count } } = experiment as unknown as Spec
    const objective = await tools.objective(objectiveSpec), { network, layout } = objective
    const theta = await resolvePoint(recipe, objective, tools, 'theta')
    const scale = wholeSymmetries.get('scale')
    if (!network || !layout) throw fault('objective', 'expected a landscape of a network: others have no units to scale')
    const units = unit === undefined ? Array.from({ length: network.widths[layer] ?? 0 }, (_, u) => u) : [unit]
    const changes = units.map((u) => ({ kind: 'scale', layer, unit: u, factor: 1 }))
    const why = scale.refusal(changes[0] ?? { kind: 'scale', layer, unit: 0, factor: 1 }, network)
    if (why !== undefined) throw fault('layer', why)
    const column = (): Vec => new Float64Array(count).fill(NaN), a = log(from), b = log(to)
    const factors = Float64Array.from({ length: count }, (_, i) => (i === 0 ? from : i === count - 1 ? to : exp(a + ((b - a) * i) / (count - 1))))
    const data: ScalingOrbitData = { factors, loss: column(), length: column(), gradientNorm: column(), sharpness: column() }
    const gradient = new Float64Array(theta.length)
    for (const [done, { index, endsRound }] of coarseToFine(count).entries()) {
      let here = theta
      for (const change of changes) {
        const next = new Float64Array(theta.length)
        scale.apply({ ...change, factor: factors[index]! }, layout, here, next)
        here = next
      }
      data.loss[index] = objective.gradient(here, gradient)
      data.length[index] = norm(here)
      data.gradientNorm[index] = norm(gradient)
      data.sharpness[index] = sharpness(objective, here, random(1).fork('sharpness'), { tolerance: 1e-6, maxSteps: 100 }).largest
      const pause = tools.breathe()
      if (pause) await pause
      if (endsRound && done + 1 < count) yield { progress: (done + 1) / count, data: { factors: factors.slice(), loss: data.loss.slice(), length: data.length.slice(), gradientNorm: data.gradientNorm.slice(), sharpness: data.sharpness.slice() } }
    }
    const change = data.loss.reduce((most, f) => Math.max(most, Math.abs(f - data.loss[0]!)), 0)
    return { outcome: { kind: 'scaling-orbit', change, least: Math.min(...data.sharpness), most: Math.max(...data.sharpness) }, data }
  },
}
export default kind
