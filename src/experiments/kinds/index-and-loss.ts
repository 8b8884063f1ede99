/** Index against loss of the critical points of a network: many searches from points along descents, each with its certificate. */
import { nearestCriticalPoint } from '#analysis/nearest-critical-point.ts'
import { random } from '#kernel/random.ts'
import { addScaled, allFinite, type Vec } from '#kernel/vec.ts'
import { initialise } from '#networks/initialisers.ts'
import type { Objective } from '#objectives/objective.ts'
import { objectives } from '#objectives/registry.ts'
import { integer, number, optional, tuple } from '#spec/field.ts'
import type { SpecOf } from '#spec/kind.ts'
import { drained } from '../drained.ts'
import type { ExperimentKind, Result, Tools } from '../experiment.ts'

const fields = {
  objective: objectives.field,
  searches: integer({ label: 'Searches', default: 200, min: 1, max: 5000 }),
  scale: number({ label: 'Spread of starts', default: 1, above: 0, description: 'Standard deviation of the weights and biases from which descents begin.' }),
  stepSize: number({ label: 'Step size', symbol: 'alpha', default: 0.05, above: 0 }),
  longest: integer({ label: 'Longest descent', default: 3000, min: 0, max: 100_000, unit: 'steps', description: 'Each search begins after a random part of it, short ones more often.' }),
  push: number({ label: 'Push', default: 0.3, min: 0, description: 'Where a descent ends the point is moved by up to this standard deviation, so that searches find saddles beside the valleys too.' }),
  seed: integer({ label: 'Seed', default: 1, min: 0 }),
  part: optional(tuple([integer({ min: 0 }), integer({ min: 1 })], { label: 'Part', description: 'Only the searches from one number to before another.' })),
}
type Spec = SpecOf<'index-and-loss', typeof fields>
const read = (spec: object): Spec => spec as unknown as Spec

/** One entry for each search that ended as its name says. */
export interface IndexAndLossData {
  /** Certified critical points: loss, number of negative eigenvalues, their share of all, and those that vanish; the gradient's norm and the order with which Newton converges. */
  readonly loss: Vec
  readonly index: Vec
  readonly share: Vec
  readonly nullity: Vec
  readonly gradientNorm: Vec
  readonly order: Vec
  /** Places where the gradient is flat and not zero: never among the critical points. */
  readonly flat: { readonly loss: Vec; readonly gradientNorm: Vec; readonly flatness: Vec; readonly share: Vec }
  readonly degenerate: number
  readonly unfinished: number
  /** Pearson's, of loss and share over the critical points; NaN where it has no meaning. */
  readonly correlation: number
}

/** The whole Hessian at every step of every search. */
const MOST_PARAMETERS = 150
/** Searches of one part. */
const PART = 25

const kind: ExperimentKind<typeof fields, IndexAndLossData, IndexAndLossData> = {
  kind: 'index-and-loss',
  title: 'Index and loss of critical points',
  summary: 'Critical points of a landscape of many parameters, found from many starts: the higher the loss, the more ways down.',
  fields,
  check({ objective, part, searches }, reader) {
    const dim = objectives.get(objective.kind).dim(objective)
    if (dim > MOST_PARAMETERS) reader.at('objective').fault(`expected at most ${MOST_PARAMETERS} parameters: each of the searches needs the whole Hessian at every step; this landscape has ${dim}`)
    if (part && !(part[0] < part[1] && part[1] <= searches)) reader.at('part').refuse(`two whole numbers, the first the less, up to ${searches}`, part)
  },
  async *run(experiment, tools) {
    const spec = read(experiment)
    const objective = await tools.objective(spec.objective)
    const [from, to] = spec.part ?? [0, spec.searches]
    const found: Found[] = []
    for (let i = from; i < to; i++) {
      found.push(await search(objective, spec, i, tools))
      if (i + 1 < to && (i + 1 - from) % 5 === 0) yield { progress: (i + 1 - from) / (to - from), data: gathered(found) }
    }
    return resultOf(gathered(found))
  },
  split(experiment) {
    const spec = read(experiment)
    if (spec.part || spec.searches <= PART) return [experiment]
    return Array.from({ length: Math.ceil(spec.searches / PART) }, (_, i) => ({ ...experiment, part: [i * PART, Math.min(spec.searches, (i + 1) * PART)] }))
  },
  merge(parts) {
    const data = parts.map((part) => part.data)
    const joined = (of: (d: IndexAndLossData) => Vec): Vec => Float64Array.from(data.flatMap((d) => Array.from(of(d))))
    const loss = joined((d) => d.loss), share = joined((d) => d.share)
    // what else is said of a result, such as the kernel that computed it, holds for all parts
    return { ...parts[0]!, ...resultOf({
      loss, share, index: joined((d) => d.index), nullity: joined((d) => d.nullity), gradientNorm: joined((d) => d.gradientNorm), order: joined((d) => d.order),
      flat: { loss: joined((d) => d.flat.loss), gradientNorm: joined((d) => d.flat.gradientNorm), flatness: joined((d) => d.flat.flatness), share: joined((d) => d.flat.share) },
      degenerate: data.reduce((sum, d) => sum + d.degenerate, 0), unfinished: data.reduce((sum, d) => sum + d.unfinished, 0), correlation: correlation(loss, share),
    }) }
  },
}
export default kind

const resultOf = (data: IndexAndLossData): Result<IndexAndLossData> =>
  ({ outcome: { kind: 'index-and-loss', points: data.loss.length, flat: data.flat.loss.length, correlation: data.correlation }, data })

interface Found {
  readonly verdict: 'critical' | 'degenerate' | 'gradient-flat' | 'unfinished'
  readonly loss: number
  readonly index: number
  readonly nullity: number
  readonly share: number
  readonly gradientNorm: number
  readonly order: number
  readonly flatness: number
}

/** A descent of random length, a random push, and the search from there. Each search has a stream of its own. */
async function search(objective: Objective, { scale, stepSize, longest, push, seed }: Spec, number: number, tools: Tools): Promise<Found> {
  const draws = random(seed).fork(`search ${number}`), { dim, layout } = objective
  const theta = new Float64Array(dim), gradient = new Float64Array(dim)
  if (layout) initialise('normal', layout, scale, draws, theta)
  else for (let i = 0; i < dim; i++) theta[i] = scale * draws.normal()
  const u = draws.uniform(), steps = Math.floor(longest * u * u)
  for (let k = 0; k < steps; k++) {
    objective.gradient(theta, gradient)
    if (!allFinite(gradient)) break
    addScaled(-stepSize, gradient, theta)
    const pause = tools.breathe()
    if (pause) await pause
  }
  const size = push * draws.uniform()
  for (let i = 0; i < dim; i++) theta[i] = theta[i]! + size * draws.normal()
  const { verdict, value, index, nullity, gradientNorm, order, flatness, eigenvalues } = await drained(nearestCriticalPoint(objective, theta, draws.fork('certificate')), tools)
  const down = verdict === 'critical' || verdict === 'degenerate' ? index : eigenvalues.filter((w) => w < 0).length
  return { verdict, loss: value, index, nullity, share: down / dim, gradientNorm, order, flatness }
}

function gathered(found: readonly Found[]): IndexAndLossData {
  const critical = found.filter(({ verdict }) => verdict === 'critical'), flat = found.filter(({ verdict }) => verdict === 'gradient-flat')
  const column = (some: readonly Found[], of: (f: Found) => number): Vec => Float64Array.from(some, of)
  const loss = column(critical, (f) => f.loss), share = column(critical, (f) => f.share)
  return {
    loss, share, index: column(critical, (f) => f.index), nullity: column(critical, (f) => f.nullity),
    gradientNorm: column(critical, (f) => f.gradientNorm), order: column(critical, (f) => f.order),
    flat: { loss: column(flat, (f) => f.loss), gradientNorm: column(flat, (f) => f.gradientNorm), flatness: column(flat, (f) => f.flatness), share: column(flat, (f) => f.share) },
    degenerate: found.filter(({ verdict }) => verdict === 'degenerate').length, unfinished: found.filter(({ verdict }) => verdict === 'unfinished').length,
    correlation: correlation(loss, share),
  }
}

function correlation(x: Vec, y: Vec): number {
  const mean = (v: Vec): number => v.reduce((a, b) => a + b, 0) / v.length, mx = mean(x), my = mean(y)
  let xy = 0, xx = 0, yy = 0
  x.forEach((a, i) => {
    xy += (a - mx) * (y[i]! - my)
    xx += (a - mx) * (a - mx)
    yy += (y[i]! - my) * (y[i]! - my)
  })
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : NaN
}
