/** Thesis chapter 4: zig-zag and the limit 2/L (Figure 4.2, Theorem 4.3), the descent lemma, and the Rayleigh quotient (4.27) as an oracle for the next step. */
import { rayleighQuotient, sharpness } from '#analysis/curvature.ts'
import { symmetricEigen } from '#kernel/dense.ts'
import { pow } from '#kernel/special.ts'
import { random } from '#kernel/random.ts'
import { dot, norm, type Vec } from '#kernel/vec.ts'
import type { Objective } from '#objectives/objective.ts'
import { createDescent } from '#optimizers/descent.ts'
import type { Mark } from '#figures/plot.ts'
import { choice, integer, list, number } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'
import { stepSizeAndCurvature as words } from '#words/en/experiments/step-size-and-curvature.ts'
import { resolvePoint } from '../recipes/make.ts'
import { newtonMinimum } from '../study/logistic.ts'
import { type Answer, experimentOf, type Study, type Verdict } from '../study/study.ts'
import './race.ts' // starts are points, and points may be the ends of races

const LANDSCAPES = ['plane', 'bowl', 'rosenbrock', 'network'] as const

const fields = {
  landscape: choice(LANDSCAPES, { label: 'Landscape' }),
  relative: list(number({ above: 0 }), { label: 'Step sizes, times L', min: 1, max: 60, description: '1 is 1/L, 2 is 2/L; L is measured at the start.' }),
  steps: integer({ label: 'Steps', symbol: 'K', min: 2, max: 100_000, scale: 'log' }),
  seed: integer({ label: 'Seed of the data', default: 1, min: 0 }),
}
interface Spec { readonly landscape: (typeof LANDSCAPES)[number]; readonly relative: readonly number[]; readonly steps: number; readonly seed: number }
interface StepJob extends Omit<Spec, 'relative'> { readonly relative: number; readonly [name: string]: unknown }

export interface StepResult {
  readonly L: number
  readonly stepSize: number
  /** Ascending; empty where the Hessian is not the same everywhere. */
  readonly eigenvalues: Vec
  /** |theta_k - theta*| / |theta_0 - theta*| at the end, and how far the eigenvalues let it shrink at least; NaN where there is no one minimum. */
  readonly distance: number
  readonly predicted: number
  /** The same of the part along the steepest direction alone, which goes like |1 - alpha L|^k. */
  readonly across: number
  /** Share of the steps whose component along the steepest direction has the sign opposite to the step before. */
  readonly alternating: number
  readonly taken: number
  readonly rising: number
  /** Steps that fall by less than alpha (1 - alpha L / 2) |grad f|^2. */
  readonly short: number
  /** R alpha / 2 at each step, and whether the loss rose. */
  readonly oracle: Float64Array
  readonly rose: Uint8Array
  readonly wrong: number
}

const objectiveOf = ({ landscape, seed }: Pick<StepJob, 'landscape' | 'seed'>): KindSpec => ({
  plane: { kind: 'network', widths: [2, 1], activations: ['identity'], bias: false, loss: 'square', data: { kind: 'plane', samples: 100, noise: 1, seed } },
  bowl: { kind: 'quadratic', eigenvalues: [1, 10], rotation: 0 },
  rosenbrock: { kind: 'rosenbrock' },
  network: { kind: 'network', widths: [2, 16, 1], activations: ['tanh', 'logistic'], bias: true, loss: 'log', data: { kind: 'moons', samples: 100, noise: 0.2, seed } },
})[landscape]
const startOf = ({ landscape, seed }: Pick<StepJob, 'landscape' | 'seed'>): KindSpec | number[] =>
  ({ plane: [-1.8, 2.5], bowl: [-4, 1.5], rosenbrock: [-1.2, 1], network: { kind: 'initial', initialiser: 'lecun-normal', scale: 1, seed } })[landscape]

const RELATIVE = [0.25, 0.5, 0.75, 0.9, 1.1, 1.25, 1.5, 1.75, 1.9, 1.98, 2.02, 2.1, 2.25]
/** Differences of the loss below this share of it are rounding. */
const ROUNDING = 1e-13
/** Values of the oracle that a picture can use. */
const SHOWN = 400

const study: Study<Spec, StepJob, StepResult> = {
  kind: 'step-size-and-curvature',
  title: words.title, summary: words.summary, question: words.question, source: words.source, fields,
  revision: 1,
  switches: ['landscape'],
  presets({ landscape = 'plane' }) {
    const common = { landscape, relative: RELATIVE, seed: 1 }
    // 14 steps in Figure 4.2; the network and the valley have no figure there
    const steps = { plane: [14, 14], bowl: [100, 100], rosenbrock: [400, 4000], network: [300, 2000] }[landscape] as [number, number]
    return { quick: { ...common, steps: steps[0] }, thesis: { ...common, steps: steps[1] } }
  },
  jobs: ({ relative, ...common }) => relative.map((value) => ({ ...common, relative: value })),
  weight: ({ landscape, steps }) => steps * (landscape === 'network' ? 50 : 1) + 200,
  memory: () => 2e6,
  async *work(job, tools) {
    const objective = await tools.objective(objectiveOf(job))
    const start = await resolvePoint(startOf(job), objective, tools, 'start')
    const L = sharpness(objective, start, random(1).fork('curvature'), { tolerance: 1e-12, maxSteps: 120 }).largest
    return yield* walk(objective, start, L, job.relative / L, job.steps)
  },
  answer,
  scene: (job, { stepSize }) => ({
    experiment: 'race', objective: objectiveOf(job), start: startOf(job), iterations: job.steps, seed: 1, runs: [{ optimizer: { kind: 'gradient-descent', stepSize } }],
  }),
}
export default experimentOf(study)

/** Gradient descent with every step looked at. */
export function* walk(objective: Objective, start: Vec, L: number, stepSize: number, steps: number): Generator<number, StepResult> {
  const { dim } = objective
  const quadratic = objective.constantHessian === true
  const eigenvalues = new Float64Array(quadratic ? dim : 0), vectors = new Float64Array(quadratic ? dim * dim : 0)
  if (quadratic) {
    const hessian = new Float64Array(dim * dim)
    objective.hessian!(start, hessian)
    symmetricEigen(hessian, dim, eigenvalues, vectors)
  }
  const steepest = vectors.subarray(quadratic ? (dim - 1) * dim : 0)
  const minimum = quadratic ? newtonMinimum(objective) : undefined
  const away = (theta: Vec): number => (minimum ? norm(theta.map((x, i) => x - minimum[i]!)) : NaN)
  const across = (theta: Vec): number => (minimum ? Math.abs(dot(theta.map((x, i) => x - minimum[i]!), steepest)) : NaN)
  const descent = createDescent(objective, { optimizer: { kind: 'gradient-descent', stepSize }, sampler: { kind: 'full' }, seed: 1 }, start)
  const oracle: number[] = [], rose: number[] = []
  let alternating = 0, turns = 0, rising = 0, short = 0, wrong = 0, before = 0
  for (let k = 0; k < steps; k++) {
    const value = descent.value, squared = descent.gradientNorm * descent.gradientNorm
    if (squared === 0) break
    const R = rayleighQuotient(objective, descent.theta, descent.gradient)
    const along = quadratic ? dot(descent.gradient, steepest) : 0
    if (!descent.advance(1)) break
    const fall = value - descent.value, noise = ROUNDING * Math.abs(value)
    oracle.push((R * stepSize) / 2)
    rose.push(fall < 0 ? 1 : 0)
    if (fall < -noise) rising++
    if (fall < stepSize * (1 - (stepSize * L) / 2) * squared - noise) short++
    if ((fall < -noise && R * stepSize < 2) || (fall > noise && R * stepSize > 2)) wrong++
    if (before !== 0 && along !== 0) {
      turns++
      if (before * along < 0) alternating++
    }
    before = along
    if (k % 50 === 49) yield (k + 1) / steps
  }
  const factor = eigenvalues.reduce((largest, l) => Math.max(largest, Math.abs(1 - stepSize * l)), 0)
  return {
    L, stepSize, eigenvalues, distance: away(descent.theta) / away(start), predicted: quadratic ? pow(factor, descent.step) : NaN, across: across(descent.theta) / across(start), alternating: turns ? alternating / turns : NaN, taken: oracle.length,
    rising, short, oracle: Float64Array.from(oracle.slice(0, SHOWN)), rose: Uint8Array.from(rose.slice(0, SHOWN)), wrong,
  }
}

function answer(spec: Spec, results: readonly (StepResult | undefined)[]): Answer {
  const jobs = study.jobs(spec)
  const runs = jobs.flatMap((job, part) => (results[part] ? [{ part, job, ...results[part] }] : [])).toSorted((a, b) => a.job.relative - b.job.relative)
  const quadratic = spec.landscape === 'plane' || spec.landscape === 'bowl'
  const [first] = runs
  const wrong = runs.reduce((sum, r) => sum + r.wrong, 0), taken = runs.reduce((sum, r) => sum + r.taken, 0)
  const sentence = !first ? words.nothing : [
    ...(quadratic ? [words.quadratic(first.L, first.L / first.eigenvalues[0]!, 2 / first.L)] : []), ...(taken ? [words.others(taken - wrong, taken)] : []),
  ].join(' ')
  const x = Float64Array.from(runs, (r) => r.job.relative)
  const rules: Mark[] = [
    { mark: 'rule', along: 'x', at: 1, label: words.oneOverL, role: 'theory' }, { mark: 'rule', along: 'x', at: 2, label: words.twoOverL, role: 'theory' },
  ]
  // the run whose oracle says most: the largest step size that does not grow
  const shown = runs.filter((r) => r.job.relative < 2).at(-1)
  const side = (rise: number) => (shown ? Array.from(shown.rose, (r, k) => [k, shown.oracle[k]!, r] as const).filter(([, , r]) => r === rise) : [])
  const cloud = (name: string, slot: number, rise: number): Mark => ({ mark: 'points', name, role: 'ours', slot, x: Float64Array.from(side(rise), ([k]) => k), y: Float64Array.from(side(rise), ([, R]) => R) })
  return {
    sentence,
    plots: [
      ...(quadratic && first ? [{
        figure: 'plot' as const, name: 'distance', title: words.shrink, x: { label: words.relative, scale: 'linear' as const }, y: { label: words.shrinkY, scale: 'log' as const, least: 1e-16 },
        marks: [...rules, { mark: 'line', name: words.contraction, role: 'theory', x, y: Float64Array.from(runs, (r) => r.predicted) }, { mark: 'points', name: words.ours, role: 'ours', x, y: Float64Array.from(runs, (r) => r.distance), parts: Int32Array.from(runs, (r) => r.part) }] as Mark[],
      }] : []),
      {
        figure: 'plot', name: 'rayleigh', title: words.rayleigh, x: { label: words.step, scale: 'linear' }, y: { label: words.curvature, scale: 'linear' },
        marks: [{ mark: 'rule', along: 'y', at: 1, label: words.limit, role: 'theory' }, cloud(words.falls, 0, 0), cloud(words.rises, 1, 1)],
      },
    ],
    table: { columns: words.columns, rows: runs.map((r) => [r.stepSize, r.job.relative, r.taken, quadratic ? r.distance : '', quadratic ? r.predicted : '', quadratic && Number.isFinite(r.alternating) ? r.alternating : '', r.rising, r.wrong]) },
    hypotheses: [
      { text: words.hypotheses.quadratic, holds: quadratic, ...(first ? { found: words.hypotheses.start(first.L) } : {}) },
      { text: words.hypotheses.global, holds: quadratic, ...(quadratic ? {} : { found: words.hypotheses.globalNo }) },
    ],
    verdicts: verdicts(quadratic, runs),
    caveats: [...(quadratic ? [] : [words.caveats.global]), ...(spec.landscape === 'network' ? [words.caveats.stationary] : []), ...(spec.landscape === 'plane' ? [words.caveats.draw] : [])],
  }
}

/** Where a run is so near to a limit that its few steps cannot tell on which side. */
const BESIDE = 0.01

function verdicts(quadratic: boolean, runs: readonly (StepResult & { readonly job: StepJob })[]): readonly Verdict[] {
  const count = <T>(list: readonly T[], of: (item: T) => number): number => list.reduce((sum, item) => sum + of(item), 0)
  const below = runs.filter((r) => r.job.relative < 2), beyond = runs.filter((r) => r.job.relative > 2 + BESIDE)
  const turning = runs.filter((r) => Number.isFinite(r.alternating) && Math.abs(r.job.relative - 1) > BESIDE)
  const right = turning.filter((r) => (r.job.relative > 1 ? r.alternating === 1 : r.alternating === 0)).length
  const short = count(below, (r) => r.short), steps = count(below, (r) => r.taken), wrong = count(runs, (r) => r.wrong), all = count(runs, (r) => r.taken)
  const nearer = beyond.filter((r) => r.across < 1).length
  const verdict = (claim: string, judged: boolean, holds: boolean, found: string): Verdict => ({ claim, state: !judged ? 'open' : holds ? 'holds' : 'fails', found })
  const rayleigh = verdict(words.rayleighClaim, quadratic && all > 0, wrong === 0, all ? `${words.rayleighFound(wrong, all)}${quadratic ? '' : ` ${words.localOnly}`}` : words.none)
  if (!quadratic) return [rayleigh]
  return [
    verdict(words.zigzagClaim, turning.length > 0, right === turning.length, turning.length ? words.zigzagFound(right, turning.length) : words.none),
    verdict(words.descentClaim, steps > 0, short === 0, steps ? words.descentFound(short, steps) : words.none),
    verdict(words.beyondClaim, beyond.length > 0, nearer === 0, beyond.length ? words.beyondFound(nearer, beyond.length) : words.none),
    rayleigh,
  ]
}
